import { may } from '#src/access/permissions.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { normalForm } from '#src/reference/normal-form.ts'
import { writtenState } from '../list/list-address.ts'
import { readListQuery, type ListQuery } from '../list/list-query.ts'

/** A state of the list that somebody keeps under a name. */
export type SavedView = {
  id: number
  staff_id: number
  staff_name: string
  name: string
  shared: 0 | 1
  /** The state as it stands in an address. */
  state: string
  version: number
}

/** Characters of a name. */
export const longestName = 60
/** What one person may keep, and what a partner's staff may share with each other. */
export const viewsAtMost = { own: 50, shared: 100 } as const

/** Who looks at views or changes them. */
export type ViewStaff = { id: number; partner_id: number; roles: readonly string[] }

/** Whoever made a view may change it; a shared one may be changed by those who look after what is shared, too. */
export function mayChangeView(staff: ViewStaff, view: Pick<SavedView, 'staff_id' | 'shared'>): boolean {
  return view.staff_id === staff.id || (view.shared === 1 && may(staff.roles, 'shared_views:manage'))
}

/** The state that a view keeps, read by today's rules. */
export function viewQuery(view: Pick<SavedView, 'id' | 'state'>): ListQuery {
  return { ...readListQuery(Object.fromEntries(new URLSearchParams(view.state))), view: view.id }
}

/** A view's address, which always shows what it keeps. */
export const viewHref = ({ id }: Pick<SavedView, 'id'>): string => withQuery(urls.customers, { view: String(id) })

/** Whether the list is in the state that a view keeps. */
export function isAsKept(view: Pick<SavedView, 'id' | 'state'>, query: ListQuery): boolean {
  return writtenState(viewQuery(view)) === writtenState(query)
}

/** Names that people take for the same are the same. */
export const foldedName = (name: string): string => normalForm(name, 'NFKC').toLowerCase()
