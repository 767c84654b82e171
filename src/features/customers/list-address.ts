import { urls, withQuery } from '#src/http/urls.ts'
import type { ListQuery } from './list-query.ts'

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
  return Object.entries({ ...listState(query), ...shownState(query) }).map(([name, value]) => ({
    name: `list_${name}`,
    value,
  }))
}

/** Of the list's state what its own form does not ask. */
export function carriedByForm(query: ListQuery): Carried[] {
  const { tag, columns, sort } = query
  return pairsOf({ sort, tag, columns: columns?.join(',') }).map(([name, value]) => ({ name, value }))
}

/** The list's address for a state, at its first page unless a place is given. */
export function listHref(
  query: ListQuery,
  place: { after?: string; before?: string; pick?: 'page' } = {},
): string {
  return withQuery(urls.customers, { ...listState(query), ...shownState(query), ...place })
}
