import { promises as fs } from 'node:fs'
import path from 'node:path'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import type { Database } from './open.ts'
import { DatabaseError } from './sqlite.ts'

const migrationFolder = path.join(import.meta.dirname, '../../migrations')

/**
 * Brings the database to the newest schema, one transaction a migration.
 * @returns the names of the migrations that were applied now
 * @throws DatabaseError when the database is newer than this program, or a migration fails (it is then undone whole)
 */
export async function migrate(database: Database): Promise<string[]> {
  const migrator = new Migrator({
    db: database,
    provider: new FileMigrationProvider({ fs, path, migrationFolder }),
  })
  await refuseNewer(database)
  const applied: string[] = []
  for (;;) {
    const { error, results } = await migrator.migrateUp()
    if (error) throw failed(error, results?.at(-1)?.migrationName)
    const done = (results ?? []).filter((result) => result.status === 'Success')
    if (done.length === 0) return applied
    applied.push(...done.map((result) => result.migrationName))
  }
}

async function refuseNewer(database: Database): Promise<void> {
  const known = new Set((await fs.readdir(migrationFolder)).map((file) => path.parse(file).name))
  const done = await appliedMigrations(database)
  const unknown = done.filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new DatabaseError(
      `The database is newer than this program (it has ${unknown.join(', ')}). Nothing was changed. Start the newer version.`,
    )
  }
}

async function appliedMigrations(database: Database): Promise<string[]> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const rows = await database
    .$extendTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  return rows.map((row) => row.name)
}

function failed(error: unknown, name = 'a migration'): DatabaseError {
  const reason = error instanceof Error ? error.message : String(error)
  return new DatabaseError(`${name} failed and was undone: ${reason}`, { cause: error })
}
