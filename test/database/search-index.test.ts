import { beforeEach, expect, it } from 'vitest'
import type { Database } from '#src/database/open.ts'
import { createGroupCommit } from '#src/database/group-commit.ts'
import { findInIndex, indexRow, settleIndex } from '#src/database/search-index.ts'
import { openPortalForTest } from '#test/support/portal.ts'

let database: Database

beforeEach(async () => {
  database = (await openPortalForTest({ empty: true })).deps.database
})

const rowsWith = (token: string, from: Database = database) =>
  findInIndex(from, { marks: [], phrases: [[[token]]] }, 10)

it('a row is found by what was said last, once the transaction has ended', async () => {
  await indexRow(database, 1, ['old'])
  await database.transaction().execute(async (transaction) => {
    await indexRow(transaction, 1, ['new'])
    await indexRow(transaction, 2, ['new'])
    await indexRow(transaction, 2, ['newest'])
    expect(await rowsWith('old', transaction)).toEqual([1])
  })
  expect(await rowsWith('old')).toEqual([])
  expect(await rowsWith('new')).toEqual([1])
  expect(await rowsWith('newest')).toEqual([2])
})

it('who searches in the transaction settles first', async () => {
  await database.transaction().execute(async (transaction) => {
    await indexRow(transaction, 1, ['new'])
    await settleIndex(transaction)
    expect(await rowsWith('new', transaction)).toEqual([1])
  })
  expect(await rowsWith('new')).toEqual([1])
})

it('what is taken back is not indexed: a whole transaction, or one write among others', async () => {
  const undone = database.transaction().execute(async (transaction) => {
    await indexRow(transaction, 1, ['undone'])
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')

  const { write } = createGroupCommit(database)
  const failed = write(async (transaction) => {
    await indexRow(transaction, 2, ['undone'])
    throw new Error('not this one')
  })
  const other = write((transaction) => indexRow(transaction, 3, ['kept']))
  await expect(failed).rejects.toThrow('not this one')
  await other
  expect(await rowsWith('undone')).toEqual([])
  expect(await rowsWith('kept')).toEqual([3])
})
