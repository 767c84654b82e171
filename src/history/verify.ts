import type { Selectable } from 'kysely'
import { acrossPartners, type Database } from '#src/database/engine.ts'
import type { Tables } from '#src/database/tables.ts'
import type { Head } from './head.ts'
import { beginning, digestOf, macOf, type HistoryKey } from './chain.ts'

export type Verification = {
  entries: number
  /** Entries with values that were erased, as the law may ask. */
  erased: number
  head: Head | undefined
  /** The first entry that does not hold, and why. */
  broken: { seq: number; why: Fault } | undefined
}

export type Fault =
  'missing' | 'unknown_key' | 'changed' | 'values_changed' | 'erased_without_record' | 'head_missing'

type Entry = Selectable<Tables['history']>
type ChangeRow = Selectable<Tables['history_changes']>

/** Entries read at once. */
const batch = 2000

/**
 * Walks the whole chain of all partners and checks each entry against its key, the entry before it and its values.
 * @param keys all keys that have signed
 * @param head an earlier head that has to be in the chain still
 */
export async function verifyHistory(
  database: Database,
  keys: readonly HistoryKey[],
  head?: Head,
): Promise<Verification> {
  const all = acrossPartners(database)
  const byId = new Map(keys.map((key) => [key.id, key]))
  const recorded = await erasures(all)
  const result: Verification = { entries: 0, erased: 0, head: undefined, broken: undefined }
  let last: Head = { seq: 0, mac: beginning }
  for (;;) {
    const entries = await entriesAfter(all, last.seq)
    if (entries.length === 0) break
    const changes = await changesBetween(all, last.seq, entries.at(-1)!.seq)
    for (const entry of entries) {
      const own = changes.get(entry.seq) ?? []
      const why = faultOf(entry, own, last, byId, recorded)
      if (why)
        return { ...result, head: last, broken: { seq: why === 'missing' ? last.seq + 1 : entry.seq, why } }
      if (own.some((change) => change.salt === null)) result.erased += 1
      if (head?.seq === entry.seq && head.mac !== entry.mac) {
        return { ...result, head: last, broken: { seq: entry.seq, why: 'changed' } }
      }
      result.entries += 1
      last = { seq: entry.seq, mac: entry.mac }
    }
  }
  if (head && head.seq > last.seq) result.broken = { seq: last.seq + 1, why: 'head_missing' }
  return { ...result, head: last.seq > 0 ? last : undefined }
}

function faultOf(
  entry: Entry,
  changes: readonly ChangeRow[],
  last: Head,
  keys: ReadonlyMap<string, HistoryKey>,
  recorded: ReadonlySet<string>,
): Fault | undefined {
  if (entry.seq !== last.seq + 1) return 'missing'
  const key = keys.get(entry.key_id)
  if (!key) return 'unknown_key'
  if (macOf({ ...entry, changes }, last.mac, key) !== entry.mac) return 'changed'
  const erased =
    changes.some((change) => change.salt === null) || (entry.reason_digest !== null && !entry.reason_salt)
  if (erased && !recorded.has(entry.customer_id)) return 'erased_without_record'
  return changes.every(valuesHold) && reasonHolds(entry) ? undefined : 'values_changed'
}

function valuesHold({ salt, before_value, after_value, digest }: ChangeRow): boolean {
  if (salt === null) return before_value === null && after_value === null
  return before_value !== null && after_value !== null && digestOf(salt, before_value, after_value) === digest
}

function reasonHolds({ reason, reason_salt, reason_digest }: Entry): boolean {
  if (reason_salt === null) return reason === null
  return reason !== null && digestOf(reason_salt, reason) === reason_digest
}

/** The customers of which the chain itself says that they were erased. */
async function erasures(database: Database): Promise<Set<string>> {
  const rows = await database
    .selectFrom('history')
    .select('customer_id')
    .where('origin', '=', 'erases')
    .execute()
  return new Set(rows.map((row) => row.customer_id))
}

async function entriesAfter(database: Database, seq: number): Promise<Entry[]> {
  return await database
    .selectFrom('history')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(batch)
    .execute()
}

async function changesBetween(
  database: Database,
  after: number,
  upTo: number,
): Promise<Map<number, ChangeRow[]>> {
  const rows = await database
    .selectFrom('history_changes')
    .selectAll()
    .where('seq', '>', after)
    .where('seq', '<=', upTo)
    .orderBy('seq')
    .orderBy('position')
    .execute()
  return Map.groupBy(rows, (row) => row.seq)
}
