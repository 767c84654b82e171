import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#src/database/engine.ts'
import { prepared } from '#src/database/prepared.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal
let database: Database

beforeAll(async () => {
  portal = await openPortal()
  database = portal.deps.database
})
afterAll(() => portal.close())

const allPartners = prepared((reading) => reading.selectFrom('partners').selectAll().orderBy('id'))

test('a statement that was kept goes on when a newer node gives its table a column', async () => {
  for (let time = 0; time < 3; time += 1)
    expect((await allPartners(database, {}))[0]).not.toHaveProperty('more')
  await sql`ALTER TABLE partners ADD COLUMN more integer NOT NULL DEFAULT 7`.execute(database)
  for (let time = 0; time < 3; time += 1)
    expect((await allPartners(database, {}))[0]).toMatchObject({ id: 1, more: 7 })
})

test('a transaction of which a statement had failed is not taken for kept', async () => {
  const kept = database.transaction().execute(async (transaction) => {
    await transaction.updateTable('partners').set({ name: 'Other' }).where('id', '=', 1).execute()
    await sql`SELECT 1 / 0`.execute(transaction).catch(() => undefined)
  })
  await expect(kept).rejects.toThrow('had failed')
  expect((await allPartners(database, {}))[0]?.name).not.toBe('Other')
})

test('counts and large numbers come as numbers', async () => {
  const { rows } =
    await sql`SELECT count(*) AS count, 9007199254740991::bigint AS large, sum(2::bigint) AS sum`.execute(
      database,
    )
  expect(rows).toEqual([{ count: 1, large: Number.MAX_SAFE_INTEGER, sum: 2 }])
})
