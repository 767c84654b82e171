import { numberKinds } from './company-numbers/kinds.ts'
import type { NumberKind } from './company-numbers/number-kind.ts'
import { lettersAndDigits, readings } from './company-numbers/typed-number.ts'
import { halfWidth } from './typed-text.ts'

/** What a country asks of a company's registration number: `names` are its own names of the kinds of number there. */
export type RegistrationNumberRule = {
  required: boolean
  names: readonly string[]
  example?: string
}

/** Why no company of the country can have a number; `names` and `example` are of what it should or could be. */
export type RegistrationNumberProblem =
  | { problem: 'format' | 'check_digit' | 'characters'; names: readonly string[]; example: string }
  // In a country whose numbers are not known, letters and digits are asked for, at most so many.
  | { problem: 'unknown'; example?: undefined; longest: number }

/** The number as it is stored, and what the country calls it; or why it cannot be one. */
export type RegistrationNumberResult = { value: string; name?: string } | RegistrationNumberProblem

// Partner Center requires organizationRegistrationNumber in these countries, in the last thirteen since 2021.
const requiring = new Set(
  'AM AZ BY HU KZ KG MD RU TJ UZ UA TH VN TR PL ZA IN BR IQ MM SS SA AE VE'.split(' '),
)

// Where no rule is known, a number is any letters and digits up to this many, with a digit among them.
const longest = 40

// Longer than any number is with all that people write into it; nothing is done with more.
const longestTyped = 200

/** Whether Partner Center requires a registration number of customers in the country (ISO 3166-1 alpha-2). */
export function isRegistrationNumberRequired(country: string): boolean {
  return requiring.has(country)
}

/** Whether the country's number is required, what it is called there, and how a valid one looks. */
export function registrationNumberRule(country: string): RegistrationNumberRule {
  const kinds = numberKinds(country)
  const example = kinds[0]?.example
  const required = isRegistrationNumberRequired(country)
  return { required, names: namesOf(kinds), ...(example !== undefined && { example }) }
}

/** What the country calls a number like this one, if it is of a known kind. */
export function registrationNumberName(number: string, country: string): string | undefined {
  const read = canonicalRegistrationNumber(number, country)
  return 'value' in read ? read.name : undefined
}

/** A VAT number without its country's code, if the number is kept so: `ESA28015865` is A28015865. In capitals or not. */
export function withoutVatCode(number: string): string | undefined {
  const [, code = '', rest] = /^([a-z]{2})([a-z]?\d[a-z\d]{5,})$/i.exec(number) ?? []
  const country = code.toUpperCase() === 'EL' ? 'GR' : code.toUpperCase()
  return numberKinds(country).some(({ isVat }) => isVat) ? rest : undefined
}

/**
 * A typed number as it is stored: letters and digits only, in capitals, in the one form that its kind has; `''` for an
 * empty one. Or the reason why no company of the country can have it.
 */
export function canonicalRegistrationNumber(typed: string, country: string): RegistrationNumberResult {
  const kinds = numberKinds(country)
  if (typed.length > longestTyped) return refused('format', kinds)
  const text = halfWidth(typed).trim()
  const number = lettersAndDigits(text)
  if (number === '') return { value: '' }
  return kinds.length > 0 ? ofKinds(text, number, country, kinds) : ofAnyKind(number)
}

function ofKinds(
  text: string,
  number: string,
  country: string,
  kinds: readonly NumberKind[],
): RegistrationNumberResult {
  const alike: NumberKind[] = []
  for (const kind of kinds) {
    const value = kind.read?.(text)
    if (value !== undefined) return { value, name: nameOf(kind) }
  }
  const possible = kinds.filter(({ not }) => not?.test(text) !== true)
  for (const reading of readings(number, country, kinds)) {
    for (const kind of possible) {
      for (const form of formsOf(reading, kind, country)) {
        const match = kind.shape.exec(form)
        if (!match || !/[1-9]/.test(form)) continue
        const kept = match[1] ?? form
        if (kind.check?.(kept) ?? true) return { value: (kind.prefix ?? '') + kept, name: nameOf(kind) }
        alike.push(kind)
      }
    }
  }
  if (alike.length > 0) return refused('check_digit', alike)
  return refused(/^[A-Z0-9]+$/.test(number) ? 'format' : 'characters', kinds)
}

function refused(
  problem: 'format' | 'check_digit' | 'characters',
  kinds: readonly NumberKind[],
): RegistrationNumberProblem {
  const example = kinds[0]?.example
  return example === undefined ? { problem: 'unknown', longest } : { problem, names: namesOf(kinds), example }
}

function ofAnyKind(number: string): RegistrationNumberResult {
  const isNumber = number.length <= longest && /^[A-Z0-9]+$/.test(number) && /\d/.test(number)
  return isNumber ? { value: number } : refused('format', [])
}

/** A number without the letters that its kind has in front, and with the zeros that were left out there. */
function formsOf(number: string, kind: NumberKind, country: string): string[] {
  const letters = [
    ...(kind.prefix === undefined ? [] : [kind.prefix]),
    ...(kind.isVat ? vatCodes(country) : []),
  ]
  const bare = letters.filter((code) => number.startsWith(code)).map((code) => number.slice(code.length))
  return [number, ...bare].map((form) => kind.fill?.(form) ?? form)
}

// The Union writes EL for Greece, and XI for what is in Northern Ireland.
const vatCodes = (country: string): string[] => (country === 'GR' ? ['EL', 'GR'] : [country])

const nameOf = ({ name, latinName }: NumberKind): string =>
  latinName === undefined ? name : `${name} (${latinName})`

const namesOf = (kinds: readonly NumberKind[]): string[] => [...new Set(kinds.map(nameOf))]
