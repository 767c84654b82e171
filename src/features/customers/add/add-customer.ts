import { randomUUID } from 'node:crypto'
import { may } from '#src/access/permissions.ts'
import type { Database } from '#src/database/engine.ts'
import type { Problem } from '#src/forms/problems.ts'
import { createActivityStore } from '#src/history/activity.store.ts'
import { forbidden } from '#src/access/refusals.ts'
import type { Staff } from '#src/access/staff.ts'
import { accountProblems, canonicalEdit } from '../account-rules.ts'
import { accountFrom, domainProblems } from '../account.form.ts'
import { likeness, veryAlike, type AlikeCustomer } from '../duplicates/alike.ts'
import { createDuplicatesStore, type DuplicatesStore } from '../duplicates/duplicates.store.ts'
import { canonicalDomain, plainDomain } from '../domain.ts'
import { emptyAccount, type Account, type AccountField } from '../customer.ts'
import { createCustomersStore } from '../customers.store.ts'
import { createTagsStore } from '../tags.store.ts'

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
export type CheckedNewcomer = {
  id: string | undefined
  domain: string
  account: Account
  domainProblems: Problem[]
  accountProblems: readonly Problem<AccountField>[]
}

export function checkNewcomer({ id, primary_domain, typed }: Newcomer): CheckedNewcomer {
  const filled = accountFrom({ ...emptyAccount, ...typed }, emptyAccount)
  const account = canonicalEdit(emptyAccount, filled)
  const domain = plainDomain(primary_domain)
  return {
    id,
    domain,
    account,
    domainProblems: domainProblems(domain === '' ? '' : canonicalDomain(domain)),
    accountProblems: accountProblems(account),
  }
}

type Adder = Pick<Staff, 'id' | 'partner_id' | 'roles'>

type AddOptions = {
  /** Whether it may be added although there is one very much like it. */
  alikeAllowed: boolean
  /** Whether what is wrong is left to be mended later: the customer needs attention then. */
  incompleteAllowed?: boolean
  at_ms: number
  /** What the activity log says beside the name. */
  detail?: string
}

export type AddCustomer = (staff: Adder, newcomer: CheckedNewcomer, options: AddOptions) => Promise<AddResult>

/**
 * Adds a customer, as its version 1, in the caller's transaction; or nothing is written and the result says why.
 * @throws HttpError 403 for a role that does not add customers
 */
export async function addCustomer(
  transaction: Database,
  staff: Adder,
  newcomer: CheckedNewcomer,
  { alikeAllowed, incompleteAllowed = false, at_ms, detail = '' }: AddOptions,
): Promise<AddResult> {
  if (!may(staff.roles, 'customers:manage')) throw forbidden('customers:manage is not granted')
  const { domain } = newcomer
  const customers = createCustomersStore(transaction).forPartner(staff.partner_id)
  const wrong = incompleteAllowed ? [] : [...newcomer.domainProblems, ...newcomer.accountProblems]
  const duplicates = createDuplicatesStore(transaction).forPartner(staff.partner_id)
  const found = [...wrong, ...(await takenProblems(duplicates, domain))]
  if (found.length > 0) return { outcome: 'invalid', problems: found }
  const alike = alikeAllowed ? [] : await customersAlike(duplicates, newcomer.account)
  if (alike.length > 0) return { outcome: 'alike', alike }
  const tags = await createTagsStore(transaction)
    .forPartner(staff.partner_id)
    .asInUse(newcomer.account.tags, undefined)
  const account = { ...newcomer.account, tags }
  const id = newcomer.id ?? randomUUID()
  const attention = newcomer.accountProblems.map((problem) => problem.field)
  await customers.add({ id, primary_domain: domain, account, attention, at_ms, staff_id: staff.id })
  await createActivityStore(transaction)
    .forPartner(staff.partner_id)
    .note({ action: 'customer_added', at_ms, staff_id: staff.id, customer_id: id, detail })
  return { outcome: 'added', id }
}

/** What is wrong with a domain that another customer has. */
export async function takenProblems(duplicates: DuplicatesStore, domain: string): Promise<Problem[]> {
  const taken = await duplicates.findByDomain(domain)
  if (!taken) return []
  return [{ field: 'primary_domain', key: 'problem.domain_taken', values: { name: taken.company_name } }]
}

/** Customers of the partner that may be the same company: by registration number, or by a very similar name in the country. */
async function customersAlike(duplicates: DuplicatesStore, account: Account): Promise<AlikeCustomer[]> {
  const byNumber = await duplicates.group('number', account.registration_number)
  const candidates = await duplicates.withSimilarWords(account.company_name, account.company_country)
  const byName = candidates.filter(
    ({ company_name }) => likeness(company_name, account.company_name) >= veryAlike,
  )
  const all = [...byNumber, ...byName]
  return all.filter((one, at) => all.findIndex((other) => other.id === one.id) === at)
}
