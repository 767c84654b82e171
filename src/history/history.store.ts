import type { ExpressionBuilder } from 'kysely'
import { asPartner, wordsOf, type Database } from '#src/database/engine.ts'
import { prepared, preparedInsert, type Given } from '#src/database/prepared.ts'
import type { Tables } from '#src/database/tables.ts'
import { newestFirst, type ActivityAction } from './activity.store.ts'
import { beginning, digestOf, macOf, newSalt, type HistoryKey } from './chain.ts'
import { readHead } from './head.ts'
import type { Change } from './changes.ts'

/** What an edit was besides an edit, and which version that is about. */
export type Origin = { origin: 'restores' | 'undoes' | 'erases' | null; origin_version: number | null }

/** One change of a customer, as it happened. Values that were erased are ''. */
export type HistoryEntry = Origin & {
  seq: number
  customer_id: string
  staff_id: number
  staff_name: string
  at_ms: number
  from_version: number
  to_version: number
  reason: string | null
  changes: StoredChange[]
}

/** A change as kept; `erased` when its values were. */
export type StoredChange = Change & { erased: boolean }

export type NewHistoryEntry = Omit<HistoryEntry, 'seq' | 'staff_name' | 'changes'> & {
  /** The customer's row, by which its changes are found. */
  customer_row: number
  changes: readonly Change[]
}

/** One field's change: the value that it had before a version. */
export type FieldChange = { field: string; to_version: number; before: string }

/** What a customer's history can be narrowed to. Times in ms. */
export type HistoryFilter = {
  field?: string | undefined
  staff_id?: number | undefined
  from_ms?: number | undefined
  to_ms?: number | undefined
}

/** All the SQL of the history. What was written is never changed; it can only be emptied, by `forget`. */
export function createHistoryStore(database: Database) {
  return { forPartner: (partnerId: number) => historyOf(asPartner(database, partnerId), partnerId) }
}

type Entries = Omit<HistoryEntry, 'changes'>

/** Entries with the names of those who made them. */
const entriesIn = (database: Database) =>
  database
    .selectFrom('history')
    .innerJoin('staff', 'staff.id', 'history.staff_id')
    .select([
      'history.seq',
      'history.customer_id',
      'history.staff_id',
      'staff.name as staff_name',
      'history.at_ms',
      'history.from_version',
      'history.to_version',
      'history.origin',
      'history.origin_version',
      'history.reason',
    ])

const changesOfEntries = prepared((database, given: Given<{ seqs: string }>) =>
  database
    .selectFrom('history_changes')
    .select(['seq', 'field', 'before_value', 'after_value'])
    .where('seq', 'in', wordsOf(database).numbered(given.seqs))
    .orderBy('seq')
    .orderBy('position'),
)

type Latest = { partner_id: number; action: ActivityAction; limit: number }

/** The activity log has the entries by time: one index fewer for each edit to write. */
const latestEntries = prepared((database, given: Given<Latest>) =>
  database
    .selectFrom('activity')
    .select(['seq', 'at_ms', 'history_seq', 'customer_id'])
    .where('partner_id', '=', given.partner_id)
    .where('action', '=', given.action)
    .orderBy('at_ms', 'desc')
    .orderBy('seq', 'desc')
    .limit(given.limit),
)

/** What leads to an entry. */
const edits = ['account_changed', 'customer_erased'] as const satisfies ActivityAction[]

/** Found by their numbers, not by walking all of the partner's entries. */
const entriesOfCustomers = prepared((database, given: Given<{ partner_id: number; seqs: string }>) =>
  entriesIn(database)
    .innerJoin('customers', (join) =>
      join
        .onRef('customers.partner_id', '=', 'history.partner_id')
        .onRef('customers.id', '=', 'history.customer_id'),
    )
    .select('customers.company_name')
    .where(wordsOf(database).unindexed('history.partner_id'), '=', given.partner_id)
    .where('history.seq', 'in', wordsOf(database).numbered(given.seqs)),
)

const changeTotals = prepared((database, given: Given<{ partner_id: number; from: number }>) =>
  database
    .selectFrom('change_totals')
    .select(['quarter_hour', 'changes'])
    .where('partner_id', '=', given.partner_id)
    .where('quarter_hour', '>=', given.from),
)

const insertEntry = preparedInsert('history')
const insertChange = preparedInsert('history_changes')

function historyOf(database: Database, partnerId: number) {
  const entries = () => entriesIn(database).where('history.partner_id', '=', partnerId)

  /** Entries together with the fields that each changed. */
  async function withChanges<Row extends { seq: number }>(
    rows: Row[],
  ): Promise<(Row & { changes: StoredChange[] })[]> {
    const changes = await changesOf(rows.map((row) => row.seq))
    return rows.map((row) => ({ ...row, changes: changes.get(row.seq) ?? [] }))
  }

  /** The changes of some entries, by entry, each in the order of the form. */
  async function changesOf(seqs: readonly number[]): Promise<Map<number, StoredChange[]>> {
    if (seqs.length === 0) return new Map()
    const found = await changesOfEntries(database, { seqs: JSON.stringify(seqs) })
    const shown = found.map(({ seq, field, before_value, after_value }) => ({
      seq,
      change: { field, before: before_value ?? '', after: after_value ?? '', erased: after_value === null },
    }))
    return new Map(
      [...Map.groupBy(shown, (row) => row.seq)].map(([seq, rows]) => [seq, rows.map((row) => row.change)]),
    )
  }

  return {
    /**
     * Writes one entry with its fields and chains it to the last. Belongs into the transaction of the change itself.
     * @param key signs the entry
     * @returns the entry's number
     */
    async append(entry: NewHistoryEntry, key: HistoryKey): Promise<number> {
      const { changes, customer_row, ...row } = entry
      // One chain for all: whoever comes second goes on from the first.
      await wordsOf(database).takeTurn(database, 'history')
      const last = await readHead(database)
      const seq = (last?.seq ?? 0) + 1
      const values = changes.map((change, position) => signedChange(change, { seq, position, customer_row }))
      const reasonSalt = row.reason === null ? null : newSalt()
      const signed = {
        ...row,
        seq,
        partner_id: partnerId,
        reason_digest: row.reason === null || !reasonSalt ? null : digestOf(reasonSalt, row.reason),
      }
      const mac = macOf({ ...signed, changes: values }, last?.mac ?? beginning, key)
      await insertEntry(database, { ...signed, reason_salt: reasonSalt, key_id: key.id, mac })
      for (const value of values) await insertChange(database, value)
      return seq
    },

    /** A customer's entries, newest first. @param before only those that led to an earlier version than this */
    async ofCustomer(
      customerId: string,
      limit: number,
      before?: number,
      filter: HistoryFilter = {},
    ): Promise<HistoryEntry[]> {
      const rows = await entries()
        .where('history.customer_id', '=', customerId)
        .$if(before !== undefined, (query) => query.where('history.to_version', '<', before ?? 0))
        .$if(filter.staff_id !== undefined, (query) =>
          query.where('history.staff_id', '=', filter.staff_id ?? 0),
        )
        .$if(filter.from_ms !== undefined, (query) => query.where('history.at_ms', '>=', filter.from_ms ?? 0))
        .$if(filter.to_ms !== undefined, (query) => query.where('history.at_ms', '<=', filter.to_ms ?? 0))
        .$if(filter.field !== undefined, (query) => query.where((eb) => changedField(eb, filter.field ?? '')))
        .orderBy('history.to_version', 'desc')
        .limit(limit)
        .execute()
      return await withChanges(rows)
    },

    /** What happened to a customer after a version, newest first, at most `limit` entries. */
    async since(customerId: string, version: number, limit = 50): Promise<HistoryEntry[]> {
      const rows = await entries()
        .where('history.customer_id', '=', customerId)
        .where('history.to_version', '>', version)
        .orderBy('history.to_version', 'desc')
        .limit(limit)
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

    /** The last entry at or before a time; undefined when there was none yet. */
    async entryAt(customerId: string, at_ms: number): Promise<Entries | undefined> {
      return await entries()
        .where('history.customer_id', '=', customerId)
        .where('history.at_ms', '<=', at_ms)
        .orderBy('history.to_version', 'desc')
        .limit(1)
        .executeTakeFirst()
    },

    /**
     * Fields of a customer that were changed after a version, with the values that they had in it: one seek a field,
     * however long the history is.
     */
    async valuesAt(
      customer: { id: string; row_id: number },
      version: number,
      fields: readonly string[],
    ): Promise<Record<string, string>> {
      const reached = await database
        .selectFrom('history')
        .select('seq')
        .where('partner_id', '=', partnerId)
        .where('customer_id', '=', customer.id)
        .where('to_version', '=', version)
        .executeTakeFirst()
      const values: Record<string, string> = {}
      for (const field of fields) {
        const next = await database
          .selectFrom('history_changes')
          .select('before_value')
          .where('customer_row', '=', customer.row_id)
          .where('field', '=', field)
          .where('seq', '>', reached?.seq ?? 0)
          .orderBy('seq')
          .limit(1)
          .executeTakeFirst()
        if (next) values[field] = next.before_value ?? ''
      }
      return values
    },

    changesOf,

    /** Every change of some fields of a customer, each field's in the order of time. */
    async changesOfFields(
      customer: { id: string; row_id: number },
      fields: readonly string[],
    ): Promise<FieldChange[]> {
      return await database
        .selectFrom('history_changes')
        .innerJoin('history', 'history.seq', 'history_changes.seq')
        .select(['history_changes.field', 'history.to_version'])
        .select((eb) => eb.fn.coalesce('history_changes.before_value', eb.val('')).as('before'))
        .where('history_changes.customer_row', '=', customer.row_id)
        .where('history_changes.field', 'in', fields)
        .where('history.partner_id', '=', partnerId)
        .execute()
    },

    /**
     * Empties a customer's values of some fields, and all reasons; who, when and which field stay, and so do the digests
     * that the chain runs over. The one update that the database lets through.
     */
    async forget(customer: { id: string; row_id: number }, fields: readonly string[]): Promise<void> {
      await database
        .updateTable('history_changes')
        .set({ before_value: null, after_value: null, salt: null })
        .where('customer_row', '=', customer.row_id)
        .where('field', 'in', fields)
        .execute()
      await database
        .updateTable('history')
        .set({ reason: null, reason_salt: null })
        .where('partner_id', '=', partnerId)
        .where('customer_id', '=', customer.id)
        .execute()
    },

    /**
     * The last entry of each of the partner's customers that were changed last, newest first, with the customer's name.
     * @param lookedAt entries to find them among: one customer may fill many
     */
    async latestOfEach(customers: number, lookedAt: number) {
      const lookAt = (action: ActivityAction) =>
        latestEntries(database, { partner_id: partnerId, action, limit: lookedAt })
      const acts = (await Promise.all(edits.map(lookAt))).flat().toSorted(newestFirst).slice(0, lookedAt)
      const latest = new Map<string, number>()
      for (const { customer_id, history_seq } of acts)
        if (customer_id && history_seq && !latest.has(customer_id)) latest.set(customer_id, history_seq)
      const seqs = [...latest.values()].slice(0, customers)
      const rows = await entriesOfCustomers(database, { partner_id: partnerId, seqs: JSON.stringify(seqs) })
      return await withChanges(seqs.flatMap((seq) => rows.find((row) => row.seq === seq) ?? []))
    },

    /** Number of changes in each quarter of an hour since a time; quiet quarters are left out. */
    async totalsSince(from_ms: number): Promise<{ at_ms: number; changes: number }[]> {
      const from = Math.floor(from_ms / quarterHourMs)
      const rows = await changeTotals(database, { partner_id: partnerId, from })
      return rows.map((row) => ({ at_ms: row.quarter_hour * quarterHourMs, changes: row.changes }))
    },
  }
}

const quarterHourMs = 900_000

function signedChange(change: Change, place: { seq: number; position: number; customer_row: number }) {
  const salt = newSalt()
  return {
    ...place,
    field: change.field,
    before_value: change.before,
    after_value: change.after,
    salt,
    digest: digestOf(salt, change.before, change.after),
  }
}

function changedField(eb: ExpressionBuilder<Tables, 'history'>, field: string) {
  return eb.exists(
    eb
      .selectFrom('history_changes')
      .select('history_changes.seq')
      .whereRef('history_changes.seq', '=', 'history.seq')
      .where('history_changes.field', '=', field),
  )
}
