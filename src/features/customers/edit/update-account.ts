import type { Database } from '#src/database/engine.ts'
import type { Problem } from '#src/forms/problems.ts'
import type { HistoryKey } from '#src/history/chain.ts'
import { differences, type Change } from '#src/history/changes.ts'
import { createHistoryStore, type HistoryEntry } from '#src/history/history.store.ts'
import { mergeEdits } from '#src/history/merge.ts'
import { badRequest, forbidden, notFound } from '#src/access/refusals.ts'
import { accountFrom, formValues, reasonProblems } from '../account.form.ts'
import { canonicalEdit, problemsOfEdit } from '../account-rules.ts'
import {
  accountFields,
  accountOf,
  addressOwners,
  attestationFields,
  attestations,
  fieldsTogether,
  movedOwners,
  type Account,
  type AccountField,
  type Customer,
} from '../customer.ts'
import type { Conflict } from './conflict.ts'
import { createCustomersStore } from '../customers.store.ts'
import { editableFields, type Editor } from '../editor.ts'
import { movedAddresses, type DrawnFor, type Emptied } from './moved-address.ts'
import { accountAt } from '../history/past-account.ts'
import { recordEdit } from '../record-edit.ts'
import type { Submission } from './submission.ts'
import { createTagsStore } from '../tags.store.ts'

export type UpdateResult =
  | { outcome: 'saved'; version: number }
  | { outcome: 'unchanged' }
  | {
      outcome: 'invalid'
      customer: Customer
      typed: Partial<Account>
      emptied: Emptied[]
      problems: Problem[]
    }
  | { outcome: 'conflict'; customer: Customer; mine: Account; conflicts: Conflict[]; since: HistoryEntry[] }

export type UpdateAccount = (staff: Editor, submission: Submission, now: number) => Promise<UpdateResult>

/**
 * Submit: what somebody typed becomes the account's next version, with its history, in the caller's transaction; or
 * nothing is written and the result says why.
 * @param key signs the history
 * @throws HttpError 404 for a customer the partner does not have, 403 for a field the person may not edit, 400 for a
 * version that never was
 */
export async function updateAccount(
  transaction: Database,
  key: HistoryKey,
  staff: Editor,
  submission: Submission,
  now: number,
): Promise<UpdateResult> {
  const meeting = await meetingOf(transaction, staff, submission)
  const { customer: current, original, mine, merged, conflicts, since, typed, emptied } = meeting
  const theirs = accountOf(current)
  if (conflicts.length > 0) return { outcome: 'conflict', customer: current, mine: merged, conflicts, since }
  if (differences(accountFields, theirs, merged).length === 0) {
    const version = savedBefore(since, staff, differences(accountFields, original, mine))
    return version === undefined ? { outcome: 'unchanged' } : { outcome: 'saved', version }
  }
  const problems = [...problemsOfMeeting(meeting), ...reasonProblems(submission.reason)]
  if (problems.length > 0) return { outcome: 'invalid', customer: current, typed, emptied, problems }

  const { origin, origin_version, reason } = submission
  const edit = { before: current, after: merged, staff, at_ms: now, reason, origin, origin_version }
  return { outcome: 'saved', version: await recordEdit(transaction, edit, key) }
}

/** What an edit has to mend before it can be saved over what is there. */
export function problemsOfMeeting({ customer, merged }: Meeting): Problem<AccountField>[] {
  return problemsOfEdit(accountOf(customer), merged)
}

/** Where an edit meets what was saved since its form was filled. */
export type Meeting = {
  customer: Customer
  /** What stands in the form, as it is meant in the countries that are chosen now. */
  typed: Partial<Account>
  emptied: Emptied[]
  original: Account
  mine: Account
  /** Both edits together; where they conflict, mine. */
  merged: Account
  conflicts: Conflict[]
  since: HistoryEntry[]
}

/**
 * Merges an edit with what was saved since, and writes nothing.
 * @throws HttpError as `updateAccount`
 */
export async function meetingOf(database: Database, staff: Editor, submission: Submission): Promise<Meeting> {
  const { partner_id } = staff
  const customer = await createCustomersStore(database).forPartner(partner_id).find(submission.customer_id)
  if (!customer) throw notFound()
  if (submission.version > customer.version) throw badRequest('a version that never was')
  const at = (version: number) => accountAt(database, partner_id, customer, version)
  const theirs = accountOf(customer)
  const original = await at(submission.version)
  const sent = { ...submission.typed, ...(await takenBack(submission, at)) }
  const { typed, emptied } = movedAddresses(sent, formValues(original), drawnForIn(submission))
  const meant = meantAccount(typed, original, editableFields(staff))
  const mine = { ...meant, tags: await tagsMeant(database, partner_id, meant.tags, original.tags, customer) }
  const together = fieldsTogether(movedOwners(original, theirs, mine))
  const { merged, conflicts } = mergeEdits(accountFields, together, { original, theirs, mine })
  const isCurrent = submission.version === customer.version
  const history = createHistoryStore(database).forPartner(partner_id)
  const since = isCurrent ? [] : await history.since(customer.id, submission.version)
  const sides = conflicts.map((field) => ({
    field,
    original: original[field],
    theirs: theirs[field],
    mine: mine[field],
  }))
  return { customer, typed, emptied, original, mine, merged, conflicts: sides, since }
}

/** The version in which this very edit was saved already: the same form sent twice gets the same answer. */
function savedBefore(
  since: readonly HistoryEntry[],
  staff: Editor,
  mine: readonly Change[],
): number | undefined {
  if (mine.length === 0) return undefined
  const same = (entry: HistoryEntry) =>
    entry.staff_id === staff.id &&
    mine.every(({ field, after }) => entry.changes.some((one) => one.field === field && one.after === after))
  return since.find(same)?.to_version
}

/** Tags that an edit adds or writes anew, as the partner writes them. */
async function tagsMeant(
  database: Database,
  partnerId: number,
  tags: string,
  original: string,
  customer: Customer,
): Promise<string> {
  if (tags === original) return tags
  return await createTagsStore(database).forPartner(partnerId).asInUse(tags, customer)
}

/** The values of the fields for which, after a conflict, the state before both edits was chosen. */
async function takenBack(
  submission: Submission,
  at: (version: number) => Promise<Account>,
): Promise<Partial<Account>> {
  if (submission.take_back.length === 0) return {}
  const values = formValues(await at(submission.original_version))
  return Object.fromEntries(submission.take_back.map((field) => [field, values[field]]))
}

/** The countries that the form was drawn for; where a state is that of before both edits, so is its country. */
function drawnForIn({ drawn_for, take_back }: Submission): DrawnFor {
  const own = addressOwners.filter((owner) => !take_back.includes(`${owner}_state`))
  return Object.fromEntries(own.map((owner) => [owner, drawn_for[owner]]))
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
  return canonicalEdit(original, { ...filled, ...lapsedAttestations(original, filled, typed) })
}

/** What was attested of values that are changed now by a form that does not show it. */
function lapsedAttestations(original: Account, filled: Account, typed: Partial<Account>): Partial<Account> {
  const lapsed = attestationFields.filter(
    (name) => !(name in typed) && attestations[name].some((field) => original[field] !== filled[field]),
  )
  return Object.fromEntries(lapsed.map((name) => [name, '']))
}
