import type { Database } from '#src/database/engine.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import { accountFields, accountOf, type Account, type Customer } from '../customer.ts'

/** The account as it stood in an earlier version: today's, with what was changed since taken back. */
export async function accountAt(
  database: Database,
  partnerId: number,
  customer: Customer,
  version: number,
): Promise<Account> {
  const today = accountOf(customer)
  if (version >= customer.version) return today
  const past = await createHistoryStore(database)
    .forPartner(partnerId)
    .valuesAt(customer, version, accountFields)
  return { ...today, ...past }
}
