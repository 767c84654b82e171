import { relationshipName } from '#src/history/field-values.ts'
import type { Translate } from '#src/i18n/translator.ts'
import { initials } from '#src/i18n/initials.ts'
import { countryName } from '#src/reference/countries.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import type { Customer, Neighbours } from './customer.ts'

/** The head that all pages of a customer share. */
export type CustomerHeader = {
  name: string
  initials: string
  id: string
  country: string
  relationship: string
  changed: string
  /** The way here from the list; the last step is the page itself. */
  trail: Step[]
  /** The customers before and after this one in the list that one comes from. */
  previous_href: string | undefined
  next_href: string | undefined
  menu: { href: string; label: string; current: boolean }[]
}

export type Step = { label: string; href: string }

export type Around = { previous_href?: string | undefined; next_href?: string | undefined }

/** Links to the same page of the customers before and after. */
export function aroundLinks({ previous, next }: Neighbours, pageOf: (id: string) => string): Around {
  return {
    previous_href: previous === undefined ? undefined : pageOf(previous),
    next_href: next === undefined ? undefined : pageOf(next),
  }
}

export type CustomerTab = 'account' | 'history'

/**
 * @param listHref where the list was left, so that the way back leads there
 * @param around where one goes on to in that list
 * @param below the steps that lead from the customer to the page
 */
export function customerHeader(
  customer: Customer,
  tab: CustomerTab,
  listHref: string,
  reader: Reader,
  { below = [], ...around }: Around & { below?: Step[] } = {},
): CustomerHeader {
  const { t, locale, format, now } = reader
  const when = format.ago(customer.changed_at_ms, now)
  return {
    name: customer.company_name,
    initials: initials(customer.company_name),
    id: customer.id,
    country: countryName(customer.company_country, locale),
    relationship: relationshipName(customer.relationship, t),
    changed: changedText(customer, when, t),
    trail: [
      { label: t('menu.customers'), href: listHref },
      { label: customer.company_name, href: urls.account(customer.id) },
      ...below,
    ],
    previous_href: around.previous_href,
    next_href: around.next_href,
    menu: [
      { href: urls.account(customer.id), label: t('menu.account'), current: tab === 'account' },
      { href: urls.history(customer.id), label: t('menu.history'), current: tab === 'history' },
    ],
  }
}

/** The step to a customer's history. */
export function historyStep(customerId: string, t: Translate): Step {
  return { label: t('menu.history'), href: urls.history(customerId) }
}

function changedText(customer: Customer, when: string, t: Translate): string {
  const { changed_by_name, created_by_name } = customer
  if (changed_by_name !== null) return t('customer.changed_by', { when, who: changed_by_name })
  return created_by_name === null
    ? t('customer.added', { when })
    : t('customer.added_by', { when, who: created_by_name })
}
