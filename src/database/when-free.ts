import { setTimeout } from 'node:timers/promises'
import { DatabaseError, storageFault } from './storage-fault.ts'

/** How long to wait for another process that is at the same file, and how often to try, in ms. */
const patienceMs = 60_000
const againMs = 100

/**
 * Does what may be begun anew, as soon as no other process is in the middle of something: of two that start at once on one
 * new file, one makes it and the other finds it made.
 * @throws what the work throws, unless it is that the database is locked
 */
export async function whenFree<Result>(work: () => Promise<Result>): Promise<Result> {
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isLocked(error)) throw error
      if (performance.now() > until)
        throw new DatabaseError(
          'Another process has had the database locked for a minute. Start again when it is done.',
          { cause: error },
        )
    }
    await setTimeout(againMs)
  }
}

function isLocked(error: unknown): boolean {
  return storageFault(error) === 'busy' || (error instanceof Error && storageFault(error.cause) === 'busy')
}
