import type { Reader } from '#src/http/ui.ts'
import type { Counted } from '../customers.store.ts'

/** A number of customers, with a plus where they were not counted further. */
export function countOf({ count, more }: Counted, format: Reader['format']): string {
  return format.number(count) + (more ? '+' : '')
}
