import { sql, type Kysely } from 'kysely'
import { expect, it } from 'vitest'
import { createGroupCommit } from '#src/database/sqlite/group-commit.ts'
import type { Tables } from '#src/database/tables.ts'
import { openPortalForTest } from '#test/support/portal.ts'

/** A table of one's own, and writers of it that can be told apart. */
async function writers() {
  const { deps } = await openPortalForTest({ empty: true })
  const { database } = deps
  await sql`CREATE TABLE notes (text TEXT NOT NULL UNIQUE)`.execute(database)
  const { write, isBusy } = createGroupCommit(database)
  const note = (text: string) =>
    write(async (transaction) => {
      await sql`INSERT INTO notes VALUES (${text})`.execute(transaction)
      return text
    })
  const notes = async (from: Kysely<Tables> = database) => {
    const { rows } = await sql<{ text: string }>`SELECT text FROM notes ORDER BY rowid`.execute(from)
    return rows.map((row) => row.text)
  }
  return { database, write, isBusy, note, notes }
}

it('those who wait at the same moment share a transaction, in the order in which they came', async () => {
  const { write, isBusy, notes } = await writers()
  const seen: string[][] = []
  const one = (text: string) =>
    write(async (transaction) => {
      seen.push(await notes(transaction))
      await sql`INSERT INTO notes VALUES (${text})`.execute(transaction)
      return text
    })
  const all = Promise.all(['a', 'b', 'c'].map(one))
  expect(isBusy()).toBe(true)
  expect(await notes()).toEqual([])
  expect(await all).toEqual(['a', 'b', 'c'])
  expect(seen).toEqual([[], ['a'], ['a', 'b']])
  expect(await notes()).toEqual(['a', 'b', 'c'])
  expect(isBusy()).toBe(false)
})

it('many more than fit into one transaction are all written, once', async () => {
  const { note, notes } = await writers()
  const texts = Array.from({ length: 100 }, (_, number) => `note ${number}`)
  expect(await Promise.all(texts.map(note))).toEqual(texts)
  expect(await notes()).toEqual(texts)
})

it('one that fails is taken back alone', async () => {
  const { write, note, notes } = await writers()
  const failing = write(async (transaction) => {
    await sql`INSERT INTO notes VALUES ('half')`.execute(transaction)
    throw new Error('changed its mind')
  })
  const settled = await Promise.allSettled([note('before'), failing, note('before'), note('after')])
  expect(
    settled.map((one) => (one.status === 'fulfilled' ? one.value : (one.reason as Error).message)),
  ).toEqual(['before', 'changed its mind', 'UNIQUE constraint failed: notes.text', 'after'])
  expect(await notes()).toEqual(['before', 'after'])
})

it('nobody is told of success when the commit fails, and the next ones are written', async () => {
  const { write, note, notes } = await writers()
  const orphan = write(async (transaction) => {
    await sql`PRAGMA defer_foreign_keys = 1`.execute(transaction)
    await sql`INSERT INTO sessions (id_hash, staff_id, csrf_token, user_agent, created_at_ms, seen_at_ms)
      VALUES ('x', 999999, 'x', 'x', 0, 0)`.execute(transaction)
  })
  const settled = await Promise.allSettled([note('together'), orphan])
  expect(settled.map((one) => one.status)).toEqual(['rejected', 'rejected'])
  expect(await notes()).toEqual([])
  expect(await note('later')).toBe('later')
  expect(await notes()).toEqual(['later'])
})

it('a transaction that the storage has ended fails with its cause', async () => {
  const { write, note, notes } = await writers()
  const ended = write(async (transaction) => {
    await sql`INSERT INTO notes VALUES ('lost')`.execute(transaction)
    await sql`INSERT OR ROLLBACK INTO notes VALUES ('lost')`.execute(transaction)
  })
  await expect(ended).rejects.toThrow('UNIQUE constraint failed')
  expect(await notes()).toEqual([])
  expect(await note('next')).toBe('next')
})
