import { countryCodes, isCountry } from './countries.ts'
import { remembered } from './remembered.ts'

type Named = { code: string; name: string }

const letters = [...'abcdefghijklmnopqrstuvwxyz']
const pairs = letters.flatMap((first) => letters.map((second) => first + second))

// Avestan, Church Slavonic and Pali: in ISO 639-1, but nobody is billed in them.
const deadLanguages = new Set(['ae', 'cu', 'pi'])

/**
 * The ISO 639-1 codes of the languages, in the order of the alphabet: the two-letter codes that the Unicode
 * CLDR names and that are not withdrawn ("iw", "in", "ji", …).
 */
export const languageCodes: readonly string[] = currentLanguages()

// Cultures beyond each country's main language and each language's main country: the further ones of which
// the Unicode CLDR (release 48, common/main) has data.
const furtherCountries: Record<string, string> = {
  ar: 'DJ ER IL SO',
  bn: 'IN',
  bo: 'IN',
  ca: 'FR IT',
  da: 'GL',
  de: 'BE IT LU',
  ee: 'TG',
  en: 'AE AS AT BE BI CC CH CM CY CZ DE DK EE ER ES FI FR GE GH HK HU ID IL IN IT JP KE LS LT LV MG MO MT MU MV MY NA NL NO PG PH PK PL PR PT PW RO RW SC SD SE SI SK SS TK TO TV TZ UA UG VU WS ZW',
  es: 'BR BZ PH PY US',
  ff: 'BF CM GH GM GN GW LR MR NE NG SL',
  fo: 'DK',
  fr: 'BE BI CA CF CH DZ GQ HT KM MA MG ML MR NE RW SN SY TD TN VU',
  ga: 'GB',
  ha: 'GH',
  hr: 'BA',
  it: 'CH',
  kk: 'CN',
  ko: 'CN',
  ku: 'IQ SY',
  ln: 'AO CF CG',
  ms: 'ID SG',
  ne: 'IN',
  nl: 'BQ CW SX',
  oc: 'ES',
  om: 'KE',
  os: 'RU',
  pa: 'PK',
  ps: 'PK',
  pt: 'CH GQ LU MO',
  qu: 'BO EC',
  ru: 'KG MD UA',
  sd: 'IN',
  se: 'FI SE',
  so: 'DJ ET KE',
  sq: 'MK',
  sr: 'BA XK',
  sv: 'FI',
  sw: 'CD',
  ta: 'LK MY SG',
  tn: 'BW',
  tr: 'CY',
  ur: 'IN',
  uz: 'AF',
  yo: 'BJ',
  zh: 'MY SG',
}

// CLDR's likeliest language is that of the street; a company is written to in these, which are official
// there.
const businessLanguages: Record<string, string> = {
  AS: 'en',
  BI: 'fr',
  BQ: 'nl',
  CC: 'en',
  CF: 'fr',
  CW: 'nl',
  GH: 'en',
  HT: 'fr',
  IN: 'en',
  KE: 'en',
  ML: 'fr',
  NA: 'en',
  NE: 'fr',
  PG: 'en',
  PH: 'en',
  PW: 'en',
  PY: 'es',
  SN: 'fr',
  TK: 'en',
  TV: 'en',
  UG: 'en',
  VU: 'en',
  ZW: 'en',
}

/**
 * BCP 47 tags language-COUNTRY of the ways of writing dates, numbers and letters that a customer may prefer.
 */
export const cultures: readonly string[] = [
  ...new Set([...countryCodes.map(defaultCulture), ...mainCultures(), ...furtherCultures()]),
].sort()

const knownLanguages = new Set(languageCodes)
const knownCultures = new Set(cultures)

/** Whether the text is one of `languageCodes`. */
export function isLanguage(code: string): boolean {
  return knownLanguages.has(code)
}

/** The language's name in the language of the locale (Unicode CLDR); the code itself when unknown. */
export function languageName(code: string, locale: string): string {
  return isLanguage(code) ? (namesIn(locale).get(code) ?? code) : code
}

/** All languages with their names, in the alphabetical order of the locale; computed once per locale. */
export const languagesInOrder = remembered((locale: string): Named[] =>
  inOrder(languageCodes, languageName, locale),
)

/** Whether the text is one of `cultures`. */
export function isCulture(tag: string): boolean {
  return knownCultures.has(tag)
}

/** The culture's name in the language of the locale, as "Spanish (Spain)"; the tag itself when unknown. */
export function cultureName(tag: string, locale: string): string {
  return isCulture(tag) ? (namesIn(locale).get(tag) ?? tag) : tag
}

/** All cultures with their names, in the alphabetical order of the locale; computed once per locale. */
export const culturesInOrder = remembered((locale: string): Named[] => inOrder(cultures, cultureName, locale))

/**
 * The culture to propose for a customer in the country: its main language of business; en-US when unknown.
 */
export function defaultCulture(country: string): string {
  if (!isCountry(country)) return 'en-US'
  const likeliest = new Intl.Locale(`und-${country}`).maximize().language
  return `${businessLanguages[country] ?? likeliest}-${country}`
}

function currentLanguages(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
  const isCurrent = (code: string) =>
    names.of(code) !== undefined && Intl.getCanonicalLocales(code)[0] === code
  return pairs.filter((code) => !deadLanguages.has(code) && isCurrent(code))
}

function mainCultures(): string[] {
  return languageCodes.flatMap((language) => {
    const { region = '' } = new Intl.Locale(language).maximize()
    return isCountry(region) ? [`${language}-${region}`] : []
  })
}

function furtherCultures(): string[] {
  return Object.entries(furtherCountries).flatMap(([language, countries]) =>
    countries.split(' ').map((country) => `${language}-${country}`),
  )
}

function inOrder(codes: readonly string[], nameOf: typeof languageName, locale: string): Named[] {
  const { compare } = new Intl.Collator(locale)
  return codes.map((code) => ({ code, name: nameOf(code, locale) })).sort((a, b) => compare(a.name, b.name))
}

/** Languages and cultures with their names: all at once, because asking Intl for one takes longer than all the rest. */
const namesIn = remembered((locale: string): ReadonlyMap<string, string> => {
  // "standard" gives "Spanish (Mexico)", where the default gives "Mexican Spanish".
  const words = new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard' })
  return new Map([...languageCodes, ...cultures].map((tag) => [tag, words.of(tag) ?? tag]))
})
