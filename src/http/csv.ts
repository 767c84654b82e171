import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import type { Response } from 'express'

/** A table that leaves the portal as a file. */
export type CsvTable = {
  /** The file's name, without an ending. */
  name: string
  /** Keys of the records and what the first line calls them; without, each record is a list of cells. */
  columns?: { key: string; header: string }[]
  /** A comma unless said. */
  delimiter?: string
  records: AsyncIterable<unknown>
}

/** Whatever a spreadsheet that opens the file may divide cells at, since nobody asks it to use the file's own separator. */
const separator = String.raw`[,;\|\t\r\n]`
/** What stands before a formula and does not keep it from being one: quotes, white space and marks that nobody sees. */
const passedOver = String.raw`[["'\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]--${separator}]*`
/** What a formula begins with, in the forms that input methods write as well (OWASP, "CSV Injection"). */
const formula = String.raw`[=+\-@\t\r＝＋－＠﹦﹢﹣﹫−]`

const beginning = `(?<=^|${separator})`
const unguardedFormula = new RegExp(`${beginning}(?=${passedOver}${formula})`, 'gv')
const guardedFormula = new RegExp(`${beginning}'(?=${passedOver}${formula})`, 'gv')

/** A text that no spreadsheet takes for a formula: an apostrophe stands before each part that one could take for one. */
export function guarded(text: string): string {
  return text.replace(unguardedFormula, "'")
}

/** The text that was guarded: the very same, whatever it is. */
export function unguarded(cell: string): string {
  return cell.replace(guardedFormula, '')
}

/**
 * Answers with a table as CSV (RFC 4180), read and written piece by piece, so that memory stays constant. The mark at its
 * beginning tells Excel that it is UTF-8; values that a spreadsheet would take for formulas are made text.
 */
export async function sendCsv(
  res: Response,
  { name, columns, delimiter = ',', records }: CsvTable,
): Promise<void> {
  const csv = stringify({
    bom: true,
    cast: { string: guarded },
    record_delimiter: 'windows',
    delimiter,
    ...(columns && { header: true, columns }),
  })
  // What fails at once is answered with a page, which is no longer possible once the file has begun.
  const rows = records[Symbol.asyncIterator]()
  const first = await rows.next()
  res.attachment(`${name}.csv`).type('text/csv; charset=utf-8')
  try {
    await pipeline(Readable.from(first.done ? [] : continued(first.value, rows)), csv, res)
  } catch (error) {
    if (!hasLeft(error)) throw error
  }
}

/** Whoever asked for the file has gone before its end. */
const hasLeft = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'

async function* continued(first: unknown, rows: AsyncIterator<unknown>): AsyncGenerator {
  yield first
  for (let next = await rows.next(); !next.done; next = await rows.next()) yield next.value
}
