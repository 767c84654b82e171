import type { Database } from '#src/database/engine.ts'
import type { Reader } from '#src/http/ui.ts'
import { countOf, type Counted } from '../list/counted.ts'
import { createListStore, type ListStore } from '../list/list.store.ts'
import { listState } from '../list/list-address.ts'
import type { ListQuery } from '../list/list-query.ts'
import { viewHref, viewQuery, type SavedView, type ViewStaff } from './saved-view.ts'
import { arrangedViews } from './arranged-views.ts'

/** Saved views with how many customers each shows. */

export type CountedView = {
  view: SavedView
  href: string
  /** Where it was counted. */
  count: string | undefined
  /** Whether the list opens with it. */
  opens: boolean
}

/** Those of a person in their order, the first so many counted. */
export type ViewsOf = (staff: ViewStaff, reader: Reader, countedAtMost?: number) => Promise<CountedView[]>

/** What is kept of counts takes this many times as long as counting did: it is seldom counted what takes long. */
const keptTimes = 200
/** Each is kept so long at least, in ms: every page of the list has them. */
const keptAtLeast = 1000
/** Counts that are kept. */
const countsAtMost = 1000

export function createViewsOf(database: Database): ViewsOf {
  const countIn = createKeptCounts(() => performance.now())
  return async (staff, { format }, countedAtMost = Infinity) => {
    const customers = createListStore(database).forPartner(staff.partner_id)
    const { views, opened } = await arrangedViews(database, staff, format)
    const counted: CountedView[] = []
    for (const [at, view] of views.entries()) {
      const count =
        at < countedAtMost
          ? countOf(await countIn(customers, staff.partner_id, viewQuery(view)), format)
          : undefined
      counted.push({ view, href: viewHref(view), count, opens: view === opened })
    }
    return counted
  }
}

/**
 * Counts the customers of a list, no further than the list itself does, which is quick but for some searches: what took
 * long is kept for so much longer. What changes shows in the list at once, and in these numbers a second later.
 */
export function createKeptCounts(clock: () => number) {
  const kept = new Map<string, { counted: Counted; until: number }>()
  return async (
    customers: Pick<ListStore, 'count'>,
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
    kept.set(key, { counted, until: ended + Math.max(keptAtLeast, (ended - began) * keptTimes) })
    return counted
  }
}
