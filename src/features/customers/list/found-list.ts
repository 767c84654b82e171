import { sql } from 'kysely'
import { wordsOf, type Database } from '#src/database/engine.ts'
import type { IndexQuery } from '#src/database/index-query.ts'
import { findInIndex } from '#src/database/search-index.ts'
import { rowsByNumber } from '../customer-rows.ts'
import { wantedBy } from '../search/wishes.ts'
import { searchExclusions, searchMarks } from '../search/search-tokens.ts'
import { countedAtMost } from './counted.ts'
import {
  kindOf,
  rowsBeyond,
  valuesOf,
  type Count,
  type ListedKeys,
  type Run,
  type Source,
} from './list-order.ts'
import type { ListQuery } from './list-query.ts'
import {
  countedIn,
  countOfFoundRun,
  countriesOfRows,
  inOrderOf,
  keysOfFound,
  rowsOfFound,
  type FoundCustomer,
} from './list-rows.ts'

/** The customers that a search finds: the index knows which, and of the many that it may find only the keys are put in order. */
export async function foundList(database: Database, partnerId: number, query: ListQuery) {
  const search = searchOf(partnerId, query)
  const found = search ? await findInIndex(database, search, countedAtMost + 1) : []
  const row_ids = JSON.stringify(found.slice(0, countedAtMost))
  const valuesIn = (run: Run) => ({ partner_id: partnerId, row_ids, ...valuesOf(run) })
  const isThere = query.sort.endsWith('country') ? await foundCountries() : () => true

  /** Each country's run looks through all that was found: only those that there are are asked for. */
  async function foundCountries(): Promise<(run: Run) => boolean> {
    const rows = await countriesOfRows(database, { partner_id: partnerId, row_ids })
    const there = new Set(rows.map((row) => row.company_country))
    return ({ country }) => country === undefined || there.has(country)
  }

  const keys: Source = async (run) =>
    isThere(run) ? await keysOfFound(database, valuesIn(run), kindOf(run)) : []

  async function* asMade(piece: number): AsyncGenerator<number[]> {
    if (!search) return
    for (let beyond = 0; ;) {
      const rowIds = await findInIndex(database, search, piece, beyond)
      const last = rowIds.at(-1)
      if (last === undefined) return
      yield rowIds
      beyond = last
    }
  }

  return {
    /** Their keys in the list's order. */
    keys,

    /** Some of them as the list shows them, in the order given. */
    async listed(rows: readonly ListedKeys[]): Promise<FoundCustomer[]> {
      if (rows.length === 0) return []
      const rowIds = rows.map((row) => row.row_id)
      const values = { partner_id: partnerId, row_ids: JSON.stringify(rowIds) }
      const isChosen = query.columns !== undefined
      return inOrderOf(rowIds, await rowsOfFound(database, values, { isChosen }))
    },

    /** How many rows of a run there are. */
    countOfRun: (async (run) =>
      isThere(run)
        ? countedIn(await countOfFoundRun(database, valuesIn(run), kindOf(run)))
        : 0) satisfies Count,

    /** How many there are: at most one more than are counted. */
    count: found.length,

    /** The numbers of all their rows: in order as far as a search is put in order; what finds more, in the order in which it was made. */
    async *pieces(countriesInOrder: readonly string[], piece: number): AsyncGenerator<number[]> {
      if (found.length > countedAtMost) {
        yield* asMade(piece)
        return
      }
      const rows = await rowsBeyond(query, countriesInOrder, keys, undefined, countedAtMost)
      for (let at = 0; at < rows.length; at += piece)
        yield rows.slice(at, at + piece).map((row) => row.row_id)
    },
  }
}

/** How many customers a search finds: at most one more than are counted. */
export async function countFound(database: Database, partnerId: number, query: ListQuery): Promise<number> {
  const search = searchOf(partnerId, query)
  return search ? (await findInIndex(database, search, countedAtMost + 1)).length : 0
}

/** The customer that a search can only mean: the one that it finds, or whose Microsoft ID or domain it is. */
export async function onlyFound(
  database: Database,
  partnerId: number,
  query: ListQuery,
): Promise<string | undefined> {
  const search = query.q === '' ? undefined : searchOf(partnerId, query)
  if (!search) return undefined
  const found = await findInIndex(database, search, 2)
  if (found.length === 0) return undefined
  const isFiltered = query.country ?? query.relationship ?? query.attention ?? query.tag
  if (found.length > 1 && isFiltered !== undefined) return undefined
  const named =
    found.length === 1
      ? rowsByNumber(database, partnerId, wordsOf(database).numbered(JSON.stringify(found)))
      : identifiedBy(database, partnerId, query.q.toLowerCase())
  return (await named.select('id').executeTakeFirst())?.id
}

/** The customer whose Microsoft ID or domain was typed. */
function identifiedBy(database: Database, partnerId: number, typed: string) {
  return database
    .selectFrom('customers')
    .where('customers.partner_id', '=', partnerId)
    .where('archived', '=', sql.lit(''))
    .where((eb) => eb.or([eb('id', '=', typed), eb('primary_domain', '=', typed)]))
}

/** What the index is asked for; undefined where nothing but punctuation was typed, which finds nothing. */
function searchOf(partner_id: number, query: ListQuery): IndexQuery | undefined {
  const wanted = wantedBy(query.q)
  if (wanted.length === 0 && query.q !== '') return undefined
  return { partner_id, marks: searchMarks(query), wanted, without: searchExclusions(query) }
}
