import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { countryName } from '#src/reference/countries.ts'
import type { AlikeCustomer } from './alike.ts'

/** A customer that may be the same. */
export type ShownAlike = { name: string; href: string; domain: string; country: string; number: string }

export function shownAlike(customer: AlikeCustomer, { locale }: Reader): ShownAlike {
  return {
    name: customer.company_name,
    href: urls.account(customer.id),
    domain: customer.primary_domain,
    country: countryName(customer.company_country, locale),
    number: customer.registration_number,
  }
}
