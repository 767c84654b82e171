import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { told } from '#src/database/sqlite/faults.ts'
import { storageFault } from '#src/database/storage-fault.ts'
import type { Database } from '#src/database/engine.ts'
import { openDatabase } from '#src/database/sqlite/open.ts'
import { applicationId, openSqlite } from '#src/database/sqlite/file.ts'
import { openPortalForTest } from '#test/support/portal.ts'

function newFile(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, 'portal.db')
}

async function pragma(database: Database, name: string): Promise<unknown> {
  const { rows } = await sql.raw<Record<string, unknown>>(`PRAGMA ${name}`).execute(database)
  return Object.values(rows[0] ?? {})[0]
}

/** What has to hold of the connection that the portal works on. */
const settings: [string, unknown][] = [
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['recursive_triggers', 1],
  ['busy_timeout', 200],
  ['trusted_schema', 0],
  ['cell_size_check', 1],
  ['application_id', applicationId],
]

describe('a connection', () => {
  it('of the running portal is safe in every way', async () => {
    const { deps } = await openPortalForTest()
    for (const [name, wanted] of settings) expect(await pragma(deps.database, name), name).toBe(wanted)
  })

  it('to a new database is safe in every way, and again when it is opened a second time', async () => {
    const file = newFile()
    for (const create of [true, false]) {
      const database = openDatabase(`file:${file}`, { create })
      for (const [name, wanted] of settings) expect(await pragma(database, name), name).toBe(wanted)
      await sql`CREATE TABLE IF NOT EXISTS t (a TEXT) STRICT`.execute(database)
      await database.destroy()
    }
  })

  it('is not made where none may be created', () => {
    const file = newFile()
    expect(() => openSqlite(file, { create: false })).toThrow('no database there')
  })
})

it('no query has a bare parameter, for which SQLite would plan it again each time', async () => {
  const { deps } = await openPortalForTest()
  const query = deps.database.selectFrom('staff').select('name').where('id', '=', 1).limit(2)
  expect(query.compile().sql).toBe('select "name" from "staff" where "id" = +? limit +?')
  expect(sql`SELECT ${1}`.compile(deps.database).sql).toBe('SELECT +?')
})

describe('the schema', () => {
  it('has only tables that keep their types, and the search index', async () => {
    const { file } = await openPortalForTest()
    const database = new SqliteDatabase(file, { readonly: true })
    const tables = database.pragma('table_list') as { name: string; type: string; strict: number }[]
    const loose = tables
      .filter(({ type, strict }) => type === 'table' && strict === 0)
      .map(({ name }) => name)
    // The first two are the migrator's, the others SQLite's own.
    expect(loose.toSorted()).toEqual([
      'kysely_migration',
      'kysely_migration_lock',
      'sqlite_schema',
      'sqlite_sequence',
      'sqlite_temp_schema',
    ])
    expect(tables.filter(({ type }) => type === 'virtual').map(({ name }) => name)).toEqual([
      'customer_search',
    ])
    expect(database.pragma('foreign_key_check')).toEqual([])
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.close()
  })

  it.each([
    ['a number where a name belongs', `UPDATE customers SET version = 'one'`, 'DATATYPE'],
    ['a version of nothing', `UPDATE customers SET version = 0`, 'CHECK'],
    ['an unknown relationship', `UPDATE customers SET relationship = 'friend'`, 'CHECK'],
    ['attention that is no JSON', `UPDATE customers SET attention = 'x'`, 'CHECK'],
    ['a customer of no partner', `UPDATE customers SET partner_id = 99`, 'FOREIGNKEY'],
    [
      'a change by another partner’s staff',
      `UPDATE customers SET changed_by = (SELECT max(id) FROM staff) WHERE partner_id = 1`,
      'FOREIGNKEY',
    ],
    ['a second person of one address', `UPDATE staff SET email = 'a@a.example'`, 'UNIQUE'],
    ['a changed history', `UPDATE history SET at_ms = 0`, 'TRIGGER'],
    ['a shortened history', `DELETE FROM history`, 'TRIGGER'],
    ['a replaced history', `INSERT OR REPLACE INTO history SELECT * FROM history LIMIT 1`, 'TRIGGER'],
    [
      'a replaced version',
      `INSERT OR REPLACE INTO history SELECT 999999, partner_id, customer_id, staff_id, at_ms, from_version, to_version, NULL, NULL, reason, NULL, NULL, key_id, mac FROM history LIMIT 1`,
      'TRIGGER',
    ],
    [
      'a history before the first',
      `INSERT INTO history SELECT -1, partner_id, customer_id, staff_id, at_ms, 100, 101, NULL, NULL, reason, NULL, NULL, key_id, mac FROM history LIMIT 1`,
      'CHECK',
    ],
    ['changed values of the history', `UPDATE history_changes SET after_value = ''`, 'TRIGGER'],
    ['removed values of the history', `DELETE FROM history_changes`, 'TRIGGER'],
    [
      'replaced values of the history',
      `INSERT OR REPLACE INTO history_changes SELECT * FROM history_changes LIMIT 1`,
      'TRIGGER',
    ],
  ])('refuses %s', async (_name, statement, reason) => {
    const { deps } = await openPortalForTest()
    await expect(sql.raw(statement).execute(deps.database)).rejects.toMatchObject({
      code: `SQLITE_CONSTRAINT_${reason}`,
    })
  })
})

describe('a fault', () => {
  const error = (code: string) => new SqliteDatabase.SqliteError('x', code)

  it.each([
    ['SQLITE_BUSY', 'busy'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
    ['SQLITE_LOCKED_SHAREDCACHE', 'busy'],
    ['SQLITE_FULL', 'not_durable'],
    ['SQLITE_READONLY_DBMOVED', 'not_durable'],
    ['SQLITE_IOERR_FSYNC', 'not_durable'],
    ['SQLITE_CANTOPEN', 'not_durable'],
    ['SQLITE_CORRUPT_VTAB', 'not_durable'],
    ['SQLITE_CONSTRAINT_UNIQUE', undefined],
    ['SQLITE_ERROR', undefined],
  ])('of the code %s is %s', (code, fault) => {
    expect(storageFault(told(error(code)))).toBe(fault)
  })

  it('is none where the error is not the database’s', () => {
    expect(storageFault(new Error('SQLITE_BUSY'))).toBeUndefined()
    expect(storageFault(null)).toBeUndefined()
  })
})
