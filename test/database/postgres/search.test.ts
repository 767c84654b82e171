import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Database } from '#src/database/engine.ts'
import { sqliteEngine } from '#src/database/sqlite/engine.ts'
import { createCustomersStore } from '#src/features/customers/customers.store.ts'
import { createListStore } from '#src/features/customers/list/list.store.ts'
import { readListQuery, type ListQuery } from '#src/features/customers/list/list-query.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

/** Both engines over the same data give the same answers in the same order. */

let portal: Portal
let file: Database
let folder = ''

beforeAll(async () => {
  portal = await openPortal()
  folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
  copyFileSync(inject('seededDatabase'), path.join(folder, 'portal.db'))
  file = await sqliteEngine(`file:${path.join(folder, 'portal.db')}`).open({ create: false })
})
afterAll(async () => {
  await file.destroy()
  rmSync(folder, { recursive: true, force: true })
  await portal.close()
})

async function answersOf(database: Database, query: ListQuery) {
  const countries = (await createCustomersStore(database).forPartner(1).countries()).toSorted()
  const page = await createListStore(database).forPartner(1).page(query, countries)
  return {
    count: page.count,
    more: page.more,
    names: page.customers.map((one) => one.id),
    next: page.next && { ...page.next, key: 0 },
  }
}

/** Pieces of what the customers are: words, beginnings, middles and ends of them, in whichever script. */
async function searches(): Promise<string[]> {
  const rows = await file
    .selectFrom('customers')
    .selectAll()
    .where('partner_id', '=', 1)
    .orderBy('row_id')
    .execute()
  return rows.flatMap((row, at) => {
    const texts = [
      row.company_name,
      row.billing_last_name,
      row.primary_domain,
      row.company_phone_number,
      row.billing_email,
      row.registration_number,
      row.company_name.split(/\s+/).slice(0, 2).join(' '),
    ]
    const text = [...(texts[at % texts.length] ?? '')]
    const start = at % 3
    return [text.slice(start, start + 2 + (at % 7)).join('')]
  })
}

const sorts = ['name', '-name', 'country', '-country', 'changed', '-changed']
const filters = [
  {},
  { country: 'CN' },
  { relationship: 'reseller' },
  { attention: 'yes' },
  { attention: 'archived' },
]

describe('a search', () => {
  test('of several hundred finds the same in the same order', async () => {
    const asked = await searches()
    expect(asked.length).toBeGreaterThan(400)
    let found = 0
    for (const [at, q] of asked.entries()) {
      const query = readListQuery({
        q,
        sort: sorts[at % sorts.length],
        ...(at % 4 === 0 ? filters[at % filters.length] : {}),
      })
      const here = await answersOf(portal.deps.database, query)
      expect(here, q).toEqual(await answersOf(file, query))
      found += here.count
    }
    expect(found).toBeGreaterThan(asked.length)
  }, 120_000)
})

describe('a list', () => {
  test.each(sorts.flatMap((sort) => filters.map((filter) => ({ sort, ...filter }))))(
    'with %o has the same in the same order',
    async (state) => {
      const query = readListQuery(state)
      expect(await answersOf(portal.deps.database, query)).toEqual(await answersOf(file, query))
    },
  )
})
