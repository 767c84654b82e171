import type { Database } from '#src/database/open.ts'
import type { Reader } from '#src/http/ui.ts'
import { createCustomersStore, type Counted, type CustomersStore } from '../customers.store.ts'
import { countOf } from '../list-words.ts'
import { listState } from '../list-address.ts'
import type { ListQuery } from '../list-query.ts'
import { viewQuery, type SavedView, type ViewStaff } from './saved-view.ts'
import { createSavedViewsStore } from './saved-views.store.ts'
import { viewHref } from './view-menu.ts'

/** Saved views with how many customers each shows. */

export type CountedView = { view: SavedView; href: string; count: string }

/** Those of a person by name, at most so many. */
export type ViewsOf = (staff: ViewStaff, reader: Reader, atMost?: number) => Promise<CountedView[]>

/** What is kept of counts takes this many times as long as counting did: it is seldom counted what takes long. */
const keptTimes = 200
/** A count that took less, in ms, is made anew each time. */
const quick = 3
/** Counts that are kept. */
const countsAtMost = 1000

export function createViewsOf(database: Database): ViewsOf {
  const countIn = createKeptCounts(() => performance.now())
  return async (staff, { format }, atMost = Infinity) => {
    const customers = createCustomersStore(database).forPartner(staff.partner_id)
    const views = byName(await createSavedViewsStore(database).forStaff(staff).list(), format)
    const counted: CountedView[] = []
    for (const view of views.slice(0, atMost)) {
      const count = await countIn(customers, staff.partner_id, viewQuery(view))
      counted.push({ view, href: viewHref(view), count: countOf(count, format) })
    }
    return counted
  }
}

export const byName = (views: readonly SavedView[], format: Reader['format']): SavedView[] =>
  views.toSorted((one, other) => format.compare(one.name, other.name) || one.id - other.id)

/**
 * Counts the customers of a list, no further than the list itself does, which is quick but for some searches: what took
 * long is kept for so much longer.
 */
export function createKeptCounts(clock: () => number) {
  const kept = new Map<string, { counted: Counted; until: number }>()
  return async (
    customers: Pick<CustomersStore, 'count'>,
    partnerId: number,
    query: ListQuery,
  ): Promise<Counted> => {
    const { sort, ...which } = listState(query)
    const key = JSON.stringify([partnerId, which])
    const began = clock()
    const known = kept.get(key)
    if (known && began < known.until) return known.counted
    const counted = await customers.count(query)
    const ended = clock()
    if (kept.size >= countsAtMost) kept.clear()
    if (ended - began < quick) kept.delete(key)
    else kept.set(key, { counted, until: ended + (ended - began) * keptTimes })
    return counted
  }
}
