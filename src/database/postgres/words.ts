import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, EngineWords } from '../engine.ts'
import { ScopePlugin } from './scope.ts'
import { findInIndex, indexRow } from './search-index.ts'

/** What PostgreSQL says in its own way. */
export const words: EngineWords = {
  numbered: (numbers) => sql<number>`(SELECT json_array_elements_text(${numbers}::json)::bigint)`,
  // It knows how many rows a value finds, and chooses well by itself.
  unindexed: (column) => sql.ref(column),
  async takeTurn(transaction, what) {
    await sql`SELECT pg_advisory_xact_lock(${numberOf(what)}::bigint)`.execute(transaction)
  },
  seeing: (database, scope) => database.withPlugin(new ScopePlugin(scope)),
  rowsHaveCome,
  search: { indexRow, settle: () => Promise.resolve(), find: findInIndex },
}

/** Rows that bring their numbers leave an identity column's sequence where it was, and the planner without a notion of them. */
async function rowsHaveCome(
  transaction: Database,
  numbered: readonly (readonly [table: string, column: string])[],
): Promise<void> {
  for (const [table, column] of numbered) {
    await sql`SELECT setval(pg_get_serial_sequence(${table}, ${column}), greatest(max(${sql.ref(column)}), 1),
      count(*) > 0) FROM ${sql.table(table)}`.execute(transaction)
  }
  await sql`ANALYZE`.execute(transaction)
}

const numbersOf = new Map<string, string>()

/** The number of a lock: 64 bits of the digest of its name. */
function numberOf(what: string): string {
  const known = numbersOf.get(what)
  if (known) return known
  const number = createHash('sha256').update(`partner desk ${what}`).digest().readBigInt64BE().toString()
  if (numbersOf.size < 10_000) numbersOf.set(what, number)
  return number
}
