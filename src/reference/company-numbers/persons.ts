/** Numbers of persons, which are also the numbers of what they trade as. */
import { every, isDay, remainder, remainderOf, twoDigits, type Check } from './check-digits.ts'

const dniLetters = 'TRWAGMYFPDXBNJZSQVHLCKE'

/** Spain's DNI, and its NIE, of which X, Y and Z count as 0, 1 and 2. */
export const spanishPerson: Check = (number) => {
  const digits = number.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))
  return dniLetters.charAt(remainderOf(digits, 23)) === number.slice(-1)
}

/** Rodné číslo of Czechs and Slovaks: the date of birth, women's month plus 50, more when a day's numbers ran out. */
export const birthNumber: Check = (number) => {
  const year = twoDigits(number, 0)
  const month = twoDigits(number, 2) % 50
  const isLong = number.length === 10
  if (!isLong && year > 53 && year < 81) return false
  const century = isLong ? (year < 54 ? 2000 : 1900) : year < 54 ? 1900 : 1800
  return (
    isDay(century + year, month > 20 ? month - 20 : month, twoDigits(number, 4)) &&
    (!isLong || remainderOf(number.slice(0, 9), 11) % 10 === Number(number.slice(9)))
  )
}

/** ЕГН: the month plus 20 before 1900, plus 40 after 1999. */
export const bulgarianPerson: Check = every(
  (number) => {
    const month = twoDigits(number, 2)
    const century = month > 40 ? 2000 : month > 20 ? 1800 : 1900
    return isDay(century + twoDigits(number, 0), month % 20, twoDigits(number, 4))
  },
  remainder([2, 4, 8, 5, 10, 9, 7, 3, 6], '01234567890'),
)

const oddValues = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
]
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Codice fiscale, by the Italian decree of 23 December 1976: each second character counts by a table. */
export const italianPerson: Check = (number) => {
  const values = Array.from(number.slice(0, 15), (character) =>
    /\d/.test(character) ? Number(character) : letters.indexOf(character),
  )
  const sum = values.reduce((total, value, at) => total + (at % 2 === 0 ? (oddValues[value] ?? 0) : value), 0)
  return letters.charAt(sum % 26) === number.charAt(15)
}

/** Personas kods: since July 2017 without the date of birth, beginning with 32. */
export const latvianPerson: Check = (number) => {
  const digits = Array.from(number, Number)
  const weights = [10, 5, 8, 4, 2, 1, 6, 3, 7, 9]
  const sum = weights.reduce((total, weight, at) => total + weight * (digits[at] ?? 0), 1)
  const centuries = [1800, 1900, 2000]
  const isOld = !number.startsWith('32')
  const year = (centuries[digits[6] ?? 9] ?? NaN) + twoDigits(number, 4)
  return (!isOld || isDay(year, twoDigits(number, 2), twoDigits(number, 0))) && (sum % 11) % 10 === digits[10]
}

/** T.C. kimlik numarası. */
export const turkishPerson: Check = (number) => {
  const digits = Array.from(number, Number)
  const total = (from: number[]) => from.reduce((sum, digit) => sum + digit, 0)
  const odd = total(digits.filter((_, at) => at < 9 && at % 2 === 0))
  const even = total(digits.filter((_, at) => at < 9 && at % 2 === 1))
  return (odd * 7 + even * 9) % 10 === digits[9] && total(digits.slice(0, 10)) % 10 === digits[10]
}

/** Cod numeric personal: a digit for sex and century, the date, the county. */
export const romanianPerson: Check = every(
  (number) => isDay(2000 + twoDigits(number, 1), twoDigits(number, 3), twoDigits(number, 5)),
  remainder([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], '01234567891'),
)
