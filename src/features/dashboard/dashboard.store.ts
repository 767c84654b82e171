import type { Database } from '#src/database/open.ts'

/** What the dashboard alone asks of the database. */
export function createDashboardStore(database: Database) {
  return {
    forPartner: (partnerId: number) => ({
      /** Number of customers, and of those that need attention; kept by the database, never counted. */
      async totals(): Promise<{ customers: number; needs_attention: number }> {
        return await database
          .selectFrom('partner_totals')
          .select(['customers', 'needs_attention'])
          .where('partner_id', '=', partnerId)
          .executeTakeFirstOrThrow()
      },

      /** The customers that a member of staff looked at last. */
      async visited(staffId: number, limit: number) {
        return await database
          .selectFrom('visits')
          .innerJoin('customers', 'customers.id', 'visits.customer_id')
          .select(['customers.id', 'customers.company_name', 'customers.company_country'])
          .where('visits.staff_id', '=', staffId)
          .where('customers.partner_id', '=', partnerId)
          .orderBy('visits.visited_at_ms', 'desc')
          .limit(limit)
          .execute()
      },
    }),
  }
}
