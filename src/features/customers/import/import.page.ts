import type { ImportOutcome } from '#src/database/tables.ts'
import type { Change } from '#src/history/changes.ts'
import { fullFieldName } from '#src/history/field-names.ts'
import { problemText, type Problem } from '#src/forms/problems.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { accountFields, emptyAccount, type AccountField } from '../customer.ts'
import { shownValue } from '../field-words.ts'
import { columnName, fileColumns, type FileColumn } from '../list-export.ts'
import type { Import, ImportRow } from './imports.store.ts'
import { readLine } from './line.ts'

export type ImportsPage = {
  title: string
  action: string
  error: string | undefined
  imports: { name: string; href: string; status: string; total: string; when: string; staff_name: string }[]
}

export type ShownLine = {
  line: string
  name: string
  href: string | undefined
  changes: { label: string; before: string; after: string }[]
  problems: string[]
}

export type ImportPage = {
  title: string
  status: Import['status']
  status_text: string
  mapping:
    | {
        action: string
        columns: {
          name: string
          header: string
          samples: string[]
          options: { value: string; label: string; selected: boolean }[]
        }[]
      }
    | undefined
  progress: { text: string; done: number; total: number } | undefined
  counts: { label: string; count: string; href: string; current: boolean; outcome: ShownOutcome }[]
  lines: ShownLine[]
  more_href: string | undefined
  report_href: string | undefined
  confirm: { action: string; label: string } | undefined
  undo: { action: string } | undefined
  discard: { action: string } | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/import/imports': ImportsPage
    'customers/import/import': ImportPage
  }
}

/** Lines shown at once. */
export const linesOnPage = 50

export function importsPage(
  { imports, error }: { imports: (Import & { staff_name: string })[]; error: string | undefined },
  { t, format }: Reader,
): ImportsPage {
  return {
    title: t('import.title'),
    action: urls.imports,
    error,
    imports: imports.map((one) => ({
      name: one.name,
      href: urls.import(one.id),
      status: t(`import.status.${one.status}`),
      total: t('import.lines', { count: one.total }),
      when: format.dateTime(one.created_at_ms),
      staff_name: one.staff_name,
    })),
  }
}

type ShownOutcome = Exclude<ImportOutcome, 'unread'>

/** The outcomes in the order in which they are shown: before and after the lines are written. */
const outcomes: ShownOutcome[] = [
  'add',
  'change',
  'added',
  'changed',
  'undone',
  'kept',
  'unchanged',
  'conflict',
  'refused',
]

type Input = {
  one: Import
  counts: Partial<Record<ImportOutcome, number>>
  outcome: ImportOutcome | undefined
  rows: ImportRow[]
  samples: ImportRow[]
  columns: (FileColumn | '')[]
}

/** The outcome that is worth a look first. */
export function firstOutcome(counts: Partial<Record<ImportOutcome, number>>): ImportOutcome | undefined {
  return outcomes.find((outcome) => (counts[outcome] ?? 0) > 0)
}

export function importPage(input: Input, reader: Reader): ImportPage {
  const { one, counts, outcome, rows } = input
  const { t, format } = reader
  const shown = rows.slice(0, linesOnPage)
  const last = shown.at(-1)
  const href = (more: Record<string, string | undefined>) => withQuery(urls.import(one.id), more)
  const willWrite = (counts.add ?? 0) + (counts.change ?? 0)
  const written = (counts.added ?? 0) + (counts.changed ?? 0)
  const isAtRest = one.status === 'checked' || one.status === 'applied' || one.status === 'undone'
  return {
    title: one.name,
    status: one.status,
    status_text: t(`import.status.${one.status}`),
    mapping: one.status === 'mapping' ? mappingOf(input, reader) : undefined,
    progress: progressOf(one, reader),
    counts: outcomes
      .filter((name) => (counts[name] ?? 0) > 0)
      .map((name) => ({
        label: t(`import.outcome.${name}`),
        count: format.number(counts[name] ?? 0),
        href: href({ outcome: name }),
        current: name === outcome,
        outcome: name,
      })),
    lines: one.status === 'mapping' ? [] : shown.map((row) => shownLine(row, input.columns, reader)),
    more_href: rows.length > shown.length && last ? href({ outcome, beyond: String(last.line) }) : undefined,
    report_href: isAtRest && outcome ? withQuery(urls.importReport(one.id), { outcome }) : undefined,
    confirm:
      one.status === 'checked' && willWrite > 0
        ? { action: urls.importConfirm(one.id), label: t('import.confirm', { count: willWrite }) }
        : undefined,
    undo: one.status === 'applied' && written > 0 ? { action: urls.importUndo(one.id) } : undefined,
    discard:
      one.status === 'mapping' || one.status === 'checked'
        ? { action: urls.importDiscard(one.id) }
        : undefined,
  }
}

function mappingOf({ one, samples, columns }: Input, { t }: Reader): ImportPage['mapping'] {
  const header = JSON.parse(one.header) as string[]
  return {
    action: urls.importMapping(one.id),
    columns: header.map((text, at) => ({
      name: `column_${at}`,
      header: text,
      samples: samples.map((row) => row.cells[at] ?? '').filter((cell) => cell !== ''),
      options: [
        { value: '', label: t('import.ignore'), selected: columns[at] === '' },
        ...fileColumns.map((column) => ({
          value: column,
          label: columnName(column, t),
          selected: column === columns[at],
        })),
      ],
    })),
  }
}

function progressOf(one: Import, { t, now }: Reader): ImportPage['progress'] {
  if (one.status !== 'checking' && one.status !== 'applying' && one.status !== 'undoing') return undefined
  const seconds = Math.max(1, (now - (one.started_at_ms ?? now)) / 1000)
  const rate = one.done / seconds
  const left = rate === 0 ? 0 : Math.ceil((one.total - one.done) / rate)
  const text = t('import.progress', {
    done: one.done,
    total: one.total,
    rate: Math.round(rate),
    minutes: Math.floor(left / 60),
    seconds: left % 60,
  })
  return { text, done: one.done, total: one.total }
}

function shownLine(row: ImportRow, columns: readonly (FileColumn | '')[], reader: Reader): ShownLine {
  const { t } = reader
  const detail = row.outcome === 'add' ? additions(row, columns) : detailOf(row)
  const cell = (column: FileColumn) => row.cells[columns.indexOf(column)] ?? ''
  return {
    line: t('import.line', { line: row.line }),
    name: [cell('company_name'), cell('primary_domain'), cell('id')].find((text) => text !== '') ?? '',
    href: row.customer_id === null ? undefined : urls.account(row.customer_id),
    changes: detail
      .filter((one): one is Change<AccountField> => 'before' in one)
      .map((change) => ({
        label: fullFieldName(change.field, t),
        before: valueShown(change, change.before, detail, reader),
        after: valueShown(change, change.after, detail, reader),
      })),
    problems: problemsIn(row).map((problem) => shownProblem(problem, reader)),
  }
}

type Detail = (Change<AccountField> | Problem)[]

const detailOf = (row: ImportRow): Detail => JSON.parse(row.detail) as Detail

/** What a new customer begins with: it stands in the line, and is not kept a second time. */
function additions(row: ImportRow, columns: readonly (FileColumn | '')[]): Detail {
  const { typed } = readLine(row.cells, columns)
  return accountFields
    .filter((field) => typed[field])
    .map((field) => ({ field, before: '', after: typed[field] ?? '' }))
}

export const problemsIn = (row: ImportRow): Problem[] =>
  detailOf(row).filter((one): one is Problem => 'key' in one)

export function shownProblem(problem: Problem, reader: Reader): string {
  const { t } = reader
  const column = fileColumns.find((name) => name === problem.field)
  const label = column ? columnName(column, t) : problem.field
  return t('problem.at_field', { label, text: problemText(problem, reader) })
}

/** A value read by the country that the same line gives, as far as it gives one. */
function valueShown(
  change: Change<AccountField>,
  value: string,
  detail: readonly (Change<AccountField> | Problem)[],
  reader: Reader,
): string {
  const country = (field: AccountField) =>
    detail.find((one): one is Change<AccountField> => 'after' in one && one.field === field)?.after ?? ''
  const account = {
    ...emptyAccount,
    company_country: country('company_country'),
    billing_country: country('billing_country'),
  }
  return shownValue(change.field, value, account, reader)
}
