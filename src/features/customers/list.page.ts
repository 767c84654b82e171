import { may } from '#src/access/permissions.ts'
import { plainFieldName } from '#src/history/field-names.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { countryName } from '#src/reference/countries.ts'
import { phoneDigits, shownPhone } from '#src/reference/phones.ts'
import { contactName, relationships, tagsIn, type AccountField } from './customer.ts'
import { relationshipName } from './field-words.ts'
import type { Reader } from '#src/http/ui.ts'
import {
  countedAtMost,
  type CustomerPage,
  type FoundCustomer,
  type ListedCustomer,
} from './customers.store.ts'
import { isSearch, pageSizes, writePosition, type ListQuery, type Sort } from './list-query.ts'
import { isIn, markMatches, wordsToMark, type Marked } from './search-text.ts'

export type ListOption = { value: string; label: string; selected: boolean }

export type ListColumn = {
  label: string
  sort: { href: string; direction: 'ascending' | 'descending' | 'none' } | undefined
}

export type ListRow = {
  /** The box that selects the customer. */
  pick: { name: string; label: string }
  href: string
  name: Marked[]
  domain: Marked[]
  contact: Marked[]
  country: string
  relationship: string
  tags: { label: string; href: string }[]
  attention: string[]
  attention_text: string
  changed: string
  changed_by: string
  /** Where else the search was found, as in "Email: garcia@…". */
  found_in: { label: string; text: Marked[] }[]
}

export type ListPage = {
  title: string
  partner_name: string
  add_href: string | undefined
  export_href: string
  duplicates_href: string
  /** Selecting customers to change several at once; only for those who may. */
  bulk: { action: string; state: { name: string; value: string }[]; all: string | undefined } | undefined
  import_href: string | undefined
  count: string
  broad: string | undefined
  q: string
  sort: string
  filtered: boolean
  clear_href: string
  countries: ListOption[]
  relationships: ListOption[]
  sizes: ListOption[]
  attentions: ListOption[]
  tag: { name: string; clear_href: string } | undefined
  columns: ListColumn[]
  rows: ListRow[]
  empty: { heading: string; advice: string[] } | undefined
  previous_href: string | undefined
  next_href: string | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/list': ListPage
  }
}

type Input = {
  query: ListQuery
  page: CustomerPage
  countries: string[]
  partnerName: string
  roles: readonly string[]
}

export function listPage({ query, page, countries, partnerName, roles }: Input, reader: Reader): ListPage {
  const { t, locale, format } = reader
  const words = wordsToMark(query.q)
  const filtered =
    query.q !== '' || [query.country, query.relationship, query.attention, query.tag].some(Boolean)
  const option = (value: string, label: string, chosen: string | undefined): ListOption => ({
    value,
    label,
    selected: value === (chosen ?? ''),
  })
  return {
    title: t('list.title'),
    partner_name: partnerName,
    add_href: may(roles, 'customers:manage') ? urls.newCustomer : undefined,
    export_href: withQuery(urls.exportCustomers, listState(query)),
    duplicates_href: urls.duplicates,
    import_href: may(roles, 'customers:manage') ? urls.imports : undefined,
    bulk: may(roles, 'customers:manage') && page.customers.length > 0 ? bulk(query, page, reader) : undefined,
    count: countText(page, filtered, partnerName, reader),
    broad:
      page.more && isSearch(query) ? t('list.broad', { count: format.number(countedAtMost) }) : undefined,
    q: query.q,
    sort: query.sort,
    filtered,
    clear_href: listHref({
      ...query,
      q: '',
      country: undefined,
      relationship: undefined,
      attention: undefined,
      tag: undefined,
    }),
    countries: [
      option('', t('list.all'), query.country),
      ...countries.map((code) => option(code, countryName(code, locale), query.country)),
    ],
    relationships: [
      option('', t('list.all'), query.relationship),
      ...relationships.map((name) => option(name, t(`relationship.${name}`), query.relationship)),
    ],
    sizes: pageSizes.map((size) => option(String(size), format.number(size), String(query.size))),
    attentions: [
      option('', t('list.all'), query.attention),
      option('yes', t('list.needs_attention'), query.attention),
      option('attested', t('list.attested'), query.attention),
      option('archived', t('list.archived'), query.attention),
    ],
    tag:
      query.tag === undefined
        ? undefined
        : { name: query.tag, clear_href: listHref({ ...query, tag: undefined }) },
    columns: columns(query, reader),
    rows: page.customers.map((customer) => row(customer, words, query, reader)),
    empty: page.customers.length === 0 ? emptyText(filtered, query, reader) : undefined,
    previous_href: page.previous && listHref(query, { before: writePosition(page.previous) }),
    next_href: page.next && listHref(query, { after: writePosition(page.next) }),
  }
}

/** What of the list's state says which customers it shows, and in what order. */
export function listState(query: ListQuery): Record<string, string> {
  const { q, country, relationship, attention, tag, sort } = query
  const state = { q, country, relationship, attention, tag, sort: sort === 'name' ? undefined : sort }
  return Object.fromEntries(Object.entries(state).filter((pair): pair is [string, string] => !!pair[1]))
}

/** The list's state as hidden fields of a form that does something with what the list shows. */
export function carriedState(query: ListQuery): { name: string; value: string }[] {
  return Object.entries(listState(query)).map(([name, value]) => ({ name: `list_${name}`, value }))
}

/** The list's address for a state, at its first page unless a place is given. */
export function listHref(query: ListQuery, place: { after?: string; before?: string } = {}): string {
  return withQuery(urls.customers, {
    ...listState(query),
    size: query.size === 25 ? undefined : String(query.size),
    ...place,
  })
}

/** The name of the box that selects a customer. */
export const pickName = (id: string): string => `pick_${id}`

function bulk(query: ListQuery, page: CustomerPage, { t, format }: Reader): ListPage['bulk'] {
  const isOnePage = !page.more && page.count <= page.customers.length
  return {
    action: urls.bulk,
    state: carriedState(query),
    all: isOnePage ? undefined : t('bulk.all', { count: format.number(page.count) + (page.more ? '+' : '') }),
  }
}

function countText(page: CustomerPage, filtered: boolean, partner: string, { t, format }: Reader): string {
  if (page.more) return t('list.count_more', { count: format.number(page.count) })
  return filtered
    ? t('list.count_found', { count: page.count })
    : t('list.count_all', { count: page.count, partner })
}

function columns(query: ListQuery, { t }: Reader): ListColumn[] {
  const sorted = (label: string, ascending: Sort, first: Sort): ListColumn => {
    const descending = `-${ascending}` as Sort
    const other = query.sort === ascending ? descending : query.sort === descending ? ascending : first
    const direction =
      query.sort === ascending ? 'ascending' : query.sort === descending ? 'descending' : 'none'
    return { label, sort: { href: listHref({ ...query, sort: other }), direction } }
  }
  return [
    sorted(t('field.company_name'), 'name', 'name'),
    { label: t('list.billing_contact'), sort: undefined },
    sorted(t('field.country'), 'country', 'country'),
    { label: t('field.relationship'), sort: undefined },
    sorted(t('list.last_changed'), 'changed', '-changed'),
  ]
}

function row(
  customer: ListedCustomer | FoundCustomer,
  words: readonly string[],
  query: ListQuery,
  reader: Reader,
): ListRow {
  const { t, locale, format, now } = reader
  const mark = (text: string) => markMatches(text, words)
  const fields = JSON.parse(customer.attention) as AccountField[]
  const attention = [...new Set(fields.map((field) => plainFieldName(field, t)))]
  return {
    pick: { name: pickName(customer.id), label: t('bulk.pick', { name: customer.company_name }) },
    href: urls.account(customer.id),
    name: mark(customer.company_name),
    domain: mark(customer.primary_domain),
    contact: mark(contactName(customer)),
    country: countryName(customer.company_country, locale),
    relationship: relationshipName(customer.relationship, t),
    tags: tagsIn(customer.tags).map((tag) => ({ label: tag, href: listHref({ ...query, tag }) })),
    attention,
    attention_text: format.list(attention),
    changed: format.ago(customer.changed_at_ms, now),
    changed_by: customer.changed_by_name ?? '',
    found_in: 'billing_email' in customer ? foundElsewhere(customer, words, reader) : [],
  }
}

/** The fields outside the columns that hold a word which no column shows. */
function foundElsewhere(
  customer: FoundCustomer,
  words: readonly string[],
  { t }: Reader,
): ListRow['found_in'] {
  const shown = [customer.company_name, customer.primary_domain, contactName(customer)]
  const missing = words.filter((word) => !shown.some((text) => isIn(text, word)))
  if (missing.length === 0) return []
  const others = [
    {
      label: t('field.full.billing', { label: t('field.company_name') }),
      text: customer.billing_company_name,
    },
    { label: t('field.registration_number'), text: customer.registration_number },
    { label: t('field.email'), text: customer.billing_email },
    { label: t('field.email'), text: customer.company_email },
    ...phones(customer).map((text) => ({ label: t('field.phone_number'), text })),
    { label: t('field.microsoft_id'), text: customer.id },
    { label: t('field.microsoft_id'), text: customer.id.replaceAll('-', '') },
  ]
  return others
    .filter(({ text }) => missing.some((word) => isIn(text, word)))
    .map(({ label, text }) => ({ label, text: markMatches(text, missing) }))
}

/** Both numbers in all the ways in which they are typed, so that each shows its match. */
function phones(customer: FoundCustomer): string[] {
  return [
    ...new Set([
      shownPhone(customer.billing_phone_number, customer.billing_country),
      customer.billing_phone_number,
      shownPhone(customer.company_phone_number, customer.company_country),
      customer.company_phone_number,
      ...[customer.billing_phone_number, customer.company_phone_number].flatMap(phoneDigits),
    ]),
  ]
}

function emptyText(filtered: boolean, query: ListQuery, { t }: Reader): ListPage['empty'] {
  if (!filtered) return { heading: t('list.none_yet'), advice: [t('list.none_yet_advice')] }
  return {
    heading: query.q === '' ? t('list.nothing_filtered') : t('list.nothing_found', { q: query.q }),
    advice: [
      ...(query.q === '' ? [] : [t('list.advice_shorter'), t('list.advice_other_field')]),
      ...(query.country || query.relationship || query.attention ? [t('list.advice_filters')] : []),
    ],
  }
}
