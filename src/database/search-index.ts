import { wordsOf, type Database } from './engine.ts'
import type { IndexedRow, IndexQuery } from './index-query.ts'

/**
 * The search index: rows of ready-made tokens, found by phrases of them. Tokens that begin with `#` are marks (country,
 * tag …), which no text can contain. The rows of one partner are found together, so that a search reads no other's.
 */

/**
 * Says what a row is found by from now on.
 * @param database one that writes; in a transaction the index has it at the end, or once it was settled
 */
export async function indexRow(
  database: Database,
  row: IndexedRow,
  tokens: readonly string[],
): Promise<void> {
  await wordsOf(database).search.indexRow(database, row, tokens)
}

/** Makes what was noted be found now: for who searches in the transaction, or has noted more than belongs in memory. */
export async function settleIndex(database: Database): Promise<void> {
  await wordsOf(database).search.settle(database)
}

/**
 * The numbers of the rows that are found: at most `limit` of them, in the order in which they were made.
 * @param query says at least one thing that is wanted, or a mark
 * @param beyond the row after which to begin
 */
export async function findInIndex(
  database: Database,
  query: IndexQuery,
  limit: number,
  beyond = 0,
): Promise<number[]> {
  return await wordsOf(database).search.find(database, query, limit, beyond)
}
