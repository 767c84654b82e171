import { sql, type RawBuilder } from 'kysely'
import type { Database } from './open.ts'

/**
 * The search index: rows of ready-made tokens in an FTS5 table, found by phrases of them. Tokens that begin with `#` are
 * marks (partner, country …), which no text can contain.
 */

/** Tokens in a row. */
export type TokenPhrase = readonly string[]

/**
 * Rows whose tokens are other ones when the transaction ends: kept beside the database, by the connection that writes. FTS5
 * would write a piece of the index at each savepoint and at most statements with triggers, and merge those pieces later.
 */
export const notes = `CREATE TEMP TABLE search_notes (row_id INTEGER PRIMARY KEY, tokens TEXT NOT NULL) STRICT`

/** Brings the index up to date with what was noted. Each transaction ends with it. */
export const settling = [
  'DELETE FROM customer_search WHERE rowid IN (SELECT row_id FROM temp.search_notes)',
  'INSERT INTO customer_search (rowid, tokens) SELECT row_id, tokens FROM temp.search_notes',
  'DELETE FROM temp.search_notes',
]

/** Whether there is anything to settle. */
export const unsettled = 'SELECT row_id FROM temp.search_notes LIMIT 1'

/**
 * Says what a row is found by from now on.
 * @param database a connection that writes; in a transaction the index has it at the end, or once it was settled
 */
export async function indexRow(database: Database, rowId: number, tokens: readonly string[]): Promise<void> {
  await sql`INSERT INTO temp.search_notes (row_id, tokens) VALUES (${rowId}, ${tokens.join(' ')})
    ON CONFLICT DO UPDATE SET tokens = excluded.tokens`.execute(database)
  if (!database.isTransaction) await settleIndex(database)
}

/** Puts what was noted into the index now: for who searches in the transaction, or has noted more than belongs in memory. */
export async function settleIndex(database: Database): Promise<void> {
  for (const statement of settling) await sql.raw(statement).execute(database)
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
