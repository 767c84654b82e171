import { registrationNumberKinds } from './registration-number-kinds.ts'
import type { CountryKinds } from './registration-number-kinds.ts'
import { halfWidth } from './typed-text.ts'

/** What a country asks of a company's registration number. `name` is the number's own short name there. */
export type RegistrationNumberRule = {
  required: boolean
  name?: string
  latinName?: string
  example?: string
}

/** The number as it is stored, or why it cannot be one; `lengths` are the numbers of digits it could have. */
export type RegistrationNumberResult =
  | { value: string }
  | { problem: 'format' | 'check_digit' | 'characters'; example?: string; lengths?: number[] }

// Partner Center's organizationRegistrationNumber: countries in which it is required, by number of digits …
const digitCounts: Record<string, number[]> = {
  AM: [8, 10],
  AZ: [7, 10],
  BY: [9],
  HU: [10, 11],
  KZ: [12],
  KG: [14],
  MD: [6, 7, 8, 13],
  RU: [9, 10, 12],
  TJ: [9, 10, 12],
  UZ: [9],
  UA: [8, 10, 12],
}

// … and those in which it is required since 2021, in a format that is not published.
const requiredElsewhere = new Set('TH VN TR PL ZA IN BR IQ MM SS SA AE VE'.split(' '))

// Where no rule is surely known, a number is any letters and digits up to this many.
const longest = 40

// What people write between the characters of such numbers: spaces, hyphens, points, slashes and the like.
const separators = /[\s.,:;/\\|()'"’`·_\u2010-\u2015\u2212-]/g

/** Whether Partner Center requires a registration number of customers in the country (ISO 3166-1 alpha-2). */
export function isRegistrationNumberRequired(country: string): boolean {
  return Object.hasOwn(digitCounts, country) || requiredElsewhere.has(country)
}

/** Whether the country's number is required, what it is called there, and how a valid one looks. */
export function registrationNumberRule(country: string): RegistrationNumberRule {
  const required = isRegistrationNumberRequired(country)
  const kinds = kindsOf(country)
  if (!kinds) return { required }
  const { name, latinName } = kinds
  return { required, name, ...(latinName !== undefined && { latinName }), ...exampleOf(country) }
}

/**
 * A typed number as it is stored: its letters and digits only, in capitals; `''` for an empty one.
 * Or the reason why no company of the country can have it. A number of which that is not sure is accepted.
 */
export function canonicalRegistrationNumber(typed: string, country: string): RegistrationNumberResult {
  const number = halfWidth(typed).replace(separators, '').toUpperCase()
  if (number === '') return { value: '' }
  const lengths = digitCounts[country]
  if (lengths && Object.hasOwn(digitCounts, country)) return ofDigits(number, lengths, country)
  return ofKinds(number, country)
}

function ofDigits(number: string, lengths: number[], country: string): RegistrationNumberResult {
  if (!/^\d+$/.test(number) || !lengths.includes(number.length))
    return { problem: 'format', ...exampleOf(country), lengths }
  return ofKinds(number, country)
}

function ofKinds(number: string, country: string): RegistrationNumberResult {
  const { kinds = [], isComplete = false } = kindsOf(country) ?? {}
  const alike = kinds.filter(({ shape }) => shape.test(number))
  if (alike.some(({ isRight }) => isRight?.(number) ?? true)) return { value: number }
  if (alike.length > 0) return { problem: 'check_digit', ...exampleOf(country) }
  if (!/^[A-Z0-9]+$/.test(number)) return { problem: 'characters', ...exampleOf(country) }
  if (isComplete || number.length > longest) return { problem: 'format', ...exampleOf(country) }
  return { value: number }
}

function exampleOf(country: string): { example?: string } {
  const example = kindsOf(country)?.example
  return example === undefined ? {} : { example }
}

function kindsOf(country: string): CountryKinds | undefined {
  return Object.hasOwn(registrationNumberKinds, country) ? registrationNumberKinds[country] : undefined
}
