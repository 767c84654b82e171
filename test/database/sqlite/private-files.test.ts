import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { backUp, restore } from '#src/database/sqlite/backup.ts'
import { openDatabase } from '#src/database/sqlite/open.ts'
import { migrate } from '#src/database/sqlite/migrations.ts'

/** Customers and passwords' hashes are in a database, what stands beside it and its copies: nobody else reads them. */

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const modeOf = (name: string) => (statSync(name).mode & 0o777).toString(8)
const modesIn = (place: string) =>
  Object.fromEntries(readdirSync(place).map((name) => [name, modeOf(path.join(place, name))]))

/** A database as an earlier version or a copy left it. */
function opened(file: string): string {
  copyFileSync(inject('seededDatabase'), file)
  chmodSync(file, 0o644)
  return file
}

it('a new database, its log and its folder are for nobody else', async () => {
  const place = path.join(folder, 'data')
  const database = openDatabase(`file:${path.join(place, 'portal.db')}`, { create: true })
  await migrate(database)
  expect(modeOf(place)).toBe('700')
  expect(modesIn(place)).toEqual({ 'portal.db': '600', 'portal.db-wal': '600', 'portal.db-shm': '600' })
  await database.destroy()
})

it('from one that others could read that is taken when it is opened', async () => {
  const file = opened(path.join(folder, 'portal.db'))
  const before = openDatabase(`file:${file}`, { create: false })
  for (const part of ['', '-wal', '-shm']) chmodSync(file + part, 0o666)
  const database = openDatabase(`file:${file}`, { create: false })
  expect(modesIn(folder)).toEqual({ 'portal.db': '600', 'portal.db-wal': '600', 'portal.db-shm': '600' })
  await database.destroy()
  await before.destroy()
})

it('a backup, what is restored and what was there are for nobody else', async () => {
  const file = opened(path.join(folder, 'portal.db'))
  const copy = path.join(folder, 'copy.db')
  await backUp(`file:${file}`, copy)
  expect(modeOf(copy)).toBe('600')
  chmodSync(copy, 0o644)
  chmodSync(file, 0o644)
  const kept = await restore(`file:${file}`, copy)
  expect(kept && existsSync(kept)).toBe(true)
  expect([modeOf(file), modeOf(kept!)]).toEqual(['600', '600'])
  const place = path.join(folder, 'new')
  await restore(`file:${path.join(place, 'portal.db')}`, copy)
  expect(modeOf(place)).toBe('700')
  expect(modesIn(place)).toEqual({ 'portal.db': '600' })
})
