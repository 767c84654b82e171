import { createHash } from 'node:crypto'
import { acrossPartners, wordsOf, type Database, type Engine } from '#src/database/engine.ts'
import { indexRow } from '#src/database/search-index.ts'
import { DatabaseError } from '#src/database/storage-fault.ts'
import type { CustomerRow } from '#src/database/tables.ts'
import { beginCopy, endCopy, unfinishedCopy } from '#src/database/unfinished-copy.ts'
import { foundBy, searchTokens } from '#src/features/customers/search/search-tokens.ts'
import type { HistoryKey } from '#src/history/chain.ts'
import { verifyHistory, type Verification } from '#src/history/verify.ts'
import { assertSame } from './compare.ts'
import {
  asRows,
  countedTables,
  movedTables,
  numberedTables,
  workedOut,
  type Row,
  type Table,
} from './moved-tables.ts'
import { countOf, lastKey, rowsBeyond } from './rows-in-order.ts'

/** Moving a portal from one database to another, whichever engines keep them. */

export type Copied = { rows: number; history: Verification }

/** Told that a step begins of so many rows. @returns what to call with how many are done */
export type Progress = (step: 'copying' | 'comparing', total: number) => (done: number) => void

/** Values of one statement at most: both engines take some more. */
const valuesAtMost = 20_000

/**
 * Copies everything but who is signed in, and compares every row afterwards. Broken off, it goes on when it is begun again.
 * @param from only read, as it is at one moment
 * @param to empty, or with what an earlier try left
 * @param keys of the history
 * @returns how many rows there are now, and whether the history holds there. Where it does not, the copy is not ended.
 * @throws DatabaseError when there is something else in the target, or the copy is not the same
 */
export async function copyPortal(
  from: { engine: Engine; database: Database },
  to: { engine: Engine; database: Database },
  keys: readonly HistoryKey[],
  progress: Progress,
): Promise<Copied> {
  await from.engine.assertMigrated(from.database)
  const target = acrossPartners(to.database)
  const rows = await asItIsNow(from.database, async (source) => {
    const counts = await Promise.all(movedTables.map((table) => countOf(source, table)))
    await prepareTarget(to, await nameOf(source, counts))
    const total = counts.reduce((sum, count) => sum + count, 0)
    await copyTables(source, target, progress('copying', total))
    await compareTables(source, target, progress('comparing', total))
    return total
  })
  const history = await verifyHistory(target, keys)
  if (!history.broken)
    await target.transaction().execute(async (transaction) => {
      await wordsOf(transaction).rowsHaveCome(transaction, numberedTables)
      await endCopy(transaction)
    })
  return { rows, history }
}

async function asItIsNow<Result>(
  database: Database,
  work: (snapshot: Database) => Promise<Result>,
): Promise<Result> {
  return await acrossPartners(database)
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(work)
}

/** What tells a source from others, and from itself once somebody has written to it. */
async function nameOf(source: Database, counts: readonly number[]): Promise<string> {
  const head = await source.selectFrom('history').select('mac').orderBy('seq', 'desc').executeTakeFirst()
  return createHash('sha256')
    .update(JSON.stringify([counts, head?.mac ?? '']))
    .digest('base64url')
}

async function prepareTarget(
  { engine, database }: { engine: Engine; database: Database },
  source: string,
): Promise<void> {
  const begun = await unfinishedCopy(database)
  if (begun !== undefined && begun !== source)
    throw new DatabaseError(
      'The target has a part of another copy, or the portal has written to the source since. Copy into an empty database.',
    )
  if (begun === undefined) {
    await assertEmpty(engine, database)
    await beginCopy(database, source)
  }
  await engine.migrate(database)
}

async function assertEmpty(engine: Engine, database: Database): Promise<void> {
  const names = (await database.introspection.getTables()).map(({ name }) => name)
  if (names.length === 0) return
  const isOurs = ['partners', 'customers', 'history'].every((name) => names.includes(name))
  if (isOurs) await engine.assertMigrated(database)
  const rows = isOurs
    ? await Promise.all(movedTables.map((table) => lastKey(acrossPartners(database), table)))
    : names
  if (rows.some((row) => row !== undefined))
    throw new DatabaseError('The target is not empty. Nothing was changed. Copy into an empty database.')
}

async function copyTables(from: Database, to: Database, progress: (done: number) => void): Promise<void> {
  let done = 0
  for (const table of movedTables) {
    done += await countOf(to, table)
    for (;;) {
      const copied = await to.transaction().execute((transaction) => copyBatch(from, transaction, table))
      if (copied === 0) break
      done += copied
      progress(done)
    }
  }
}

/** Goes on behind what is there already, so that nothing has to be remembered of a try that was broken off. */
async function copyBatch(from: Database, to: Database, table: Table): Promise<number> {
  await wordsOf(to).takeTurn(to, 'copy')
  const rows = await rowsBeyond(from, table, await lastKey(to, table))
  await insertAll(to, table, rows)
  if (table.name === 'customers') await indexAll(to, rows as unknown as CustomerRow[])
  return rows.length
}

async function insertAll(to: Database, { name }: Table, rows: readonly Row[]): Promise<void> {
  const atOnce = Math.floor(valuesAtMost / Math.max(1, Object.keys(rows[0] ?? {}).length))
  for (let first = 0; first < rows.length; first += atOnce)
    await asRows(to)
      .insertInto(name)
      .values(rows.slice(first, first + atOnce).map(given))
      .execute()
}

/** The values of a row that it does not work out from others. */
const given = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !workedOut.includes(column)))

async function indexAll(to: Database, customers: readonly CustomerRow[]): Promise<void> {
  for (const customer of customers)
    await indexRow(to, customer, searchTokens(foundBy(customer, customer.needs_attention === 1)))
}

async function compareTables(from: Database, to: Database, progress: (done: number) => void): Promise<void> {
  let done = 0
  for (const table of movedTables)
    await assertSame(from, to, table, (rows) => {
      done += rows
      progress(done)
    })
  for (const table of countedTables) await assertSame(from, to, table)
}
