import { countryRules } from './address-data.ts'
import { addressFormat, isWrittenLargeToSmall } from './address-format.ts'
import type { Address, AddressField, AddressFormat } from './address-format.ts'
import { isCountry } from './countries.ts'
import { normalForm } from './normal-form.ts'
import {
  canonicalPostalCode,
  isPostalCodeOf,
  isPostalCodeOfSubdivision,
  postalCodeExample,
} from './postal-codes.ts'

export { addressFormat, citiesOf, districtsOf, fieldKinds, subdivisionName } from './address-format.ts'
export type { Address, AddressField, AddressFormat, FormatField, Subdivision } from './address-format.ts'
export { addressLines } from './address-lines.ts'

/** What is wrong with one field of an address; `example` is a postal code that would have been right. */
export type AddressProblem = {
  field: AddressField | 'country'
  problem:
    | 'required'
    | 'unknown_country'
    | 'not_in_list'
    | 'postal_code_format'
    | 'postal_code_not_in_state'
    | 'not_used'
  example?: string
}

// City, postal code and state in the order in which Partner Center's client checks them; then the rest.
const checkingOrder: AddressField[] = [
  'city',
  'postal_code',
  'state',
  'address_line_1',
  'address_line_2',
  'district',
]

/**
 * What keeps the address from being one of its country; an empty list when nothing does.
 * The address need not be canonical. Source of the rules: Google's address data.
 */
export function checkAddress(address: Address): AddressProblem[] {
  if (address.country === '') return [{ field: 'country', problem: 'required' }]
  if (!isCountry(address.country)) return [{ field: 'country', problem: 'unknown_country' }]
  const canonical = canonicalAddress(address)
  const format = addressFormat(address.country)
  return checkingOrder.flatMap((field) => problemOf(field, canonical, format) ?? [])
}

/**
 * The address with its postal code as the country writes it, and its state as the code where it was given by
 * name, in any of the country's languages, in any case, with or without accents. What is not recognised stays
 * as it is.
 */
export function canonicalAddress(address: Address): Address {
  const { country } = address
  return {
    ...address,
    postal_code: canonicalPostalCode(address.postal_code, country),
    state: subdivisionCode(country, address.state) ?? address.state,
  }
}

function problemOf(field: AddressField, address: Address, format: AddressFormat): AddressProblem | undefined {
  const rule = format.fields.find(({ name }) => name === field)
  const isEmpty = address[field].trim() === ''
  if (rule === undefined) return isEmpty ? undefined : { field, problem: 'not_used' }
  if (isEmpty) return rule.required ? { field, problem: 'required' } : undefined
  if (field === 'postal_code') return postalCodeProblem(address)
  if (field === 'state') return stateProblem(address, format)
  return undefined
}

function postalCodeProblem({ country, state, postal_code }: Address): AddressProblem | undefined {
  if (!isPostalCodeOf(country, postal_code)) {
    return withExample({ field: 'postal_code', problem: 'postal_code_format' }, postalCodeExample(country))
  }
  if (!isPostalCodeOfSubdivision(country, state, postal_code)) {
    const example = postalCodeExample(country, state)
    return withExample({ field: 'postal_code', problem: 'postal_code_not_in_state' }, example)
  }
  return undefined
}

function stateProblem({ state }: Address, { subdivisions }: AddressFormat): AddressProblem | undefined {
  if (subdivisions.length === 0 || subdivisions.some(({ code }) => code === state)) return undefined
  return { field: 'state', problem: 'not_in_list' }
}

function withExample(problem: AddressProblem, example: string | undefined): AddressProblem {
  return example === undefined ? problem : { ...problem, example }
}

function subdivisionCode(country: string, typed: string): string | undefined {
  const { subdivisions } = countryRules(country)
  // Nearly every address that is checked is a stored one, and has its code already.
  if (subdivisions.some(({ code }) => code === typed)) return typed
  const wanted = plain(typed)
  if (wanted === '') return undefined
  const exact =
    subdivisions.find(({ code }) => plain(code) === wanted) ??
    subdivisions.find(({ names }) => names.some((name) => plain(name) === wanted))
  if (exact || !isWrittenLargeToSmall(country)) return exact?.code
  const alike = subdivisions.filter(({ names }) =>
    names.some((name) => differOnlyInType(plain(name), wanted)),
  )
  return alike.length === 1 ? alike[0]?.code : undefined
}

// 广东 is 广东省, 广西壮族自治区 is 广西, Seoul is 서울 or 서울특별시, Guangdong is Guangdong Sheng: in East Asia the word
// for the type of province comes last and is often left out. Two characters at least, and a whole word in
// Latin.
function differOnlyInType(name: string, typed: string): boolean {
  const [shorter, longer] = name.length < typed.length ? [name, typed] : [typed, name]
  if (/^[a-z]/.test(shorter)) return longer.startsWith(`${shorter} `)
  return shorter.length >= 2 && longer.startsWith(shorter)
}

// Turkish ı and Vietnamese đ have no accent to strip. Irish counties are written with and without "County" or
// "Co.", and six Korean provinces in full or by their first and third syllable (경상남도, 경남).
function plain(text: string): string {
  const bare = normalForm(text, 'NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
  return normalForm(bare, 'NFKC')
    .replace(/ı/g, 'i')
    .replace(/đ/g, 'd')
    .replace(/[\s.'’\-–]+/g, ' ')
    .trim()
    .replace(/^(co|county) /, '')
    .replace(/^([경전충])[상라청]([남북])도$/, '$1$2')
}
