import { countryCodes } from './countries.ts'

/** `getTimeZones` is in every engine of today, and not yet in TypeScript's library (ECMA-402, Intl.Locale-info). */
type LocaleWithTimeZones = Intl.Locale & { getTimeZones: () => string[] | undefined }

let countries: Map<string, string> | undefined

/**
 * The country that an IANA time zone is of (Unicode CLDR), as an ISO 3166-1 alpha-2 code; `''` for zones of no country,
 * such as UTC.
 */
export function countryOfTimeZone(timeZone: string): string {
  countries ??= new Map(countryCodes.flatMap((code) => zonesOf(code).map((zone) => [zone, code] as const)))
  const country = countries.get(timeZone) ?? countries.get(canonicalZone(timeZone)) ?? ''
  countries.set(timeZone, country)
  return country
}

function zonesOf(country: string): string[] {
  return (new Intl.Locale(`und-${country}`) as LocaleWithTimeZones).getTimeZones() ?? []
}

const canonicalZone = (timeZone: string): string =>
  new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
