import type { Database } from '#src/database/open.ts'
import type { Change } from './changes.ts'

/** One change of a customer, as it happened. */
export type HistoryEntry = {
  seq: number
  customer_id: string
  staff_name: string
  at_ms: number
  from_version: number
  to_version: number
  reason: string | null
  changes: Change[]
}

export type NewHistoryEntry = Omit<HistoryEntry, 'seq' | 'staff_name'> & { staff_id: number }

/** Part of a partner's history, by time. */
export type Period = { from_ms: number; to_ms: number }

/** All the SQL of the history. Nothing here changes or removes what was written. */
export function createHistoryStore(database: Database) {
  return { forPartner: (partnerId: number) => historyOf(database, partnerId) }
}

export type HistoryStore = ReturnType<typeof createHistoryStore>

function historyOf(database: Database, partnerId: number) {
  const entries = () =>
    database
      .selectFrom('history')
      .innerJoin('staff', 'staff.id', 'history.staff_id')
      .where('history.partner_id', '=', partnerId)
      .select([
        'history.seq',
        'history.customer_id',
        'staff.name as staff_name',
        'history.at_ms',
        'history.from_version',
        'history.to_version',
        'history.reason',
      ])

  /** Entries together with the fields that each changed. */
  async function withChanges<Row extends { seq: number }>(
    rows: Row[],
  ): Promise<(Row & { changes: Change[] })[]> {
    const seqs = rows.map((row) => row.seq)
    if (seqs.length === 0) return []
    const found = await database
      .selectFrom('history_changes')
      .select(['seq', 'field', 'before_value as before', 'after_value as after'])
      .where('seq', 'in', seqs)
      .orderBy('seq')
      .orderBy('position')
      .execute()
    const changes = Map.groupBy(found, (change) => change.seq)
    return rows.map((row) => ({
      ...row,
      changes: (changes.get(row.seq) ?? []).map(({ field, before, after }) => ({ field, before, after })),
    }))
  }

  return {
    /** Writes one entry with its fields. Belongs into the transaction of the change itself. */
    async append(entry: NewHistoryEntry): Promise<void> {
      const { changes, ...row } = entry
      const { seq } = await database
        .insertInto('history')
        .values({ ...row, partner_id: partnerId })
        .returning('seq')
        .executeTakeFirstOrThrow()
      await database
        .insertInto('history_changes')
        .values(
          changes.map((change, position) => ({
            seq,
            position,
            field: change.field,
            before_value: change.before,
            after_value: change.after,
          })),
        )
        .execute()
    },

    /** A customer's entries, newest first. @param before only those that led to an earlier version than this */
    async ofCustomer(customerId: string, limit: number, before?: number): Promise<HistoryEntry[]> {
      const rows = await entries()
        .where('history.customer_id', '=', customerId)
        .$if(before !== undefined, (query) => query.where('history.to_version', '<', before ?? 0))
        .orderBy('history.to_version', 'desc')
        .limit(limit)
        .execute()
      return await withChanges(rows)
    },

    /** What happened to a customer after a version, newest first. */
    async since(customerId: string, version: number): Promise<HistoryEntry[]> {
      const rows = await entries()
        .where('history.customer_id', '=', customerId)
        .where('history.to_version', '>', version)
        .orderBy('history.to_version', 'desc')
        .execute()
      return await withChanges(rows)
    },

    /** The entry that led to a version. */
    async entry(customerId: string, toVersion: number): Promise<HistoryEntry | undefined> {
      const rows = await entries()
        .where('history.customer_id', '=', customerId)
        .where('history.to_version', '=', toVersion)
        .execute()
      return (await withChanges(rows))[0]
    },

    /** All customers' entries of a period, newest first, with the customer's name. @param before continue below this entry */
    async inPeriod(period: Period, limit: number, before?: { at_ms: number; seq: number }) {
      const rows = await entries()
        .innerJoin('customers', (join) =>
          join
            .onRef('customers.partner_id', '=', 'history.partner_id')
            .onRef('customers.id', '=', 'history.customer_id'),
        )
        .select('customers.company_name')
        .where('history.at_ms', '>=', period.from_ms)
        .where('history.at_ms', '<=', before ? Math.min(before.at_ms, period.to_ms) : period.to_ms)
        .$if(before !== undefined, (query) =>
          query.where((eb) =>
            eb.or([eb('history.at_ms', '<', before?.at_ms ?? 0), eb('history.seq', '<', before?.seq ?? 0)]),
          ),
        )
        .orderBy('history.at_ms', 'desc')
        .orderBy('history.seq', 'desc')
        .limit(limit)
        .execute()
      return await withChanges(rows)
    },

    /** Number of changes in each quarter of an hour since a time; quiet quarters are left out. */
    async totalsSince(from_ms: number): Promise<{ at_ms: number; changes: number }[]> {
      const rows = await database
        .selectFrom('change_totals')
        .select(['quarter_hour', 'changes'])
        .where('partner_id', '=', partnerId)
        .where('quarter_hour', '>=', Math.floor(from_ms / quarterHourMs))
        .execute()
      return rows.map((row) => ({ at_ms: row.quarter_hour * quarterHourMs, changes: row.changes }))
    },
  }
}

const quarterHourMs = 900_000
