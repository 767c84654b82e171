import type { HistoryEntry } from '#src/history/history.store.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { accountFacts, type Fact } from '../account-facts.ts'
import type { Account, Customer } from '../customer.ts'
import { customerHeader, historyStep, type CustomerHeader } from '../customer-header.ts'

export type AsOfPage = {
  title: string
  header: CustomerHeader
  notice: string
  detail: string
  today_href: string
  compare_href: string | undefined
  restore_href: string | undefined
  address_hrefs: { label: string; href: string }[]
  company: Fact[]
  billing: Fact[]
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/history/as-of': AsOfPage
  }
}

type Input = {
  customer: Customer
  past: Account
  version: number
  /** The entry that led to the version; the first version has none. */
  entry: HistoryEntry | undefined
  mayEdit: boolean
  listHref: string
}

export function asOfPage(
  { customer, past, version, entry, mayEdit, listHref }: Input,
  reader: Reader,
): AsOfPage {
  const { t, format } = reader
  const isPast = version < customer.version
  const at = (path: string, more: Record<string, string> = {}) =>
    withQuery(`${urls.history(customer.id)}/${path}`, { version: String(version), ...more })
  return {
    title: t('as_of.title', { name: customer.company_name, version }),
    header: customerHeader(customer, 'history', listHref, reader, {
      below: [historyStep(customer.id, t), { label: t('history.version', { version }), href: at('as-of') }],
    }),
    notice: isPast ? t('as_of.past', { version }) : t('as_of.today', { version }),
    detail: entry
      ? t('as_of.since', { when: format.dateTime(entry.at_ms), who: entry.staff_name })
      : t('as_of.first'),
    today_href: urls.account(customer.id),
    compare_href: isPast
      ? withQuery(`${urls.history(customer.id)}/compare`, {
          from: String(version),
          to: String(customer.version),
        })
      : undefined,
    restore_href:
      isPast && mayEdit ? withQuery(urls.editAccount(customer.id), { restores: String(version) }) : undefined,
    address_hrefs: [
      { label: t('as_of.company_address'), href: at('address', { side: 'company' }) },
      { label: t('as_of.billing_address'), href: at('address', { side: 'billing' }) },
    ],
    ...accountFacts({ ...customer, ...past }, [], reader),
  }
}
