import type { Reader } from '#src/http/ui.ts'
import { wordChanges, type WordChange } from '#src/history/changes.ts'
import { fieldPart } from '#src/history/field-names.ts'
import type { HistoryEntry } from '#src/history/history.store.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { countryName } from '#src/reference/countries.ts'
import { subdivisionName } from '#src/reference/addresses.ts'
import { cultureName, languageName } from '#src/reference/languages.ts'
import { shownPhone } from '#src/reference/phones.ts'
import type { AccountField, Customer } from './customer.ts'
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

type Input = { customer: Customer; entries: HistoryEntry[]; before: number | undefined; listHref: string }

/** @param input.entries one more than a page holds, where there are more */
export function historyPage({ customer, entries, before, listHref }: Input, reader: Reader): HistoryPage {
  const { t } = reader
  const shown = entries.slice(0, historyPageSize)
  const last = shown.at(-1)
  return {
    title: t('history.title', { name: customer.company_name }),
    header: customerHeader(customer, 'history', listHref, reader),
    entries: shown.map((entry) => shownEntry(entry, customer, reader)),
    newest_href: before === undefined ? undefined : urls.history(customer.id),
    older_href:
      entries.length > shown.length && last
        ? withQuery(urls.history(customer.id), { before: String(last.to_version) })
        : undefined,
  }
}

function shownEntry(entry: HistoryEntry, customer: Customer, reader: Reader): ShownEntry {
  const { t, format } = reader
  const labels = entry.changes.map((change) => fieldLabel(change.field as AccountField, customer, t, 'full'))
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
        shownValue(field, change.before, customer, reader),
        shownValue(field, change.after, customer, reader),
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
function shownValue(field: AccountField, value: string, customer: Customer, { locale }: Reader): string {
  if (value === '') return ''
  const country = customer[`${ownerOf(field)}_country`]
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
