import type { SelectQueryBuilder } from 'kysely'
import type { Given } from '#src/database/prepared.ts'
import type { CustomerRow, Tables } from '#src/database/tables.ts'
import type { ListQuery, Position } from './list-query.ts'

/**
 * One page of the list by keyset: a page begins beyond a row's sort key instead of after a number of rows, so that it
 * costs the same wherever it is, and stays right while customers come, go and change.
 */

/** What customers are ordered by. */
export const listedKeys = ['row_id', 'sort_name', 'company_country', 'changed_at_ms'] as const
export type ListedKeys = Pick<CustomerRow, (typeof listedKeys)[number]>

/** A run of rows in one order, optionally of one country and beyond one row. */
export type Run = {
  key: 'sort_name' | 'changed_at_ms'
  descending: boolean
  country: string | undefined
  beyond: Position | undefined
  limit: number
}

/** Where the rows are. */
export type Source<Row extends ListedKeys = ListedKeys> = (run: Run) => Promise<Row[]>

export type Page<Row> = { rows: Row[]; previous: Position | undefined; next: Position | undefined }

/**
 * The page that the list's state asks for.
 * @param countriesInOrder all countries there are, as the reader's language orders their names
 * @param source where the rows are
 */
export async function pageAround<Row extends ListedKeys>(
  query: ListQuery,
  countriesInOrder: readonly string[],
  source: Source<Row>,
): Promise<Page<Row>> {
  const backward = query.before !== undefined
  const from = query.before ?? query.after
  const found = await walk(query, countriesInOrder, source, backward, from)
  const more = found.length > query.size
  // The way back has come to the beginning, or the place is beyond the last row: show the first page whole.
  if ((backward && !more) || (from && found.length === 0))
    return await pageAround({ ...query, before: undefined, after: undefined }, countriesInOrder, source)
  const rows = found.slice(0, query.size)
  if (backward) rows.reverse()
  const position = (row: ListedKeys | undefined) => row && positionOf(row, query)
  return {
    rows,
    previous: backward || from ? position(rows[0]) : undefined,
    next: backward || more ? position(rows.at(-1)) : undefined,
  }
}

/** The rows before and after one in the order of the list, which need not have that one. */
export async function keysAround(
  query: ListQuery,
  countriesInOrder: readonly string[],
  source: Source,
  row: ListedKeys,
): Promise<{ previous: number | undefined; next: number | undefined }> {
  const from = positionOf(row, query)
  const one = { ...query, size: 0 }
  const [next] = await walk(one, countriesInOrder, source, false, from)
  const [previous] = await walk(one, countriesInOrder, source, true, from)
  return { previous: previous?.row_id, next: next?.row_id }
}

function positionOf(row: ListedKeys, query: Pick<ListQuery, 'sort'>): Position {
  return {
    key: query.sort.endsWith('changed') ? row.changed_at_ms : row.sort_name,
    country: row.company_country,
    row_id: row.row_id,
  }
}

/** The first rows of a run by time that is in several pieces, each in its order. */
export function joined<Row extends ListedKeys>(pieces: readonly Row[][], { descending, limit }: Run): Row[] {
  const sign = descending ? -1 : 1
  return pieces
    .flat()
    .toSorted((one, other) => sign * (one.changed_at_ms - other.changed_at_ms || one.row_id - other.row_id))
    .slice(0, limit)
}

/** How many rows of a run there are: at most its limit. */
export type Count = (run: Run) => Promise<number>

/** How many rows the list has before one: at most `limit`. */
export async function countBefore(
  query: Pick<ListQuery, 'sort' | 'country'>,
  countriesInOrder: readonly string[],
  count: Count,
  row: ListedKeys,
  limit: number,
): Promise<number> {
  let before = 0
  for (const run of runs(query, countriesInOrder, true, positionOf(row, query))) {
    if (before >= limit) break
    before += await count({ ...run, limit: limit - before })
  }
  return before
}

/** Rows in the order of the list beyond a place, from its beginning where none is given. */
export async function rowsBeyond<Row extends ListedKeys>(
  query: Pick<ListQuery, 'sort' | 'country'>,
  countriesInOrder: readonly string[],
  source: Source<Row>,
  from: ListedKeys | undefined,
  limit: number,
): Promise<Row[]> {
  const place = from && positionOf(from, query)
  return await walk({ ...query, size: limit - 1 }, countriesInOrder, source, false, place)
}

/** One row more than the page holds, which tells whether there is a further page. */
async function walk<Row extends ListedKeys>(
  query: Pick<ListQuery, 'sort' | 'country'> & { size: number },
  countriesInOrder: readonly string[],
  source: Source<Row>,
  backward: boolean,
  from: Position | undefined,
): Promise<Row[]> {
  const limit = query.size + 1
  const found: Row[] = []
  for (const run of runs(query, countriesInOrder, backward, from)) {
    if (found.length >= limit) break
    found.push(...(await source({ ...run, limit: limit - found.length })))
  }
  return found
}

/** The runs that a list is made of, one after the other: a run for each country where it is ordered by them. */
function* runs(
  query: Pick<ListQuery, 'sort' | 'country'>,
  countriesInOrder: readonly string[],
  backward: boolean,
  from: Position | undefined,
): Generator<Omit<Run, 'limit'>> {
  const descending = query.sort.startsWith('-') !== backward
  if (!query.sort.endsWith('country')) {
    const key = query.sort.endsWith('name') ? 'sort_name' : 'changed_at_ms'
    yield { key, descending, country: undefined, beyond: from }
    return
  }
  const countries = countriesInOrder.filter((code) => query.country === undefined || code === query.country)
  if (descending) countries.reverse()
  const start = from ? Math.max(0, countries.indexOf(from.country)) : 0
  for (const country of countries.slice(start)) {
    yield {
      key: 'sort_name',
      // Within a country names always run from A to Z.
      descending: backward,
      // A list of one country has no other rows.
      country: query.country === undefined ? country : undefined,
      beyond: country === from?.country ? from : undefined,
    }
  }
}

/** What the statement of a run depends on, and the values in it. */
export type RunKind = { key: Run['key']; descending: boolean; isOfCountry: boolean; isBeyond: boolean }
export type RunValues = {
  run_country: string | undefined
  beyond_key: string | number
  beyond_row: number
  limit: number
}

export function kindOf({ key, descending, country, beyond }: Run): RunKind {
  return { key, descending, isOfCountry: country !== undefined, isBeyond: beyond !== undefined }
}

export function valuesOf({ country, beyond, limit }: Run): RunValues {
  return { run_country: country, beyond_key: beyond?.key ?? '', beyond_row: beyond?.row_id ?? 0, limit }
}

/** A run of the rows of a query. */
export function runOf<Row>(
  rows: SelectQueryBuilder<Tables, 'customers', Row>,
  given: Given<RunValues>,
  { key, descending, isOfCountry, isBeyond }: RunKind,
) {
  const direction = descending ? 'desc' : 'asc'
  // The first condition lets the database seek; the usual (a, b) > (x, y) over two columns may scan.
  const further = descending ? '<' : '>'
  return rows
    .$if(isOfCountry, (query) => query.where('company_country', '=', given.run_country))
    .$if(isBeyond, (query) =>
      query
        .where(key, descending ? '<=' : '>=', given.beyond_key)
        .where((eb) => eb.or([eb(key, further, given.beyond_key), eb('row_id', further, given.beyond_row)])),
    )
    .orderBy(key, direction)
    .orderBy('row_id', direction)
    .limit(given.limit)
}
