import { may } from '#src/access/permissions.ts'
import type { Database } from '#src/database/open.ts'
import type { Problem } from '#src/forms/problems.ts'
import { differences, undone } from '#src/history/changes.ts'
import { createHistoryStore, type HistoryEntry } from '#src/history/history.store.ts'
import { mergeEdits } from '#src/history/merge.ts'
import { badRequest, forbidden, notFound } from '#src/http/errors.ts'
import type { Staff } from '#src/http/session-store.ts'
import { accountFrom, formValues, reasonProblems } from './account.form.ts'
import { attentionOf, canonicalEdit, problemsOfEdit } from './account-rules.ts'
import {
  accountFields,
  accountOf,
  billingFields,
  companyFields,
  dependentFields,
  type Account,
  type AccountField,
  type Customer,
} from './customer.ts'
import { createCustomersStore } from './customers.store.ts'
import type { Submission } from './submission.ts'

/** One field that two people changed differently. */
export type Conflict = { field: AccountField; original: string; theirs: string; mine: string }

export type UpdateResult =
  | { outcome: 'saved'; version: number }
  | { outcome: 'unchanged' }
  | { outcome: 'invalid'; customer: Customer; typed: Partial<Account>; problems: Problem[] }
  | { outcome: 'conflict'; customer: Customer; mine: Account; conflicts: Conflict[]; since: HistoryEntry[] }

/** The fields that a person may edit, by role. */
export function editableFields(staff: Pick<Staff, 'roles'>): AccountField[] {
  return [
    ...(may(staff.roles, 'company_details:edit') ? companyFields : []),
    ...(may(staff.roles, 'billing_information:edit') ? billingFields : []),
  ]
}

/**
 * Submit: what somebody typed becomes the account's next version, with its history, in one transaction; or nothing is
 * written and the result says why.
 * @throws HttpError 404 for a customer the partner does not have, 403 for a field the person may not edit, 400 for a
 * version that never was
 */
export async function updateAccount(
  database: Database,
  staff: Staff,
  submission: Submission,
  now: number,
): Promise<UpdateResult> {
  return await database.transaction().execute(async (transaction) => {
    const customers = createCustomersStore(transaction).forPartner(staff.partner_id)
    const history = createHistoryStore(transaction).forPartner(staff.partner_id)

    const current = await customers.find(submission.customer_id)
    if (!current) throw notFound()
    if (submission.version > current.version) throw badRequest('a version that never was')
    const theirs = accountOf(current)
    const at = async (version: number) => {
      const since = await history.since(current.id, version)
      return {
        account: undone(
          theirs,
          since.flatMap((entry) => entry.changes),
        ),
        since,
      }
    }
    const { account: original, since } = await at(submission.version)
    const typed = { ...submission.typed, ...(await takenBack(submission, at)) }
    const mine = meantAccount(typed, original, editableFields(staff))

    const { merged, conflicts } = mergeEdits(accountFields, dependentFields, { original, theirs, mine })
    if (conflicts.length > 0) {
      const sides = conflicts.map((field) => ({
        field,
        original: original[field],
        theirs: theirs[field],
        mine: mine[field],
      }))
      return { outcome: 'conflict', customer: current, mine: merged, conflicts: sides, since }
    }
    const changes = differences(accountFields, theirs, merged)
    if (changes.length === 0) return { outcome: 'unchanged' }
    const problems = [...problemsOfEdit(theirs, merged), ...reasonProblems(submission.reason)]
    if (problems.length > 0) return { outcome: 'invalid', customer: current, typed, problems }

    const edit = { attention: attentionOf(merged), at_ms: now, staff_id: staff.id }
    const saved = await customers.update(current, merged, edit)
    if (!saved) throw new Error('the version changed inside the transaction')
    const version = current.version + 1
    await history.append({
      customer_id: current.id,
      staff_id: staff.id,
      at_ms: now,
      from_version: current.version,
      to_version: version,
      reason: submission.reason === '' ? null : submission.reason,
      changes,
    })
    return { outcome: 'saved', version }
  })
}

/** The values of the fields for which, after a conflict, the state before both edits was chosen. */
async function takenBack(
  submission: Submission,
  at: (version: number) => Promise<{ account: Account }>,
): Promise<Partial<Account>> {
  if (submission.take_back.length === 0) return {}
  const values = formValues((await at(submission.original_version)).account)
  return Object.fromEntries(submission.take_back.map((field) => [field, values[field]]))
}

/** What the form means as an account: fields that the form did not have are as they were. */
function meantAccount(
  typed: Partial<Account>,
  original: Account,
  editable: readonly AccountField[],
): Account {
  const filled = accountFrom({ ...formValues(original), ...typed }, original)
  const refused = accountFields.filter(
    (field) => !editable.includes(field) && filled[field] !== original[field],
  )
  if (refused.length > 0) throw forbidden(`${refused.join(', ')} may not be edited`)
  return canonicalEdit(original, filled)
}
