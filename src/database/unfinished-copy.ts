import type { Kysely } from 'kysely'
import { DatabaseError } from './storage-fault.ts'
import type { Database } from './engine.ts'

/**
 * While a copy is being made into a database, it has a table that says so, and of what. Whoever else opens the database is
 * told that it is not whole.
 */

const table = 'copy_begun'

type Marked = Kysely<{ [table]: { source: string } }>

const marked = (database: Database): Marked => database as unknown as Marked

/** @returns what the copy is made of that was begun here and not ended, if there is one */
export async function unfinishedCopy(database: Database): Promise<string | undefined> {
  const tables = await database.introspection.getTables()
  if (!tables.some(({ name }) => name === table)) return undefined
  const { source } = await marked(database).selectFrom(table).select('source').executeTakeFirstOrThrow()
  return source
}

/** @param source tells what is copied from anything else */
export async function beginCopy(database: Database, source: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction.schema
      .createTable(table)
      .addColumn('source', 'text', (column) => column.notNull())
      .execute()
    await marked(transaction).insertInto(table).values({ source }).execute()
  })
}

/** From now on the database is one like any other. */
export async function endCopy(transaction: Database): Promise<void> {
  await transaction.schema.dropTable(table).execute()
}

/** @throws DatabaseError when a copy into the database was begun and not ended */
export async function assertWhole(database: Database): Promise<void> {
  if ((await unfinishedCopy(database)) === undefined) return
  throw new DatabaseError(
    'A copy into this database was begun and is not done. Give the same "copy" command again: it goes on.',
  )
}
