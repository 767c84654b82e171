import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { portalCommand, processTimeout } from '#test/support/command.ts'

let folder = ''
let overview = ''

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
  overview = (await portalCommand(path.join(folder, 'none.db'), ['--help'])).out
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The commands that the overview names, by the words before their first option or argument. */
function commandsIn(text: string): string[] {
  return [...text.matchAll(/^ {2}([a-z]+(?: [a-z]+)*)/gm)].map(([, name]) => name ?? '')
}

describe('the commands', { timeout: processTimeout }, () => {
  it('are listed without any argument', async () => {
    const bare = await portalCommand(path.join(folder, 'none.db'), [])
    expect(bare).toEqual({ code: 0, signal: null, out: overview, err: '' })
    expect(commandsIn(overview)).toEqual(
      expect.arrayContaining(['migrate', 'seed', 'partner add', 'staff add']),
    )
  })

  it('each say what they do by --help, and touch no database for it', async () => {
    const names = commandsIn(overview)
    expect(names.length).toBeGreaterThanOrEqual(4)
    const helps = await Promise.all(
      names.map((name) => portalCommand(path.join(folder, 'none.db'), [...name.split(' '), '--help'])),
    )
    for (const [index, help] of helps.entries()) {
      const name = names[index] ?? ''
      expect(help, name).toMatchObject({ code: 0, err: '' })
      expect(help.out, name).toMatch(new RegExp(`^npm run portal -- ${name}\\b.*\n\n[A-Z].*\\.\n`))
    }
    expect(readdirSync(folder)).toEqual([])
  })

  it('refuse an option that they do not have', async () => {
    const ended = await portalCommand(path.join(folder, 'none.db'), ['migrate', '--nonsense'])
    expect(ended).toMatchObject({ code: 1, out: '' })
    expect(ended.err).toBe("Unknown option '--nonsense'\n\nnpm run portal -- migrate\n")
  })

  it('do nothing with a database of an earlier version but bring it to this one', async () => {
    const file = path.join(folder, 'earlier.db')
    copyFileSync(inject('seededDatabase'), file)
    const earlier = new SqliteDatabase(file)
    earlier.exec('DELETE FROM kysely_migration WHERE name = (SELECT max(name) FROM kysely_migration)')
    earlier.close()
    expect(await portalCommand(file, ['history', 'verify'])).toMatchObject({
      code: 1,
      out: '',
      err: 'The database is of an earlier version. Nothing was changed. "npm run portal -- migrate" brings it to this one.\n',
    })
    rmSync(file)
  })

  it('do nothing with a copy that is not done', async () => {
    const file = path.join(folder, 'begun.db')
    copyFileSync(inject('seededDatabase'), file)
    const begun = new SqliteDatabase(file)
    begun.exec(`CREATE TABLE copy_begun (source TEXT); INSERT INTO copy_begun VALUES ('another')`)
    begun.close()
    for (const command of [['migrate'], ['history', 'verify']])
      expect(await portalCommand(file, command)).toMatchObject({
        code: 1,
        out: '',
        err: 'A copy into this database was begun and is not done. Give the same "copy" command again: it goes on.\n',
      })
    rmSync(file)
  })

  it('copy a portal between two databases, and say in a sentence why not', async () => {
    const from = path.join(folder, 'from.db')
    copyFileSync(inject('seededDatabase'), from)
    const copied = (fromUrl: string, to: string) =>
      portalCommand(path.join(folder, 'none.db'), ['copy', '--from', fromUrl, '--to', to])
    const to = `file:${path.join(folder, 'to.db')}`
    const refusals = [
      [
        `file:${from}`,
        `file:${folder}/../${path.basename(folder)}/from.db`,
        '--from and --to are the same database',
      ],
      [`file:${from}`, 'mysql://desk', '--to takes file:PATH or postgres://…'],
      [`file:${from}`, 'postgres://:::', '--to takes file:PATH or postgres://…'],
      [
        `file:${folder}/none.db`,
        to,
        `${folder}/none.db: no database there. "npm run portal -- migrate" creates one.`,
      ],
    ] as const
    for (const [one, other, sentence] of refusals)
      expect(await copied(one, other)).toEqual({ code: 1, signal: null, out: '', err: `${sentence}\n` })
    const done = await copied(`file:${from}`, to)
    expect(done).toMatchObject({ code: 0 })
    expect(done.out).toMatch(/^Copied \d+ rows, the same in both\. All \d+ entries hold; .*\n$/)
    expect(await copied(`file:${from}`, to)).toMatchObject({
      code: 1,
      out: '',
      err: 'The target is not empty. Nothing was changed. Copy into an empty database.\n',
    })
    for (const name of ['from.db', 'to.db']) rmSync(path.join(folder, name))
  })

  it('that do not exist are said not to, with those that do', async () => {
    for (const args of [['deploy'], ['staff'], ['__proto__']]) {
      const ended = await portalCommand(path.join(folder, 'none.db'), args)
      expect(ended.code).toBe(1)
      expect(ended.out).toBe('')
      expect(ended.err).toBe(`No such command.\n\n${overview}`)
    }
  })

  it('that need a database say so where there is none, and make none', async () => {
    const ended = await portalCommand(path.join(folder, 'none.db'), [
      'partner',
      'add',
      '--name',
      'A',
      '--time-zone',
      'UTC',
    ])
    expect(ended.code).toBe(1)
    expect(ended.err).toContain('no database there. "npm run portal -- migrate" creates one.')
    expect(readdirSync(folder)).toEqual([])
  })

  it('wait for a portal that writes, and say so where that takes too long', async () => {
    const file = path.join(folder, 'locked.db')
    await portalCommand(file, ['migrate'])
    const other = new SqliteDatabase(file)
    other.exec('BEGIN IMMEDIATE')
    const began = performance.now()
    const add = ['partner', 'add', '--name', 'A', '--time-zone', 'UTC']
    expect(await portalCommand(file, add)).toEqual({
      code: 1,
      signal: null,
      out: '',
      err: 'Another process is writing to the database, or has locked it. Give the command again when it is done.\n',
    })
    // In ms: the portal's own wait is a fifth of a second.
    expect(performance.now() - began).toBeGreaterThan(5000)
    other.exec('ROLLBACK')
    other.close()
    expect((await portalCommand(file, add)).code).toBe(0)
  })

  it('refuse a number that is none, before anything is done', async () => {
    const file = path.join(folder, 'seeded.db')
    for (const number of ['-1', '1e3']) {
      const ended = await portalCommand(file, ['seed', `--customers=${number}`])
      expect(ended.code, number).toBe(1)
      expect(ended.err, number).toBe('--customers takes a whole number\n')
    }
    expect((await portalCommand(file, ['migrate'])).out).toMatch(/^Applied 0001/)
  })
})
