import { readdirSync } from 'node:fs'
import path from 'node:path'
import type SqliteDatabase from 'better-sqlite3'
import type { Database } from '../engine.ts'
import { assertMigratedFrom, migrateFrom, migrationFolderOf } from '../migrate.ts'

const folder = migrationFolderOf('sqlite')

/** Brings a database to the newest schema. @returns the migrations that were applied now @throws DatabaseError */
export function migrate(database: Database): Promise<string[]> {
  return migrateFrom(folder, database)
}

/** @throws DatabaseError when the database is of an earlier version than this program */
export function assertMigrated(database: Database): Promise<void> {
  return assertMigratedFrom(folder, database)
}

/** The migrations of a database that this program does not know: a newer one has made them. */
export function unknownMigrations(database: SqliteDatabase.Database): string[] {
  const known = new Set(readdirSync(folder).map((file) => path.parse(file).name))
  const hasAny = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'kysely_migration'`).get()
  if (!hasAny) return []
  const names = database.prepare<[], string>('SELECT name FROM kysely_migration ORDER BY name').pluck().all()
  return names.filter((name) => !known.has(name))
}
