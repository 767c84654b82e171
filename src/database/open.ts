import { Kysely } from 'kysely'
import {
  openSqlite,
  PortalSqliteDialect,
  ReadingSqliteDialect,
  type OpenOptions,
  type WriteStatement,
} from './sqlite.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/**
 * Opens the database that a `DATABASE_URL` names.
 * @param url `file:PATH`, relative to the working directory
 * @param options whether it may be created, and whether it is known to be sound
 * @throws DatabaseError with a message for the person who starts the program
 */
export function openDatabase(url: string, options: OpenOptions): Database {
  return new Kysely<Tables>({ dialect: new PortalSqliteDialect(openSqlite(fileOf(url), options)) })
}

/**
 * Opens a database that has been prepared, for reading. Statements that write are carried out by the writer; transactions
 * are its alone.
 * @throws DatabaseError with a message for the person who starts the program
 */
export function openForReading(url: string, write: WriteStatement): Database {
  return new Kysely<Tables>({
    dialect: new ReadingSqliteDialect(openSqlite(fileOf(url), { create: false, checked: true }), write),
  })
}

/** The file that a `file:` URL names. */
export function fileOf(url: string): string {
  return url.slice('file:'.length)
}
