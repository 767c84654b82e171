import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

// Unicode's Common Locale Data Repository names every subdivision of ISO 3166-2 in English, as the world writes it:
// Florence, Seville, Altai Krai. Its keys are the codes without a hyphen, as in "usca" (Unicode Technical Standard 35, 3.6.5).

type Data = { subdivisions: { localeDisplayNames: { subdivisions: Record<string, string> } } }

const file = createRequire(import.meta.url).resolve('cldr-subdivisions-full/subdivisions/en/en.json')
const names = (JSON.parse(readFileSync(file, 'utf8')) as Data).subdivisions.localeDisplayNames.subdivisions

// Iran numbered its provinces anew in 2020; the repository keeps the numbers that codes once had.
const withOldCodes = new Set(['IR'])

/** What English calls a subdivision, by its country and its code of ISO 3166-2 without it. */
export function englishSubdivisionName(country: string, code: string): string | undefined {
  return withOldCodes.has(country) ? undefined : names[`${country}${code}`.toLowerCase()]
}
