import type { Database } from '#src/database/engine.ts'
import type { Problem } from '#src/forms/problems.ts'
import type { HistoryKey } from '#src/history/chain.ts'
import { differences, type Change } from '#src/history/changes.ts'
import { createHistoryStore, type HistoryEntry } from '#src/history/history.store.ts'
import { Refusal } from '#src/access/refusals.ts'
import { accountAt } from '../history/past-account.ts'
import { addCustomer, checkNewcomer, takenProblems, type CheckedNewcomer } from '../add/add-customer.ts'
import { accountFields, accountOf, type Customer } from '../customer.ts'
import { createCustomersStore } from '../customers.store.ts'
import { createDuplicatesStore } from '../duplicates/duplicates.store.ts'
import { canonicalDomain } from '../domain.ts'
import type { FileColumn } from '../list/list-export.ts'
import { recordEdit } from '../record-edit.ts'
import { submissionOf, type Submission } from '../edit/submission.ts'
import type { Conflict } from '../edit/conflict.ts'
import { meetingOf, problemsOfMeeting, updateAccount } from '../edit/update-account.ts'
import { createImportsStore, type Import, type ImportRow } from './imports.store.ts'
import { readLine, type Line } from './line.ts'

/** An import as its lines need to know it: in whose name, and what it says of itself in the history. */
export type ImportContext = {
  id: number
  kind: Import['kind']
  key: HistoryKey
  staff: { id: number; partner_id: number; roles: string[] }
  columns: (FileColumn | '')[]
  reason: string
  now: number
}

export type LineResult = Omit<ImportRow, 'line' | 'cells'>

/** What became of a line. Where it is about a customer that is there, `of` is that. */
const result = (
  outcome: ImportRow['outcome'],
  detail: readonly (Change | Problem)[] = [],
  of: { customer_id?: string | null; version?: number | null; domain?: string | null } = {},
): LineResult => ({
  outcome,
  detail: JSON.stringify(detail),
  customer_id: null,
  version: null,
  domain: null,
  ...of,
})

/** A colleague has changed the same fields since the version that the line is of. */
function conflicting(conflicts: readonly Conflict[], customer_id: string): LineResult {
  const changes = conflicts.map(({ field, theirs, mine }) => ({ field, before: theirs, after: mine }))
  return result('conflict', changes, { customer_id })
}

/**
 * What a line would do: the dry run. Writes nothing. A customer stands in a file once: what a second line says of it would
 * depend on the first, and nobody could tell what was meant.
 */
export async function checkLine(
  database: Database,
  row: ImportRow,
  context: ImportContext,
): Promise<LineResult> {
  const line = readLine(row.cells, context.columns)
  const customer = await customerOf(database, line, context)
  const of = { customer_id: customer?.id ?? null }
  // Of a line that cannot be read no more is said than that.
  if (line.problems.length > 0) return result('refused', line.problems, of)
  const earlier = await earlierLine(database, row, line, customer, context)
  if (earlier !== undefined) {
    const field = line.id === undefined ? 'primary_domain' : 'id'
    return result('refused', [{ field, key: 'problem.same_customer', values: { line: earlier } }], of)
  }
  return customer
    ? await checkChange(database, line, customer, context)
    : await checkNew(database, line, context)
}

async function checkNew(database: Database, line: Line, { staff }: ImportContext): Promise<LineResult> {
  const newcomer = newcomerOf(line)
  const duplicates = createDuplicatesStore(database).forPartner(staff.partner_id)
  const problems = [...problemsOfNew(line, newcomer), ...(await takenProblems(duplicates, newcomer.domain))]
  if (problems.length > 0) return result('refused', problems)
  return result('add', [], { customer_id: newcomer.id ?? null, domain: canonicalDomain(newcomer.domain) })
}

async function checkChange(
  database: Database,
  line: Line,
  customer: Customer,
  context: ImportContext,
): Promise<LineResult> {
  const of = { customer_id: customer.id, version: customer.version }
  return await unlessNotAllowed(of, async () => {
    const edit = await editOf(database, line, customer, customer.version, context)
    const meeting = await meetingOf(database, context.staff, edit)
    if (meeting.conflicts.length > 0) return conflicting(meeting.conflicts, customer.id)
    const changes = differences(accountFields, accountOf(customer), meeting.merged)
    if (changes.length === 0) return result('unchanged', [], of)
    const wrong = problemsOfMeeting(meeting)
    return wrong.length > 0 ? result('refused', wrong, of) : result('change', changes, of)
  })
}

/** Does what a line says, in the caller's transaction: with the same rules, merging and history as the form. */
export async function applyLine(
  transaction: Database,
  row: ImportRow,
  context: ImportContext,
): Promise<LineResult> {
  const line = readLine(row.cells, context.columns)
  const customer = await customerOf(transaction, line, context)
  if (!customer) return await addNew(transaction, line, context)
  if (row.outcome === 'change') return await change(transaction, line, customer, row.version, context)
  // Nobody has seen what the line would change of a customer that was not there when it was looked at.
  const { id: customer_id, company_name: name } = customer
  const since = { field: 'primary_domain', key: 'problem.added_since', values: { name } } as const
  return result('conflict', [since], { customer_id })
}

async function addNew(transaction: Database, line: Line, context: ImportContext): Promise<LineResult> {
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
  if (added.outcome !== 'added') return result('refused', added.outcome === 'invalid' ? added.problems : [])
  return result('added', [], { customer_id: added.id, version: 1 })
}

/** @param seen the version that the dry run showed: what somebody changed since is merged, or in conflict */
async function change(
  transaction: Database,
  line: Line,
  customer: Customer,
  seen: number | null,
  context: ImportContext,
): Promise<LineResult> {
  const of = { customer_id: customer.id, version: seen }
  return await unlessNotAllowed(of, async () => {
    const edit = await editOf(transaction, line, customer, seen ?? customer.version, context)
    const saved = await updateAccount(transaction, context.key, context.staff, edit, context.now)
    switch (saved.outcome) {
      case 'saved': {
        const after = await createCustomersStore(transaction)
          .forPartner(context.staff.partner_id)
          .find(customer.id)
        const changes = after ? differences(accountFields, accountOf(customer), accountOf(after)) : []
        return changes.length === 0
          ? result('unchanged', [], of)
          : result('changed', changes, { ...of, version: saved.version })
      }
      case 'unchanged':
        return result('unchanged', [], of)
      case 'invalid':
        return result('refused', saved.problems, of)
      case 'conflict':
        return conflicting(saved.conflicts, customer.id)
    }
  })
}

/**
 * Takes back what a line did, if the customer is as the line left it; a customer that it added is archived. One that was
 * edited since is kept, and the page says so.
 */
export async function undoLine(
  transaction: Database,
  row: ImportRow,
  context: ImportContext,
): Promise<LineResult> {
  const isUndone = await takeBack(transaction, row, context)
  if (isUndone) await undoWhatWaited(transaction, row, context)
  return turned(row, isUndone ? 'undone' : 'kept')
}

/** @returns whether the customer was as the row left it */
async function takeBack(
  transaction: Database,
  row: Pick<ImportRow, 'customer_id' | 'version'>,
  context: Pick<ImportContext, 'staff' | 'reason' | 'now' | 'key'>,
): Promise<boolean> {
  const { partner_id } = context.staff
  const customers = createCustomersStore(transaction).forPartner(partner_id)
  const customer = await customers.find(row.customer_id ?? '')
  if (!customer || row.version === null) return false
  const today = accountOf(customer)
  const left = await accountAt(transaction, partner_id, customer, row.version)
  if (differences(accountFields, left, today).length > 0) return false
  const after =
    row.version === 1
      ? { ...today, archived: 'yes' }
      : await accountAt(transaction, partner_id, customer, row.version - 1)
  if (differences(accountFields, today, after).length === 0) return true
  const { staff, reason, now: at_ms } = context
  const edit = { before: customer, after, staff, at_ms, reason, origin_version: row.version }
  await recordEdit(transaction, { ...edit, origin: 'undoes' }, context.key)
  return true
}

/**
 * What an import that was undone before had to keep because this one had changed it since: now it is undone, too. That the
 * account is as that import left it is not enough, which it may be by chance, years later.
 */
async function undoWhatWaited(transaction: Database, row: ImportRow, context: ImportContext): Promise<void> {
  const imports = createImportsStore(transaction)
  const waiting = await imports.forPartner(context.staff.partner_id).kept(row.customer_id ?? '')
  const history = createHistoryStore(transaction).forPartner(context.staff.partner_id)
  for (const { import_id, reason, ...kept } of waiting) {
    const since = await history.since(row.customer_id ?? '', kept.version ?? 0, mostSince)
    if (since.length === mostSince || !isAllUndone(since)) continue
    if (await takeBack(transaction, kept, { ...context, reason }))
      await imports.setRow(import_id, kept.line, turned(kept, 'undone'))
  }
}

/** Edits since an import that are looked at. */
const mostSince = 100

/** Whether of some edits each was undone by a later one of them. */
function isAllUndone(entries: readonly HistoryEntry[]): boolean {
  const undone = entries.flatMap(({ origin, origin_version }) =>
    origin === 'undoes' ? [origin_version] : [],
  )
  const made = entries.flatMap(({ origin, to_version }) => (origin === 'undoes' ? [] : [to_version]))
  return made.length === undone.length && made.every((version) => undone.includes(version))
}

/** What a row says of its customer still, with what became of it since. */
const turned = (
  { customer_id, version, detail, domain }: Pick<ImportRow, 'customer_id' | 'version' | 'detail' | 'domain'>,
  outcome: 'undone' | 'kept',
): LineResult => ({ outcome, customer_id, version, detail, domain })

/** The line of the file that is about the same customer and comes before, if there is one. */
async function earlierLine(
  database: Database,
  row: ImportRow,
  line: Line,
  customer: Customer | undefined,
  context: ImportContext,
): Promise<number | undefined> {
  const imports = createImportsStore(database).forPartner(context.staff.partner_id)
  const domain = customer ? undefined : canonicalDomain(line.primary_domain ?? '')
  return await imports.lineOf(context.id, { id: customer?.id ?? line.id, domain }, row.line)
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
  const duplicates = createDuplicatesStore(database).forPartner(staff.partner_id)
  const byDomain = await duplicates.findByDomain(line.primary_domain)
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
  const given = new Set<string>(['primary_domain', 'company_name', ...Object.keys(line.typed)])
  return [...domainProblems, ...accountProblems].filter((problem) => given.has(problem.field))
}

/** What a line changes of a customer, read by the version that the line is of, or else by the one that was looked at. */
async function editOf(
  database: Database,
  line: Line,
  customer: Customer,
  seen: number,
  context: ImportContext,
): Promise<Submission> {
  const version = Math.min(line.version ?? seen, customer.version)
  const isBack = context.kind === 'file' && (await isTakenBack(database, customer, context))
  return submissionOf(
    customer.id,
    version,
    { ...(isBack && { archived: '' }), ...line.typed },
    context.reason,
  )
}

/** Whether a customer is archived only because the import that added it was undone: a file that has it brings it back. */
async function isTakenBack(
  database: Database,
  customer: Customer,
  { staff }: ImportContext,
): Promise<boolean> {
  if (customer.archived === '') return false
  const history = createHistoryStore(database).forPartner(staff.partner_id)
  const last = await history.entry(customer.id, customer.version)
  return last?.origin === 'undoes' && last.changes.some(({ field }) => field === 'archived')
}

/** A field that the person may not edit refuses the line, and says which. */
async function unlessNotAllowed(
  of: { customer_id: string; version: number | null },
  work: () => Promise<LineResult>,
): Promise<LineResult> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal) || error.kind !== 'not_allowed') throw error
    return result('refused', [{ field: 'id', key: 'problem.not_allowed' }], of)
  }
}
