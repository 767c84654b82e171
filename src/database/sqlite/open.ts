import { Kysely } from 'kysely'
import type { Database } from '../engine.ts'
import type { Tables } from '../tables.ts'
import { PortalSqliteDialect, ReadingSqliteDialect, type WriteStatement } from './dialect.ts'
import { openSqlite, type FileOptions } from './file.ts'
import { notes, settle } from './search-index.ts'

/**
 * Opens the database that a `DATABASE_URL` names.
 * @param url `file:PATH`, relative to the working directory
 * @param options whether it may be created, and whether it is known to be sound
 * @throws DatabaseError with a message for the person who starts the program
 */
export function openDatabase(url: string, options: FileOptions): Database {
  return new Kysely<Tables>({ dialect: writingDialect(url, options) })
}

/** The connection of a database that is read and written. */
export function writingDialect(url: string, options: FileOptions): PortalSqliteDialect {
  const sqlite = openSqlite(fileOf(url), options)
  sqlite.exec(notes)
  return new PortalSqliteDialect(sqlite, settle)
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
