import type { Database } from '#src/database/engine.ts'
import { prepared, type Given } from '#src/database/prepared.ts'

/** How long after a look at a customer another one is the same visit, in ms. */
const visitMs = 600_000

const lastVisit = prepared((database, given: Given<{ staff_id: number; customer_id: string }>) =>
  database
    .selectFrom('visits')
    .select('visited_at_ms')
    .where('staff_id', '=', given.staff_id)
    .where('customer_id', '=', given.customer_id),
)

/** Which customers a member of staff has looked at. */
export function createVisitsStore(database: Database) {
  return {
    /** Notes that a member of staff looks at a customer; a second look within ten minutes writes nothing. */
    async note(staffId: number, customerId: string, at_ms: number): Promise<void> {
      const [last] = await lastVisit(database, { staff_id: staffId, customer_id: customerId })
      if (last && last.visited_at_ms > at_ms - visitMs) return
      await database
        .insertInto('visits')
        .values({ staff_id: staffId, customer_id: customerId, visited_at_ms: at_ms })
        .onConflict((conflict) =>
          conflict.columns(['staff_id', 'customer_id']).doUpdateSet({ visited_at_ms: at_ms }),
        )
        .execute()
    },
  }
}
