import type { Database } from './engine.ts'
import { prepared, type Given } from './prepared.ts'

export type PartnerTotals = { customers: number; needs_attention: number }

const totalsOf = prepared((database, given: Given<{ partner_id: number }>) =>
  database
    .selectFrom('partner_totals')
    .select(['customers', 'needs_attention'])
    .where('partner_id', '=', given.partner_id),
)

/** A partner's number of customers, and of those that need attention: kept by the database, never counted. */
export async function partnerTotals(database: Database, partner_id: number): Promise<PartnerTotals> {
  const [totals] = await totalsOf(database, { partner_id })
  if (!totals) throw new Error('a partner without totals')
  return totals
}
