import { hashPassword, inTurn, passwordMatches } from '#src/access/passwords.ts'
import { acrossPartners, type Database } from '#src/database/engine.ts'
import { attentionOf } from '#src/features/customers/account-rules.ts'
import type { Account, Customer } from '#src/features/customers/customer.ts'
import { createCustomersStore } from '#src/features/customers/customers.store.ts'
import { recordEdit } from '#src/features/customers/record-edit.ts'
import type { HistoryKey } from '#src/history/chain.ts'
import {
  demonstrationCustomer,
  demonstrationEdits,
  demonstrationPartners,
  demonstrationPassword,
  type DemonstrationCustomer,
  type DemonstrationEdit,
} from './demonstration.ts'

/** Puts the demonstration into the database, through the same stores as everything else. */

const dayMs = 86_400_000
const minuteMs = 60_000
/** Customers were there before the first edit that is shown. */
const createdDaysAgo = 90
/** Customers in one transaction: it holds the write lock for some tenths of a second. */
const batch = 1000

/**
 * Fills a new, empty database with partners, staff, customers and past edits; one that has a partner is left alone.
 * @param now the time that "two days ago" counts from, in ms
 * @param key signs the history
 */
export async function seedDemonstration(database: Database, now: number, key: HistoryKey): Promise<void> {
  if (await hasPartner(database)) return
  const password_hash = await hashPassword(demonstrationPassword)
  await database.transaction().execute(async (transaction) => {
    // Another process may have been first.
    if (await hasPartner(transaction)) return
    for (const [index, partner] of demonstrationPartners.entries()) {
      const { id: partnerId } = await acrossPartners(transaction)
        .insertInto('partners')
        .values({ name: partner.name, time_zone: partner.time_zone })
        .returning('id')
        .executeTakeFirstOrThrow()
      const staffIds: number[] = []
      for (const { role, ...person } of partner.staff) {
        const { id } = await transaction
          .insertInto('staff')
          .values({
            ...person,
            partner_id: partnerId,
            roles: JSON.stringify([role]),
            password_hash,
            theme: 'auto',
            locale: null,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        staffIds.push(id)
      }
      await addPast(transaction, { index, partnerId, staffIds, customers: partner.customers }, now, key)
    }
  })
}

/**
 * Adds further customers to the first demonstration partner.
 * @param count how many
 * @param progress told how many are done, after each batch
 */
export async function addCustomers(
  database: Database,
  count: number,
  now: number,
  progress: (done: number) => void,
): Promise<void> {
  const partner = await database.selectFrom('partners').select('id').orderBy('id').executeTakeFirstOrThrow()
  const { customers: first } = await createCustomersStore(database).forPartner(partner.id).totals()
  for (let done = 0; done < count; done += batch) {
    const last = Math.min(done + batch, count)
    await database.transaction().execute(async (transaction) => {
      const customers = createCustomersStore(transaction).forPartner(partner.id)
      for (let n = first + done; n < first + last; n += 1)
        await customers.add(asNew(demonstrationCustomer(0, n), now))
    })
    progress(last)
  }
}

/** The sign-ins to tell whoever starts the portal, while the demonstration's people are there. */
export async function demonstrationSignIns(database: Database) {
  const emails = demonstrationPartners.flatMap((partner) => partner.staff.map((person) => person.email))
  const found = await database
    .selectFrom('staff')
    .select('email')
    .where('email', 'in', emails)
    .orderBy('id')
    .execute()
  return found.length === 0
    ? undefined
    : { emails: found.map((row) => row.email), password: demonstrationPassword }
}

/** How many of the demonstration's people, where they are, can still sign in with its password. */
export async function publishedSignIns(database: Database): Promise<number> {
  const { emails = [] } = (await demonstrationSignIns(database)) ?? {}
  const people = await database
    .selectFrom('staff')
    .select('password_hash')
    .where('email', 'in', emails)
    .where('ended_at_ms', 'is', null)
    .execute()
  let count = 0
  for (const { password_hash } of people) {
    if (await inTurn('known', () => passwordMatches(demonstrationPassword, password_hash))) count += 1
  }
  return count
}

async function hasPartner(database: Database): Promise<boolean> {
  return (await database.selectFrom('partners').select('id').limit(1).executeTakeFirst()) !== undefined
}

function asNew({ account, id, primary_domain }: DemonstrationCustomer, at_ms: number) {
  return { id, primary_domain, account, staff_id: null, attention: attentionOf(account), at_ms }
}

type Partner = { index: number; partnerId: number; staffIds: number[]; customers: number }
type PastEdit = { before: Customer; after: Account; at_ms: number; staff: number; reason: string }

/** Adds a partner's customers as they once were, then every edit in the order of time. */
async function addPast(database: Database, partner: Partner, now: number, key: HistoryKey): Promise<void> {
  const customers = createCustomersStore(database).forPartner(partner.partnerId)
  const past: PastEdit[] = []
  for (let n = 0; n < partner.customers; n += 1) {
    const customer = demonstrationCustomer(partner.index, n)
    const edits = demonstrationEdits(partner.index, n, new Date(now).getUTCDay())
    const states = statesOf(customer.account, edits)
    const created = now - createdDaysAgo * dayMs - n * minuteMs
    const row_id = await customers.add(
      asNew({ ...customer, account: states[0] ?? customer.account }, created),
    )
    past.push(...edits.map((edit, index) => pastEdit({ ...customer, row_id }, edit, states, index, now)))
  }
  past.sort((a, b) => a.at_ms - b.at_ms)
  for (const edit of past) await applyEdit(database, partner, edit, key)
}

/** The account before the first edit, after it, and so on up to today's. */
function statesOf(today: Account, edits: readonly DemonstrationEdit[]): Account[] {
  const newestFirst = edits
    .toReversed()
    .reduce<Account[]>(
      (states, edit) => [...states, { ...(states.at(-1) ?? today), ...edit.changes }],
      [today],
    )
  return newestFirst.toReversed()
}

function pastEdit(
  customer: DemonstrationCustomer & { row_id: number },
  edit: DemonstrationEdit,
  states: readonly Account[],
  index: number,
  now: number,
): PastEdit {
  const { account, ...identity } = customer
  const midnight = Math.floor(now / dayMs) * dayMs
  return {
    before: {
      ...identity,
      ...(states[index] ?? account),
      version: index + 1,
      attention: JSON.stringify(attentionOf(states[index] ?? account)),
      sort_name: '',
      changed_at_ms: 0,
      changed_by_name: null,
      created_at_ms: 0,
      created_by_name: null,
    },
    after: states[index + 1] ?? account,
    at_ms: midnight - edit.days_ago * dayMs + edit.minutes * minuteMs,
    staff: edit.staff,
    reason: edit.reason ?? '',
  }
}

async function applyEdit(
  database: Database,
  partner: Partner,
  edit: PastEdit,
  key: HistoryKey,
): Promise<void> {
  const { before, after, at_ms, reason } = edit
  const staff = { id: partner.staffIds[edit.staff]!, partner_id: partner.partnerId }
  await recordEdit(database, { before, after, staff, at_ms, reason, origin: null, origin_version: null }, key)
}
