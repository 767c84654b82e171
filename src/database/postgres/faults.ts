import { StorageError, type StorageFault, type StorageReason } from '../storage-fault.ts'

/** What PostgreSQL's SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html) say of the storage. */
const faults: [beginning: string, fault: StorageFault, reason: StorageReason][] = [
  ['53100', 'not_durable', 'disk_full'],
  ['53300', 'busy', 'unreachable'],
  ['53', 'not_durable', 'failing'],
  // A standby, or a server that was told so: what is written belongs elsewhere.
  ['25006', 'not_durable', 'read_only'],
  // A statement took longer than it may, or a lock did not come.
  ['57014', 'busy', 'locked'],
  ['55P03', 'busy', 'locked'],
  ['40', 'busy', 'locked'],
  ['57P', 'not_durable', 'unreachable'],
  ['08', 'not_durable', 'unreachable'],
  ['58', 'not_durable', 'failing'],
  ['XX00', 'not_durable', 'damaged'],
]

/** What the network says, and the library where there is no answer at all. */
const ofConnection =
  /^(ECONN|ENOTFOUND|EAI_|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)|Connection terminated|connection is closed/
const poolUsedUp = 'timeout exceeded when trying to connect'

/** The SQLSTATE of an error, or '' for an error of another kind. */
function sqlState(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : ''
}

/** Whether the connection is gone, and nobody can say what became of what was sent last. */
export function isConnectionLost(error: unknown): boolean {
  if (sqlState(error).startsWith('57P') || sqlState(error).startsWith('08')) return true
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return ofConnection.test(typeof code === 'string' ? code : '') || ofConnection.test(String(message))
}

/** A failure of the storage in the portal's words; any other error as it is. */
export function told(error: unknown): unknown {
  if (error instanceof StorageError) return error
  const { message = '' } = error instanceof Error ? error : {}
  if (message.includes(poolUsedUp)) return new StorageError('busy', 'locked', message, { cause: error })
  const state = sqlState(error)
  const known = faults.find(([beginning]) => state !== '' && state.startsWith(beginning))
  if (known) return new StorageError(known[1], known[2], message, { cause: error })
  if (isConnectionLost(error))
    return new StorageError('not_durable', 'unreachable', message, { cause: error })
  return error
}

/** A table has another shape than when the statement was prepared ("cached plan must not change result type"). */
const outdated = '0A000'

export function isOutdated(error: unknown): boolean {
  return sqlState(error) === outdated
}

/**
 * Serialization failure, deadlock, a key that another transaction has taken meanwhile, and a statement that is outdated: done
 * again, it goes well.
 */
const again = ['40001', '40P01', '23505', outdated]

/** Whether a transaction failed only because of another one at the same time. */
export function isWorthAnotherTry(error: unknown): boolean {
  const cause = error instanceof StorageError ? error.cause : error
  return again.includes(sqlState(cause))
}
