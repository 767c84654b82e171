import type { ImportOutcome } from '#src/database/tables.ts'
import type { Import } from './imports.store.ts'

/** What can be done with an import as it stands. Pure: the page offers it, and the routes do nothing else. */

export type Counts = Partial<Record<ImportOutcome, number>>

export type Steps = {
  /** Lines that can be written. One that was stopped half-way goes on from there. */
  confirm: number
  /** Lines that can be taken back, be it those that were written before a failure. */
  undo: number
  /** Whether it can be forgotten: nothing of it was ever written. */
  discard: boolean
}

export function stepsOf(status: Import['status'], counts: Counts): Steps {
  const lines = (...outcomes: ImportOutcome[]) =>
    outcomes.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0)
  const written = lines('added', 'changed')
  const takenBack = lines('undone', 'kept')
  const isLookedAt = status === 'checked' || (status === 'failed' && lines('unread') === 0 && takenBack === 0)
  return {
    confirm: isLookedAt ? lines('add', 'change') : 0,
    undo: status === 'applied' || status === 'failed' ? written : 0,
    discard:
      status === 'mapping' ||
      status === 'checked' ||
      (status === 'failed' && written === 0 && takenBack === 0),
  }
}
