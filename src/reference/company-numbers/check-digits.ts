/**
 * The algorithms by which the world's company numbers guard against slips. Most are one: a weighted sum, whose remainder
 * chooses the last character. The tables of countries give the weights and the characters.
 */

/** Whether a number's check characters fit the rest of it. */
export type Check = (number: string) => boolean

const digitsAndLetters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The sum of the characters' values in the alphabet times the weights, of which the last stands at the last character. */
function weightedSum(text: string, weights: readonly number[], alphabet = digitsAndLetters): number {
  const first = weights.length - text.length
  return Array.from(text).reduce(
    (sum, character, at) => sum + alphabet.indexOf(character) * (weights[first + at] ?? 0),
    0,
  )
}

const modulo = (value: number, modulus: number): number => ((value % modulus) + modulus) % modulus

/**
 * The last character has to be the one that stands in `characters` at the remainder of the others' weighted sum. How many
 * characters there are is the modulus; `.` stands where a remainder makes no number.
 */
export function remainder(weights: readonly number[], characters: string, alphabet?: string): Check {
  return (number) => {
    const sum = weightedSum(number.slice(0, -1), weights, alphabet)
    return characters.charAt(modulo(sum, characters.length)) === number.slice(-1)
  }
}

/** 11 less the remainder modulo 11, of which 10 and 11 are written as 0. */
export const elevenLess = '00987654321'

/** 11 less the remainder modulo 11, of which 11 is written as 0 and 10 makes no number. */
export const elevenLessButTen = '0.987654321'

/** The remainder modulo 11, of which 10 is written as 0. */
export const ofEleven = '01234567890'

/** The weighted sum of all characters leaves this remainder. */
export function sum(weights: readonly number[], modulus: number, rest = 0): Check {
  return (number) => modulo(weightedSum(number, weights), modulus) === rest
}

/** The remainder modulo 11 with the first weights; should that be 10, with the second; should that be 10 again, `last`. */
export function twoRounds(first: readonly number[], second: readonly number[], last = '0'): Check {
  const characters = `0123456789${last}`
  return (number) =>
    modulo(weightedSum(number.slice(0, -1), first), 11) < 10
      ? remainder(first, characters)(number)
      : remainder(second, characters)(number)
}

/** ISO/IEC 7812-1, annex B (Luhn), or the same with more characters than digits. */
export function luhn(number: string, alphabet = '0123456789'): boolean {
  const base = alphabet.length
  const values = Array.from(number, (character) => alphabet.indexOf(character)).reverse()
  const summands = values.map((value, at) => value * (at % 2 === 0 ? 1 : 2))
  return (
    summands.reduce((total, summand) => total + Math.floor(summand / base) + (summand % base), 0) % base === 0
  )
}

/** The same of digits and letters, as in India's GSTIN. */
export const luhnOfLetters: Check = (number) => luhn(number, digitsAndLetters)

/** ISO/IEC 7064, MOD 11,10. */
export const mod11And10: Check = (number) => {
  const product = Array.from(number.slice(0, -1), Number).reduce(
    (last, digit) => ((modulo(digit + last, 10) || 10) * 2) % 11,
    10,
  )
  return (product + Number(number.slice(-1))) % 10 === 1
}

/** The remainder of a number of any length. */
export function remainderOf(digits: string, modulus: number): number {
  return Array.from(digits, Number).reduce((rest, digit) => (rest * 10 + digit) % modulus, 0)
}

/** ISO/IEC 7064, MOD 97-10: letters count as the numbers from 10. */
export const mod97And10: Check = (text) =>
  remainderOf(Array.from(text, (character) => String(digitsAndLetters.indexOf(character))).join(''), 97) === 1

/** A check of the first characters only. */
export const first =
  (count: number, check: Check): Check =>
  (number) =>
    check(number.slice(0, count))

/** A check of what follows the first characters. */
export const after =
  (count: number, check: Check): Check =>
  (number) =>
    check(number.slice(count))

/** A check whose digit stands in front. */
export const inFront =
  (check: Check): Check =>
  (number) =>
    check(number.slice(1) + number.slice(0, 1))

export const every =
  (...checks: Check[]): Check =>
  (number) =>
    checks.every((check) => check(number))

export const any =
  (...checks: Check[]): Check =>
  (number) =>
    checks.some((check) => check(number))

/** Whether there was or will be such a day. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** Two digits of a number. */
export const twoDigits = (number: string, at: number): number => Number(number.slice(at, at + 2))
