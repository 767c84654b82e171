import { addressDataCountries } from './address-data.ts'
import { remembered } from './remembered.ts'

// AC (Ascension) and TA (Tristan da Cunha) are only "exceptionally reserved" in ISO 3166-1: their code is SH.
// XK (Kosovo) is "user-assigned", yet in general use and in Partner Center, so it stays.
const notCountries = new Set(['AC', 'TA'])

/** The ISO 3166-1 alpha-2 codes (and XK) for which address rules are known, in the order of the alphabet. */
export const countryCodes: readonly string[] = addressDataCountries.filter((code) => !notCountries.has(code))

const known = new Set(countryCodes)

/** Whether the text is one of `countryCodes`, in capitals. */
export function isCountry(code: string): boolean {
  return known.has(code)
}

/** The country's name in the language of the BCP 47 locale (Unicode CLDR); the code itself when unknown. */
export function countryName(code: string, locale: string): string {
  return namesIn(locale).get(code) ?? code
}

/** All countries with their names, in the alphabetical order of the locale; computed once per locale. */
export const countriesInOrder = remembered((locale: string): { code: string; name: string }[] => {
  const { compare } = new Intl.Collator(locale)
  return countryCodes
    .map((code) => ({ code, name: countryName(code, locale) }))
    .sort((a, b) => compare(a.name, b.name))
})

const placesIn = remembered(
  (locale: string): ReadonlyMap<string, number> =>
    new Map(countriesInOrder(locale).map(({ code }, place) => [code, place])),
)

/** Those of the codes that are countries', in the alphabetical order of the locale. */
export function inOrder(codes: readonly string[], locale: string): string[] {
  const places = placesIn(locale)
  const placeOf = (code: string) => places.get(code) ?? 0
  return codes.filter(isCountry).sort((a, b) => placeOf(a) - placeOf(b))
}

const namesIn = remembered((locale: string): ReadonlyMap<string, string> => {
  const words = new Intl.DisplayNames(locale, { type: 'region' })
  return new Map(countryCodes.map((code) => [code, words.of(code) ?? code]))
})
