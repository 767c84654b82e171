import { sql } from 'kysely'
import { acrossPartners } from '../engine.ts'
import type { Connected, Database, Engine, UseCases, Write, WritingProgram } from '../engine.ts'
import { assertMigratedFrom, migrateFrom, migrationFolderOf } from '../migrate.ts'
import { createReadiness } from '../readiness.ts'
import { ChangedMeanwhileError, DatabaseError } from '../storage-fault.ts'
import type { Pool } from './driver.ts'
import { overPool } from './executor.ts'
import { isWorthAnotherTry } from './faults.ts'
import { createPool } from './pool.ts'

/** The database of a PostgreSQL server, which any number of nodes may share. */

/** The oldest server there is support for, as the server counts its versions. */
const oldest = 150_000
/** How often a transaction is tried that another one got in the way of. */
const triesAtMost = 5

const folder = migrationFolderOf('postgres')

/**
 * @param url `postgres://…`
 * @param poolOf makes the connections
 */
export function postgresEngine(
  url: string,
  poolOf: (url: string, options: { waitMs?: number }) => Pool = createPool,
): Engine {
  const openPool = (options: { waitMs?: number } = {}): Database => overPool(poolOf(url, options))

  return {
    async open({ waitMs }) {
      const database = openPool(waitMs === undefined ? {} : { waitMs })
      try {
        await assertUsable(database)
        return database
      } catch (error) {
        await database.destroy()
        throw error
      }
    },

    migrate: (database) => migrateFrom(folder, acrossPartners(database)),
    assertMigrated: (database) => assertMigratedFrom(folder, database),

    connect<Named extends UseCases>({ begin, logger }: WritingProgram<Named>) {
      const database = openPool()
      const write = writeOn(database)
      const { useCases, stop } = begin({ database, write, isBusy: () => false })
      const { assertWritable } = createReadiness(
        { turn: () => write(() => Promise.resolve()), write: () => write(writeNothingNew) },
        logger,
      )
      const connected: Connected<Named> = {
        database,
        writes: useCases,
        assertWritable,
        async close() {
          await stop()
          await database.destroy()
        },
      }
      return Promise.resolve(connected)
    },

    // Each has connections of its own.
    connectWorkers: () => Promise.resolve({ serve: () => undefined, stop: () => Promise.resolve() }),
    // The server looks after its own.
    watch: () => undefined,
  }
}

async function assertUsable(database: Database): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    SELECT current_setting('server_version_num')::int AS version`.execute(database)
  if (rows[0]!.version < oldest)
    throw new DatabaseError('The PostgreSQL server is too old: the portal wants version 15 or newer.')
}

/** Carries work out in a transaction, again where another transaction got in its way. */
function writeOn(database: Database): Write {
  return async (work) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await database.transaction().execute(work)
      } catch (error) {
        const isWorthIt = error instanceof ChangedMeanwhileError || isWorthAnotherTry(error)
        if (!isWorthIt || tries >= triesAtMost) throw error
      }
    }
  }
}

/** A message to nobody: it is written and flushed like any other change. */
async function writeNothingNew(transaction: Database): Promise<void> {
  await sql`SELECT pg_logical_emit_message(true, 'partner_desk', '')`.execute(transaction)
}
