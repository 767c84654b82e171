import { errorAt, errorSummary, type ErrorSummary, type Problem } from '#src/forms/problems.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { encodings } from '#src/reference/encodings.ts'
import { columnName, fileColumns, type FileColumn } from '../list/list-export.ts'
import type { FileRow } from './file-rows.ts'
import type { Reading } from './file-table.ts'
import type { Import } from './imports.store.ts'

type Option = { value: string; label: string; selected: boolean }

export type MappingForm = {
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

export type ReadingForm = {
  action: string
  error: string | undefined
  advice: string
  encodings: Option[] | undefined
  header_lines: Option[]
  notes: string[]
  lines: { line: string; text: string }[]
}

/** What the forms are filled from. */
type Given = {
  one: Import
  samples: FileRow[]
  columns: (FileColumn | '')[]
  problems?: Problem[]
  error?: string
}

/** The form in which each column is said to be a field, or nothing. */
export function mappingOf({ one, samples, columns, problems = [] }: Given, reader: Reader): MappingForm {
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

/** What is said of how the file was read. */
export function readAs({ encoding, header_line }: Reading, reader: Reader): string {
  if (!encoding) return reader.t('import.read_as_workbook', { line: header_line })
  const known = encodings.find((one) => one.encoding === encoding)
  // Unicode is everybody's: its name says enough.
  const name = known?.writing === 'unicode' ? known.name : encodingName(encoding, reader)
  return reader.t('import.read_as', { encoding: name, line: header_line })
}

/** The form in which it is set right how the file was read. */
export function readingShown({ one, samples, error }: Given, reading: Reading, reader: Reader): ReadingForm {
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
