import { z } from 'zod'
import { given, givenDay } from '#src/forms/query.ts'
import type { Reader } from '#src/http/ui.ts'
import { wordChanges, type WordChange } from '#src/history/changes.ts'
import type { FieldChange, HistoryEntry, HistoryFilter, StoredChange } from '#src/history/history.store.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { dayEnd, dayStart } from '#src/i18n/days.ts'
import { accountFields, type Account, type AccountField, type Customer } from '../customer.ts'
import { customerHeader, historyStep, type CustomerHeader } from '../customer-header.ts'
import { fieldLabel, shownValue } from '../field-words.ts'

/** A field that an entry changed: what was struck and what was added. */
export type ShownChange = { label: string; before: WordChange[]; after: WordChange[]; erased: boolean }

export type ShownEntry = {
  id: string
  version: string
  sentence: string
  when: string
  when_exact: string
  reason: string | undefined
  changes: ShownChange[]
  as_of_href: string
  undo_href: string | undefined
}

/** The customer's first version, which no change led to. */
export type Beginning = Pick<ShownEntry, 'id' | 'version' | 'sentence' | 'when' | 'when_exact' | 'as_of_href'>

type Option = { value: string; label: string; selected: boolean }

export type HistoryPage = {
  title: string
  header: CustomerHeader
  action: string
  fields: Option[]
  people: Option[]
  from: string
  to: string
  filtered: boolean
  clear_href: string
  as_of_action: string
  today: string
  entries: ShownEntry[]
  /** How it began, where the page goes back as far. */
  beginning: Beginning | undefined
  newest_href: string | undefined
  older_href: string | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/history/history': HistoryPage
  }
}

/** Entries on one page. */
export const historyPageSize = 25

const querySchema = z.object({
  field: given(z.enum(accountFields)),
  person: given(z.coerce.number().int().positive()),
  from: givenDay(),
  to: givenDay(),
  before: given(z.coerce.number().int().positive()),
})

export type HistoryQuery = z.infer<typeof querySchema>

/** The state of the page from its address. Never fails. */
export function readHistoryQuery(query: unknown): HistoryQuery {
  return querySchema.parse(query ?? {})
}

/** What the store is asked for; days are the reader's. */
export function historyFilter({ field, person, from, to }: HistoryQuery, { format }: Reader): HistoryFilter {
  return {
    field,
    staff_id: person,
    from_ms: from && dayStart(from, format),
    to_ms: to && dayEnd(to, format),
  } as HistoryFilter
}

type Input = {
  customer: Customer
  /** One more than a page holds, where there are more. */
  entries: HistoryEntry[]
  /** Every change of a country that there was: codes and numbers are read by the country of their time. */
  countries: FieldChange[]
  query: HistoryQuery
  staff: { id: number; name: string }[]
  mayEdit: boolean
  listHref: string
}

export function historyPage(input: Input, reader: Reader): HistoryPage {
  const { customer, entries, countries, query, staff, mayEdit, listHref } = input
  const { t, format, now } = reader
  const at = (version: number) => inCountriesOf(version, customer, countries)
  const shown = entries.slice(0, historyPageSize)
  const last = shown.at(-1)
  const { field, person, from, to } = query
  const state = { field, person: person === undefined ? undefined : String(person), from, to }
  const filtered = Object.values(state).some((value) => value !== undefined)
  const all = { value: '', label: t('list.all'), selected: false }
  return {
    title: t('history.title', { name: customer.company_name }),
    header: customerHeader(customer, 'history', listHref, reader, { below: [historyStep(customer.id, t)] }),
    action: urls.history(customer.id),
    fields: [
      all,
      ...accountFields.map((name) => ({
        value: name,
        label: fieldLabel(name, customer, t, 'full'),
        selected: name === field,
      })),
    ],
    people: [
      all,
      ...staff
        .toSorted((a, b) => format.compare(a.name, b.name))
        .map(({ id, name }) => ({ value: String(id), label: name, selected: id === person })),
    ],
    from: from ?? '',
    to: to ?? '',
    filtered,
    clear_href: urls.history(customer.id),
    as_of_action: `${urls.history(customer.id)}/as-of`,
    today: format.day(now),
    entries: shown.map((entry) => {
      const sides = { before: at(entry.from_version), after: at(entry.to_version) }
      return shownEntry(entry, customer.id, sides, mayEdit, reader)
    }),
    beginning: filtered || entries.length > shown.length ? undefined : beginning(customer, reader),
    newest_href: query.before === undefined ? undefined : withQuery(urls.history(customer.id), state),
    older_href:
      entries.length > shown.length && last
        ? withQuery(urls.history(customer.id), { ...state, before: String(last.to_version) })
        : undefined,
  }
}

/** The account with the countries that it had in a version. */
function inCountriesOf(version: number, today: Account, changes: readonly FieldChange[]): Account {
  const past = { ...today }
  for (const change of changes.toSorted((a, b) => b.to_version - a.to_version)) {
    if (change.to_version > version) past[change.field as AccountField] = change.before
  }
  return past
}

/** The accounts by whose countries the values before and after a change are read. */
type Sides = { before: Account; after: Account }

function shownEntry(
  entry: HistoryEntry,
  customerId: string,
  sides: Sides,
  mayEdit: boolean,
  reader: Reader,
): ShownEntry {
  const { t, format } = reader
  const version = String(entry.to_version)
  const undoable = mayEdit && entry.changes.some((change) => !change.erased)
  return {
    id: `version-${version}`,
    version: t('history.version', { version: entry.to_version }),
    sentence: sentence(entry, sides.after, reader),
    when: format.ago(entry.at_ms, reader.now),
    when_exact: format.dateTime(entry.at_ms),
    reason: entry.reason ?? undefined,
    changes: entry.changes.map((change) => shownChange(change, sides, reader)),
    as_of_href: asOfHref(customerId, entry.to_version),
    undo_href: undoable ? withQuery(urls.editAccount(customerId), { undoes: version }) : undefined,
  }
}

function beginning({ id, created_at_ms, created_by_name }: Customer, { t, format, now }: Reader): Beginning {
  return {
    id: 'version-1',
    version: t('history.version', { version: 1 }),
    sentence: created_by_name === null ? t('history.added') : t('history.added_by', { who: created_by_name }),
    when: format.ago(created_at_ms, now),
    when_exact: format.dateTime(created_at_ms),
    as_of_href: asOfHref(id, 1),
  }
}

const asOfHref = (customerId: string, version: number): string =>
  withQuery(`${urls.history(customerId)}/as-of`, { version: String(version) })

function sentence(entry: HistoryEntry, account: Account, { t, format }: Reader): string {
  const labels = entry.changes.map((change) => fieldLabel(change.field as AccountField, account, t, 'full'))
  const values = { who: entry.staff_name, fields: format.list(labels) }
  return entry.origin
    ? t(`history.sentence.${entry.origin}`, { ...values, version: entry.origin_version ?? 0 })
    : t('history.sentence', values)
}

/** A change with its words struck and added. */
export function shownChange(change: StoredChange, { before, after }: Sides, reader: Reader): ShownChange {
  const field = change.field as AccountField
  const words = wordChanges(
    shownValue(field, change.before, before, reader),
    shownValue(field, change.after, after, reader),
  )
  return {
    label: fieldLabel(field, after, reader.t, 'full'),
    before: words.filter((word) => word.kind !== 'added'),
    after: words.filter((word) => word.kind !== 'struck'),
    erased: change.erased,
  }
}
