import { initials } from '#src/i18n/initials.ts'
import { countryName } from '#src/reference/countries.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import type { Customer } from './customer.ts'
import { relationshipName } from './field-words.ts'

/** The head that all pages of a customer share. */
export type CustomerHeader = {
  name: string
  initials: string
  id: string
  country: string
  relationship: string
  changed: string
  list_href: string
  menu: { href: string; label: string; current: boolean }[]
}

export type CustomerTab = 'account' | 'history'

/** @param listHref where the list was left, so that the way back leads there */
export function customerHeader(
  customer: Customer,
  tab: CustomerTab,
  listHref: string,
  reader: Reader,
): CustomerHeader {
  const { t, locale, format, now } = reader
  const when = format.ago(customer.changed_at_ms, now)
  return {
    name: customer.company_name,
    initials: initials(customer.company_name),
    id: customer.id,
    country: countryName(customer.company_country, locale),
    relationship: relationshipName(customer.relationship, t),
    changed: customer.changed_by_name
      ? t('customer.changed_by', { when, who: customer.changed_by_name })
      : t('customer.added', { when }),
    list_href: listHref,
    menu: [
      { href: urls.account(customer.id), label: t('menu.account'), current: tab === 'account' },
      { href: urls.history(customer.id), label: t('menu.history'), current: tab === 'history' },
    ],
  }
}
