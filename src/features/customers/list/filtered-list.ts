import type { Database } from '#src/database/engine.ts'
import { partnerTotals } from '#src/database/partner-totals.ts'
import { relationships } from '../customer.ts'
import {
  joined,
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
  countOfFiltered,
  countOfFilteredRun,
  isOfFew,
  keysOfFiltered,
  listedOfFiltered,
  type ListedCustomer,
  type RunOfFiltered,
} from './list-rows.ts'

/** The customers that the list's filters leave: they stand in the order of an index, and are read a run at a time. */
export function filteredList(database: Database, partnerId: number, query: ListQuery) {
  /** Asks for a run under each of its filters. */
  async function askEach<Row>(run: Run, rowsOfRun: RunOfFiltered<Row>): Promise<Row[][]> {
    const ask = ({ filter, values }: ReturnType<typeof filterOf>) =>
      rowsOfRun(database, { ...values, ...valuesOf(run) }, { filter, run: kindOf(run) })
    return await Promise.all(filtersOf(partnerId, query, run).map(ask))
  }

  function rowsBy<Row extends ListedKeys>(rowsOfRun: RunOfFiltered<Row>): Source<Row> {
    return async (run) => {
      const pieces = await askEach(run, rowsOfRun)
      return pieces.length === 1 ? pieces[0]! : joined(pieces, run)
    }
  }

  const keys = rowsBy(keysOfFiltered)

  return {
    /** Their keys in the list's order. */
    keys,

    /** The same as the list shows them. */
    listed: rowsBy<ListedCustomer>((reading, values, kind) =>
      listedOfFiltered(reading, values, { ...kind, isChosen: query.columns !== undefined }),
    ),

    /** How many rows of a run there are. */
    countOfRun: (async (run) => {
      const counts = (await askEach(run, countOfFilteredRun)).map(countedIn)
      const all = counts.reduce((sum, count) => sum + count, 0)
      return Math.min(all, run.limit)
    }) satisfies Count,

    /** How many there are: exact where the database keeps it, else at most one more than are counted. */
    async count(): Promise<number> {
      if (isKept(query)) {
        const totals = await partnerTotals(database, partnerId)
        return query.attention ? totals.needs_attention : totals.customers
      }
      const { filter, values } = filterOf(partnerId, query)
      return countedIn(await countOfFiltered(database, values, filter))
    },

    /** The numbers of all their rows in the list's order, some hundreds at a time. */
    async *pieces(countriesInOrder: readonly string[], piece: number): AsyncGenerator<number[]> {
      for (let last: ListedKeys | undefined; ;) {
        const rows = await rowsBeyond(query, countriesInOrder, keys, last, piece)
        last = rows.at(-1)
        if (!last) return
        yield rows.map((row) => row.row_id)
      }
    },
  }
}

/** Whether the database keeps how many there are: of the whole list, and of what needs attention of it. */
export const isKept = ({ country, relationship, attention }: ListQuery): boolean =>
  !country && !relationship && (attention ?? 'yes') === 'yes'

/** The list's filters, for a statement and as its values. */
function filterOf(partner_id: number, { country, relationship, attention }: ListQuery) {
  const isOf = { isOfCountry: country !== undefined, isOfRelationship: relationship !== undefined }
  const values = { partner_id, country: country ?? '', relationship: relationship ?? '' }
  return { filter: { ...isOf, attention }, values }
}

/**
 * The filters of a run. By time there is an index for each relationship alone, because every edit writes into each of them:
 * a run of all is one of each relationship. The few in a state have an index of their own.
 */
function filtersOf(partnerId: number, query: ListQuery, run: Run) {
  const isWhole = run.key === 'sort_name' || query.relationship !== undefined || isOfFew(query.attention)
  return isWhole
    ? [filterOf(partnerId, query)]
    : relationships.map((relationship) => filterOf(partnerId, { ...query, relationship }))
}
