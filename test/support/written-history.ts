import type { Database } from '#src/database/engine.ts'

/** The history and its changes, row by row: equal before and after where nothing was changed. */
export async function writtenHistory(database: Database) {
  return {
    history: await database.selectFrom('history').selectAll().orderBy('seq').execute(),
    changes: await database
      .selectFrom('history_changes')
      .selectAll()
      .orderBy('seq')
      .orderBy('position')
      .execute(),
  }
}
