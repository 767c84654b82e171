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
  subdivisionsOf,
} from './postal-codes.ts'

export { addressFormat, citiesOf, districtsOf, fieldKinds, subdivisionName } from './address-format.ts'
export type { Address, AddressField, AddressFormat, FormatField, Subdivision } from './address-format.ts'
export { addressLines } from './address-lines.ts'

/**
 * What is wrong with one field of an address; `example` is a postal code that would have been right, `states` are the codes
 * of those that the postal code is in.
 */
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
  states?: string[]
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
  if (isEmpty && !rule.required) return undefined
  if (field === 'state') return stateProblem(address, format)
  if (isEmpty) return { field, problem: 'required' }
  if (field === 'postal_code') return postalCodeProblem(address, format)
  return undefined
}

function postalCodeProblem(address: Address, format: AddressFormat): AddressProblem | undefined {
  const { country, state, postal_code } = address
  if (!isPostalCodeOf(country, postal_code) || isOfNoState(address, format)) {
    return withExample({ field: 'postal_code', problem: 'postal_code_format' }, postalCodeExample(country))
  }
  if (!isPostalCodeOfSubdivision(country, state, postal_code)) {
    const example = postalCodeExample(country, state)
    return withExample({ field: 'postal_code', problem: 'postal_code_not_in_state' }, example)
  }
  return undefined
}

/** Whether a postal code will be refused whichever state is chosen: that is said at once, not after the choice. */
function isOfNoState(address: Address, format: AddressFormat): boolean {
  if (!stateProblem(address, format)) return false
  return subdivisionsOf(address.country, address.postal_code)?.length === 0
}

function stateProblem(address: Address, { subdivisions, fields }: AddressFormat): AddressProblem | undefined {
  const { country, state, postal_code } = address
  const isEmpty = state.trim() === ''
  const isRequired = fields.some(({ name, required }) => name === 'state' && required)
  if (isEmpty ? !isRequired : subdivisions.length === 0 || subdivisions.some(({ code }) => code === state))
    return undefined
  const problem = { field: 'state', problem: isEmpty ? 'required' : 'not_in_list' } as const
  // Any other one would be refused for the postal code.
  const states = subdivisionsOf(country, postal_code) ?? []
  return states.length > 0 && states.length < subdivisions.length ? { ...problem, states } : problem
}

/** The code of the subdivision that a country calls so, in any of its languages; never by another code. */
export function subdivisionNamed(country: string, name: string): string | undefined {
  const code = subdivisionCode(country, name)
  const isCode = countryRules(country).subdivisions.some((one) => plain(one.code) === plain(name))
  return isCode ? undefined : code
}

function withExample(problem: AddressProblem, example: string | undefined): AddressProblem {
  return example === undefined ? problem : { ...problem, example }
}

function subdivisionCode(country: string, typed: string): string | undefined {
  const { subdivisions } = countryRules(country)
  // Of what is no country, too, which may be any text.
  if (subdivisions.length === 0) return undefined
  // Nearly every address that is checked is a stored one, and has its code already.
  if (subdivisions.some(({ code }) => code === typed)) return typed
  // "CA-ON" and "ES-CA" are ISO 3166-2's way of writing a code.
  const wanted = plain(typed).replace(new RegExp(`^${country.toLowerCase()} (?=[a-z0-9]{1,3}$)`), '')
  if (wanted === '') return undefined
  const exact =
    subdivisions.find(({ code }) => plain(code) === wanted) ??
    subdivisions.find(({ names }) => names.some((name) => plain(name) === wanted))
  if (exact) return exact.code
  const kernel = withoutType(wanted)
  const isAlike = (name: string) =>
    withoutType(plain(name)) === kernel ||
    (isWrittenLargeToSmall(country) && differOnlyInType(plain(name), wanted))
  const alike = subdivisions.filter(({ names }) => names.some(isAlike))
  return alike.length === 1 ? alike[0]?.code : undefined
}

/** What kinds of subdivision are called, in the languages in which addresses are written. */
const typeWords = new Set(
  (
    'province provincia provincie provinz provincial prov state states estado estados etat staat governorate governorates ' +
    'muhafazah region regiao regione regional department departamento departement dept depto prefecture ken fu county ' +
    'district distrito oblast oblys krai kray kraj okrug republic respublika republika autonomous city municipality territory ' +
    'union ut emirate parish canton island islands do si gun sheng shi zizhiqu special capital metropolitan changwat tinh ' +
    'parroquia thanh pho wilayah daerah negeri propinsi provinsi il judetul judet'
  ).split(' '),
)
const joiningWords = new Set(
  'of the and y e et und de del la las los el do da dos das du des di al'.split(' '),
)

/** A folded name without what kind of thing it names: "region de murcia" is "murcia". Never nothing. */
function withoutType(name: string): string {
  const words = name.split(' ')
  const telling = words.filter((word) => !typeWords.has(word) && !joiningWords.has(word))
  return telling.length === 0 ? name : telling.join(' ')
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
    .replace(/[&+]/g, ' and ')
    .replace(/[(),/]/g, ' ')
    .replace(/[\s.'’\-–]+/g, ' ')
    .trim()
    .replace(/^(co|county) /, '')
    .replace(/^([경전충])[상라청]([남북])도$/, '$1$2')
}
