/** What is asked of the search index, and of which rows. */

/** Tokens in a row. */
export type TokenPhrase = readonly string[]

/** A partner's row. */
export type IndexedRow = { partner_id: number; row_id: number }

/** What a row has to have: a phrase, any of several things, or all of them. */
export type Wanted = TokenPhrase | { any: readonly Wanted[] } | { all: readonly Wanted[] }

/** What rows are looked for: those of a partner that have all the marks and all that is wanted. */
export type IndexQuery = {
  partner_id: number
  marks: readonly string[]
  wanted: readonly Wanted[]
  /** Marks of which a row has none. */
  without?: readonly string[]
}
