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

/** Why nothing can be written, in a word for those who run the portal: no path, no data. */
export type StorageReason = 'locked' | 'disk_full' | 'read_only' | 'database_replaced' | 'damaged' | 'failing'

const reasons: [prefix: string, reason: StorageReason][] = [
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_FULL', 'disk_full'],
  ['SQLITE_READONLY_DBMOVED', 'database_replaced'],
  ['SQLITE_READONLY', 'read_only'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
]

/** The reason of an error; whatever is no known one of the storage is `failing`. */
export function storageReason(error: unknown): StorageReason {
  const code = sqliteCode(error instanceof UncertainCommitError ? error.cause : error)
  return reasons.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'failing'
}
