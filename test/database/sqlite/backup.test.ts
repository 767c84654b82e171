import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { backUp } from '#src/database/sqlite/backup.ts'
import { DatabaseError } from '#src/database/storage-fault.ts'
import { portalCommand, processTimeout } from '#test/support/command.ts'
import { everythingStored, known } from '#test/support/customers.ts'
import { people } from '#test/support/person.ts'
import { openPortalForTest, type Portal } from '#test/support/portal.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
})

const backup = (portal: Portal, to: string) => portalCommand(portal.file, ['backup', '--to', to])
const restore = (file: string, from: string) => portalCommand(file, ['restore', '--from', from])

/** Edits a customer through the form. */
async function edit(portal: Portal, email: string): Promise<void> {
  const person = await portal.signIn(people.admin)
  expect((await person.edit(known.quintana.id, { billing_email: email })).status).toBe(303)
}

const emailIn = (file: string): string => {
  const database = new SqliteDatabase(file, { readonly: true })
  const row = database
    .prepare<[string], { billing_email: string }>('SELECT billing_email FROM customers WHERE id = ?')
    .get(known.quintana.id)
  database.close()
  return row?.billing_email ?? ''
}

describe('backup', { timeout: processTimeout }, () => {
  it('copies what is stored, with its history, while the portal runs and writes', async () => {
    const portal = await openPortalForTest()
    const to = path.join(folder, 'copy.db')
    await edit(portal, 'before@quintana.example')
    const ended = await backup(portal, to)
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(ended.out).toMatch(/copy\.db: \d+ bytes, checked\.\n$/)
    await edit(portal, 'after@quintana.example')
    expect(emailIn(to)).toBe('before@quintana.example')
    expect((await portalCommand(to, ['history', 'verify'])).out).toMatch(/^All \d+ entries hold/)
  })

  it('never writes over a file, and says that there is nothing to copy', async () => {
    const portal = await openPortalForTest()
    const taken = path.join(folder, 'taken')
    writeFileSync(taken, 'a letter')
    const ended = await backup(portal, taken)
    expect(ended).toMatchObject({ code: 1, out: '' })
    expect(ended.err).toContain('there is a file already. Nothing was changed.')
    expect(readFileSync(taken, 'utf8')).toBe('a letter')
    const none = await portalCommand(path.join(folder, 'none.db'), ['backup', '--to', path.join(folder, 'x')])
    expect(none).toMatchObject({ code: 1 })
    expect(none.err).toContain('no database there.')
    expect(readdirSync(folder)).toEqual(['taken'])
  })
})

describe('restore', { timeout: processTimeout }, () => {
  it('brings everything back as it was, and keeps what was there meanwhile', async () => {
    const portal = await openPortalForTest()
    const copy = path.join(folder, 'copy.db')
    await edit(portal, 'before@quintana.example')
    const before = await everythingStored(portal, known.quintana.id)
    await backup(portal, copy)
    await edit(portal, 'after@quintana.example')
    await portal.deps.database.destroy()

    const ended = await restore(portal.file, copy)
    expect(ended).toMatchObject({ code: 0, err: '' })
    const kept = /The former database is (\S+)\.\n$/.exec(ended.out)?.[1] ?? ''
    expect(emailIn(kept)).toBe('after@quintana.example')
    expect(emailIn(portal.file)).toBe('before@quintana.example')
    expect((await portalCommand(portal.file, ['history', 'verify'])).code).toBe(0)

    const again = await openPortalForTest({ from: portal.file })
    expect(await everythingStored(again, known.quintana.id)).toEqual(before)
  })

  it('makes a database where there is none', async () => {
    const portal = await openPortalForTest()
    const copy = path.join(folder, 'copy.db')
    await backup(portal, copy)
    const fresh = path.join(folder, 'fresh.db')
    expect(await restore(fresh, copy)).toMatchObject({ code: 0, out: 'Restored.\n' })
    expect(emailIn(fresh)).toBe(emailIn(portal.file))
  })

  it('does nothing while the portal runs', async () => {
    const portal = await openPortalForTest()
    const copy = path.join(folder, 'copy.db')
    await backup(portal, copy)
    await edit(portal, 'after@quintana.example')
    const ended = await restore(portal.file, copy)
    expect(ended).toMatchObject({ code: 1, out: '' })
    expect(ended.err).toContain('the portal is running. Stop it, then restore. Nothing was changed.')
    expect(emailIn(portal.file)).toBe('after@quintana.example')
  })

  it('refuses what is no sound backup, and leaves the database as it is', async () => {
    const portal = await openPortalForTest()
    await portal.deps.database.destroy()
    const copy = path.join(folder, 'copy.db')
    await backup(portal, copy)
    const cut = path.join(folder, 'cut.db')
    writeFileSync(cut, readFileSync(copy).subarray(0, 100_000))
    const letter = path.join(folder, 'letter.db')
    writeFileSync(letter, 'a letter, not a database, and long enough to be looked at by SQLite as a file')
    const other = path.join(folder, 'other.db')
    new SqliteDatabase(other).exec('CREATE TABLE recipes (name TEXT)').close()
    const before = emailIn(portal.file)
    for (const from of [cut, letter, other, path.join(folder, 'none.db')]) {
      const ended = await restore(portal.file, from)
      expect(ended, from).toMatchObject({ code: 1, out: '' })
      expect(ended.err, from).toMatch(/damaged|cannot be read|not a Partner Desk database|no backup there/)
      expect(emailIn(portal.file), from).toBe(before)
    }
    expect(existsSync(path.join(folder, 'none.db'))).toBe(false)
    expect(readdirSync(path.dirname(portal.file)).filter((name) => name.includes('before'))).toEqual([])
  })
})

/** Blocks that a database does not fit into. */
const tooFew = 1000

describe('a disk without room', { timeout: processTimeout }, () => {
  it('leaves no half of a backup, and says so in a sentence', async () => {
    const portal = await openPortalForTest()
    const to = path.join(folder, 'copy.db')
    const ended = await portalCommand(portal.file, ['backup', '--to', to], { largestFile: tooFew })
    expect(ended).toMatchObject({ code: 1, out: '' })
    expect(ended.err).toMatch(/^.*copy\.db: .*(disk|room).*Nothing was changed\.\n$/)
    expect(readdirSync(folder)).toEqual([])
  })

  it('leaves the database where it is when a backup cannot take its place', async () => {
    const portal = await openPortalForTest()
    const copy = path.join(folder, 'copy.db')
    await backup(portal, copy)
    await portal.deps.database.destroy()
    const there = readdirSync(path.dirname(portal.file))
    const ended = await portalCommand(portal.file, ['restore', '--from', copy], { largestFile: tooFew })
    expect(ended).toMatchObject({ code: 1, out: '' })
    expect(ended.err).toMatch(/^.*portal\.db: .*(disk|room).*Nothing was changed\.\n$/)
    expect(readdirSync(path.dirname(portal.file))).toEqual(there)
    expect(emailIn(portal.file)).not.toBe('')
  })
})

it(
  'a damaged database is kept with its log, which does not get into the backup’s place',
  { timeout: processTimeout },
  async () => {
    const portal = await openPortalForTest()
    const copy = path.join(folder, 'copy.db')
    await backup(portal, copy)
    const file = path.join(folder, 'damaged.db')
    writeFileSync(file, 'Dear reader,\n'.repeat(1000))
    writeFileSync(`${file}-wal`, readFileSync(`${portal.file}-wal`))
    const ended = await restore(file, copy)
    expect(ended).toMatchObject({ code: 0, err: '' })
    const kept = /database is (.*)\.\n$/.exec(ended.out)?.[1] ?? ''
    expect(readFileSync(kept, 'utf8')).toContain('Dear reader')
    expect(existsSync(`${kept}-wal`)).toBe(true)
    expect(emailIn(file)).toBe(emailIn(portal.file))
  },
)

it.each([
  [
    'a text',
    (file: string) => writeFileSync(file, 'Dear reader,\n'.repeat(1000)),
    'The database is damaged.',
  ],
  ['an empty file', (file: string) => writeFileSync(file, ''), 'not a Partner Desk database.'],
  ['a folder', (file: string) => mkdirSync(file), ''],
])('of %s no backup is made, and it is that of which is spoken', async (_what, make, sentence) => {
  const file = path.join(folder, 'portal.db')
  make(file)
  const refused = backUp(`file:${file}`, path.join(folder, 'copy.db'))
  await expect(refused).rejects.toBeInstanceOf(DatabaseError)
  await expect(refused).rejects.toThrow(new RegExp(`^${file}: ${sentence}.* Nothing was changed\\.$`))
  expect(readdirSync(folder)).toEqual(['portal.db'])
})

it('a backup of a newer portal is refused', { timeout: processTimeout }, async () => {
  const portal = await openPortalForTest()
  const copy = path.join(folder, 'copy.db')
  await backup(portal, copy)
  const newer = new SqliteDatabase(copy)
  newer.exec(`INSERT INTO kysely_migration VALUES ('9999-of-the-future', '2099-01-01T00:00:00.000Z')`)
  newer.close()
  const ended = await restore(path.join(folder, 'new.db'), copy)
  expect(ended).toMatchObject({ code: 1, out: '' })
  expect(ended.err).toContain('newer than this program')
  expect(existsSync(path.join(folder, 'new.db'))).toBe(false)
})
