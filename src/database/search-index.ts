import { sql } from 'kysely'
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

/** The rows that have all the marks and one of each list of phrases, at most `limit` of them, in the order they were made. */
export async function findInIndex(
  database: Database,
  query: {
    marks: readonly string[]
    phrases: readonly (readonly TokenPhrase[])[]
    /** Marks of which a row has none. */
    without?: readonly string[]
  },
  limit: number,
  beyond = 0,
): Promise<number[]> {
  const terms = [
    ...query.phrases.map((either) => `(${either.map(quoted).join(' OR ')})`),
    ...query.marks.map((mark) => `"${mark}"`),
  ]
  const without = (query.without ?? []).map((mark) => ` NOT "${mark}"`).join('')
  const match = `(${terms.join(' AND ')})${without}`
  const found = await sql<{ rowid: number }>`
    SELECT rowid FROM customer_search WHERE customer_search MATCH ${match} AND rowid > ${beyond}
    ORDER BY rowid LIMIT ${limit}
  `.execute(database)
  return found.rows.map((row) => row.rowid)
}

/** A phrase in FTS5's query language (https://www.sqlite.org/fts5.html, 3.2). */
function quoted(phrase: TokenPhrase): string {
  return `"${phrase.join(' ').replaceAll('"', '')}"`
}
