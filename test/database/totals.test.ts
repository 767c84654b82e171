import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demonstrationCustomer } from '#src/demonstration/demonstration.ts'
import { createCustomersStore } from '#src/features/customers/customers.store.ts'
import { recordEdit } from '#src/features/customers/record-edit.ts'
import { tagKey, tagsByKey } from '#src/features/customers/tags.ts'
import type { Database } from '#src/database/engine.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal
let nextCustomer = 5000

beforeAll(async () => {
  portal = await openPortal()
})

afterAll(() => portal.close())

const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), partner: fc.constantFrom(1, 2), attention: fc.boolean() }),
  fc.record({
    kind: fc.constant('edit' as const),
    partner: fc.constantFrom(1, 2),
    attention: fc.boolean(),
    which: fc.nat(),
    at_ms: fc.integer({ min: 1_700_000_000_000, max: 1_700_100_000_000 }),
    archived: fc.constantFrom('' as const, 'yes' as const),
    number: fc.constantFrom('', 'B12345674'),
    country: fc.constantFrom(undefined, 'ES', 'NO', 'ZW'),
    tags: fc.constantFrom('', 'Vip', 'VIP, gold', 'ＶＩＰ, vip', 'Café, Cafe'),
    name: fc.constantFrom(undefined, 'Almacenes Quintana', 'almacenes  quintana'),
    undone: fc.boolean(),
  }),
)

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

it('totals that the database keeps equal what counting gives, after any adds and edits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15, size: 'max' }), async (steps) => {
      for (const one of steps) await take(one)
      await expectTotalsToBeCounts()
    }),
    { numRuns: 20 },
  )
})

async function take(one: Step): Promise<void> {
  const { database } = portal.deps
  const attention = one.attention ? (['billing_email'] as const) : []
  const customers = createCustomersStore(database).forPartner(one.partner)
  if (one.kind === 'add') {
    await customers.add({
      ...demonstrationCustomer(0, nextCustomer++),
      attention: [...attention],
      at_ms: 0,
      staff_id: null,
    })
    return
  }
  const rows = await database
    .selectFrom('customers')
    .select('id')
    .where('partner_id', '=', one.partner)
    .execute()
  const id = rows[one.which % rows.length]?.id ?? ''
  const staff = await database
    .selectFrom('staff')
    .select('id')
    .where('partner_id', '=', one.partner)
    .executeTakeFirstOrThrow()
  const before = (await customers.find(id))!
  const edit = database.transaction().execute(async (transaction) => {
    const after = {
      ...before,
      company_name: one.name ?? before.company_name,
      company_country: one.country ?? before.company_country,
      registration_number: one.number,
      archived: one.archived,
      tags: one.tags,
      // So that every step is an edit.
      billing_address_line_2: `Floor ${before.version}`,
    }
    await recordEdit(
      transaction,
      {
        before,
        after: one.attention ? { ...after, billing_email: '' } : after,
        staff: { id: staff.id, partner_id: one.partner },
        at_ms: one.at_ms,
        reason: '',
        origin: null,
        origin_version: null,
      },
      portal.deps.config.historyKeys[0],
    )
    if (one.undone) throw new Error('undone')
  })
  await edit.catch((error: unknown) => {
    if ((error as Error).message !== 'undone') throw error
  })
}

async function expectTotalsToBeCounts(): Promise<void> {
  const { database } = portal.deps
  const kept = await database.selectFrom('partner_totals').selectAll().orderBy('partner_id').execute()
  const counted = await sql<(typeof kept)[number]>`
    SELECT partner_id, count(*) AS customers, sum(CASE WHEN attention <> '[]' THEN 1 ELSE 0 END) AS needs_attention
    FROM customers WHERE archived = '' GROUP BY partner_id ORDER BY partner_id`.execute(database)
  expect(kept).toEqual(counted.rows)
  const keptChanges = await database
    .selectFrom('change_totals')
    .selectAll()
    .orderBy('partner_id')
    .orderBy('quarter_hour')
    .execute()
  const countedChanges = await sql`
    SELECT partner_id, at_ms / 900000 AS quarter_hour, count(*) AS changes
    FROM history GROUP BY 1, 2 ORDER BY 1, 2`.execute(database)
  expect(keptChanges).toEqual(countedChanges.rows)
  const keptCountries = await database
    .selectFrom('partner_countries')
    .selectAll()
    .where('customers', '>', 0)
    .orderBy('partner_id')
    .orderBy('country')
    .execute()
  const countedCountries = await sql`
    SELECT partner_id, company_country AS country, count(*) AS customers
    FROM customers WHERE archived = '' GROUP BY 1, 2 ORDER BY 1, 2`.execute(database)
  expect(keptCountries).toEqual(countedCountries.rows)
  const keptAlike = await database
    .selectFrom('alike')
    .selectAll()
    .where('customers', '>', 0)
    .orderBy('partner_id')
    .orderBy('kind')
    .orderBy('value')
    .execute()
  const countedAlike = await sql`
    SELECT partner_id, 'name' AS kind, company_country || ' ' || sort_name AS value, count(*) AS customers
    FROM customers WHERE archived = '' GROUP BY 1, 3
    UNION ALL SELECT partner_id, 'number', registration_number, count(*)
    FROM customers WHERE archived = '' AND registration_number <> '' GROUP BY 1, 3
    ORDER BY 1, 2, 3`.execute(database)
  expect(keptAlike).toEqual(countedAlike.rows)
  await expectTagsToBeCounted(database)
}

async function expectTagsToBeCounted(database: Database): Promise<void> {
  const rows = await database
    .selectFrom('customers')
    .select(['partner_id', 'tags'])
    .where('archived', '=', '')
    .where('tags', '<>', '')
    .execute()
  const counted = new Map<string, number>()
  for (const { partner_id, tags } of rows)
    for (const key of tagsByKey(tags).keys()) {
      const name = `${partner_id} ${key}`
      counted.set(name, (counted.get(name) ?? 0) + 1)
    }
  const kept = await database.selectFrom('tags').selectAll().execute()
  expect(kept.map((row) => [`${row.partner_id} ${row.key}`, row.customers]).toSorted()).toEqual(
    [...counted].toSorted(),
  )
  expect(kept.every((row) => tagKey(row.spelling) === row.key)).toBe(true)
}

it('a partner that is new has totals of nothing', async () => {
  const { database } = portal.deps
  const { id } = await database
    .insertInto('partners')
    .values({ name: 'New', time_zone: 'UTC' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const totals = await createCustomersStore(database).forPartner(id).totals()
  expect(totals).toEqual({ customers: 0, needs_attention: 0 })
  await database.deleteFrom('partner_totals').where('partner_id', '=', id).execute()
  await database.deleteFrom('partners').where('id', '=', id).execute()
})
