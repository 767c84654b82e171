import { sqliteCode } from './sqlite.ts'

/** Why the database refused: another writer holds it, or it cannot keep what it is given. */
export type StorageFault = 'busy' | 'not_durable'

const notDurable = ['SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_CORRUPT']

/**
 * Tells a failure of the storage from a mistake in the program.
 * @returns the fault, or undefined when the error is something else
 */
export function storageFault(error: unknown): StorageFault | undefined {
  const code = sqliteCode(error)
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'busy'
  if (notDurable.some((prefix) => code.startsWith(prefix))) return 'not_durable'
  return undefined
}
