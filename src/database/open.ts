import { Kysely } from 'kysely'
import { openSqlite, PortalSqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>

/**
 * Opens the database that a `DATABASE_URL` names.
 * @param url `file:PATH`, relative to the working directory
 * @param options.create whether a missing database may be created
 * @throws DatabaseError with a message for the person who starts the program
 */
export function openDatabase(url: string, options: { create: boolean }): Database {
  return new Kysely<Tables>({ dialect: new PortalSqliteDialect(openSqlite(fileOf(url), options)) })
}

/** The file that a `file:` URL names. */
export function fileOf(url: string): string {
  return url.slice('file:'.length)
}
