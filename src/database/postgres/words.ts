import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { EngineWords } from '../engine.ts'
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
  search: { indexRow, settle: () => Promise.resolve(), find: findInIndex },
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
