import { sql } from 'kysely'
import type { EngineWords } from '../engine.ts'
import { findInIndex, indexRow, settleIndex } from './search-index.ts'

/** What SQLite says in its own way. */
export const words: EngineWords = {
  numbered: (numbers) => sql<number>`(SELECT value FROM json_each(${numbers}))`,
  // An operator keeps SQLite from looking in an index (sqlite.org/optoverview, 8.1).
  unindexed: (column) => sql`+${sql.ref(column)}`,
  // Whoever writes is alone.
  takeTurn: () => Promise.resolve(),
  // One file has no users.
  seeing: (database) => database,
  // Numbers go on from the highest row's by themselves.
  rowsHaveCome: () => Promise.resolve(),
  search: { indexRow, settle: settleIndex, find: findInIndex },
}
