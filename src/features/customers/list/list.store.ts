import { asPartner, wordsOf, type Database } from '#src/database/engine.ts'
import type { CustomerRow } from '#src/database/tables.ts'
import { rowsByNumber } from '../customer-rows.ts'
import type { Neighbours } from '../customer.ts'
import { countedAtMost, type Counted } from './counted.ts'
import { filteredList, isKept } from './filtered-list.ts'
import { countFound, foundList, onlyFound } from './found-list.ts'
import { countBefore, keysAround, pageAround, type Count, type ListedKeys, type Page } from './list-order.ts'
import { isSearch, type ListQuery, type Position } from './list-query.ts'
import { idsOfRows, inOrderOf, type FoundCustomer, type ListedCustomer } from './list-rows.ts'

/** One page of the list. `from` is the place of its first customer in all of it, from 1; undefined where nobody knows it. */
export type CustomerPage = Counted & {
  customers: (ListedCustomer | FoundCustomer)[]
  from: number | undefined
  previous: Position | undefined
  next: Position | undefined
}

/** A page with how many customers the list has, and where in it the page begins. */
type Placed = Page<ListedCustomer> & { count: number; from: number | undefined }

/** Rows at once when many are asked for. */
const piece = 300

/** The list of a partner's customers: the search index answers what is searched, the table all else. */
export function createListStore(database: Database) {
  return { forPartner: (partnerId: number) => listOf(asPartner(database, partnerId), partnerId) }
}

export type ListStore = ReturnType<ReturnType<typeof createListStore>['forPartner']>

function listOf(database: Database, partnerId: number) {
  async function pageOfFiltered(query: ListQuery, countriesInOrder: readonly string[]): Promise<Placed> {
    const list = filteredList(database, partnerId, query)
    const page = await pageAround(query, countriesInOrder, list.listed)
    return {
      ...page,
      count: await list.count(),
      from: await placeOf(page, query, countriesInOrder, list.countOfRun),
    }
  }

  async function pageOfFound(query: ListQuery, countriesInOrder: readonly string[]): Promise<Placed> {
    const list = await foundList(database, partnerId, query)
    const page = await pageAround(query, countriesInOrder, list.keys)
    return {
      ...page,
      rows: await list.listed(page.rows),
      count: list.count,
      from: await placeOf(page, query, countriesInOrder, list.countOfRun),
    }
  }

  async function whole(rowIds: readonly number[]): Promise<CustomerRow[]> {
    const numbers = wordsOf(database).numbered(JSON.stringify(rowIds))
    const rows = await rowsByNumber(database, partnerId, numbers).selectAll('customers').execute()
    return inOrderOf(rowIds, rows)
  }

  return {
    /**
     * One page of the list.
     * @param query filters, search, order and place
     * @param countriesInOrder this partner's countries as the reader's language orders their names
     */
    async page(query: ListQuery, countriesInOrder: readonly string[]): Promise<CustomerPage> {
      const pageOf = isSearch(query) ? pageOfFound : pageOfFiltered
      const page = await pageOf(query, countriesInOrder)
      const { rows, count } = page
      const counted = asCounted(query, count)
      const from = counted.more ? page.from : placeWithin(count, page)
      const at = (place: Position | undefined, row: number) => place && { ...place, at: from && from + row }
      return {
        customers: rows,
        from,
        previous: at(page.previous, 0),
        next: at(page.next, rows.length - 1),
        ...counted,
      }
    },

    /** How many customers the list has in a state, whichever its order and place. */
    async count(query: ListQuery): Promise<Counted> {
      const count = isSearch(query)
        ? await countFound(database, partnerId, query)
        : await filteredList(database, partnerId, query).count()
      return asCounted(query, count)
    },

    /** The customer that a search can only mean: the one that it finds, or whose Microsoft ID or domain it is. */
    onlyFound: (query: ListQuery): Promise<string | undefined> => onlyFound(database, partnerId, query),

    /** The customers next to one in the list that the state asks for, so that it can be gone through. */
    async neighbours(
      query: ListQuery,
      countriesInOrder: readonly string[],
      customer: ListedKeys,
    ): Promise<Neighbours> {
      const listOf = isSearch(query) ? foundList : filteredList
      const { keys } = await listOf(database, partnerId, query)
      const rows = await keysAround(query, countriesInOrder, keys, customer)
      const row_ids = JSON.stringify([rows.previous, rows.next])
      const ids = await idsOfRows(database, { partner_id: partnerId, row_ids })
      const idOf = (row: number | undefined) => ids.find((one) => one.row_id === row)?.id
      return { previous: idOf(rows.previous), next: idOf(rows.next) }
    },

    /**
     * Every customer that the list's state shows, whole, some hundreds at a time, in the order of the list.
     * @param countriesInOrder this partner's countries as the reader's language orders their names
     */
    async *everything(query: ListQuery, countriesInOrder: readonly string[]): AsyncGenerator<CustomerRow[]> {
      const listOf = isSearch(query) ? foundList : filteredList
      const list = await listOf(database, partnerId, query)
      for await (const rowIds of list.pieces(countriesInOrder, piece)) yield await whole(rowIds)
    },

    /** Some customers, whole. */
    async *byIds(ids: readonly string[]): AsyncGenerator<CustomerRow[]> {
      if (ids.length === 0) return
      yield await database
        .selectFrom('customers')
        .selectAll('customers')
        .where('customers.partner_id', '=', partnerId)
        .where('id', 'in', ids)
        .orderBy('row_id')
        .execute()
    },
  }
}

/**
 * The place of a page's first row in the whole list, from 1. It is counted as far as a list is; further on it is as many
 * as the pages had on the way there, which the address says.
 */
async function placeOf(
  page: Page<ListedKeys>,
  query: ListQuery,
  countriesInOrder: readonly string[],
  count: Count,
): Promise<number | undefined> {
  const [first] = page.rows
  if (!first || !page.previous) return first && 1
  const { after, before } = query
  const carried = after?.at ? after.at + 1 : before?.at && before.at - page.rows.length
  if (carried && carried > countedAtMost) return carried
  const counted = await countBefore(query, countriesInOrder, count, first, countedAtMost)
  return counted < countedAtMost ? counted + 1 : undefined
}

/** The place of a page's first row, where all rows are counted: the last page ends with the last of them. */
function placeWithin(count: number, { rows, next, from }: Page<unknown> & { from: number | undefined }) {
  if (rows.length > 0 && !next) return count - rows.length + 1
  return from !== undefined && from + rows.length <= count ? from : undefined
}

/** The whole list, and what needs attention of it, have totals; everything else is counted to where it stops. */
function asCounted(query: ListQuery, count: number): Counted {
  const isTotal = !isSearch(query) && isKept(query)
  const more = !isTotal && count > countedAtMost
  return { count: more ? countedAtMost : count, more }
}
