import { notFound } from '#src/access/refusals.ts'
import type { Database } from '#src/database/engine.ts'
import { createHistoryStore, type Origin } from '#src/history/history.store.ts'
import {
  accountFields,
  accountOf,
  addressOwners,
  type Account,
  type AccountField,
  type Customer,
} from '../customer.ts'
import { editableFields, type Editor } from '../editor.ts'
import { accountAt } from '../history/past-account.ts'
import { movedAddresses, type Emptied } from './moved-address.ts'

/**
 * What a form is opened with: today's account, or what an earlier version or the time before one change had in the fields
 * that may be edited.
 */
export async function filledFrom(
  database: Database,
  staff: Editor,
  customer: Customer,
  { origin, origin_version: version }: Origin,
): Promise<{ account: Account; emptied: Emptied[] }> {
  const today = accountOf(customer)
  if (!origin || version === null) return { account: today, emptied: [] }
  const { partner_id } = staff
  const past = await accountAt(database, partner_id, customer, origin === 'restores' ? version : version - 1)
  const fields =
    origin === 'restores' ? accountFields : await changedFields(database, partner_id, customer, version)
  const mine = editableFields(staff).filter((field) => fields.includes(field))
  const values = Object.fromEntries(mine.map((field) => [field, past[field]]))
  const drawnFor = Object.fromEntries(addressOwners.map((owner) => [owner, past[`${owner}_country`]]))
  const { typed, emptied } = movedAddresses(values, today, drawnFor)
  return { account: { ...today, ...typed }, emptied }
}

/** What a version changed. @throws Refusal 404 for one that never was */
async function changedFields(
  database: Database,
  partnerId: number,
  customer: Customer,
  version: number,
): Promise<AccountField[]> {
  const entry = await createHistoryStore(database).forPartner(partnerId).entry(customer.id, version)
  if (!entry) throw notFound()
  return entry.changes.filter((change) => !change.erased).map((change) => change.field as AccountField)
}
