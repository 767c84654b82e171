import { sql } from 'kysely'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { Database } from '#src/database/engine.ts'
import { findInIndex, indexRow } from '#src/database/search-index.ts'
import type { Logger } from '#src/http/log.ts'
import { keepIndexMerged } from '#src/database/sqlite/index-merging.ts'
import { openDatabaseForTest, piecesOfIndex } from '#test/support/database.ts'

let database: Database

beforeEach(async () => {
  database = openDatabaseForTest()
  for (let piece = 0; piece < 3; piece += 1)
    await database.transaction().execute(async (transaction) => {
      for (let row_id = 1; row_id <= 70; row_id += 1)
        await indexRow(transaction, { partner_id: 9, row_id }, ['each'])
    })
})

/** Merging that has begun, and what it said. */
function merging(of: Database, isBusy: () => boolean) {
  const warn = vi.fn()
  const { stop } = keepIndexMerged(of, isBusy, { warn } as unknown as Logger)
  onTestFinished(stop)
  return { warn, stop }
}

it('the index becomes one piece as soon as nobody writes, and finds the same', async () => {
  const writers = { busy: true, asked: 0 }
  merging(database, () => {
    writers.asked += 1
    return writers.busy
  })
  const before = await piecesOfIndex(database)
  expect(before).toBeGreaterThan(1)
  await vi.waitFor(() => expect(writers.asked).toBeGreaterThan(0), 10_000)
  expect(await piecesOfIndex(database)).toBe(before)
  writers.busy = false
  await vi.waitFor(async () => expect(await piecesOfIndex(database)).toBe(1), 10_000)
  const query = { partner_id: 9, marks: [], wanted: [['each']] }
  expect(await findInIndex(database, query, 100)).toHaveLength(70)
})

it('a failure is noted without what it was about, and ends nothing', async () => {
  await sql`DROP TABLE customer_search`.execute(database)
  const { warn, stop } = merging(database, () => false)
  await vi.waitFor(() => expect(warn).toHaveBeenCalled(), 10_000)
  expect(warn).toHaveBeenCalledWith({ type: 'SqliteError' }, 'the search index was not merged')
  await stop()
})
