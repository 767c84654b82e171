import SqliteDatabase from 'better-sqlite3'
import { StorageError, type StorageFault, type StorageReason } from '../storage-fault.ts'

/** SQLite's extended result code of an error, or '' for any other error. */
export function sqliteCode(error: unknown): string {
  return error instanceof SqliteDatabase.SqliteError ? error.code : ''
}

/** What SQLite's result codes (https://www.sqlite.org/rescode.html) say of the storage: the first that a code begins with. */
const faults: [prefix: string, fault: StorageFault, reason: StorageReason][] = [
  ['SQLITE_BUSY', 'busy', 'locked'],
  ['SQLITE_LOCKED', 'busy', 'locked'],
  ['SQLITE_FULL', 'not_durable', 'disk_full'],
  ['SQLITE_READONLY_DBMOVED', 'not_durable', 'database_replaced'],
  ['SQLITE_READONLY', 'not_durable', 'read_only'],
  // The index beside the log cannot be made as large as it has to be.
  ['SQLITE_IOERR_SHMSIZE', 'not_durable', 'disk_full'],
  ['SQLITE_IOERR', 'not_durable', 'failing'],
  ['SQLITE_CANTOPEN', 'not_durable', 'unreachable'],
  ['SQLITE_CORRUPT', 'not_durable', 'damaged'],
  ['SQLITE_NOTADB', 'not_durable', 'damaged'],
]

/** A failure of the storage in the portal's words, of an error of SQLite's; any other error as it is. */
export function told(error: unknown): unknown {
  const code = sqliteCode(error)
  const known = faults.find(([prefix]) => code !== '' && code.startsWith(prefix))
  return known ? storageErrorOf(code, (error as Error).message, error) : error
}

/** The same of a code that SQLite would give. */
export function storageErrorOf(code: string, message: string, cause?: unknown): StorageError {
  const [, fault, reason] = faults.find(([prefix]) => code.startsWith(prefix)) ?? [
    '',
    'not_durable',
    'failing',
  ]
  return new StorageError(fault, reason, message, { cause })
}

/** COMMIT itself failed: what the transaction wrote may or may not be on the disk. */
export function uncertain(error: unknown): StorageError {
  const cause = told(error)
  const reason = cause instanceof StorageError ? cause.reason : 'failing'
  return new StorageError('uncertain', reason, 'the commit failed', { cause })
}
