import type { Reader } from '#src/http/ui.ts'

/** How far matches are counted; a broader search says "1,000+". */
export const countedAtMost = 1000

/** How many customers there are: exact up to `countedAtMost`; beyond that `more` is set. */
export type Counted = { count: number; more: boolean }

/** A number of customers, with a plus where they were not counted further. */
export function countOf({ count, more }: Counted, format: Reader['format']): string {
  return format.number(count) + (more ? '+' : '')
}
