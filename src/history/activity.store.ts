import type { Database } from '#src/database/open.ts'
import { preparedInsert } from '#src/database/prepared.ts'

/** What a partner's activity log names. The words are the catalogue's: `activity.action.*`. */
export const activityActions = [
  'account_changed',
  'customer_added',
  'customers_exported',
  'import_confirmed',
  'import_undone',
  'import_stopped',
  'signed_in',
  'sign_in_failed',
  'signed_out',
  'session_ended',
  'staff_added',
  'staff_changed',
  'staff_ended',
  'staff_returned',
  'password_set',
  'password_changed',
  'activity_exported',
  'customer_erased',
  'view_shared',
  'view_changed',
  'view_unshared',
  'view_deleted',
] as const
export type ActivityAction = (typeof activityActions)[number]

export type Act = {
  action: ActivityAction
  at_ms: number
  staff_id?: number | null
  customer_id?: string | null
  history_seq?: number | null
  /** The member of staff that it was done to. */
  subject_id?: number | null
  /** A short value that belongs to the act, such as a number of rows. No personal data. */
  detail?: string
}

export type ActivityRow = {
  seq: number
  at_ms: number
  action: string
  staff_name: string | null
  customer_id: string | null
  company_name: string | null
  /** Of the customer now. */
  company_country: string | null
  billing_country: string | null
  history_seq: number | null
  to_version: number | null
  reason: string | null
  subject_name: string | null
  detail: string
}

/** What the log can be narrowed to. Times in ms, both included. */
export type ActivityFilter = {
  from_ms: number
  to_ms: number
  action?: ActivityAction | undefined
  staff_id?: number | undefined
  customer_id?: string | undefined
}

/** A place in the log: its entries below this one. */
export type ActivityPlace = { at_ms: number; seq: number }

/** All the SQL of the activity log. Nothing here changes or removes what was written. */
export function createActivityStore(database: Database) {
  return { forPartner: (partnerId: number) => activityOf(database, partnerId) }
}

/** What an act need not have. */
const nothingElse = { staff_id: null, customer_id: null, history_seq: null, subject_id: null, detail: '' }

const insertAct = preparedInsert<'activity', 'seq'>('activity')

function activityOf(database: Database, partnerId: number) {
  return {
    /** Notes what somebody did. */
    async note(act: Act): Promise<void> {
      await insertAct(database, { ...nothingElse, ...act, partner_id: partnerId })
    },

    /** Entries newest first. */
    async list(filter: ActivityFilter, limit: number, before?: ActivityPlace): Promise<ActivityRow[]> {
      const { action, staff_id, customer_id } = filter
      const upTo = before ? Math.min(before.at_ms, filter.to_ms) : filter.to_ms
      return await database
        .selectFrom('activity')
        .leftJoin('staff', 'staff.id', 'activity.staff_id')
        .leftJoin('staff as subject', 'subject.id', 'activity.subject_id')
        .leftJoin('customers', (join) =>
          join
            .onRef('customers.partner_id', '=', 'activity.partner_id')
            .onRef('customers.id', '=', 'activity.customer_id'),
        )
        .leftJoin('history', 'history.seq', 'activity.history_seq')
        .select([
          'activity.seq',
          'activity.at_ms',
          'activity.action',
          'staff.name as staff_name',
          'activity.customer_id',
          'customers.company_name',
          'customers.company_country',
          'customers.billing_country',
          'activity.history_seq',
          'history.to_version',
          'history.reason',
          'subject.name as subject_name',
          'activity.detail',
        ])
        .where('activity.partner_id', '=', partnerId)
        .$if(action !== undefined, (query) => query.where('activity.action', '=', action ?? ''))
        .$if(staff_id !== undefined, (query) => query.where('activity.staff_id', '=', staff_id ?? 0))
        .$if(customer_id !== undefined, (query) =>
          query.where('activity.customer_id', '=', customer_id ?? ''),
        )
        .where('activity.at_ms', '>=', filter.from_ms)
        .where('activity.at_ms', '<=', upTo)
        .$if(before !== undefined, (query) =>
          query.where((eb) =>
            eb.or([eb('activity.at_ms', '<', before?.at_ms ?? 0), eb('activity.seq', '<', before?.seq ?? 0)]),
          ),
        )
        .orderBy('activity.at_ms', 'desc')
        .orderBy('activity.seq', 'desc')
        .limit(limit)
        .execute()
    },

    /** The partner's staff, in the order in which they came. */
    async staff(): Promise<{ id: number; name: string }[]> {
      return await database
        .selectFrom('staff')
        .select(['id', 'name'])
        .where('partner_id', '=', partnerId)
        .orderBy('id')
        .execute()
    },
  }
}
