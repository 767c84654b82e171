import { ImportError } from './import-error.ts'

/** A file as rows of cells, whatever it is made of, within bounds. */

/** A row, and where it begins in the file as a person counts: the first line is 1. */
export type FileRow = { line: number; cells: string[] }

/** A row without the empty cells at its end, and how many cells there were with them. */
export type FilledRow = FileRow & { width: number }

/** Columns that a file may have; the account has some forty. */
export const mostColumns = 150
/** Characters of one line: every field of the account at its longest, quoted. */
export const longestLine = 256 * 1024
/** Lines, the header not counted. */
export const mostLines = 200_000

/** DOS ended files by this character. */
const endOfFile = '\u001A'

const isBlank = (cell: string): boolean => cell.trim() === '' || cell === endOfFile

/**
 * The rows in which something stands.
 * @throws ImportError when there are more than an import holds
 */
export async function* filledRows(rows: AsyncIterable<FileRow>): AsyncGenerator<FilledRow> {
  let count = 0
  for await (const { line, cells } of rows) {
    const filled = cells.slice(0, cells.findLastIndex((cell) => !isBlank(cell)) + 1)
    if (filled.length === 0) continue
    if (filled.length > mostColumns) throw new ImportError('import.error.columns', { limit: mostColumns })
    // The header is one more; so may be lines above it.
    if (count > mostLines) throw new ImportError('import.error.lines', { limit: mostLines })
    count += 1
    yield { line, cells: filled, width: Math.min(cells.length, mostColumns) }
  }
}
