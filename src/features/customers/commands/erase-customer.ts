import type { Database } from '#src/database/engine.ts'
import type { HistoryKey } from '#src/history/chain.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import { accountOf, personalFields, type Account } from '../customer.ts'
import { createCustomersStore } from '../customers.store.ts'
import { createImportsStore } from '../import/imports.store.ts'
import { recordEdit } from '../record-edit.ts'

export type Erasure = {
  customer_id: string
  /** Who carries it out: a member of the customer's partner. */
  by_email: string
  at_ms: number
}

/**
 * Empties the values of a customer's people, today, in the history and in imports, in one transaction. Who, when and which
 * field stay, and the history's chain still holds.
 * @throws RangeError when there is no such member of staff, or no such customer at that person's partner
 */
export async function eraseCustomer(database: Database, erasure: Erasure, key: HistoryKey): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const staff = await transaction
      .selectFrom('staff')
      .select(['id', 'partner_id'])
      .where('email', '=', erasure.by_email)
      .executeTakeFirst()
    if (!staff) throw new RangeError(`there is no member of staff ${erasure.by_email}`)
    const customers = createCustomersStore(transaction).forPartner(staff.partner_id)
    const customer = await customers.find(erasure.customer_id)
    if (!customer) throw new RangeError(`that partner has no customer ${erasure.customer_id}`)
    const empty = Object.fromEntries(personalFields.map((field) => [field, ''])) as Partial<Account>
    const after = { ...accountOf(customer), ...empty }
    const edit = { before: customer, after, staff, at_ms: erasure.at_ms, reason: '' }
    await recordEdit(transaction, { ...edit, origin: 'erases', origin_version: null }, key)
    await createHistoryStore(transaction).forPartner(staff.partner_id).forget(customer, personalFields)
    await createImportsStore(transaction).forPartner(staff.partner_id).forget(customer.id)
    await transaction.deleteFrom('kept_forms').where('customer_id', '=', customer.id).execute()
  })
}
