import { promises as fs } from 'node:fs'
import path from 'node:path'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import { migrationFolder } from './newer.ts'
import type { Database } from './open.ts'
import { DatabaseError } from './sqlite.ts'

/**
 * Brings the database to the newest schema, one transaction a migration.
 * @returns the names of the migrations that were applied now
 * @throws DatabaseError when a migration fails (it is then undone whole)
 */
export async function migrate(database: Database): Promise<string[]> {
  const migrator = migratorOf(database)
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
export async function assertMigrated(database: Database): Promise<void> {
  const migrations = await migratorOf(database).getMigrations()
  if (migrations.every(({ executedAt }) => executedAt)) return
  throw new DatabaseError(
    'The database is of an earlier version. Nothing was changed. "npm run portal -- migrate" brings it to this one.',
  )
}

const migratorOf = (db: Database): Migrator =>
  new Migrator({ db, provider: new FileMigrationProvider({ fs, path, migrationFolder }) })

function failed(error: unknown, name = 'a migration'): DatabaseError {
  const reason = error instanceof Error ? error.message : String(error)
  return new DatabaseError(`${name} failed and was undone: ${reason}`, { cause: error })
}
