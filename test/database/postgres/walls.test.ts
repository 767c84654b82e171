import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acrossPartners, asPartner, type Database } from '#src/database/engine.ts'
import { createCustomersStore } from '#src/features/customers/customers.store.ts'
import { known } from '#test/support/customers.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

/** The second wall below the stores: rows of another partner are not there, whatever a statement says. */

let portal: Portal
/** As the portal opens it: nobody has said yet whose rows it is about. */
let database: Database

beforeAll(async () => {
  portal = await openPortal()
  database = await portal.engine.open({ create: false })
})
afterAll(async () => {
  await database.destroy()
  await portal.close()
})

const walled = [
  'customers',
  'history',
  'history_changes',
  'activity',
  'partner_totals',
  'partner_countries',
  'change_totals',
  'alike',
] as const

const countOf = async (of: Database, table: (typeof walled)[number]): Promise<number> => {
  const { count } = await of
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

describe.each(walled)('the rows of %s', (table) => {
  test('are not there before it is said whose', async () => {
    expect(await countOf(acrossPartners(database), table)).toBeGreaterThan(0)
    expect(await countOf(database, table)).toBe(0)
  })

  test('are a partner’s own, and all together those of all', async () => {
    const [first, second] = [
      await countOf(asPartner(database, 1), table),
      await countOf(asPartner(database, 2), table),
    ]
    expect(first).toBeGreaterThanOrEqual(second)
    expect(second).toBeGreaterThan(0)
    expect(await countOf(acrossPartners(database), table)).toBe(first + second)
    expect(await countOf(asPartner(database, 3), table)).toBe(0)
  })
})

test('a table with a partner is behind the wall, or is one of those that are not', async () => {
  const { rows } = await sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'partner_id'
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1`.execute(database)
  expect(rows.map(({ name }) => name)).toEqual(['customer_search', 'staff'])
})

describe('a store whose partner was taken away', () => {
  const id = known.quintana.id

  test('finds nothing, and changes nothing', async () => {
    const another = asPartner(database, 2)
    expect(await createCustomersStore(acrossPartners(database)).forPartner(1).find(id)).toBeDefined()
    const statement = another.selectFrom('customers').selectAll().where('id', '=', id)
    expect(await statement.execute()).toEqual([])
    const change = another.updateTable('customers').set({ company_name: 'x' }).where('id', '=', id)
    expect((await change.executeTakeFirst()).numUpdatedRows).toBe(0n)
  })

  test('writes nothing into another’s', async () => {
    const tag = { key: 'a', spelling: 'A', customers: 1 }
    const write = asPartner(database, 2)
      .insertInto('tags')
      .values({ ...tag, partner_id: 1 })
    await expect(write.execute()).rejects.toThrow('row-level security')
  })
})

test('what a transaction that was taken back had been told is forgotten', async () => {
  const failed = asPartner(database, 1)
    .transaction()
    .execute(async (transaction) => {
      expect(await countOf(transaction, 'customers')).toBeGreaterThan(0)
      throw new Error('no')
    })
  await expect(failed).rejects.toThrow('no')
  expect(await countOf(asPartner(database, 1), 'customers')).toBeGreaterThan(0)
  expect(await countOf(database, 'customers')).toBe(0)
})
