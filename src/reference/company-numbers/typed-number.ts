import type { NumberKind } from './number-kind.ts'

/** What people write between the characters of such numbers: spaces, hyphens, points, slashes and the like. */
const separators = /[\s.,:;/\\|()'"’`·_#°\u2010-\u2015\u2212-]/g

/** The letters and digits of a typed number, in capitals. */
export function lettersAndDigits(typed: string): string {
  return typed.replace(separators, '').toUpperCase()
}

// What stands before a number on letterheads, in any country.
const commonLabels =
  'VAT|TAX|TIN|TRN|REGISTRATION|REGISTERED|REGISTER|REGISTRY|REGISTRO|REG|COMPANY|BUSINESS|CORPORATE|ENTERPRISE|COMMERCIAL|' +
  'IDENTIFICATION|NUMBER|NUMMER|NUMÉRO|NUMERO|NÚMERO|NUM|NO|NR|N|Nº|ID|CODE|CODIGO|CÓDIGO|CODICE|COD|' +
  'LICENCE|LICENSE|CERTIFICATE|号码|号|編號|編号|番号|번호|НОМЕР|رقم'

const labels = new Map<string, readonly string[]>()

/** The labels that may stand before a number of a country: its kinds' names and those that all the world writes. */
function labelsOf(country: string, kinds: readonly NumberKind[]): readonly string[] {
  const known = labels.get(country)
  if (known) return known
  const names = kinds.flatMap((kind) => [kind.name, kind.latinName ?? '', ...(kind.labels ?? [])])
  const parts = names.flatMap((name) => name.split(/[^\p{L}\p{M}]+/u)).filter((part) => part.length > 1)
  const words = [...names, ...parts].map(lettersAndDigits).filter((word) => word !== '')
  const all = [...new Set([...words, ...commonLabels.split('|')])]
  labels.set(country, all)
  return all
}

/** A number without the labels before it, in each way in which they can be told from its own letters. */
function withoutLabels(number: string, among: readonly string[], most = 4): string[] {
  if (most === 0) return []
  return among
    .filter((label) => number.startsWith(label))
    .map((label) => number.slice(label.length))
    .flatMap((rest) => [rest, ...withoutLabels(rest, among, most - 1)])
}

// Capitals that look like Latin ones, and are typed for them on Cyrillic and Greek keyboards.
const lookAlikes: Record<string, string> = Object.fromEntries(
  [
    ['АВЕКМНОРСТУХІЈЅ', 'ABEKMHOPCTYXIJS'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
  ].flatMap(([foreign = '', latin = '']) => Array.from(foreign, (letter, at) => [letter, latin.charAt(at)])),
)

const inLatin = (number: string): string =>
  number.replace(/[\u0370-\u04ff]/g, (letter) => lookAlikes[letter] ?? letter)

/** The numbers that the letters and digits of a typed one may stand for: as they are, then without what labels them. */
export function* readings(
  number: string,
  country: string,
  kinds: readonly NumberKind[],
): Generator<string, void> {
  yield number
  const bare = withoutLabels(number, labelsOf(country, kinds))
  yield* new Set([inLatin(number), ...bare.flatMap((reading) => [reading, inLatin(reading)])])
}
