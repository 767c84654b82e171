import { sql } from 'kysely'
import { inject, onTestFinished } from 'vitest'
import type { Database } from '#src/database/engine.ts'
import { openDatabase } from '#src/database/sqlite/open.ts'
import { copyDatabase } from './server-process.ts'

/** The demonstration's database as long as a test runs, with nobody else at it. */
export function openDatabaseForTest(): Database {
  const { file, remove } = copyDatabase(inject('seededDatabase'))
  const database = openDatabase(`file:${file}`, { create: false })
  onTestFinished(async () => {
    await database.destroy()
    remove()
  })
  return database
}

/** In how many pieces the search index is. */
export async function piecesOfIndex(database: Database): Promise<number> {
  const { rows } = await sql`SELECT DISTINCT segid FROM customer_search_idx`.execute(database)
  return rows.length
}
