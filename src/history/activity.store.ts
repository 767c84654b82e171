import { sql } from 'kysely'
import { asPartner, wordsOf, type Database } from '#src/database/engine.ts'
import { prepared, preparedInsert, type Given } from '#src/database/prepared.ts'

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
  return { forPartner: (partnerId: number) => activityOf(asPartner(database, partnerId), partnerId) }
}

/** What an act need not have. */
const nothingElse = { staff_id: null, customer_id: null, history_seq: null, subject_id: null, detail: '' }

const insertAct = preparedInsert<'activity', 'seq'>('activity')

type KeysKind = { isOfAction: boolean; isOfStaff: boolean; isOfCustomer: boolean; isBefore: boolean }
type KeysValues = {
  partner_id: number
  action: string
  staff_id: number
  customer_id: string
  from_ms: number
  to_ms: number
  before_seq: number
  limit: number
}

/** Places of entries, newest first. Of a customer there are few: they are found by that, not by anything else. */
const keysOfRun = prepared(
  (database, given: Given<KeysValues>, { isOfAction, isOfStaff, isOfCustomer, isBefore }: KeysKind) => {
    const action = isOfCustomer ? wordsOf(database).unindexed('action') : sql.ref('action')
    const staff = isOfCustomer ? wordsOf(database).unindexed('staff_id') : sql.ref('staff_id')
    return database
      .selectFrom('activity')
      .select(['seq', 'at_ms'])
      .where('partner_id', '=', given.partner_id)
      .$if(isOfAction, (rows) => rows.where(action, '=', given.action))
      .$if(isOfStaff, (rows) => rows.where(staff, '=', given.staff_id))
      .$if(isOfCustomer, (rows) => rows.where('customer_id', '=', given.customer_id))
      .where('at_ms', '>=', given.from_ms)
      .where('at_ms', '<=', given.to_ms)
      .$if(isBefore, (rows) =>
        rows.where((eb) => eb.or([eb('at_ms', '<', given.to_ms), eb('seq', '<', given.before_seq)])),
      )
      .orderBy('at_ms', 'desc')
      .orderBy('seq', 'desc')
      .limit(given.limit)
  },
)

const entriesBySeq = prepared((database, given: Given<{ partner_id: number; seqs: string }>) =>
  database
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
    .where(wordsOf(database).unindexed('activity.partner_id'), '=', given.partner_id)
    .where('activity.seq', 'in', wordsOf(database).numbered(given.seqs)),
)

/** The order of the log. */
export const newestFirst = (one: ActivityPlace, other: ActivityPlace): number =>
  other.at_ms - one.at_ms || other.seq - one.seq

function activityOf(database: Database, partnerId: number) {
  /**
   * Where the log has the entries that are asked for. Its indexes are by action, because each edit writes into every one of
   * them: what is of all actions is put together.
   */
  async function keysOf(
    { action, staff_id, customer_id, from_ms, to_ms }: ActivityFilter,
    limit: number,
    before: ActivityPlace | undefined,
  ): Promise<ActivityPlace[]> {
    const values = {
      partner_id: partnerId,
      staff_id: staff_id ?? 0,
      customer_id: customer_id ?? '',
      from_ms,
      to_ms: before ? Math.min(before.at_ms, to_ms) : to_ms,
      before_seq: before?.seq ?? 0,
      limit,
    }
    const kind = {
      isOfStaff: staff_id !== undefined,
      isOfCustomer: customer_id !== undefined,
      isBefore: before !== undefined,
    }
    const keysOfAction = (one: string | undefined) =>
      keysOfRun(database, { ...values, action: one ?? '' }, { ...kind, isOfAction: one !== undefined })
    if (customer_id !== undefined || action !== undefined) return await keysOfAction(action)
    const keys = await Promise.all(activityActions.map(keysOfAction))
    return keys.flat().toSorted(newestFirst).slice(0, limit)
  }

  return {
    /** Notes what somebody did. */
    async note(act: Act): Promise<void> {
      await insertAct(database, { ...nothingElse, ...act, partner_id: partnerId })
    },

    /** Entries newest first. */
    async list(filter: ActivityFilter, limit: number, before?: ActivityPlace): Promise<ActivityRow[]> {
      const keys = await keysOf(filter, limit, before)
      const seqs = JSON.stringify(keys.map(({ seq }) => seq))
      const rows = await entriesBySeq(database, { partner_id: partnerId, seqs })
      const bySeq = new Map(rows.map((row) => [row.seq, row]))
      return keys.flatMap(({ seq }) => bySeq.get(seq) ?? [])
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
