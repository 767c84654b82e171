import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { prepareDatabase } from '#src/compose.ts'
import { readConfig } from '#src/config.ts'
import { checkInBackground } from '#src/database/sqlite/check-in-background.ts'
import { openDatabase } from '#src/database/sqlite/open.ts'
import { DatabaseError } from '#src/database/storage-fault.ts'
import { portalCommand, processTimeout, run } from '#test/support/command.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = (file: string, env: Record<string, string> = {}) =>
  run('start', [], {
    env: { DATABASE_URL: `file:${file}`, PORT: '0', LOG_LEVEL: 'silent', NODE_ENV: 'production', ...env },
  })

const digest = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

/** Files that the portal must not work on, and what it says of each. */
const files: [string, string, (file: string) => void][] = [
  [
    'damaged in the middle',
    'the database is damaged',
    (file) => {
      copyFileSync(inject('seededDatabase'), file)
      const bytes = readFileSync(file)
      const middle = Math.floor(statSync(file).size / 2)
      bytes.fill(0xa5, middle, middle + 20_000)
      writeFileSync(file, bytes)
    },
  ],
  [
    'cut off',
    'the database is damaged',
    (file) => {
      copyFileSync(inject('seededDatabase'), file)
      writeFileSync(file, readFileSync(file).subarray(0, 4096 * 20))
    },
  ],
  ['a text', 'the database is damaged', (file) => writeFileSync(file, 'Dear reader,\n'.repeat(1000))],
  ['a short text', 'the database is damaged', (file) => writeFileSync(file, 'Hello')],
  [
    'another program’s database',
    'not a Partner Desk database',
    (file) => {
      const other = new SqliteDatabase(file)
      other.exec('CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, url TEXT)')
      other.exec(`INSERT INTO bookmarks (url) VALUES ('https://example.com')`)
      other.close()
    },
  ],
  [
    'a database of a newer portal',
    'newer than this program (it has 9999-of-the-future)',
    (file) => {
      copyFileSync(inject('seededDatabase'), file)
      const newer = new SqliteDatabase(file)
      newer.exec(`INSERT INTO kysely_migration VALUES ('9999-of-the-future', '2099-01-01T00:00:00.000Z')`)
      newer.close()
    },
  ],
]

describe.each(files)('a file that is %s', (name, message, make) => {
  it('is refused with a message, and stays as it is', async () => {
    const file = path.join(folder, `${name}.db`)
    make(file)
    const before = digest(file)
    const config = readConfig({ DATABASE_URL: `file:${file}`, LOG_LEVEL: 'silent' })
    const refused = prepareDatabase(config)
    await expect(refused).rejects.toBeInstanceOf(DatabaseError)
    await expect(refused).rejects.toThrow(message)
    expect(digest(file)).toBe(before)
    expect(readdirSync(folder).filter((other) => other.startsWith(`${name}.db`))).toEqual([`${name}.db`])
  })
})

it('a newer database whose process was killed keeps its log, byte for byte', async () => {
  const file = path.join(folder, 'killed.db')
  copyFileSync(inject('seededDatabase'), file)
  const newer = new SqliteDatabase(file)
  newer.pragma('journal_mode = wal')
  newer.exec(`INSERT INTO kysely_migration VALUES ('9999-of-the-future', '2099-01-01T00:00:00.000Z')`)
  const left = path.join(folder, 'left-behind.db')
  for (const part of ['', '-wal']) copyFileSync(file + part, left + part)
  newer.close()
  const state = () =>
    readdirSync(folder)
      .filter((name) => name.startsWith('left-behind.db'))
      .map((name) => [name, digest(path.join(folder, name)), statSync(path.join(folder, name)).mtimeMs])
  const before = state()
  expect(before).toHaveLength(2)
  const config = readConfig({ DATABASE_URL: `file:${left}`, LOG_LEVEL: 'silent' })
  await expect(prepareDatabase(config)).rejects.toThrow('newer than this program (it has 9999-of-the-future)')
  expect(state()).toEqual(before)
})

it.each(files.filter(([name]) => /middle|newer/.test(name)))(
  'a file that is %s stops the portal, which says why',
  { timeout: processTimeout },
  async (name, message, make) => {
    const file = path.join(folder, `${name} at start.db`)
    make(file)
    const before = digest(file)
    const ended = await start(file)
    expect(ended.code).toBe(1)
    expect(ended.err).toContain('Partner Desk cannot start.')
    expect(ended.err).toContain(message)
    expect(ended.err).not.toMatch(/^\s+at /m)
    expect(digest(file)).toBe(before)
  },
)

it(
  'a file that is not there stops the portal in production, and is not made',
  { timeout: processTimeout },
  async () => {
    const file = path.join(folder, 'nowhere', 'portal.db')
    const ended = await start(file)
    expect(ended.code).toBe(1)
    expect(ended.err).toContain(`${file}: no database there. "npm run portal -- migrate" creates one.`)
    expect(existsSync(path.dirname(file))).toBe(false)
  },
)

it('a large file is checked beside the portal, by a process that says what is damaged', async () => {
  const file = path.join(folder, 'beside.db')
  const verdict = async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    checkInBackground(file, resolve).once('exit', () => resolve('nothing'))
    return await promise
  }
  copyFileSync(inject('seededDatabase'), file)
  expect(await verdict()).toBe('nothing')
  files[0]![2](file)
  expect(await verdict()).not.toBe('nothing')
})

it('an empty file is refused where none may be created, and stays empty', () => {
  const file = path.join(folder, 'empty.db')
  writeFileSync(file, '')
  expect(() => openDatabase(`file:${file}`, { create: false })).toThrow('no database there')
  expect(statSync(file).size).toBe(0)
})

it('a folder is refused with a message', () => {
  const file = path.join(folder, 'a-folder')
  mkdirSync(file)
  writeFileSync(path.join(file, 'kept'), '')
  for (const create of [true, false]) {
    expect(() => openDatabase(`file:${file}`, { create })).toThrow(/a-folder: cannot be opened/)
  }
  expect(readdirSync(file)).toEqual(['kept'])
})

it('a command says the same of a file that it cannot use', { timeout: processTimeout }, async () => {
  const file = path.join(folder, 'text-for-a-command.db')
  writeFileSync(file, 'Dear reader,\n'.repeat(1000))
  const before = digest(file)
  const ended = await portalCommand(file, ['migrate'])
  expect(ended.code).toBe(1)
  expect(ended.err).toContain('the database is damaged')
  expect(ended.err).not.toMatch(/^\s+at /m)
  expect(digest(file)).toBe(before)
})

it('a database that another process has locked for itself is not opened, and not waited for to its end', () => {
  const file = path.join(folder, 'locked.db')
  copyFileSync(inject('seededDatabase'), file)
  const other = new SqliteDatabase(file)
  other.pragma('locking_mode = EXCLUSIVE')
  other.exec('BEGIN EXCLUSIVE; UPDATE partners SET name = name; COMMIT')
  expect(() => openDatabase(`file:${file}`, { create: false })).toThrow(DatabaseError)
  other.close()
})
