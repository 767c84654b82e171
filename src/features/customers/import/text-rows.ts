import { createReadStream } from 'node:fs'
import { Transform } from 'node:stream'
import { CsvError, parse, type Options } from 'csv-parse'
import { parse as parseWhole } from 'csv-parse/sync'
import { decoderOf, type Encoding } from '#src/reference/encodings.ts'
import { longestLine, type FileRow } from './file-rows.ts'
import { headerAmong, rowsBeforeData } from './header-line.ts'
import { ImportError } from './import-error.ts'

/** Reading text of rows and cells as spreadsheets and ERPs write it (RFC 4180 and its kin), row by row. */

const separators = [',', ';', '\t', '|'] as const

/** How the cells of a text are told apart. */
export type Separator = {
  separator: string
  /** Whether the first line says so, as Excel has it: "sep=;". */
  announced: boolean
}

const common = {
  bom: true,
  info: true,
  relax_column_count: true,
  skip_empty_lines: true,
  // One file may have several: it was put together of several.
  record_delimiter: ['\r\n', '\n', '\r'] as string[],
  max_record_size: longestLine,
} satisfies Options

type Parsed = { record: string[]; info: { lines: number } }

/** The parser says where a record ends; with line breaks within its cells it began earlier. */
function asRow({ record, info }: Parsed): FileRow {
  const breaks = record.reduce((count, cell) => count + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
  return { line: info.lines - breaks, cells: record }
}

/**
 * The rows of a text file.
 * @throws ImportError when it is no text of this encoding, or its quotation marks do not fit
 */
export async function* rowsOfText(
  path: string,
  encoding: Encoding,
  { separator, announced }: Separator,
): AsyncGenerator<FileRow> {
  const parser = parse({ ...common, delimiter: separator })
  const source = createReadStream(path)
  const text = decoded(encoding)
  const fail = (error: Error) => parser.destroy(error)
  source.on('error', fail).pipe(text).on('error', fail).pipe(parser)
  try {
    for await (const parsed of parser as AsyncIterable<Parsed>) {
      const row = asRow(parsed)
      if (!(announced && row.line === 1)) yield row
    }
  } catch (error) {
    throw readable(error)
  } finally {
    source.destroy()
  }
}

/** What Excel writes above a file for those whose list separator is another one; some write a tab's name. */
const announcement = /^\uFEFF?"?sep=(\\t|tab|[^\p{L}\p{N}\s"]|\t)"?\s*?(?:\r|\n|$)/iu

/** The separator that the first line names, else the one by which the beginning is most of a table. */
export function separatorOf(beginning: string, isKnown: (header: string) => boolean): Separator {
  const said = announcement.exec(beginning)?.[1]
  if (said !== undefined) return { separator: /t/i.test(said) ? '\t' : said, announced: true }
  const scored = separators.map((separator) => ({
    separator,
    score: tableScore(beginning, separator, isKnown),
  }))
  const best = scored.reduce((a, b) => (compare(b.score, a.score) > 0 ? b : a))
  return { separator: best.separator, announced: false }
}

const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((number, at) => number - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0

/** How much of a table the beginning is: by headers that are known, then by rows of the header's width. */
function tableScore(beginning: string, separator: string, isKnown: (header: string) => boolean): number[] {
  const rows = rowsOfBeginning(beginning, separator)
  const header = rows[headerAmong(rows, isKnown)]?.cells ?? []
  const alike = rows.filter(({ cells }) => cells.length === header.length).length
  return [header.filter(isKnown).length, header.length > 1 ? alike : 0, header.length]
}

function rowsOfBeginning(beginning: string, separator: string): FileRow[] {
  const lastBreak = Math.max(beginning.lastIndexOf('\n'), beginning.lastIndexOf('\r'))
  const whole = lastBreak > 0 ? beginning.slice(0, lastBreak) : beginning
  try {
    const options = { ...common, delimiter: separator, relax_quotes: true, to: rowsBeforeData }
    return (parseWhole(whole, options) as unknown as Parsed[]).map(asRow)
  } catch {
    // A quotation mark is still open where the beginning ends.
    return whole
      .split(/\r\n|\n|\r/, rowsBeforeData)
      .map((text, at) => ({ line: at + 1, cells: text.split(separator) }))
  }
}

function decoded(encoding: Encoding): Transform {
  const decoder = decoderOf(encoding)
  const cleanly = (decode: () => string, done: (error: Error | null, text?: string) => void): void => {
    try {
      const text = decode()
      if (text.includes('\0')) throw new ImportError('import.error.binary')
      done(null, text)
    } catch (error) {
      done(error instanceof ImportError ? error : new ImportError('import.error.encoding'))
    }
  }
  return new Transform({
    encoding: 'utf8',
    transform(chunk: Buffer, _encoding, done) {
      cleanly(() => decoder.write(chunk), done)
    },
    flush(done) {
      cleanly(() => decoder.end(), done)
    },
  })
}

function readable(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  const line = Number(error.lines ?? 0)
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new ImportError('import.error.quote', { line })
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new ImportError('import.error.long_line', { line })
  return new ImportError('import.error.line', { line })
}
