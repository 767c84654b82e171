import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { eraseCustomer } from '#src/features/customers/commands/erase-customer.ts'
import { createImportsStore } from '#src/features/customers/import/imports.store.ts'
import { verifyHistory } from '#src/history/verify.ts'
import { known, storedAccount, storedHistory } from '#test/support/customers.ts'
import { people } from '#test/support/person.ts'
import { openPortalForTest } from '#test/support/portal.ts'

const erasure = { customer_id: known.quintana.id, by_email: people.admin, at_ms: Date.now() }

test('a customer’s people are forgotten, today and in the history, and the chain still holds', async () => {
  const portal = await openPortalForTest()
  const { database, config } = portal.deps
  const [historyKey] = config.historyKeys
  const admin = await portal.signIn(people.admin)
  const { billing_email, billing_last_name } = await storedAccount(portal, erasure.customer_id)
  await admin.edit(erasure.customer_id, {
    billing_email: 'otra@quintana.example',
    reason: 'Said by Inés Quintana',
  })
  const before = await storedHistory(portal, erasure.customer_id)

  await eraseCustomer(database, erasure, historyKey)

  expect(await storedAccount(portal, erasure.customer_id)).toMatchObject({
    billing_email: '',
    billing_last_name: '',
  })
  const after = await storedHistory(portal, erasure.customer_id)
  expect(after.map((entry) => entry.changes.map((change) => change.field)).slice(1)).toEqual(
    before.map((entry) => entry.changes.map((change) => change.field)),
  )
  expect(after.every((entry) => entry.reason === null)).toBe(true)
  expect(after[0]).toMatchObject({ origin: 'erases' })
  expect(await verifyHistory(database, config.historyKeys)).toMatchObject({ broken: undefined })

  const all = JSON.stringify([
    await database.selectFrom('history').selectAll().where('customer_id', '=', erasure.customer_id).execute(),
    await sql`SELECT c.* FROM history_changes c JOIN history h USING (seq)
      WHERE h.customer_id = ${erasure.customer_id}`.execute(database),
    await database.selectFrom('customers').selectAll().where('id', '=', erasure.customer_id).execute(),
  ])
  for (const value of [billing_email, billing_last_name && 'Inés', 'otra@quintana.example']) {
    expect(all).not.toContain(value)
  }
  const $ = await admin.page(`/customers/${erasure.customer_id}/history`)
  expect($('h3').first().text()).toContain('erased personal data')
  expect($('.changes').text()).toContain('erased')
})

test('the lines of their imports are emptied, and nobody else’s', async () => {
  const portal = await openPortalForTest()
  const { database, config } = portal.deps
  const [historyKey] = config.historyKeys
  const imports = createImportsStore(database).forPartner(1)
  const values = { staff_id: 1, kind: 'file', name: 'a.csv', reason: '', created_at_ms: 0 } as const
  const id = await imports.start({ ...values, header: ['Microsoft ID', 'Email'] })
  await imports.addLines(id, [
    { line: 2, cells: [erasure.customer_id, 'ines@quintana.example'] },
    { line: 3, cells: [known.mueller.id, 'other@example.com'] },
  ])
  const change = { field: 'billing_email', before: 'old@quintana.example', after: 'ines@quintana.example' }
  const result = { outcome: 'changed', version: 2, domain: null, detail: JSON.stringify([change]) } as const
  const store = createImportsStore(database)
  await store.setRow(id, 2, { ...result, customer_id: erasure.customer_id })
  await store.setRow(id, 3, { ...result, customer_id: known.mueller.id })

  await eraseCustomer(database, erasure, historyKey)

  const [erased, other] = await imports.rows(id, 'changed', 10)
  expect(erased).toMatchObject({ cells: [], detail: '[]', customer_id: erasure.customer_id })
  expect(other).toMatchObject({ cells: [known.mueller.id, 'other@example.com'], detail: result.detail })
})

test('the search no longer finds them', async () => {
  const portal = await openPortalForTest()
  const admin = await portal.signIn(people.admin)
  const { billing_email } = await storedAccount(portal, erasure.customer_id)
  const query = `/customers?q=${encodeURIComponent(billing_email)}`
  const found = async () => (await admin.get(query)).text.includes(erasure.customer_id)
  expect(await found()).toBe(true)
  await eraseCustomer(portal.deps.database, erasure, portal.deps.config.historyKeys[0])
  expect(await found()).toBe(false)
})

test('another partner’s staff cannot erase', async () => {
  const portal = await openPortalForTest()
  const { database, config } = portal.deps
  const [historyKey] = config.historyKeys
  await expect(
    eraseCustomer(database, { ...erasure, by_email: people.stranger }, historyKey),
  ).rejects.toThrow(RangeError)
  await expect(
    eraseCustomer(database, { ...erasure, by_email: 'nobody@x.example' }, historyKey),
  ).rejects.toThrow(RangeError)
  expect((await storedAccount(portal, erasure.customer_id)).billing_last_name).not.toBe('')
})
