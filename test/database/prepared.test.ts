import { afterAll, beforeAll, expect, it } from 'vitest'
import { prepared, type Given } from '#src/database/prepared.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let one: Portal
let other: Portal

beforeAll(async () => {
  one = await openPortal()
  other = await openPortal()
})

afterAll(async () => {
  await one.close()
  await other.close()
})

it('asks with the values of each time, in the order in which they stand in the query', async () => {
  let built = 0
  const between = prepared((database, given: Given<{ partner_id: number; first: number; last: number }>) => {
    built += 1
    return database
      .selectFrom('staff')
      .select('id')
      .where('id', '<=', given.last)
      .where('id', '>=', given.first)
      .where('partner_id', '=', given.partner_id)
      .where('id', '<>', 2)
      .orderBy('id')
  })
  const { database } = one.deps
  expect(await between(database, { first: 1, last: 3, partner_id: 1 })).toEqual([{ id: 1 }, { id: 3 }])
  expect(await between(database, { first: 3, last: 3, partner_id: 1 })).toEqual([{ id: 3 }])
  expect(await between(database, { first: 1, last: 3, partner_id: 2 })).toEqual([])
  expect(built).toBe(1)
})

it('builds each kind of a query once', async () => {
  const built: string[] = []
  const names = prepared((database, given: Given<{ id: number }>, order: 'asc' | 'desc') => {
    built.push(order)
    return database.selectFrom('partners').select('id').where('id', '<>', given.id).orderBy('id', order)
  })
  const { database } = one.deps
  const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)
  const all = ids(await database.selectFrom('partners').select('id').orderBy('id').execute())
  expect(all.length).toBeGreaterThan(1)
  expect(ids(await names(database, { id: 0 }, 'asc'))).toEqual(all)
  expect(ids(await names(database, { id: 0 }, 'desc'))).toEqual([...all].reverse())
  expect(ids(await names(database, { id: all[0]! }, 'asc'))).toEqual(all.slice(1))
  expect(built).toEqual(['asc', 'desc'])
})

it('asks whichever database it is given, and the transaction that it is given', async () => {
  const nameOf = prepared((database, given: Given<{ id: number }>) =>
    database.selectFrom('partners').select('name').where('id', '=', given.id),
  )
  await other.deps.database.updateTable('partners').set({ name: 'Elsewhere' }).where('id', '=', 1).execute()
  const [before] = await nameOf(one.deps.database, { id: 1 })
  expect(before?.name).not.toBe('Elsewhere')
  expect(await nameOf(other.deps.database, { id: 1 })).toEqual([{ name: 'Elsewhere' }])
  const inside = one.deps.database.transaction().execute(async (transaction) => {
    await transaction.updateTable('partners').set({ name: 'Not for long' }).where('id', '=', 1).execute()
    expect(await nameOf(transaction, { id: 1 })).toEqual([{ name: 'Not for long' }])
    throw new Error('undone')
  })
  await expect(inside).rejects.toThrow('undone')
  expect(await nameOf(one.deps.database, { id: 1 })).toEqual([before])
})
