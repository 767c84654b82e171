import type { Database } from '#src/database/engine.ts'
import { ChangedMeanwhileError } from '#src/database/storage-fault.ts'
import { createActivityStore } from '#src/history/activity.store.ts'
import type { HistoryKey } from '#src/history/chain.ts'
import { differences } from '#src/history/changes.ts'
import { createHistoryStore, type Origin } from '#src/history/history.store.ts'
import { attentionOf } from './account-rules.ts'
import { accountFields, type Account, type Customer } from './customer.ts'
import { createCustomersStore } from './customers.store.ts'

/** An edit that has been checked and merged. */
export type Edit = Origin & {
  before: Customer
  after: Account
  staff: { id: number; partner_id: number }
  at_ms: number
  reason: string
}

/**
 * Writes an edit: the account's next version, its history and the activity log, all in the caller's transaction.
 * @returns the new version
 * @throws ChangedMeanwhileError when `before` is not the current version any more, which the transaction has just read
 */
export async function recordEdit(transaction: Database, edit: Edit, key: HistoryKey): Promise<number> {
  const { before, after, staff, at_ms } = edit
  const { id: staff_id, partner_id } = staff
  const saved = await createCustomersStore(transaction)
    .forPartner(partner_id)
    .update(before, after, { attention: attentionOf(after), at_ms, staff_id })
  if (!saved) throw new ChangedMeanwhileError('the version changed inside the transaction')
  const to_version = before.version + 1
  const history_seq = await createHistoryStore(transaction)
    .forPartner(partner_id)
    .append(
      {
        customer_id: before.id,
        customer_row: before.row_id,
        staff_id,
        at_ms,
        from_version: before.version,
        to_version,
        origin: edit.origin,
        origin_version: edit.origin_version,
        reason: edit.reason === '' ? null : edit.reason,
        changes: differences(accountFields, before, after),
      },
      key,
    )
  const action = edit.origin === 'erases' ? 'customer_erased' : 'account_changed'
  await createActivityStore(transaction)
    .forPartner(partner_id)
    .note({ action, at_ms, staff_id, customer_id: before.id, history_seq })
  return to_version
}
