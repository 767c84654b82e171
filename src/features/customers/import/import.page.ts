import type { ImportOutcome } from '#src/database/tables.ts'
import type { Change } from '#src/history/changes.ts'
import { fullFieldName } from '#src/history/field-names.ts'
import { errorAt, errorSummary, problemText, type ErrorSummary, type Problem } from '#src/forms/problems.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { encodings } from '#src/reference/encodings.ts'
import { accountFields, emptyAccount, type AccountField } from '../customer.ts'
import { shownValue } from '../field-words.ts'
import { columnName, fileColumns, type FileColumn } from '../list/list-export.ts'
import type { FileRow } from './file-rows.ts'
import type { Reading } from './file-table.ts'
import { isWork, type FoundImport, type Import, type ImportRow } from './imports.store.ts'
import { readLine, wholeLine } from './line.ts'
import { knownColumns } from './sample.ts'
import { stepsOf, type Counts } from './steps.ts'

type Option = { value: string; label: string; selected: boolean }

export type ImportsPage = {
  title: string
  action: string
  error: string | undefined
  sample_href: string
  columns: { name: string; meaning: string }[]
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
        errors: ErrorSummary | undefined
        columns: {
          name: string
          header: string
          samples: string[]
          options: Option[]
          error: string | undefined
        }[]
      }
    | undefined
  /** How the file was read, and what can be set right of it. */
  reading:
    | {
        action: string
        error: string | undefined
        advice: string
        encodings: Option[] | undefined
        header_lines: Option[]
        notes: string[]
        lines: { line: string; text: string }[]
      }
    | undefined
  read_as: string | undefined
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
    sample_href: urls.importSample,
    columns: knownColumns(t),
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

export type ShownOutcome = Exclude<ImportOutcome, 'unread'>

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
  one: FoundImport
  counts: Counts
  outcome: ShownOutcome | undefined
  rows: ImportRow[]
  samples: FileRow[]
  columns: (FileColumn | '')[]
  reading: Reading | undefined
  problems?: Problem[]
  error?: string
}

/** The outcome that is worth a look first. */
export function firstOutcome(counts: Counts): ShownOutcome | undefined {
  return outcomes.find((outcome) => (counts[outcome] ?? 0) > 0)
}

/** An outcome that was asked for, if lines have come to it. */
export function shownOutcome(asked: unknown, counts: Counts): ShownOutcome | undefined {
  return outcomes.find((outcome) => outcome === asked && (counts[outcome] ?? 0) > 0)
}

export function importPage(input: Input, reader: Reader): ImportPage {
  const { one, counts, outcome, rows } = input
  const { t, format } = reader
  const shown = rows.slice(0, linesOnPage)
  const last = shown.at(-1)
  const href = (more: Record<string, string | undefined>) => withQuery(urls.import(one.id), more)
  const steps = stepsOf(one.status, counts)
  const isAtRest = !isWork(one.status) && one.status !== 'mapping'
  return {
    title: one.name,
    status: one.status,
    status_text: statusText(one, reader),
    mapping: one.status === 'mapping' ? mappingOf(input, reader) : undefined,
    reading:
      one.status === 'mapping' && input.reading ? readingShown(input, input.reading, reader) : undefined,
    read_as: one.status !== 'mapping' && input.reading ? readAs(input.reading, reader) : undefined,
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
      steps.confirm > 0
        ? { action: urls.importConfirm(one.id), label: t('import.confirm', { count: steps.confirm }) }
        : undefined,
    undo: steps.undo > 0 ? { action: urls.importUndo(one.id) } : undefined,
    discard: steps.discard ? { action: urls.importDiscard(one.id) } : undefined,
  }
}

/** How it stands; of one that was stopped, why. */
function statusText(one: FoundImport, { t }: Reader): string {
  return one.stopped === 'not_allowed'
    ? t('import.stopped', { name: one.acting_name ?? '' })
    : t(`import.status.${one.status}`)
}

function mappingOf({ one, samples, columns, problems = [] }: Input, reader: Reader): ImportPage['mapping'] {
  const { t } = reader
  const header = JSON.parse(one.header) as string[]
  const label = (field: string) => headerLabel(header, Number(field.slice('column_'.length)), reader)
  return {
    action: urls.importMapping(one.id),
    errors: errorSummary(problems, label, reader),
    columns: header.map((_, at) => ({
      name: `column_${at}`,
      header: headerLabel(header, at, reader),
      error: errorAt(`column_${at}`, problems, reader),
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

/** What stands above a column; one that stands there again, or nothing, with the column's number. */
function headerLabel(header: readonly string[], at: number, { t }: Reader): string {
  const text = header[at] ?? ''
  if (text === '') return t('import.column_unnamed', { column: at + 1 })
  const isRepeated = header.indexOf(text) < at || header.indexOf(text, at + 1) > at
  return isRepeated ? t('import.column_repeated', { header: text, column: at + 1 }) : text
}

/** How the file of an import was read; undefined for one that is no file, or is older than that this is kept. */
export function readingOf(one: Import): Reading | undefined {
  return one.reading === '' ? undefined : (JSON.parse(one.reading) as Reading)
}

function encodingName(encoding: string, { t }: Reader): string {
  const known = encodings.find((one) => one.encoding === encoding)
  return known
    ? t('import.encoding_name', { writing: t(`import.writing.${known.writing}`), name: known.name })
    : encoding
}

function readAs({ encoding, header_line }: Reading, reader: Reader): string {
  if (!encoding) return reader.t('import.read_as_workbook', { line: header_line })
  const known = encodings.find((one) => one.encoding === encoding)
  // Unicode is everybody's: its name says enough.
  const name = known?.writing === 'unicode' ? known.name : encodingName(encoding, reader)
  return reader.t('import.read_as', { encoding: name, line: header_line })
}

function readingShown(
  { one, samples, error }: Input,
  reading: Reading,
  reader: Reader,
): ImportPage['reading'] {
  const { t, format } = reader
  const header = JSON.parse(one.header) as string[]
  const repeated = header.filter(
    (text, at) => text !== '' && header.indexOf(text) === at && header.includes(text, at + 1),
  )
  return {
    action: urls.importReading(one.id),
    error,
    advice: t(reading.certain ? 'import.reading_advice' : 'import.reading_guessed'),
    encodings:
      reading.encoding &&
      encodings.map(({ encoding }) => ({
        value: encoding,
        label: encodingName(encoding, reader),
        selected: encoding === reading.encoding,
      })),
    header_lines: reading.beginning.map(({ line, text }) => ({
      value: String(line),
      label: t('import.header_choice', { line, text }),
      selected: line === reading.header_line,
    })),
    notes: repeated.map((text) => {
      const columns = header.flatMap((other, at) => (other === text ? [format.number(at + 1)] : []))
      return t('import.repeated', { header: text, columns: format.list(columns) })
    }),
    lines: samples.map(({ line, cells }) => ({
      line: t('import.line', { line }),
      text: cells.filter((cell) => cell !== '').join(' · '),
    })),
  }
}

function progressOf(one: Import, { t, now }: Reader): ImportPage['progress'] {
  if (!isWork(one.status)) return undefined
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
    // A customer that is only to be added has an ID and no page yet.
    href: row.customer_id === null || row.outcome === 'add' ? undefined : urls.account(row.customer_id),
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
  if (problem.field === wholeLine) return problemText(problem, reader)
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
