import { urls, withQuery } from '#src/http/urls.ts'
import { readListQuery, type ListQuery } from './list-query.ts'

/** The list's state as it is written: in an address, or carried along by a form. */

type Carried = { name: string; value: string }

const pairsOf = (state: Record<string, string | undefined>) =>
  Object.entries(state).filter((pair): pair is [string, string] => !!pair[1])

/** What of the list's state says which customers it shows, and in what order. */
export function listState(query: ListQuery): Record<string, string> {
  const { q, country, relationship, attention, tag, sort } = query
  const state = { q, country, relationship, attention, tag, sort: sort === 'name' ? undefined : sort }
  return Object.fromEntries(pairsOf(state))
}

/** How the list shows them. */
function shownState({ size, columns }: ListQuery): Record<string, string> {
  return Object.fromEntries(
    pairsOf({ size: size === 25 ? undefined : String(size), columns: columns?.join(',') }),
  )
}

/** The list's state as hidden fields of a form that does something with what the list shows. */
export function carriedState(query: ListQuery): Carried[] {
  return Object.entries({ ...listState(query), ...shownState(query), ...viewState(query) }).map(
    ([name, value]) => ({ name: `list_${name}`, value }),
  )
}

/** The list's state that a form carried. */
export function carriedQuery(body: unknown): ListQuery {
  const state = Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    name.startsWith('list_') ? [[name.slice('list_'.length), value] as const] : [],
  )
  return readListQuery(Object.fromEntries(state))
}

/** What is kept of a state under a name: everything but the place. */
export function writtenState(query: ListQuery): string {
  return new URLSearchParams({ ...listState(query), ...shownState(query) }).toString()
}

/** Of the list's state what its own form does not ask. */
export function carriedByForm(query: ListQuery): Carried[] {
  const { tag, columns, sort } = query
  return hidden({ sort, tag, columns: columns?.join(','), ...viewState(query) })
}

/** The same for the form that asks for the columns. */
export function carriedByColumns(query: ListQuery): Carried[] {
  const { columns, ...shown } = shownState(query)
  return hidden({ ...listState(query), ...shown, ...viewState(query) })
}

const hidden = (state: Record<string, string | undefined>): Carried[] =>
  pairsOf(state).map(([name, value]) => ({ name, value }))

const viewState = ({ view }: ListQuery): Record<string, string> =>
  view === undefined ? {} : { view: String(view) }

/** The list's address for a state, at its first page unless a place is given. */
export function listHref(
  query: ListQuery,
  place: { after?: string; before?: string; pick?: 'page' } = {},
): string {
  const state = addressState(query, place)
  // An address that says nothing, or a view alone, would be the state that a view keeps.
  return Object.keys(state).length > 0 ? withQuery(urls.customers, state) : urls.allCustomers
}

/** What an address says of a state, and of the view that it came from. */
export function addressState(query: ListQuery, place: Record<string, string> = {}): Record<string, string> {
  const state = { ...listState(query), ...shownState(query), ...place }
  return Object.keys(state).length > 0 ? { ...state, ...viewState(query) } : {}
}

/** The names of all that an address says of the list's state. */
const stated = [
  'q',
  'country',
  'relationship',
  'attention',
  'tag',
  'sort',
  'size',
  'columns',
  'after',
  'before',
]

/** Whether an address says nothing of the state, so that a view which it names decides. */
export function isViewAlone(query: object): boolean {
  return !stated.some((name) => Object.hasOwn(query, name))
}
