import type { Database } from '#src/database/open.ts'
import type { Problem } from '#src/forms/problems.ts'
import type { HistoryKey } from '#src/history/chain.ts'
import { differences, type Change } from '#src/history/changes.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import { HttpError } from '#src/http/errors.ts'
import { accountAt } from '../past-account.ts'
import { addCustomer, checkNewcomer, type CheckedNewcomer } from '../add-customer.ts'
import { accountFields, accountOf, type Account, type Customer } from '../customer.ts'
import { createCustomersStore } from '../customers.store.ts'
import type { FileColumn } from '../list-export.ts'
import { recordEdit } from '../record-edit.ts'
import { submissionOf, type Submission } from '../submission.ts'
import { meetingOf, problemsOfMeeting, updateAccount, type Conflict } from '../update-account.ts'
import type { ImportRow } from './imports.store.ts'
import { readLine, type Line } from './line.ts'

/** Whose import it is, and what it says of itself in the history. */
export type ImportContext = {
  key: HistoryKey
  staff: { id: number; partner_id: number; roles: string[] }
  columns: (FileColumn | '')[]
  reason: string
  now: number
}

export type LineResult = Omit<ImportRow, 'line' | 'cells'>

const result = (
  outcome: ImportRow['outcome'],
  detail: readonly (Change | Problem)[] = [],
  customer_id: string | null = null,
  version: number | null = null,
): LineResult => ({ outcome, detail: JSON.stringify(detail), customer_id, version })

/** A colleague has changed the same fields since the version that the line is of. */
function conflicting(conflicts: readonly Conflict[], customerId: string): LineResult {
  const changes = conflicts.map(({ field, theirs, mine }) => ({ field, before: theirs, after: mine }))
  return result('conflict', changes, customerId)
}

/** What a line would do: the dry run. Writes nothing. */
export async function checkLine(
  database: Database,
  cells: readonly string[],
  context: ImportContext,
): Promise<LineResult> {
  const line = readLine(cells, context.columns)
  const customer = await customerOf(database, line, context)
  if (!customer) {
    const newcomer = newcomerOf(line)
    const problems = problemsOfNew(line, newcomer)
    return problems.length > 0 ? result('refused', problems) : result('add')
  }
  if (line.problems.length > 0) return result('refused', line.problems, customer.id)
  return await unlessNotAllowed(customer.id, async () => {
    const meeting = await meetingOf(database, context.staff, editOf(line, customer, context.reason))
    if (meeting.conflicts.length > 0) return conflicting(meeting.conflicts, customer.id)
    const changes = differences(accountFields, accountOf(customer), meeting.merged)
    if (changes.length === 0) return result('unchanged', [], customer.id)
    const wrong = problemsOfMeeting(meeting)
    return wrong.length > 0 ? result('refused', wrong, customer.id) : result('change', changes, customer.id)
  })
}

/** Does what a line says, in the caller's transaction: with the same rules, merging and history as the form. */
export async function applyLine(
  transaction: Database,
  cells: readonly string[],
  context: ImportContext,
): Promise<LineResult> {
  const line = readLine(cells, context.columns)
  const customer = await customerOf(transaction, line, context)
  if (!customer) {
    const newcomer = newcomerOf(line)
    const problems = problemsOfNew(line, newcomer)
    if (problems.length > 0) return result('refused', problems)
    const options = {
      alikeAllowed: true,
      incompleteAllowed: true,
      at_ms: context.now,
      detail: context.reason,
    }
    const added = await addCustomer(transaction, context.staff, newcomer, options)
    if (added.outcome === 'added') return result('added', [], added.id, 1)
    return result('refused', added.outcome === 'invalid' ? added.problems : [])
  }
  return await unlessNotAllowed(customer.id, async () => {
    const submission = editOf(line, customer, context.reason)
    const saved = await updateAccount(transaction, context.key, context.staff, submission, context.now)
    switch (saved.outcome) {
      case 'saved': {
        const after = await createCustomersStore(transaction)
          .forPartner(context.staff.partner_id)
          .find(customer.id)
        const changes = after ? differences(accountFields, accountOf(customer), accountOf(after)) : []
        return changes.length === 0
          ? result('unchanged', [], customer.id)
          : result('changed', changes, customer.id, saved.version)
      }
      case 'unchanged':
        return result('unchanged', [], customer.id)
      case 'invalid':
        return result('refused', saved.problems, customer.id)
      case 'conflict':
        return conflicting(saved.conflicts, customer.id)
    }
  })
}

/** Takes back what a line did, unless somebody has edited the customer since. A customer that it added is archived. */
export async function undoLine(
  transaction: Database,
  row: ImportRow,
  context: ImportContext,
): Promise<LineResult> {
  const { partner_id } = context.staff
  const customer = await createCustomersStore(transaction)
    .forPartner(partner_id)
    .find(row.customer_id ?? '')
  if (!customer || row.version === null) return turned(row, 'kept')
  const history = createHistoryStore(transaction).forPartner(partner_id)
  const since = await history.since(customer.id, row.version)
  if (since.some((entry) => entry.reason !== context.reason)) return turned(row, 'kept')
  const after = await accountBefore(transaction, customer, row, partner_id)
  const edit = {
    before: customer,
    after,
    staff: context.staff,
    at_ms: context.now,
    reason: context.reason,
    origin: 'undoes',
    origin_version: row.version,
  } as const
  if (differences(accountFields, accountOf(customer), after).length > 0)
    await recordEdit(transaction, edit, context.key)
  return turned(row, 'undone')
}

/** What a row says of its customer still, with what became of it since. */
const turned = (row: ImportRow, outcome: 'undone' | 'kept'): LineResult => ({
  outcome,
  customer_id: row.customer_id,
  version: row.version,
  detail: row.detail,
})

async function accountBefore(
  database: Database,
  customer: Customer,
  row: ImportRow,
  partnerId: number,
): Promise<Account> {
  const today = accountOf(customer)
  if (row.outcome === 'added') return { ...today, archived: 'yes' }
  return await accountAt(database, partnerId, customer, (row.version ?? 2) - 1)
}

/** The customer that a line is about: by Microsoft ID, else by domain. */
async function customerOf(
  database: Database,
  line: Line,
  { staff }: ImportContext,
): Promise<Customer | undefined> {
  const customers = createCustomersStore(database).forPartner(staff.partner_id)
  const byId = line.id === undefined ? undefined : await customers.find(line.id)
  if (byId || line.primary_domain === undefined) return byId
  const byDomain = await customers.findByDomain(line.primary_domain)
  return byDomain && (line.id === undefined || line.id === byDomain.id)
    ? await customers.find(byDomain.id)
    : undefined
}

const newcomerOf = ({ id, primary_domain = '', typed }: Line): CheckedNewcomer =>
  checkNewcomer({ id, primary_domain, typed: { relationship: 'reseller', ...typed } })

/**
 * What keeps a new customer out. Partner Center's own list says little of an account: what is missing is left to be
 * filled in, and the customer needs attention until then; what is there must be right.
 */
function problemsOfNew(line: Line, { domainProblems, accountProblems }: CheckedNewcomer): Problem[] {
  // Of a line that cannot be read no more is said than that.
  if (line.problems.length > 0) return line.problems
  const given = new Set<string>(['primary_domain', 'company_name', ...Object.keys(line.typed)])
  return [...domainProblems, ...accountProblems].filter((problem) => given.has(problem.field))
}

function editOf(line: Line, customer: Customer, reason: string): Submission {
  return submissionOf(
    customer.id,
    Math.min(line.version ?? customer.version, customer.version),
    line.typed,
    reason,
  )
}

/** A field that the person may not edit refuses the line, and says which. */
async function unlessNotAllowed(customerId: string, work: () => Promise<LineResult>): Promise<LineResult> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 403) throw error
    return result('refused', [{ field: 'id', key: 'problem.not_allowed' }], customerId)
  }
}
