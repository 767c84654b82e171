import { sql, type QueryResult, type RawBuilder } from 'kysely'
import type { Database } from '../engine.ts'
import type { IndexedRow, IndexQuery, TokenPhrase, Wanted } from '../index-query.ts'

/** The search index as an FTS5 table, in which the rows of a partner lie together. */

/** Numbers in the index that belong to a partner: more than it can have rows. */
const rowsOfAPartner = 2 ** 32

/** A row's number in the index. Parameters come as floating point, which FTS5 does not take for a limit of its own. */
const indexRowOf = ({ partner_id, row_id }: IndexedRow): RawBuilder<number> =>
  sql`(CAST(${partner_id} AS INTEGER) * ${sql.lit(rowsOfAPartner)} + CAST(${row_id} AS INTEGER))`

/**
 * Rows whose tokens are other ones when the transaction ends: kept beside the database, by the connection that writes. FTS5
 * would write a piece of the index at each savepoint and at most statements with triggers, and merge those pieces later.
 */
export const notes = `CREATE TEMP TABLE search_notes (index_row INTEGER PRIMARY KEY, tokens TEXT NOT NULL) STRICT`

/**
 * Rows whose tokens have changed lately wait in a table, which searches read as well: a piece of the index of their own
 * would be some ten pages, and merging it as many again. Beyond so many they go into the index together.
 */
const waitingAtMost = 32

const intoIndex = [
  'DELETE FROM customer_search WHERE rowid IN (SELECT index_row FROM temp.search_notes)',
  'INSERT INTO customer_search (rowid, tokens) SELECT index_row, tokens FROM temp.search_notes',
  'DELETE FROM temp.search_notes',
]

const intoWaiting = [
  // Spaces around each, so that a phrase is looked for as it stands.
  `INSERT INTO search_waiting (index_row, tokens) SELECT index_row, ' ' || tokens || ' ' FROM temp.search_notes WHERE true
    ON CONFLICT DO UPDATE SET tokens = excluded.tokens`,
  'DELETE FROM temp.search_notes',
]

const allIntoIndex = [
  // What was noted is newer.
  `INSERT INTO temp.search_notes (index_row, tokens) SELECT index_row, tokens FROM search_waiting WHERE true
    ON CONFLICT DO NOTHING`,
  'DELETE FROM search_waiting',
  ...intoIndex,
]

type Execute = (statement: string) => Promise<QueryResult<unknown>>

async function has(execute: Execute, rows: string): Promise<boolean> {
  return (await execute(rows)).rows.length > 0
}

/** Brings what is searched up to date with what was noted. Each transaction ends with it. */
export async function settle(execute: Execute): Promise<void> {
  if (!(await has(execute, 'SELECT index_row FROM temp.search_notes LIMIT 1'))) return
  const isMany = await has(
    execute,
    `SELECT index_row FROM temp.search_notes UNION ALL SELECT index_row FROM search_waiting LIMIT 1 OFFSET ${waitingAtMost}`,
  )
  for (const statement of isMany ? allIntoIndex : intoWaiting) await execute(statement)
}

/** Notes it; where there is no transaction, it is found at once. */
export async function indexRow(
  database: Database,
  row: IndexedRow,
  tokens: readonly string[],
): Promise<void> {
  await sql`INSERT INTO temp.search_notes (index_row, tokens) VALUES (${indexRowOf(row)}, ${tokens.join(' ')})
    ON CONFLICT DO UPDATE SET tokens = excluded.tokens`.execute(database)
  if (!database.isTransaction) await settleIndex(database)
}

/** Makes what was noted be found now. */
export async function settleIndex(database: Database): Promise<void> {
  const execute: Execute = (statement) => sql.raw(statement).execute(database)
  // While earlier migrations make the index anew there is nowhere to wait yet.
  if (await has(execute, `SELECT name FROM sqlite_schema WHERE name = 'search_waiting'`))
    await settle(execute)
  else for (const statement of intoIndex) await execute(statement)
}

/** Pages of the file that a step of merging writes: some 5 ms. */
const pagesOfAStep = 64

/**
 * Merges pieces of the index, one step: a search looks each of its tokens up in every piece. FTS5 itself merges as rows are
 * written, and leaves some fifteen.
 * @returns whether there was anything to merge
 */
export async function mergeIndex(database: Database): Promise<boolean> {
  return await database.transaction().execute(async (transaction) => {
    const before = await totalChanges(transaction)
    await sql`INSERT INTO customer_search (customer_search, rank) VALUES ('merge', ${sql.lit(pagesOfAStep)})`.execute(
      transaction,
    )
    // One change is the statement's own (https://www.sqlite.org/fts5.html, the 'merge' command).
    return (await totalChanges(transaction)) - before > 1
  })
}

async function totalChanges(database: Database): Promise<number> {
  const { rows } = await sql<{ changes: number }>`SELECT total_changes() AS changes`.execute(database)
  return rows[0]!.changes
}

type WaitingValues = { first: IndexedRow; end: IndexedRow }

/** A row that waits, with its tokens between spaces. */
type Waiting = { index_row: number; tokens: string }

/**
 * The rows that match, of those in the index and of those that wait, in the order in which they were made. Those that wait
 * are read first, and are left out of what the index says: whatever goes on meanwhile, each row is found by what it was or
 * by what it is, and once. Both statements are the same for every search.
 */
export async function findInIndex(
  database: Database,
  query: IndexQuery,
  limit: number,
  beyond: number,
): Promise<number[]> {
  const { partner_id } = query
  const place = {
    first: { partner_id, row_id: beyond },
    end: { partner_id: partner_id + 1, row_id: 0 },
  }
  const waiting = await waitingBetween(database, place)
  const indexed = await indexedBetween(database, query, place, waiting, limit)
  const found = waiting.filter(({ tokens }) => isMatch(tokens, query)).map(({ index_row }) => index_row)
  const all = found.length === 0 ? indexed : [...indexed, ...found].sort((one, other) => one - other)
  return all.slice(0, limit).map((indexRow) => indexRow % rowsOfAPartner)
}

async function waitingBetween(database: Database, { first, end }: WaitingValues): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`SELECT index_row, tokens FROM search_waiting
    WHERE index_row > ${indexRowOf(first)} AND index_row < ${indexRowOf(end)}`.execute(database)
  return rows
}

/** Read as one value, which is less work than a thousand rows. */
async function indexedBetween(
  database: Database,
  query: IndexQuery,
  { first, end }: WaitingValues,
  without: readonly Waiting[],
  limit: number,
): Promise<number[]> {
  const others = JSON.stringify(without.map(({ index_row }) => index_row))
  const { rows } = await sql<{ index_rows: string }>`
    SELECT json_group_array(index_row) AS index_rows FROM (
      SELECT rowid AS index_row FROM customer_search
      WHERE customer_search MATCH ${matchOf(query)}
        AND rowid > ${indexRowOf(first)} AND rowid < ${indexRowOf(end)}
        AND rowid NOT IN (SELECT value FROM json_each(${others}))
      ORDER BY rowid LIMIT ${limit})`.execute(database)
  return JSON.parse(rows[0]!.index_rows) as number[]
}

function matchOf({ marks, wanted, without = [] }: IndexQuery): string {
  const terms = [...wanted.map(expressionOf), ...marks.map((mark) => `"${mark}"`)]
  return `(${terms.join(' AND ')})${without.map((mark) => ` NOT "${mark}"`).join('')}`
}

function expressionOf(wanted: Wanted): string {
  if ('any' in wanted) return `(${wanted.any.map(expressionOf).join(' OR ')})`
  if ('all' in wanted) return `(${wanted.all.map(expressionOf).join(' AND ')})`
  return quoted(wanted)
}

/** A phrase in FTS5's query language (https://www.sqlite.org/fts5.html, 3.2). */
function quoted(phrase: TokenPhrase): string {
  return `"${phrase.join(' ').replaceAll('"', '')}"`
}

/** The same of a row that waits. */
function isMatch(tokens: string, { marks, wanted, without = [] }: IndexQuery): boolean {
  const has = (one: Wanted): boolean => {
    if ('any' in one) return one.any.some(has)
    if ('all' in one) return one.all.every(has)
    return tokens.includes(` ${one.join(' ').replaceAll('"', '')} `)
  }
  return marks.every((mark) => has([mark])) && wanted.every(has) && !without.some((mark) => has([mark]))
}
