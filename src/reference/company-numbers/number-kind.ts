import type { Check } from './check-digits.ts'

/** One kind of number: what it is called, how it looks, and whether its check digits are right where it has any. */
export type NumberKind = {
  /** its own short name in the country */
  name: string
  /** the same in Latin letters, where the name is not */
  latinName?: string
  /** a real or published one, as the portal keeps it */
  example: string
  /** of its letters and digits in capitals, without the prefix; should it have a group, only that is kept */
  shape: RegExp
  check?: Check
  /** letters that belong before the number, and that people leave out */
  prefix?: string
  /** whether the country's code may stand before it, as it does for VAT, though it is the same number */
  isVat?: boolean
  /** fills up a number in which zeros were left out in front, or takes those away that do not count */
  fill?: (number: string) => string
  /** other words that people write before it */
  labels?: readonly string[]
  /** how another number is written, of the same letters and digits, that belongs to nobody's account */
  not?: RegExp
  /** for a number that is not letters and digits only: what is kept of a typed one, or nothing */
  read?: (typed: string) => string | undefined
}

type Options = Omit<NumberKind, 'name' | 'latinName' | 'example' | 'shape' | 'check'>

/** A kind of number, called by its short name or, in another script, by that and its Latin one: `ИНН/INN`. */
export function kind(
  names: string,
  example: string,
  shape: RegExp,
  check?: Check,
  options: Options = {},
): NumberKind {
  const [name = '', latinName] = names.split('|')
  return {
    name,
    ...(latinName !== undefined && { latinName }),
    example,
    shape,
    ...(check && { check }),
    ...options,
  }
}

/** Fills up to a length, as long as no more than two zeros are missing. */
export const zerosTo = (length: number) => (number: string) =>
  number.length < length - 2 ? number : number.padStart(length, '0')

export const withoutZeros = (number: string) => number.replace(/^0+/, '')
