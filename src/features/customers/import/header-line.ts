import type { FileRow } from './file-rows.ts'

/** Rows at the beginning among which the header is looked for. */
export const rowsBeforeData = 30

const filledCells = ({ cells }: FileRow): number => cells.filter((cell) => cell.trim() !== '').length

/**
 * Which of the first rows is the header: below titles, it has about as many cells as the file has columns, and more names
 * that are known than any other.
 * @returns its index
 */
export function headerAmong(rows: readonly FileRow[], isKnown: (header: string) => boolean): number {
  const widest = Math.max(0, ...rows.map(filledCells))
  const candidates = rows.map((row, index) => ({
    index,
    known: row.cells.filter(isKnown).length,
    isWide: filledCells(row) * 2 > widest,
  }))
  const [header] = candidates.filter(({ isWide }) => isWide).sort((a, b) => b.known - a.known)
  return header?.index ?? 0
}
