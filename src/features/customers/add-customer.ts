import { randomUUID } from 'node:crypto'
import { may } from '#src/access/permissions.ts'
import type { Database } from '#src/database/open.ts'
import type { Problem } from '#src/forms/problems.ts'
import { createActivityStore } from '#src/history/activity.store.ts'
import { forbidden } from '#src/http/errors.ts'
import type { Staff } from '#src/http/session-store.ts'
import { accountProblems, attentionOf, canonicalEdit } from './account-rules.ts'
import { accountFrom, domainProblems } from './account.form.ts'
import { likeness, veryAlike } from './alike.ts'
import { emptyAccount, type Account } from './customer.ts'
import { createCustomersStore, type AlikeCustomer } from './customers.store.ts'

/** Somebody new, as the form or a line of a file has it. */
export type Newcomer = {
  /** Partner Center's; one is made up where it is not known. */
  id: string | undefined
  primary_domain: string
  /** What stands in the fields; absent ones are empty. */
  typed: Partial<Account>
}

export type AddResult =
  | { outcome: 'added'; id: string }
  | { outcome: 'invalid'; problems: Problem[] }
  | { outcome: 'alike'; alike: AlikeCustomer[] }

/** What would be added, and what is wrong with it. */
export function checkNewcomer(newcomer: Newcomer): { account: Account; domain: string; problems: Problem[] } {
  const filled = accountFrom({ ...emptyAccount, ...newcomer.typed }, emptyAccount)
  const account = canonicalEdit(emptyAccount, filled)
  const domain = newcomer.primary_domain.normalize('NFC').trim().toLowerCase()
  return { account, domain, problems: [...domainProblems(domain), ...accountProblems(account)] }
}

/**
 * Adds a customer, as its version 1, in one transaction; or nothing is written and the result says why.
 * @param options.alikeAllowed whether it may be added although there is one very much like it
 * @throws HttpError 403 for a role that does not add customers
 */
export async function addCustomer(
  database: Database,
  staff: Pick<Staff, 'id' | 'partner_id' | 'roles'>,
  newcomer: Newcomer,
  options: { alikeAllowed: boolean; at_ms: number },
): Promise<AddResult> {
  if (!may(staff.roles, 'customers:manage')) throw forbidden('customers:manage is not granted')
  const { account, domain, problems } = checkNewcomer(newcomer)
  return await database.transaction().execute(async (transaction): Promise<AddResult> => {
    const customers = createCustomersStore(transaction).forPartner(staff.partner_id)
    const taken = await customers.findByDomain(domain)
    const found = [
      ...problems,
      ...(taken
        ? [
            {
              field: 'primary_domain',
              key: 'problem.domain_taken',
              values: { name: taken.company_name },
            } as const,
          ]
        : []),
    ]
    if (found.length > 0) return { outcome: 'invalid', problems: found }
    if (!options.alikeAllowed) {
      const alike = await customersAlike(transaction, staff.partner_id, account)
      if (alike.length > 0) return { outcome: 'alike', alike }
    }
    const id = newcomer.id ?? randomUUID()
    await customers.add({
      id,
      primary_domain: domain,
      account,
      attention: attentionOf(account),
      at_ms: options.at_ms,
      staff_id: staff.id,
    })
    await createActivityStore(transaction)
      .forPartner(staff.partner_id)
      .note({ action: 'customer_added', at_ms: options.at_ms, staff_id: staff.id, customer_id: id })
    return { outcome: 'added', id }
  })
}

/** Customers of the partner that may be the same company: by registration number, or by a very similar name in the country. */
async function customersAlike(
  database: Database,
  partnerId: number,
  account: Account,
): Promise<AlikeCustomer[]> {
  const customers = createCustomersStore(database).forPartner(partnerId)
  const byNumber = await customers.withNumber(account.registration_number)
  const candidates = await customers.withSimilarWords(account.company_name, account.company_country)
  const byName = candidates.filter(
    ({ company_name }) => likeness(company_name, account.company_name) >= veryAlike,
  )
  const all = [...byNumber, ...byName]
  return all.filter((one, at) => all.findIndex((other) => other.id === one.id) === at)
}
