import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import type { Database } from '#src/database/open.ts'
import { createGroupCommit } from '#src/database/group-commit.ts'
import { findInIndex, indexRow, mergeIndex, settleIndex } from '#src/database/search-index.ts'
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

it('pieces of the index are merged, step by step until nothing is left to merge, and the same is found', async () => {
  for (let row_id = 1; row_id <= 50; row_id += 1)
    await indexRow(database, row(row_id), ['each', `only${row_id}`])
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
