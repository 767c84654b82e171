import { open } from 'node:fs/promises'
import { decoderOf, type Encoding } from '#src/reference/encodings.ts'
import { formatOf } from './file-format.ts'
import { filledRows, mostColumns, type FileRow, type FilledRow } from './file-rows.ts'
import { headerAmong, rowsBeforeData } from './header-line.ts'
import { ImportError } from './import-error.ts'
import { encodingOf, type Hints } from './text-encoding.ts'
import { rowsOfText, separatorOf } from './text-rows.ts'
import { rowsOfWorkbook } from './xlsx-rows.ts'

/** A file of customers as a table: a header, and the rows below it. */

/** How a file was read, to be shown and to be set right. */
export type Reading = {
  /** None for a workbook. */
  encoding?: Encoding | undefined
  /** Whether the file leaves no doubt of the encoding. */
  certain: boolean
  separator: string
  /** The line that the header is on, and the beginnings of the lines it was chosen among. */
  header_line: number
  beginning: { line: number; text: string }[]
  /** Lines that are shown as examples: those first that another encoding would read otherwise. */
  samples: number[]
}

/** What a person has set right. */
export type Chosen = { encoding?: Encoding | undefined; header_line?: number | undefined }

export type FileTable = {
  reading: Reading
  header: string[]
  /** Once only; then `reading.samples` and `used` say what there was. */
  rows: AsyncIterable<FileRow>
  /** How many of the columns are used: the ones behind have no name and nothing in them. */
  used: () => number
}

/** What is known before a file is opened. */
export type Expected = { hints: Hints; isKnown: (header: string) => boolean }

/** @throws ImportError when it is no table of the size that is taken */
export async function openTable(path: string, expected: Expected, chosen: Chosen = {}): Promise<FileTable> {
  const { rows, isGrid, ...how } = await rowsOf(path, expected, chosen)
  const iterator = filledRows(rows)[Symbol.asyncIterator]()
  const first = await someOf(iterator, rowsBeforeData)
  const asked = first.findIndex(({ line }) => line === chosen.header_line)
  const at = asked < 0 ? headerAmong(first, expected.isKnown) : asked
  const header = first[at]
  if (!header) throw new ImportError('import.error.empty')
  const reading: Reading = {
    ...how,
    header_line: header.line,
    beginning: first
      .slice(0, linesToChoose)
      .map(({ line, cells }) => ({ line, text: cells.join(' · ').slice(0, longestBeginning) })),
    samples: [],
  }
  const width = isGrid ? mostColumns : header.width
  const columns = Array.from({ length: width }, (_, column) => (header.cells[column] ?? '').trim())
  const noted = noting(below(first.slice(at + 1), iterator), reading, { ...header, width })
  return { reading, header: columns, rows: noted.rows, used: noted.used }
}

/** Lines among which a person may choose the header, and characters of each. */
const linesToChoose = 15
const longestBeginning = 120

/** Bytes that are looked at to tell how a file is written. */
const sampleSize = 64 * 1024

type Rows = Pick<Reading, 'encoding' | 'certain' | 'separator'> & {
  rows: AsyncIterable<FileRow>
  /** Whether a row ends where its last value does: the columns without a header are not counted. */
  isGrid: boolean
}

async function rowsOf(path: string, { hints, isKnown }: Expected, chosen: Chosen): Promise<Rows> {
  const beginning = await beginningOf(path)
  if ((await formatOf(path, beginning)) === 'workbook')
    return { encoding: undefined, certain: true, separator: '', rows: rowsOfWorkbook(path), isGrid: true }
  const found = chosen.encoding
    ? { encoding: chosen.encoding, certain: false }
    : await encodingOf(path, beginning, hints)
  const separator = separatorOf(decodedBeginning(beginning, found.encoding), isKnown)
  const rows = rowsOfText(path, found.encoding, separator)
  return { ...found, separator: separator.separator, rows, isGrid: false }
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleSize), 0, sampleSize, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The last character may be cut. */
function decodedBeginning(beginning: Buffer, encoding: Encoding): string {
  try {
    return decoderOf(encoding).write(beginning)
  } catch {
    throw new ImportError('import.error.encoding')
  }
}

async function someOf(rows: AsyncIterator<FilledRow>, most: number): Promise<FilledRow[]> {
  const found: FilledRow[] = []
  while (found.length < most) {
    const next = await rows.next()
    if (next.done) break
    found.push(next.value)
  }
  return found
}

async function* below(first: FileRow[], rest: AsyncIterator<FileRow>): AsyncGenerator<FileRow> {
  try {
    yield* first
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/** Lines that are shown as examples. */
const samplesShown = 5
const beyondAscii = /[^\0-\x7F]/

/** Notes on the way which lines are worth a look, and how many of the columns are used. */
function noting(rows: AsyncIterable<FileRow>, reading: Reading, header: FilledRow) {
  let used = header.cells.length
  async function* noted(): AsyncGenerator<FileRow> {
    const telling: number[] = []
    const others: number[] = []
    let count = 0
    for await (const row of rows) {
      const list = row.cells.some((cell) => beyondAscii.test(cell)) ? telling : others
      if (list.length < samplesShown) list.push(row.line)
      used = Math.max(used, Math.min(row.cells.length, header.width))
      count += 1
      yield row
    }
    // A header alone is no list of customers.
    if (count === 0) throw new ImportError('import.error.empty')
    reading.samples = [...telling, ...others].slice(0, samplesShown).sort((a, b) => a - b)
  }
  return { rows: noted(), used: () => used }
}
