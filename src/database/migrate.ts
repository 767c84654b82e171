import { promises as fs, readdirSync } from 'node:fs'
import path from 'node:path'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import type { Database } from './engine.ts'
import { DatabaseError } from './storage-fault.ts'

/** Where the migrations of an engine are. */
export const migrationFolderOf = (engine: string): string =>
  path.join(import.meta.dirname, '../../migrations', engine)

/**
 * Brings the database to the newest schema, one transaction a migration.
 * @param folder where the engine's are
 * @returns the names of the migrations that were applied now
 * @throws DatabaseError when a migration fails (it is then undone whole)
 */
export async function migrateFrom(folder: string, database: Database): Promise<string[]> {
  const migrator = migratorOf(folder, database)
  const applied: string[] = []
  for (;;) {
    const { error, results } = await migrator.migrateUp()
    if (error) throw failed(error, results?.at(-1)?.migrationName)
    const done = (results ?? []).filter((result) => result.status === 'Success')
    if (done.length === 0) return applied
    applied.push(...done.map((result) => result.migrationName))
  }
}

/** @throws DatabaseError when the database is of an earlier version than this program */
export async function assertMigratedFrom(folder: string, database: Database): Promise<void> {
  const migrations = await migratorOf(folder, database).getMigrations()
  if (migrations.every(({ executedAt }) => executedAt)) return
  throw new DatabaseError(
    'The database is of an earlier version. Nothing was changed. "npm run portal -- migrate" brings it to this one.',
  )
}

/** Which of the migrations that a database has had are none of this program's: a newer one has made them. */
export function unknownMigrations(folder: string, executed: readonly string[]): string[] {
  const known = new Set(readdirSync(folder).map((file) => path.parse(file).name))
  return executed.filter((name) => !known.has(name))
}

/**
 * @param name of the database, in the message
 * @param executed the migrations that it has had
 * @throws DatabaseError when it is newer than this program
 */
export function assertNotNewer(name: string, folder: string, executed: readonly string[]): void {
  const unknown = unknownMigrations(folder, executed)
  if (unknown.length > 0)
    throw new DatabaseError(
      `${name}: the database is newer than this program (it has ${unknown.join(', ')}). Nothing was changed. Start the newer version.`,
    )
}

const migratorOf = (migrationFolder: string, db: Database): Migrator =>
  new Migrator({ db, provider: new FileMigrationProvider({ fs, path, migrationFolder }) })

function failed(error: unknown, name = 'a migration'): DatabaseError {
  const reason = error instanceof Error ? error.message : String(error)
  return new DatabaseError(`${name} failed and was undone: ${reason}`, { cause: error })
}
