import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { prepareDatabase } from '#src/compose.ts'
import { readConfig } from '#src/config.ts'
import { acrossPartners, type Database, type Engine } from '#src/database/engine.ts'
import { postgresEngine } from '#src/database/postgres/engine.ts'
import { findInIndex } from '#src/database/search-index.ts'
import { sqliteEngine } from '#src/database/sqlite/engine.ts'
import { assertWhole } from '#src/database/unfinished-copy.ts'
import { wantedBy } from '#src/features/customers/search/wishes.ts'
import { copyPortal, type Progress } from '#src/moving/copy-portal.ts'
import { asRows, countedTables, movedTables, type Row } from '#src/moving/moved-tables.ts'
import { freshDatabase } from '#test/support/fresh-database.ts'
import { openPGlite, poolOf } from '#test/support/pglite.ts'
import { testSecret } from '#test/support/seed.ts'

type Place = { engine: Engine; database: Database }

const { historyKeys } = readConfig({ SESSION_SECRETS: testSecret })
const silent: Progress = () => () => undefined

let source: Place

beforeEach(async () => {
  const { engine, remove } = await freshDatabase('demonstration')
  onTestFinished(remove)
  source = await open(engine)
  await useEveryTable(source.database)
})

async function open(engine: Engine): Promise<Place> {
  const database = await engine.open({ create: true })
  onTestFinished(() => database.destroy())
  return { engine, database }
}

async function newFile(): Promise<Place> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return await open(sqliteEngine(`file:${folder}/portal.db`))
}

async function newServer(): Promise<Place> {
  const inProcess = await openPGlite()
  onTestFinished(() => inProcess.close())
  return await open(postgresEngine('postgres://in-this-process', () => poolOf(inProcess)))
}

/** More visits than are copied at once, and a row or two of whatever the demonstration leaves empty. */
async function useEveryTable(database: Database): Promise<void> {
  const all = acrossPartners(database)
  const of = { partner_id: 1, staff_id: 1 }
  const at = { created_at_ms: 5, changed_at_ms: 5 }
  const visits = Array.from({ length: 1200 }, (_, index) => ({
    staff_id: 1 + (index % 2),
    customer_id: `visited ${index}`,
    visited_at_ms: index,
  }))
  for (const half of [visits.slice(0, 600), visits.slice(600)])
    await all.insertInto('visits').values(half).execute()
  await all
    .insertInto('imports')
    .values({
      ...of,
      id: 7,
      kind: 'file',
      name: 'Kunden – 客户.csv',
      status: 'mapping',
      header: '["a"]',
      mapping: '[""]',
      reason: '',
      created_at_ms: 5,
    })
    .execute()
  await all
    .insertInto('import_rows')
    .values([1, 2].map((line) => ({ import_id: 7, line, cells: '["x"]', customer_id: null, version: null })))
    .execute()
  await all
    .insertInto('import_files')
    .values({ import_id: 7, piece: 0, bytes: Buffer.from([0, 255, 128, 10]) })
    .execute()
  await all
    .insertInto('known_headers')
    .values({ partner_id: 1, header: 'Firma', field: 'company_name' })
    .execute()
  await all
    .insertInto('tags')
    .values([
      { partner_id: 1, key: 'zz é', spelling: 'ZZ É', customers: 2 },
      { partner_id: 1, key: 'zz 𝒳', spelling: 'ZZ 𝒳', customers: 1 },
    ])
    .execute()
  await all
    .insertInto('saved_views')
    .values({ ...of, ...at, id: 40, name: 'Mine', folded_name: 'mine', shared: 0, state: 'q=a' })
    .execute()
  await all.insertInto('view_choices').values({ staff_id: 1, arranged: '[40]', opened_id: 40 }).execute()
  await all
    .insertInto('kept_forms')
    .values({ id: 'kept', staff_id: 1, customer_id: 'any', fields: '{}', kept_at_ms: 5 })
    .execute()
}

/** Every table as plain values, in one order. */
async function everything({ database }: Place): Promise<Record<string, string[]>> {
  const read = async (name: string): Promise<[string, string[]]> => {
    const rows = await asRows(acrossPartners(database)).selectFrom(name).selectAll().execute()
    return [
      name,
      rows
        .filter((row) => row.customers !== 0)
        .map(plain)
        .sort(),
    ]
  }
  return Object.fromEntries(
    await Promise.all([...movedTables, ...countedTables].map(({ name }) => read(name))),
  )
}

const plain = (row: Row): string =>
  JSON.stringify(
    Object.entries(row)
      .map(([name, value]) => [
        name,
        value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
      ])
      .sort(),
  )

const copy = (from: Place, to: Place, progress: Progress = silent) =>
  copyPortal(from, to, historyKeys, progress)

/** Fails as soon as a whole batch of a longer table is there. */
const breaking: Progress = () => {
  let before = 0
  return (done) => {
    if (done - before >= 1000) throw new Error('broken off')
    before = done
  }
}

describe.each([
  ['a file', newFile],
  ['a server', newServer],
])('a portal moves into %s', { timeout: 120_000 }, (_name, newPlace) => {
  it('with every row of every table, its history and what it is found by, and goes on numbering', async () => {
    const to = await newPlace()
    const { rows, history } = await copy(source, to)
    const [was, is] = [await everything(source), await everything(to)]
    for (const [name, expected] of Object.entries(was)) {
      expect(expected.length, name).toBeGreaterThan(0)
      expect(is[name], name).toEqual(expected)
    }
    expect(rows).toBe(movedTables.reduce((sum, { name }) => sum + was[name]!.length, 0))
    expect(history).toMatchObject({ broken: undefined, entries: was.history!.length })
    for (const word of ['quintana', '株式会社', 'contoso', 'a', '9']) {
      const found = ({ database }: Place) =>
        findInIndex(acrossPartners(database), { partner_id: 1, marks: [], wanted: wantedBy(word) }, 1000)
      expect(await found(source), word).not.toEqual([])
      expect(await found(to), word).toEqual(await found(source))
    }

    await assertWhole(to.database)
    const all = acrossPartners(to.database)
    const partner = { name: 'Another', time_zone: 'Europe/Madrid' }
    const added = await all.insertInto('partners').values(partner).returning('id').executeTakeFirstOrThrow()
    expect(added.id).toBe(3)
    const view = { partner_id: 1, staff_id: 1, name: 'b', folded_name: 'b', shared: 0 as const, state: '' }
    const { id } = await all
      .insertInto('saved_views')
      .values({ ...view, created_at_ms: 5, changed_at_ms: 5 })
      .returning('id')
      .executeTakeFirstOrThrow()
    expect(id).toBe(41)
  })
})

describe('what is in the target already', () => {
  it('is left alone, where it is another portal’s', async () => {
    const { engine, remove } = await freshDatabase('demonstration')
    onTestFinished(remove)
    const to = await open(engine)
    const before = await everything(to)
    await expect(copy(source, to)).rejects.toThrow('The target is not empty. Nothing was changed.')
    expect(await everything(to)).toEqual(before)
    await assertWhole(to.database)
  })

  it('is no matter where it is the schema alone', async () => {
    const to = await newFile()
    await to.engine.migrate(to.database)
    await copy(source, to)
    expect(await everything(to)).toEqual(await everything(source))
  })

  it('is another program’s where there are tables that are not the portal’s', async () => {
    const to = await newFile()
    await to.database.schema.createTable('theirs').addColumn('id', 'integer').execute()
    await expect(copy(source, to)).rejects.toThrow('The target is not empty.')
  })
})

describe('a copy that was broken off', () => {
  let to: Place

  beforeEach(async () => {
    to = await newFile()
    await expect(copy(source, to, breaking)).rejects.toThrow('broken off')
    const { history_changes, visits } = await everything(to)
    expect([history_changes?.length, visits?.length]).toEqual([1000, 0])
  })

  it('is not taken for the portal, and goes on', async () => {
    await expect(prepareDatabase(readConfig({}), Date.now, to.engine)).rejects.toThrow('is not done')
    await expect(assertWhole(to.database)).rejects.toThrow(
      'A copy into this database was begun and is not done.',
    )
    await copy(source, to)
    expect(await everything(to)).toEqual(await everything(source))
    await assertWhole(to.database)
  })

  it('does not go on from a source that was written to since', async () => {
    await acrossPartners(source.database).deleteFrom('kept_forms').execute()
    await expect(copy(source, to)).rejects.toThrow('the portal has written to the source since')
  })

  it('is not ended while a value is another one, or a row more', async () => {
    await to.database.updateTable('partners').set({ name: 'Another' }).where('id', '=', 2).execute()
    await expect(copy(source, to)).rejects.toThrow('The copy is not the same: partners, id 2.')
    await source.database.updateTable('partners').set({ name: 'Another' }).where('id', '=', 2).execute()
    await to.database
      .insertInto('visits')
      .values({ staff_id: 2, customer_id: 'zzz', visited_at_ms: 1 })
      .execute()
    await expect(copy(source, to)).rejects.toThrow(
      'The copy is not the same: visits, staff_id 2, customer_id zzz.',
    )
    await expect(assertWhole(to.database)).rejects.toThrow('is not done')
  })
})

it('a copy whose history does not hold is not ended', async () => {
  const to = await newFile()
  const [{ id }] = historyKeys
  const { history } = await copyPortal(
    source,
    to,
    [{ id, secret: 'another secret of some thirty letters' }],
    silent,
  )
  expect(history.broken).toEqual({ seq: 1, why: 'changed' })
  await expect(assertWhole(to.database)).rejects.toThrow('is not done')
})
