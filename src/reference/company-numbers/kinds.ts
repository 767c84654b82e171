import { africa } from './africa.ts'
import { americas } from './americas.ts'
import { asiaAndPacific } from './asia-and-pacific.ts'
import { europeanUnion } from './european-union.ts'
import type { NumberKind } from './number-kind.ts'
import { restOfEurope } from './rest-of-europe.ts'

const everywhere: Readonly<Record<string, readonly NumberKind[]>> = {
  ...europeanUnion,
  ...restOfEurope,
  ...asiaAndPacific,
  ...americas,
  ...africa,
}

/** The countries whose numbers are known. */
export const numberedCountries: readonly string[] = Object.keys(everywhere).sort()

/** The kinds of number that companies of a country have, the most asked for first; none where they are not known. */
export function numberKinds(country: string): readonly NumberKind[] {
  return Object.hasOwn(everywhere, country) ? (everywhere[country] ?? []) : []
}
