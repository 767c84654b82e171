import { sql } from 'kysely'
import type { Database } from '../engine.ts'
import { pragmas } from './file.ts'

/** What the log beside the database may keep of the disk, in bytes: twice what it holds when SQLite begins to empty it. */
export const logLimitBytes = pragmas.journal_size_limit

/**
 * Moves what is in the log into the database, and cuts it off, unless somebody still reads from it: nobody is waited for.
 * @returns whether it is empty now
 */
export async function emptyLog(database: Database): Promise<boolean> {
  const moved = await checkpoint(database, 'PASSIVE')
  if (moved.checkpointed < moved.log) return false
  return await database.connection().execute(async (connection) => {
    const { rows } = await sql<{ timeout: number }>`PRAGMA busy_timeout`.execute(connection)
    await sql`PRAGMA busy_timeout = 0`.execute(connection)
    try {
      return (await checkpoint(connection, 'TRUNCATE')).busy === 0
    } finally {
      await sql`PRAGMA busy_timeout = ${sql.lit(rows[0]!.timeout)}`.execute(connection)
    }
  })
}

/** Pages in the log, and those of them that the database has (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint). */
type Checkpoint = { busy: number; log: number; checkpointed: number }

async function checkpoint(database: Database, mode: 'PASSIVE' | 'TRUNCATE'): Promise<Checkpoint> {
  const { rows } = await sql<Checkpoint>`PRAGMA wal_checkpoint(${sql.raw(mode)})`.execute(database)
  return rows[0]!
}
