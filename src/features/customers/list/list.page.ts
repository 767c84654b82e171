import { may } from '#src/access/permissions.ts'
import type { Flash } from '#src/http/flash.ts'
import type { Staff } from '#src/access/staff.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { countryName } from '#src/reference/countries.ts'
import { countedAtMost, countOf, type Counted } from './counted.ts'
import { foundElsewhere, type FoundIn } from './found-in.ts'
import { carriedState, listHref } from './list-address.ts'
import { listCell, listColumnName, type ListCell } from './list-cells.ts'
import { usualColumns } from './list-columns.ts'
import { isFiltered, listFilters, type ListFilters, type ListOption } from './list-filters.ts'
import type { FoundCustomer, ListedCustomer } from './list-rows.ts'
import type { CustomerPage } from './list.store.ts'
import { isSearch, pageSizes, writePosition, type ListQuery, type Sort } from './list-query.ts'
import { markMatches, type Marked } from '../search/marks.ts'
import { wishesIn, type Wish } from '../search/wishes.ts'
import { stateHref, viewMenu, type ViewMenu } from '../views/view-menu.ts'
import type { CountedView } from '../views/shown-views.ts'

/** The head of a column. */
export type ColumnHead = {
  label: string
  sort: { href: string; direction: 'ascending' | 'descending' | 'none' } | undefined
}

export type ListRow = {
  /** The box that selects the customer. */
  pick: { name: string; label: string }
  href: string
  name: Marked[]
  /** Unless it has a column of its own; whole where a part of it may be cut off. */
  domain: { whole: string; text: Marked[] } | undefined
  cells: ListCell[]
  /** Where else the search was found, as in "Email: garcia@…". */
  found_in: FoundIn[]
}

export type ListPage = {
  title: string
  notice: { kind: 'info' | 'success'; text: string } | undefined
  add_href: string | undefined
  /** What is done now and then. */
  actions: { href: string; icon: string; label: string }[]
  /** Selecting customers to change several at once; only for those who may. */
  bulk:
    | {
        action: string
        state: { name: string; value: string }[]
        all: string
        /** The page with all its boxes ticked, for who has no script to tick them. */
        all_picked_href: string
        picked: boolean
      }
    | undefined
  views: ViewMenu
  count: string
  broad: string | undefined
  filters: ListFilters
  sizes: ListOption[]
  heads: ColumnHead[]
  /** Whether somebody chose the columns: then a phone says which is which. */
  chosen_columns: boolean
  by_changed: boolean
  rows: ListRow[]
  empty: ListEmpty | undefined
  position: string | undefined
  previous_href: string | undefined
  next_href: string | undefined
}

export type ListEmpty = {
  heading: string
  advice: string[]
  /** The archived customers that the same would show. */
  archived: { href: string; text: string } | undefined
  add_href: string | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/list/list': ListPage
  }
}

type Input = {
  query: ListQuery
  page: CustomerPage
  countries: string[]
  /** Those that the person has, in their order. */
  views: readonly CountedView[]
  /** How many customers there are. */
  all: Counted
  staff: Staff
  /** Whether all of the page is to be selected. */
  picked: boolean
  flash: Flash | undefined
  /** Whether the address names a view that is not there. */
  gone: boolean
  /** Where the list is empty: how many archived customers it would show. */
  archived: Counted | undefined
}

export function listPage(input: Input, reader: Reader): ListPage {
  const { query, page, countries, views, staff, picked } = input
  const { t, format } = reader
  const wishes = wishesIn(query.q)
  const mayManage = may(staff.roles, 'customers:manage')
  const add_href = mayManage ? urls.newCustomer : undefined
  const isEmpty = page.customers.length === 0
  return {
    title: t('list.title'),
    notice: noticeOf(input, reader),
    add_href,
    actions: [
      { href: urls.duplicates, icon: 'copy', label: t('duplicates.title') },
      ...(mayManage ? [{ href: urls.imports, icon: 'upload', label: t('import.link') }] : []),
      ...(may(staff.roles, 'customers:export')
        ? [
            {
              href: stateHref(urls.exportCustomers, query),
              icon: 'download',
              label: t('export.link'),
            },
          ]
        : []),
    ],
    bulk: mayManage && !isEmpty ? bulk(query, page, picked, reader) : undefined,
    views: viewMenu(query, views, input.all, staff, reader),
    count: countText(page, query, staff.partner_name, reader),
    broad:
      page.more && isSearch(query) ? t('list.broad', { count: format.number(countedAtMost) }) : undefined,
    filters: listFilters(query, countries, reader),
    sizes: pageSizes.map((size) => ({
      value: String(size),
      label: format.number(size),
      selected: size === query.size,
    })),
    heads: heads(query, reader),
    chosen_columns: query.columns !== undefined,
    by_changed: query.sort.endsWith('changed'),
    rows: page.customers.map((customer) => row(customer, wishes, query, reader)),
    empty: isEmpty
      ? { ...emptyText(query, reader), archived: archivedLink(input, reader), add_href }
      : undefined,
    position: positionText(page, reader),
    previous_href: page.previous && listHref(query, { before: writePosition(page.previous) }),
    next_href: page.next && listHref(query, { after: writePosition(page.next) }),
  }
}

/** A customer as the palette shows it. */
export function foundForPalette(
  { id, company_name, primary_domain, company_country }: ListedCustomer,
  { locale }: Reader,
): { label: string; detail: string; href: string } {
  const detail = `${primary_domain} · ${countryName(company_country, locale)}`
  return { label: company_name, detail, href: urls.account(id) }
}

/** The name of the box that selects a customer. */
export const pickName = (id: string): string => `pick_${id}`

function bulk(
  query: ListQuery,
  page: CustomerPage,
  picked: boolean,
  { t, format }: Reader,
): ListPage['bulk'] {
  const { after, before } = query
  const place = {
    ...(after && { after: writePosition(after) }),
    ...(before && { before: writePosition(before) }),
  }
  const count = countOf(page, format)
  return {
    action: urls.bulk,
    state: carriedState(query),
    all: t(isFiltered(query) ? 'bulk.all_found' : 'bulk.all', { count, number: page.count }),
    all_picked_href: listHref(query, { ...place, pick: 'page' }),
    picked,
  }
}

function countText(page: CustomerPage, query: ListQuery, partner: string, { t, format }: Reader): string {
  if (page.more) return t('list.count_more', { count: format.number(page.count) })
  return isFiltered(query)
    ? t('list.count_found', { count: page.count })
    : t('list.count_all', { count: page.count, partner })
}

/** Which of all the customers the page shows. */
function positionText(page: CustomerPage, { t, format }: Reader): string | undefined {
  if (page.customers.length === 0) return undefined
  const total = countOf(page, format)
  if (page.from === undefined) return t('list.position_unknown', { total })
  const from = format.number(page.from)
  const to = page.from + page.customers.length - 1
  // Further on than anybody counted, the number says nothing.
  const known = !page.more || to <= page.count
  return t(known ? 'list.position' : 'list.position_only', { from, to: format.number(to), total })
}

function heads(query: ListQuery, { t }: Reader): ColumnHead[] {
  const sorted = (label: string, ascending: Sort, first: Sort): ColumnHead => {
    const descending = `-${ascending}` as Sort
    const other = query.sort === ascending ? descending : query.sort === descending ? ascending : first
    const direction =
      query.sort === ascending ? 'ascending' : query.sort === descending ? 'descending' : 'none'
    return { label, sort: { href: listHref({ ...query, sort: other }), direction } }
  }
  return [
    sorted(t('field.company_name'), 'name', 'name'),
    ...(query.columns ?? usualColumns).map((column) => {
      const label = listColumnName(column, t)
      if (column === 'company_country') return sorted(label, 'country', 'country')
      return column === 'changed' ? sorted(label, 'changed', '-changed') : { label, sort: undefined }
    }),
  ]
}

function row(
  customer: ListedCustomer | FoundCustomer,
  wishes: readonly Wish[],
  query: ListQuery,
  reader: Reader,
): ListRow {
  const columns = query.columns ?? usualColumns
  const { id, company_name, primary_domain } = customer
  const cells = columns.map((column) => listCell(column, customer, columns, wishes, query, reader))
  const shown = [
    company_name,
    primary_domain,
    ...cells.map(({ text }) => text.map((piece) => piece.text).join('')),
  ]
  return {
    pick: { name: pickName(id), label: reader.t('bulk.pick', { name: company_name }) },
    href: urls.account(id),
    name: markMatches(company_name, wishes),
    domain: columns.includes('primary_domain')
      ? undefined
      : {
          whole: longLabel.test(primary_domain) ? primary_domain : '',
          text: markMatches(primary_domain, wishes),
        },
    cells,
    found_in: isFound(customer) ? foundElsewhere(customer, shown, wishes, reader) : [],
  }
}

/** A part of a domain that some columns have no room for. */
const longLabel = /[^.]{20}/

const isFound = (customer: ListedCustomer | FoundCustomer): customer is FoundCustomer =>
  customer.billing_email !== undefined

function noticeOf({ flash, gone }: Input, { t }: Reader): ListPage['notice'] {
  if (gone) return { kind: 'info', text: t('view.gone') }
  switch (flash?.kind) {
    case 'view_saved':
      return { kind: 'success', text: t('view.saved') }
    case 'view_conflict':
      return { kind: 'info', text: t('view.conflict_state') }
    case 'nothing_selected':
      return { kind: 'info', text: t('bulk.nothing_selected') }
    default:
      return undefined
  }
}

function archivedLink({ query, archived }: Input, { t, format }: Reader): ListEmpty['archived'] {
  if (!archived?.count) return undefined
  const text = t('list.archived_match', { count: countOf(archived, format), number: archived.count })
  return { href: listHref({ ...query, attention: 'archived' }), text }
}

function emptyText(query: ListQuery, { t }: Reader): Pick<ListEmpty, 'heading' | 'advice'> {
  if (!isFiltered(query)) return { heading: t('list.none_yet'), advice: [t('list.none_yet_advice')] }
  return {
    heading: query.q === '' ? t('list.nothing_filtered') : t('list.nothing_found', { q: query.q }),
    advice: [
      ...(query.q === '' ? [] : [t('list.advice_shorter'), t('list.advice_other_field')]),
      ...(query.country || query.relationship || query.attention || query.tag
        ? [t('list.advice_filters')]
        : []),
    ],
  }
}
