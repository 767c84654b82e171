import type { Database } from '#src/database/engine.ts'
import type { Logger } from '#src/http/log.ts'
import { createVisitsStore } from './visits.store.ts'

/** Looks at customers that may wait for the disk at once; where it is so slow, further ones are not noted. */
const mostWaiting = 100

/** A look at a customer is worth noting, but never worth a wait for the disk, nor a failed page. */
export function createNoteVisit(database: Database, logger: Logger) {
  const visits = createVisitsStore(database)
  let waiting = 0

  return (staffId: number, customerId: string, now: number): void => {
    if (waiting >= mostWaiting) return
    waiting += 1
    visits
      .note(staffId, customerId, now)
      .catch((error: unknown) => {
        logger.warn({ type: (error as Error).name }, 'a visit was not noted')
      })
      .finally(() => {
        waiting -= 1
      })
  }
}
