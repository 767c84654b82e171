import { sql } from 'kysely'
import { acrossPartners } from '../engine.ts'
import type { Connected, Database, Engine, UseCases, Write, WritingProgram } from '../engine.ts'
import { assertMigratedFrom, migrateFrom, migrationFolderOf } from '../migrate.ts'
import { createReadiness } from '../readiness.ts'
import { ChangedMeanwhileError } from '../storage-fault.ts'
import type { Pool } from './driver.ts'
import { overPool } from './executor.ts'
import { isWorthAnotherTry } from './faults.ts'
import { assertUsable, passesByTheWall } from './opening.ts'
import { createPool } from './pool.ts'

/** The database of a PostgreSQL server, which any number of nodes may share. */

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
        await assertUsable(database, nameOf(url))
        return database
      } catch (error) {
        await database.destroy()
        throw error
      }
    },

    migrate: (database) => migrateFrom(folder, acrossPartners(database)),
    assertMigrated: (database) => assertMigratedFrom(folder, database),

    async connect<Named extends UseCases>({ begin, logger }: WritingProgram<Named>) {
      const database = openPool()
      if (await passesByTheWall(database))
        logger.warn(
          'the database’s user passes by row-level security: give the portal one that is no superuser',
        )
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
      return connected
    },

    // Each has connections of its own.
    connectWorkers: () => Promise.resolve({ serve: () => undefined, stop: () => Promise.resolve() }),
    // The server looks after its own.
    watch: () => undefined,
  }
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

/** A database in messages: its server and name, never the user or the password. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `postgres://${host}${pathname}`
}
