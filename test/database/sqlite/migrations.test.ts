import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from '#src/database/sqlite/migrations.ts'
import { openDatabase } from '#src/database/sqlite/open.ts'
import { DatabaseError } from '#src/database/storage-fault.ts'
import { portalCommand, processTimeout, runNode } from '#test/support/command.ts'

function newFile(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, 'portal.db')
}

/** Everything that the database has of the program's, as it was created. */
function schemaOf(file: string): string[] {
  if (!existsSync(file)) return []
  const database = new SqliteDatabase(file)
  const rows = database
    .prepare<[], { sql: string }>(
      `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'kysely%' ORDER BY sql`,
    )
    .all()
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  database.close()
  return rows.map((row) => row.sql)
}

async function migrated(file: string): Promise<string[]> {
  const database = openDatabase(`file:${file}`, { create: true })
  const applied = await migrate(database)
  await database.destroy()
  return applied
}

describe('migrating', { timeout: processTimeout }, () => {
  it('makes the whole schema in a new database, and does nothing the second time', async () => {
    const file = newFile()
    const applied = await migrated(file)
    expect(applied.length).toBeGreaterThan(0)
    expect(applied).toEqual(applied.toSorted())
    const schema = schemaOf(file)
    expect(schema.length).toBeGreaterThan(30)
    expect(await migrated(file)).toEqual([])
    expect(schemaOf(file)).toEqual(schema)
  })

  it('is what the command does, which says what it applied', async () => {
    const file = newFile()
    const first = await portalCommand(file, ['migrate'])
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(/^Applied 0001-\S+.*\.\n$/)
    expect(await portalCommand(file, ['migrate'])).toMatchObject({
      code: 0,
      out: 'The database is up to date.\n',
    })
  })

  it('leaves the old schema whole when a migration fails in the middle, and works once the cause is gone', async () => {
    const file = newFile()
    const database = openDatabase(`file:${file}`, { create: true })
    // The last table of the first migration, so that nearly all of it has run when it fails.
    await sql`CREATE TABLE visits (in_the_way TEXT) STRICT`.execute(database)
    await expect(migrate(database)).rejects.toThrow(DatabaseError)
    await expect(migrate(database)).rejects.toThrow(/0001-the-portal failed and was undone: .*visits/)
    expect(schemaOf(file)).toEqual(['CREATE TABLE visits (in_the_way TEXT) STRICT'])
    await sql`DROP TABLE visits`.execute(database)
    expect(await migrate(database)).toContain('0001-the-portal')
    await database.destroy()
  })

  it.each([1, 12, 25, 36])(
    'killed at its statement number %i leaves a database that the next start completes',
    async (statement) => {
      const whole = newFile()
      await migrated(whole)
      const file = newFile()
      const program = fileURLToPath(new URL('./killed-in-migration.ts', import.meta.url))
      const killed = await runNode([program, file, String(statement)])
      expect(killed).toMatchObject({ signal: 'SIGKILL', err: '' })
      expect(schemaOf(file)).toEqual([])
      expect((await migrated(file)).length).toBeGreaterThan(0)
      expect(schemaOf(file)).toEqual(schemaOf(whole))
    },
  )
})
