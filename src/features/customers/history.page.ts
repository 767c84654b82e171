import type { Reader } from '#src/http/ui.ts'
import { undone, wordChanges, type WordChange } from '#src/history/changes.ts'
import { fieldPart } from '#src/history/field-names.ts'
import type { HistoryEntry } from '#src/history/history.store.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { countryName } from '#src/reference/countries.ts'
import { subdivisionName } from '#src/reference/addresses.ts'
import { cultureName, languageName } from '#src/reference/languages.ts'
import { shownPhone } from '#src/reference/phones.ts'
import { accountOf, type Account, type AccountField, type Customer } from './customer.ts'
import { customerHeader, type CustomerHeader } from './customer-header.ts'
import { fieldLabel, ownerOf } from './field-words.ts'

/** A field that an entry changed: what was struck and what was added. */
export type ShownChange = { label: string; before: WordChange[]; after: WordChange[] }

export type ShownEntry = {
  id: string
  version: string
  sentence: string
  when: string
  when_exact: string
  reason: string | undefined
  changes: ShownChange[]
}

export type HistoryPage = {
  title: string
  header: CustomerHeader
  entries: ShownEntry[]
  newest_href: string | undefined
  older_href: string | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/history': HistoryPage
  }
}

/** Entries on one page. */
export const historyPageSize = 25

type Input = {
  customer: Customer
  /** One more than a page holds, where there are more. */
  entries: HistoryEntry[]
  /** The entries that are newer than these. */
  newer: HistoryEntry[]
  before: number | undefined
  listHref: string
}

export function historyPage(input: Input, reader: Reader): HistoryPage {
  const { customer, entries, newer, before, listHref } = input
  const { t } = reader
  const shown = entries.slice(0, historyPageSize)
  const last = shown.at(-1)
  return {
    title: t('history.title', { name: customer.company_name }),
    header: customerHeader(customer, 'history', listHref, reader),
    entries: shownEntries(shown, accountBefore(accountOf(customer), newer), reader),
    newest_href: before === undefined ? undefined : urls.history(customer.id),
    older_href:
      entries.length > shown.length && last
        ? withQuery(urls.history(customer.id), { before: String(last.to_version) })
        : undefined,
  }
}

function accountBefore(account: Account, entries: readonly HistoryEntry[]): Account {
  return undone(
    account,
    entries.flatMap((entry) => entry.changes),
  )
}

/** @param newest the account after the first of the entries; codes and numbers are read by the country of their time */
function shownEntries(entries: readonly HistoryEntry[], newest: Account, reader: Reader): ShownEntry[] {
  let after = newest
  return entries.map((entry) => {
    const before = accountBefore(after, [entry])
    const shown = shownEntry(entry, before, after, reader)
    after = before
    return shown
  })
}

function shownEntry(entry: HistoryEntry, before: Account, after: Account, reader: Reader): ShownEntry {
  const { t, format } = reader
  const labels = entry.changes.map((change) => fieldLabel(change.field as AccountField, after, t, 'full'))
  return {
    id: `version-${entry.to_version}`,
    version: t('history.version', { version: entry.to_version }),
    sentence: t('history.sentence', { who: entry.staff_name, fields: format.list(labels) }),
    when: format.ago(entry.at_ms, reader.now),
    when_exact: format.dateTime(entry.at_ms),
    reason: entry.reason ?? undefined,
    changes: entry.changes.map((change, index) => {
      const field = change.field as AccountField
      const words = wordChanges(
        shownValue(field, change.before, before, reader),
        shownValue(field, change.after, after, reader),
      )
      return {
        label: labels[index] ?? '',
        before: words.filter((word) => word.kind !== 'added'),
        after: words.filter((word) => word.kind !== 'struck'),
      }
    }),
  }
}

/** A value as a reader knows it: names instead of codes. */
function shownValue(field: AccountField, value: string, account: Account, { locale }: Reader): string {
  if (value === '') return ''
  const country = account[`${ownerOf(field)}_country`]
  switch (fieldPart(field)) {
    case 'country':
      return countryName(value, locale)
    case 'state':
      return subdivisionName(country, value)
    case 'language':
      return languageName(value, locale)
    case 'culture':
      return cultureName(value, locale)
    case 'phone_number':
      return shownPhone(value, country)
    default:
      return value
  }
}
