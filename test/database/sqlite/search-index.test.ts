import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import type { Database } from '#src/database/engine.ts'
import type { IndexQuery } from '#src/database/index-query.ts'
import { findInIndex, indexRow, settleIndex } from '#src/database/search-index.ts'
import { createGroupCommit } from '#src/database/sqlite/group-commit.ts'
import { mergeIndex } from '#src/database/sqlite/search-index.ts'
import { openDatabaseForTest, piecesOfIndex } from '#test/support/database.ts'

let database: Database

beforeEach(() => {
  database = openDatabaseForTest()
})

const rowsWith = (token: string, from: Database = database) =>
  findInIndex(from, { partner_id: 9, marks: [], wanted: [[token]] }, 10)

/** Rows of a partner that the demonstration does not have. */
const row = (row_id: number) => ({ partner_id: 9, row_id })

it('a row is found by what was said last, once the transaction has ended', async () => {
  await indexRow(database, row(1), ['old'])
  await database.transaction().execute(async (transaction) => {
    await indexRow(transaction, row(1), ['new'])
    await indexRow(transaction, row(2), ['new'])
    await indexRow(transaction, row(2), ['newest'])
    expect(await rowsWith('old', transaction)).toEqual([1])
  })
  expect(await rowsWith('old')).toEqual([])
  expect(await rowsWith('new')).toEqual([1])
  expect(await rowsWith('newest')).toEqual([2])
})

it('who searches in the transaction settles first', async () => {
  await database.transaction().execute(async (transaction) => {
    await indexRow(transaction, row(1), ['new'])
    await settleIndex(transaction)
    expect(await rowsWith('new', transaction)).toEqual([1])
  })
  expect(await rowsWith('new')).toEqual([1])
})

it('what is taken back is not indexed: a whole transaction, or one write among others', async () => {
  const undone = database.transaction().execute(async (transaction) => {
    await indexRow(transaction, row(1), ['undone'])
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')

  const { write } = createGroupCommit(database)
  const failed = write(async (transaction) => {
    await indexRow(transaction, row(2), ['undone'])
    throw new Error('not this one')
  })
  const other = write((transaction) => indexRow(transaction, row(3), ['kept']))
  await expect(failed).rejects.toThrow('not this one')
  await other
  expect(await rowsWith('undone')).toEqual([])
  expect(await rowsWith('kept')).toEqual([3])
})

/** Says of rows what they are found by, in one transaction. */
async function indexRows(rows: number[], tokens: (row_id: number) => string[]): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    for (const row_id of rows) await indexRow(transaction, row(row_id), tokens(row_id))
  })
}

const waiting = async () => (await sql`SELECT index_row FROM search_waiting`.execute(database)).rows.length

it('a few rows wait beside the index, and go into it together once they are more than a few', async () => {
  await indexRows([1, 2, 3], () => ['#ces', 'some', 'where'])
  expect(await waiting()).toBe(3)
  await indexRows([2], () => ['#cfr', 'some', 'thing'])
  await indexRows(range(4, 70), () => ['#ces', 'some', 'where'])
  expect(await waiting()).toBe(0)
  await indexRows([3, 71], () => ['#ces', '#x', 'some', 'where', 'else'])
  expect(await waiting()).toBe(2)

  const find = async (query: Partial<IndexQuery>, limit = 5, beyond = 0) =>
    await findInIndex(database, { partner_id: 9, marks: [], wanted: [], ...query }, limit, beyond)
  const where = ['some', 'where']
  expect(await find({ wanted: [where] })).toEqual([1, 3, 4, 5, 6])
  expect(await find({ wanted: [where] }, 5, 69)).toEqual([70, 71])
  expect(await find({ wanted: [where], without: ['#x'] })).toEqual([1, 4, 5, 6, 7])
  expect(await find({ wanted: [['some']], marks: ['#x'] })).toEqual([3, 71])
  expect(await find({ wanted: [['where', 'some']] })).toEqual([])
  expect(await find({ wanted: [['some', 'w']] })).toEqual([])
  expect(await find({ wanted: [{ any: [['else'], ['thing']] }] })).toEqual([2, 3, 71])
  expect(await find({ wanted: [{ all: [['else'], where] }] })).toEqual([3, 71])
  expect(await find({ marks: ['#cfr'] })).toEqual([2])
  await sql`INSERT INTO customer_search (customer_search) VALUES ('integrity-check')`.execute(database)
})

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n)

it('pieces of the index are merged, step by step until nothing is left to merge, and the same is found', async () => {
  for (let round = 0; round < 4; round += 1)
    await indexRows(range(1, 70), (row_id) => ['each', `only${row_id}`, `round${round}`])
  const before = await piecesOfIndex(database)
  expect(before).toBeGreaterThan(3)
  let steps = 0
  while (await mergeIndex(database)) steps += 1
  expect(steps).toBeGreaterThan(0)
  expect(await piecesOfIndex(database)).toBeLessThan(before)
  expect(await rowsWith('each')).toHaveLength(10)
  expect(await rowsWith('only37')).toEqual([37])
  await sql`INSERT INTO customer_search (customer_search) VALUES ('integrity-check')`.execute(database)
})
