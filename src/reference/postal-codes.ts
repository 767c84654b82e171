import { countryRules } from './address-data.ts'
import type { CountryRules, SubdivisionRules } from './address-data.ts'
import { halfWidth } from './typed-text.ts'

const separator = /[\s.\-\u2010-\u2015]/g

/**
 * A postal code as its country writes it: capitals, half-width, with the space or hyphen of that country, and
 * without a country's letter before it ("sw1a1aa" → "SW1A 1AA", "D-10115" → "10115", "1000001" → "100-0001").
 * A code that is not one of the country's is returned as typed, in half-width characters.
 */
export function canonicalPostalCode(typed: string, country: string): string {
  const text = halfWidth(typed).trim()
  const rules = countryRules(country)
  if (rules.postalCode === undefined) return text
  const capitals = text.toUpperCase().replace(/^(?:〒|T(?=\d{3}-\d{4}$))\s*/, '')
  const withoutCountry = capitals.replace(
    new RegExp(`^(?:[A-Z]{1,3}[-\u2010-\u2015] ?|C\\.?P\\.?:? ?|${country} ?)`),
    '',
  )
  const lettersFirst = /^[A-Z]+/.exec(rules.postalCodeExamples[0] ?? '')?.[0] ?? ''
  for (const attempt of [capitals, withoutCountry, country + capitals, lettersFirst + capitals]) {
    const written = writtenForm(attempt, rules)
    if (written !== undefined) return written
  }
  return text
}

/**
 * Whether the postal code, in its canonical form, is of the country's pattern; always so where none is known.
 */
export function isPostalCodeOf(country: string, postalCode: string): boolean {
  return countryRules(country).postalCode?.test(postalCode) ?? true
}

/**
 * Whether the postal code, in its canonical form, may belong to the subdivision; so wherever that is not
 * known.
 */
export function isPostalCodeOfSubdivision(country: string, code: string, postalCode: string): boolean {
  return subdivisionOf(country, code)?.postalCodes?.test(postalCode) ?? true
}

/**
 * The codes of the subdivisions that a postal code, in its canonical form, is in; undefined where none is known to have it
 * and not of all is it known which they have.
 */
export function subdivisionsOf(country: string, postalCode: string): string[] | undefined {
  const { subdivisions } = countryRules(country)
  const found = subdivisions.filter(({ postalCodes }) => postalCodes?.test(postalCode))
  const isAllKnown = subdivisions.length > 0 && subdivisions.every(({ postalCodes }) => postalCodes)
  return found.length > 0 || isAllKnown ? found.map(({ code }) => code) : undefined
}

/** A postal code of the country, or of its subdivision if a code is given; undefined when none is known. */
export function postalCodeExample(country: string, subdivision = ''): string | undefined {
  const rules = countryRules(country)
  const wanted = subdivisionOf(country, subdivision)
  if (wanted === undefined) return firstCanonical(rules.postalCodeExamples, country)
  const { code, postalCodes, postalCodeExamples } = wanted
  const candidates = [...postalCodeExamples, ...rules.postalCodeExamples, ...lowestCodes(rules, postalCodes)]
  const canonical = candidates.map((candidate) => canonicalPostalCode(candidate, country))
  return canonical.find((c) => isPostalCodeOf(country, c) && isPostalCodeOfSubdivision(country, code, c))
}

// The country's examples show where it puts its separators. They come first, since the pattern of many
// countries also allows a code without any; a code longer than every example is left as it was typed.
function writtenForm(typed: string, rules: CountryRules): string | undefined {
  const bare = typed.replace(separator, '')
  const likeExamples = rules.postalCodeExamples.map((example) => separatedLike(example, bare))
  const forms = [...likeExamples, typed.replace(/\s+/g, ' '), bare]
  return forms.find((form) => form !== undefined && rules.postalCode?.test(form))
}

function separatedLike(example: string, bare: string): string | undefined {
  if (example.replace(separator, '').length !== bare.length) return undefined
  let next = 0
  return example.replace(/[^\s.-]/g, () => bare.charAt(next++))
}

// "08" of Barcelona gives 08001: for the many subdivisions of which the data has the beginning but no
// example.
function lowestCodes(rules: CountryRules, pattern: RegExp | undefined): string[] {
  const beginning = pattern?.source.match(/^\^\(\?:(\d+)(?:\[(\d)[^\]]*\])?(?:[|)]|$)/)
  const length = rules.postalCodeExamples[0]?.replace(separator, '').length
  if (!beginning || length === undefined) return []
  const digits = `${beginning[1] ?? ''}${beginning[2] ?? ''}`
  return digits.length < length ? [`${digits.padEnd(length - 1, '0')}1`] : []
}

function subdivisionOf(country: string, code: string): SubdivisionRules | undefined {
  return countryRules(country).subdivisions.find((subdivision) => subdivision.code === code)
}

function firstCanonical(examples: string[], country: string): string | undefined {
  return examples[0] === undefined ? undefined : canonicalPostalCode(examples[0], country)
}
