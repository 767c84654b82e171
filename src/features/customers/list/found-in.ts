import { fullFieldName, plainFieldName } from '#src/history/field-names.ts'
import type { Reader } from '#src/http/ui.ts'
import { phoneDigits, shownPhone } from '#src/reference/phones.ts'
import { contactName } from '../customer.ts'
import type { FoundCustomer } from './list-rows.ts'
import { isIn, markMatches, type Marked } from '../search/marks.ts'
import { wordByWord, type Wish } from '../search/wishes.ts'

/** Where else a search found a customer than in what the list shows of it. */

/** A place in which something was found, as in "Email (billing): garcia@…". */
export type FoundIn = { label: string; text: Marked[] }

/**
 * The fields that have what the columns do not show, each value once and with whose it is.
 * @param shown the texts of the columns
 */
export function foundElsewhere(
  customer: FoundCustomer,
  shown: readonly string[],
  wishes: readonly Wish[],
  { t }: Reader,
): FoundIn[] {
  const missing = wordByWord(wishes).filter((wish) => !shown.some((text) => isIn(text, wish)))
  if (missing.length === 0) return []
  const full = (field: string) => fullFieldName(field, t)
  return [
    ...best(t('list.billing_contact'), [contactName(customer)]),
    ...best(full('billing_company_name'), [customer.billing_company_name]),
    ...best(full('registration_number'), [customer.registration_number]),
    ...ofSides('email', (field) => [customer[field]]),
    ...ofSides('phone_number', (field) => formsOf(customer[field], field, customer)),
    ...best(full('microsoft_id'), [customer.id, customer.id.replaceAll('-', '')]),
  ]

  /** The best of the forms of one value: the first that has all that is wanted, else the first that has some of it. */
  function best(label: string, forms: readonly string[]): FoundIn[] {
    const all = forms.find((form) => missing.every((wish) => isIn(form, wish)))
    const text = all ?? forms.find((form) => missing.some((wish) => isIn(form, wish)))
    return text === undefined ? [] : [{ label, text: markMatches(text, missing) }]
  }

  /** What both sides of an account may have; once where it is the same. */
  function ofSides<Part extends 'email' | 'phone_number'>(
    part: Part,
    forms: (field: `company_${Part}` | `billing_${Part}`) => readonly string[],
  ): FoundIn[] {
    const [billing, company] = [`billing_${part}`, `company_${part}`] as const
    if (customer[billing] !== customer[company])
      return [...best(full(billing), forms(billing)), ...best(full(company), forms(company))]
    return best(t('field.full.both', { label: plainFieldName(billing, t) }), forms(billing))
  }
}

/** The ways of writing a number: as its country does, as others do, and the bare digits that people look for. */
function formsOf(phone: string, field: string, customer: FoundCustomer): string[] {
  const country = field.startsWith('billing_') ? customer.billing_country : customer.company_country
  return [shownPhone(phone, country), shownPhone(phone, ''), ...phoneDigits(phone)]
}
