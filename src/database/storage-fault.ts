/** What may go wrong with a database that no mistake of the program is: each engine says it in these words. */

/**
 * Why the database refused: others have it for themselves, it cannot keep what it is given, or it failed in the very act of
 * committing, so that only a look can tell.
 */
export type StorageFault = 'busy' | 'not_durable' | 'uncertain'

/** Why nothing can be written, in a word for those who run the portal: no path, no data. */
export type StorageReason =
  'locked' | 'disk_full' | 'read_only' | 'database_replaced' | 'damaged' | 'unreachable' | 'failing'

/** The storage failed, not the program. */
export class StorageError extends Error {
  readonly fault: StorageFault
  readonly reason: StorageReason

  constructor(fault: StorageFault, reason: StorageReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.fault = fault
    this.reason = reason
  }
}

/** What a transaction had read was changed by another one before it wrote: done again, it goes on from what is there now. */
export class ChangedMeanwhileError extends Error {}

/** The database cannot be used; the message says why and what to do. */
export class DatabaseError extends Error {}

/**
 * Tells a failure of the storage from a mistake in the program.
 * @returns the fault, or undefined when the error is something else
 */
export function storageFault(error: unknown): StorageFault | undefined {
  return error instanceof StorageError ? error.fault : undefined
}

/** The reason of an error; whatever is no known one of the storage is `failing`. */
export function storageReason(error: unknown): StorageReason {
  return error instanceof StorageError ? error.reason : 'failing'
}
