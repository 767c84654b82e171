import { countryRules } from './address-data.ts'
import type { City, CountryRules } from './address-data.ts'
import { postalCodeExample } from './postal-codes.ts'

/** The fields of an address, named as in Partner Center. */
export type AddressField = 'address_line_1' | 'address_line_2' | 'district' | 'city' | 'state' | 'postal_code'

/** An address as typed or stored. `''` is an empty field; `country` is an ISO 3166-1 alpha-2 code. */
export type Address = Record<AddressField | 'country', string>

/** One field of a country's form; `kind` names what the country calls it, one of `fieldKinds`. */
export type FormatField = { name: AddressField; required: boolean; kind: string }

/** A state, province, …; `latinName` where the country writes in another script. */
export type Subdivision = { code: string; name: string; latinName?: string }

/**
 * How a country's addresses are typed in. An empty list of subdivisions means that the state is free text.
 */
export type AddressFormat = {
  country: string
  fields: FormatField[]
  subdivisions: Subdivision[]
  postalCodeExample: string | undefined
}

/** Every kind that a field can be of, so that a catalogue of words can be tested for completeness. */
export const fieldKinds = {
  address_line_1: ['address_line_1'],
  address_line_2: ['address_line_2'],
  district: ['suburb', 'district', 'neighborhood', 'village_township', 'townland'],
  city: ['city', 'post_town', 'suburb', 'district'],
  state: [
    'state_or_province',
    'province',
    'state',
    'area',
    'county',
    'department',
    'district',
    'do_si',
    'emirate',
    'governorate',
    'island',
    'municipality',
    'oblast',
    'parish',
    'prefecture',
    'region',
  ],
  postal_code: ['postal_code', 'zip', 'pin', 'eircode'],
} as const satisfies Record<AddressField, readonly string[]>

const largeToSmall: AddressField[] = [
  'postal_code',
  'state',
  'city',
  'district',
  'address_line_1',
  'address_line_2',
]

const fieldsOfLetter: Record<string, AddressField[]> = {
  A: ['address_line_1', 'address_line_2'],
  D: ['district'],
  C: ['city'],
  S: ['state'],
  Z: ['postal_code'],
}

const formats = new Map<string, AddressFormat>()

/**
 * The fields of a country's address in the order in which a person there types them, and what may be in them.
 * Takes an ISO 3166-1 alpha-2 code; a code that is not known gets a format in which every field may be used.
 * Source: Google's address data. Computed once per country.
 */
export function addressFormat(country: string): AddressFormat {
  const known = formats.get(country)
  if (known) return known
  const rules = countryRules(country)
  const format = {
    country,
    fields: fieldsInTypingOrder(rules).map((name) => fieldOf(rules, name)),
    subdivisions: rules.subdivisions.map(({ code, names: [name = code], latinName }) =>
      latinName === undefined ? { code, name } : { code, name, latinName },
    ),
    postalCodeExample: postalCodeExample(country),
  }
  // Only real countries are kept, or any text sent to the portal would stay in memory.
  if (rules !== countryRules('')) formats.set(country, format)
  return format
}

/**
 * The name of a country's subdivision, in Latin letters if preferred and known; the code itself when unknown.
 */
export function subdivisionName(country: string, code: string, preferLatin = false): string {
  const subdivision = countryRules(country).subdivisions.find((s) => s.code === code)
  return (preferLatin ? subdivision?.latinName : undefined) ?? subdivision?.names[0] ?? code
}

/** The cities of a country's subdivision, where a list is known (China's); else none. */
export function citiesOf(country: string, state: string): string[] {
  return placesOf(country, state).map((city) => city.name)
}

/** The districts of a city, where a list is known (China's); else none. */
export function districtsOf(country: string, state: string, city: string): string[] {
  return placesOf(country, state).find((place) => place.name === city)?.districts ?? []
}

function placesOf(country: string, state: string): City[] {
  return countryRules(country).subdivisions.find((subdivision) => subdivision.code === state)?.cities ?? []
}

/**
 * Whether the country writes its addresses from the large to the small: the street after the city or state.
 */
export function isWrittenLargeToSmall(country: string): boolean {
  return isLargeToSmall(lettersOf(countryRules(country)))
}

function fieldsInTypingOrder(rules: CountryRules): AddressField[] {
  const letters = lettersOf(rules)
  const written = [...letters].flatMap((letter) => fieldsOfLetter[letter] ?? [])
  // Partner Center has a city in every address: where the data knows none, it can still be given.
  const fields: AddressField[] = written.includes('city') ? written : [...written, 'city']
  return isLargeToSmall(letters) ? largeToSmall.filter((field) => fields.includes(field)) : fields
}

function isLargeToSmall(letters: string): boolean {
  const first = letters.search(/[CS]/)
  return first >= 0 && letters.includes('A', first)
}

function lettersOf(rules: CountryRules): string {
  return [...rules.layout.join('').matchAll(/%([ADCSZ])/g)].map(([, letter]) => letter).join('')
}

function fieldOf(rules: CountryRules, name: AddressField): FormatField {
  const letter = Object.keys(fieldsOfLetter).find((key) => fieldsOfLetter[key]?.[0] === name)
  const required =
    letter !== undefined && rules.required.includes(letter) && lettersOf(rules).includes(letter)
  return { name, required, kind: kindOf(rules, name) }
}

function kindOf(rules: CountryRules, name: AddressField): string {
  if (name === 'state') return rules.stateKind
  if (name === 'city') return rules.cityKind
  if (name === 'district') return rules.districtKind
  return name === 'postal_code' ? rules.postalCodeKind : name
}
