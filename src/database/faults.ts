import { sqliteCode, UncertainCommitError } from './sqlite.ts'

/**
 * Why the database refused: another writer holds it, it cannot keep what it is given, or it failed in the very act of
 * committing, so that only a look can tell.
 */
export type StorageFault = 'busy' | 'not_durable' | 'uncertain'

const notDurable = ['SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_CORRUPT']

/**
 * Tells a failure of the storage from a mistake in the program.
 * @returns the fault, or undefined when the error is something else
 */
export function storageFault(error: unknown): StorageFault | undefined {
  if (error instanceof UncertainCommitError) return 'uncertain'
  const code = sqliteCode(error)
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy'
  if (notDurable.some((prefix) => code.startsWith(prefix))) return 'not_durable'
  return undefined
}
