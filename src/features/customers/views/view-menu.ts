import type { Reader } from '#src/http/ui.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { addressState, carriedState, writtenState } from '../list/list-address.ts'
import { readListQuery, type ListQuery } from '../list/list-query.ts'
import { countOf, type Counted } from '../list/counted.ts'
import type { CountedView } from './shown-views.ts'
import { isAsKept, mayChangeView, type ViewStaff } from './saved-view.ts'

/** The saved views above the list, and what can be done with the state that it is in. */

export type ViewTab = {
  href: string
  label: string
  count: string | undefined
  shared: boolean
  current: boolean
  changed: boolean
}

export type ViewMenu = {
  tabs: ViewTab[]
  columns_href: string
  /** All views, to be named, shared and deleted. */
  views_href: string | undefined
  /** Keeps the state under a new name. */
  save_href: string | undefined
  /** Keeps the state under the name that the list was opened by. */
  overwrite: { action: string; version: number; label: string; state: { name: string; value: string }[] } | undefined
}

const wholeList = writtenState(readListQuery({}))

export function viewMenu(
  query: ListQuery,
  counted: readonly CountedView[],
  all: Counted,
  staff: ViewStaff,
  { t, format }: Pick<Reader, 't' | 'format'>,
): ViewMenu {
  const views = counted.map(({ view }) => view)
  const isWhole = writtenState(query) === wholeList
  const from = views.find((view) => view.id === query.view)
  const current = from ?? views.find((view) => isAsKept(view, query))
  const changed = current !== undefined && !isAsKept(current, query)
  const state = { ...query, view: undefined, after: undefined, before: undefined }
  return {
    tabs: [
      {
        href: urls.allCustomers,
        label: t('view.all'),
        count: countOf(all, format),
        shared: false,
        current: !current && isWhole,
        changed: false,
      },
      ...counted.map(({ view, href, count }) => ({
        href,
        count,
        label: view.name,
        shared: view.shared === 1,
        current: view === current,
        changed: view === current && changed,
      })),
    ],
    columns_href: stateHref(urls.listColumns, query),
    views_href: views.length > 0 ? urls.savedViews : undefined,
    save_href: !isWhole && (!current || changed) ? stateHref(urls.newView, state) : undefined,
    overwrite:
      current && changed && mayChangeView(staff, current)
        ? {
            action: urls.savedViewState(current.id),
            version: current.version,
            label: t('view.overwrite', { name: current.name }),
            state: carriedState(state),
          }
        : undefined,
  }
}

/** Another page's address that takes the list's state along. */
export function stateHref(path: string, query: ListQuery): string {
  return withQuery(path, addressState({ ...query, after: undefined, before: undefined }))
}
