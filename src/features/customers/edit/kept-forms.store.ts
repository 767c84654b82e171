import { randomBytes } from 'node:crypto'
import { acrossPartners, type Database } from '#src/database/engine.ts'
import { prepared, type Given } from '#src/database/prepared.ts'
import type { Fields } from './submission.ts'

/** How long a form waits for its person, in ms: a night's sleep. */
const keptMs = 24 * 3_600_000

const keptForm = prepared((database, given: Given<{ staff_id: number; customer_id: string }>) =>
  database
    .selectFrom('kept_forms')
    .select('id')
    .where('staff_id', '=', given.staff_id)
    .where('customer_id', '=', given.customer_id),
)

/**
 * Forms that were submitted after their session had ended. Each belongs to the person who had filled it in, and is given
 * to nobody else.
 */
export function createKeptFormsStore(database: Database) {
  return {
    /** Keeps a form; an earlier one of the same person and customer gives way. @returns its random id, if the customer is theirs */
    async keep(
      staffId: number,
      customerId: string,
      fields: Fields,
      now: number,
    ): Promise<string | undefined> {
      const id = randomBytes(16).toString('base64url')
      await database
        .deleteFrom('kept_forms')
        .where('kept_at_ms', '<=', now - keptMs)
        .execute()
      const theirs = await acrossPartners(database)
        .selectFrom('staff')
        .innerJoin('customers', 'customers.partner_id', 'staff.partner_id')
        .select('customers.id')
        .where('staff.id', '=', staffId)
        .where('customers.id', '=', customerId)
        .executeTakeFirst()
      if (!theirs) return undefined
      const kept = { id, fields: JSON.stringify(fields), kept_at_ms: now }
      await database
        .insertInto('kept_forms')
        .values({ ...kept, staff_id: staffId, customer_id: customerId })
        .onConflict((conflict) => conflict.columns(['staff_id', 'customer_id']).doUpdateSet(kept))
        .execute()
      return id
    },

    /** What a person's form held, if it is still kept. */
    async find(staffId: number, customerId: string, id: string, now: number): Promise<Fields | undefined> {
      const row = await database
        .selectFrom('kept_forms')
        .select('fields')
        .where('id', '=', id)
        .where('staff_id', '=', staffId)
        .where('customer_id', '=', customerId)
        .where('kept_at_ms', '>', now - keptMs)
        .executeTakeFirst()
      return row && (JSON.parse(row.fields) as Fields)
    },

    /**
     * Forgets a person's form of a customer, once it is submitted. Nearly always there is none, and to look costs less than
     * to wait for the writer with nothing to write.
     */
    async forget(staffId: number, customerId: string): Promise<void> {
      const [kept] = await keptForm(database, { staff_id: staffId, customer_id: customerId })
      if (kept) await database.deleteFrom('kept_forms').where('id', '=', kept.id).execute()
    },
  }
}
