import { sql, type RawBuilder } from 'kysely'
import type { Database } from './open.ts'

/**
 * The search index: rows of ready-made tokens in an FTS5 table, found by phrases of them. Tokens that begin with `#` are
 * marks (partner, country …), which no text can contain.
 */

/** Tokens in a row. */
export type TokenPhrase = readonly string[]

/** Adds a row. */
export async function addToIndex(
  database: Database,
  rowId: number,
  tokens: readonly string[],
): Promise<void> {
  await sql`INSERT INTO customer_search (rowid, tokens) VALUES (${rowId}, ${tokens.join(' ')})`.execute(
    database,
  )
}

/** Takes a row out. */
export async function removeFromIndex(database: Database, rowId: number): Promise<void> {
  await sql`DELETE FROM customer_search WHERE rowid = ${rowId}`.execute(database)
}

/** What rows are looked for: those that have all the marks, and one of each list of phrases. */
export type IndexQuery = {
  marks: readonly string[]
  phrases: readonly (readonly TokenPhrase[])[]
  /** Marks of which a row has none. */
  without?: readonly string[]
}

/** The numbers of the rows that are found, as a subquery: at most `limit` of them, in the order in which they were made. */
export function foundInIndex(query: IndexQuery, limit: number, beyond = 0): RawBuilder<number> {
  return sql<number>`(
    SELECT rowid FROM customer_search WHERE customer_search MATCH ${matchOf(query)} AND rowid > ${beyond}
    ORDER BY rowid LIMIT ${limit})`
}

/** The same, read. */
export async function findInIndex(
  database: Database,
  query: IndexQuery,
  limit: number,
  beyond = 0,
): Promise<number[]> {
  const found = await sql<{ rowid: number }>`SELECT rowid FROM ${foundInIndex(query, limit, beyond)}`.execute(
    database,
  )
  return found.rows.map((row) => row.rowid)
}

function matchOf({ marks, phrases, without = [] }: IndexQuery): string {
  const terms = [
    ...phrases.map((either) => `(${either.map(quoted).join(' OR ')})`),
    ...marks.map((mark) => `"${mark}"`),
  ]
  return `(${terms.join(' AND ')})${without.map((mark) => ` NOT "${mark}"`).join('')}`
}

/** A phrase in FTS5's query language (https://www.sqlite.org/fts5.html, 3.2). */
function quoted(phrase: TokenPhrase): string {
  return `"${phrase.join(' ').replaceAll('"', '')}"`
}
