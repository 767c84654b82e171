import type { ImportOutcome } from '#src/database/tables.ts'
import type { Problem } from '#src/forms/problems.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import type { FileColumn } from '../list/list-export.ts'
import type { FileRow } from './file-rows.ts'
import type { Reading } from './file-table.ts'
import { isWork, type FoundImport, type Import, type ImportRow } from './imports.store.ts'
import { mappingOf, readAs, readingShown, type MappingForm, type ReadingForm } from './reading-forms.ts'
import { shownLine, type ShownLine } from './shown-line.ts'
import { stepsOf, type Counts } from './steps.ts'

export type ImportPage = {
  title: string
  status: Import['status']
  status_text: string
  mapping: MappingForm | undefined
  /** How the file was read, and what can be set right of it. */
  reading: ReadingForm | undefined
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
    'customers/import/import': ImportPage
  }
}

/** Lines shown at once. */
export const linesOnPage = 50

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
