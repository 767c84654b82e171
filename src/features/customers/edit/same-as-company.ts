import { addressFields, addressParts, type Account, type AccountField } from '../customer.ts'
import { drawnForField } from './moved-address.ts'
import type { Fields } from './submission.ts'

/** Billing information that is the company's: its name, how to reach it, and where it is. */

/** The name and value of the button that asks for it. */
export const sameAsCompanyField = 'same_as_company'

/** The company's field that a billing field is filled from, if any. */
const companyFieldOf: ReadonlyMap<AccountField, AccountField> = new Map<AccountField, AccountField>([
  ['billing_company_name', 'company_name'],
  ['billing_email', 'company_email'],
  ['billing_phone_number', 'company_phone_number'],
  ...addressParts.map((part) => [`billing_${part}`, `company_${part}`] as const),
])

/**
 * A form with its billing fields filled from the company's. The address is taken as a whole; of the rest, what the company
 * does not have stays as it is.
 * @param fields what was sent
 * @param values what stands in the form, with what was not sent
 */
export function sameAsCompany(fields: Fields, values: Account): { fields: Fields; filled: AccountField[] } {
  const whole = new Set<AccountField>(addressFields('billing'))
  const filled = [...companyFieldOf].filter(
    ([own, from]) => values[own] !== values[from] && (whole.has(own) || values[from] !== ''),
  )
  const copies = Object.fromEntries(filled.map(([own, from]) => [own, values[from]]))
  const drawnFor = fields[drawnForField('company')] ?? values.company_country
  const said = filled.map(([own]) => own)
  return { fields: { ...fields, ...copies, [drawnForField('billing')]: drawnFor }, filled: said }
}
