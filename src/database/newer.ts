import { readdirSync } from 'node:fs'
import path from 'node:path'
import type SqliteDatabase from 'better-sqlite3'

/** Where the migrations are. */
export const migrationFolder = path.join(import.meta.dirname, '../../migrations')

/** The migrations of a database that this program does not know: a newer one has made them. */
export function unknownMigrations(database: SqliteDatabase.Database): string[] {
  const known = new Set(readdirSync(migrationFolder).map((file) => path.parse(file).name))
  const hasAny = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'kysely_migration'`).get()
  if (!hasAny) return []
  const names = database.prepare<[], string>('SELECT name FROM kysely_migration ORDER BY name').pluck().all()
  return names.filter((name) => !known.has(name))
}
