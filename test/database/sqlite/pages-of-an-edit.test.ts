import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { readConfig } from '#src/config.ts'
import type { Database } from '#src/database/engine.ts'
import { addCustomers } from '#src/demonstration/seed.ts'
import type { AccountField } from '#src/features/customers/customer.ts'
import { submissionOf } from '#src/features/customers/edit/submission.ts'
import { updateAccount } from '#src/features/customers/edit/update-account.ts'
import { fabrikam } from '#test/support/customers.ts'
import { openDatabaseForTest } from '#test/support/database.ts'
import { testSecret } from '#test/support/seed.ts'

/** What an edit writes stands in the log page by page, and waits for the disk: an index more is a page or two more. */

const key = readConfig({ SESSION_SECRETS: testSecret }).historyKeys[0]
const staff = { id: 1, partner_id: fabrikam, roles: ['admin_agent'] }
const now = Date.UTC(2030, 0, 1)

let database: Database

beforeEach(async () => {
  database = openDatabaseForTest()
  await addCustomers(database, 2500, now, () => undefined)
  // The log is begun anew by hand alone, so that all of it can be counted.
  await sql`PRAGMA wal_autocheckpoint = 0`.execute(database)
})

async function pagesInLog(): Promise<number> {
  const { rows } = await sql<{ log: number }>`PRAGMA wal_checkpoint(PASSIVE)`.execute(database)
  return rows[0]!.log
}

/** Pages that an edit writes on average, each in a transaction of its own, all over the list. */
async function pagesOfAnEdit(field: AccountField, edits: number): Promise<number> {
  const customers = await database
    .selectFrom('customers')
    .select(['id', 'version'])
    .where('partner_id', '=', fabrikam)
    .where('needs_attention', '=', 0)
    .orderBy('primary_domain')
    .execute()
  await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(database)
  for (let n = 0; n < edits; n += 1) {
    const { id, version } = customers[n * Math.floor(customers.length / edits)]!
    const edit = submissionOf(id, version, { [field]: `someone${n}@example.com` })
    const result = await database
      .transaction()
      .execute((transaction) => updateAccount(transaction, key, staff, edit, now + n))
    expect(result.outcome).toBe('saved')
  }
  return (await pagesInLog()) / edits
}

it.each<[string, AccountField, number]>([
  ['that changes what is searched', 'billing_email', 24],
  ['that changes nothing of it', 'billing_address_line_2', 16],
])('an edit %s writes few pages', async (_what, field, atMost) => {
  const pages = await pagesOfAnEdit(field, 64)
  expect(pages).toBeGreaterThan(5)
  expect(pages).toBeLessThanOrEqual(atMost)
})
