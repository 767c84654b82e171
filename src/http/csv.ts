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
    escape_formulas: true,
    record_delimiter: 'windows',
    delimiter,
    ...(columns && { header: true, columns }),
  })
  res.attachment(`${name}.csv`).type('text/csv; charset=utf-8')
  await pipeline(Readable.from(records), csv, res)
}
