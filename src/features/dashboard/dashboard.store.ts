import { asPartner, type Database } from '#src/database/engine.ts'
import { partnerTotals, type PartnerTotals } from '#src/database/partner-totals.ts'
import { prepared, type Given } from '#src/database/prepared.ts'

const lastVisited = prepared(
  (database, given: Given<{ partner_id: number; staff_id: number; limit: number }>) =>
    database
      .selectFrom('visits')
      .innerJoin('customers', 'customers.id', 'visits.customer_id')
      .select(['customers.id', 'customers.company_name', 'customers.company_country'])
      .where('visits.staff_id', '=', given.staff_id)
      .where('customers.partner_id', '=', given.partner_id)
      .orderBy('visits.visited_at_ms', 'desc')
      .limit(given.limit),
)

/** What the dashboard alone asks of the database. */
export function createDashboardStore(database: Database) {
  return { forPartner: (partnerId: number) => dashboardOf(asPartner(database, partnerId), partnerId) }
}

function dashboardOf(database: Database, partnerId: number) {
  return {
    async totals(): Promise<PartnerTotals> {
      return await partnerTotals(database, partnerId)
    },

    /** The customers that a member of staff looked at last. */
    async visited(staffId: number, limit: number) {
      return await lastVisited(database, { partner_id: partnerId, staff_id: staffId, limit })
    },
  }
}
