import type SqliteDatabase from 'better-sqlite3'
import type { Database } from '../engine.ts'
import { assertMigratedFrom, migrateFrom, migrationFolderOf } from '../migrate.ts'

/** Where this engine's are. */
export const migrationFolder = migrationFolderOf('sqlite')

/** Brings a database to the newest schema. @returns the migrations that were applied now @throws DatabaseError */
export function migrate(database: Database): Promise<string[]> {
  return migrateFrom(migrationFolder, database)
}

/** @throws DatabaseError when the database is of an earlier version than this program */
export function assertMigrated(database: Database): Promise<void> {
  return assertMigratedFrom(migrationFolder, database)
}

/** The names of the migrations that a database has had. */
export function executedMigrations(database: SqliteDatabase.Database): string[] {
  const hasAny = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'kysely_migration'`).get()
  if (!hasAny) return []
  return database.prepare<[], string>('SELECT name FROM kysely_migration ORDER BY name').pluck().all()
}
