/**
 * Invented registration numbers whose check characters are right. Which number a country's companies
 * show is `organizationRegistrationNumber` of Partner Center: letters and digits only.
 */
import type { Random } from './random.ts'

const digitsAndLetters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

function weightedSum(text: string, weights: readonly number[], alphabet = digitsAndLetters): number {
  let sum = 0
  for (let i = 0; i < weights.length; i++) sum += alphabet.indexOf(text[i]!) * weights[i]!
  return sum
}

/** ISO/IEC 7812-1, annex B. */
function luhnDigit(body: string): number {
  let sum = 0
  for (let i = 0; i < body.length; i++) {
    const doubled = Number(body[body.length - 1 - i]) * (i % 2 === 0 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return (10 - (sum % 10)) % 10
}

const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

function usccCheck(body: string): number {
  return (31 - (weightedSum(body, usccWeights, usccAlphabet) % 31)) % 31
}

/** Unified Social Credit Code, GB 32100-2015. `state` is the province's code of GB/T 2260. */
export function chineseNumber(random: Random, state: string): string {
  const body = `91${state}01${random.digits(2)}MA${random.characters(7, usccAlphabet)}`
  return body + usccAlphabet[usccCheck(body)]
}

/** The same number with a check character that is wrong. */
export function misreadChineseNumber(number: string): string {
  const body = number.slice(0, 17)
  return body + usccAlphabet[(usccCheck(body) + 1) % 31]
}

/** A business licence's number of before 2015, which the Unified Social Credit Code replaced. */
export function chineseNumberBefore2015(random: Random, state: string): string {
  return `${state}0100${random.digits(9)}`
}

/** NIF of a company: A for an S.A., B for an S.L. */
export function spanishNumber(random: Random, isPublicCompany: boolean): string {
  const body = random.digits(7)
  return `${isPublicCompany ? 'A' : 'B'}${body}${luhnDigit(body)}`
}

const einPrefixes = ['20', '26', '27', '45', '46', '47', '81', '82', '83', '84', '85', '91']

/** Employer Identification Number. */
export function americanNumber(random: Random): string {
  return random.pick(einPrefixes) + random.digits(7)
}

/** Companies House number. */
export function britishNumber(random: Random): string {
  return random.pick(['0', '1']) + random.digits(7)
}

/** USt-IdNr. Check digit by ISO 7064, MOD 11,10. */
export function germanNumber(random: Random): string {
  const body = random.between(1, 9) + random.digits(7)
  let product = 10
  for (const digit of body) {
    const sum = (Number(digit) + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return `DE${body}${(11 - product) % 10}`
}

/** SIREN. */
export function frenchNumber(random: Random): string {
  const body = random.between(3, 9) + random.digits(7)
  return `${body}${luhnDigit(body)}`
}

/** 法人番号, corporate number: the check digit comes first. */
export function japaneseNumber(random: Random): string {
  const body = random.digits(12)
  return `${9 - (weightedSum(body, [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]) % 9)}${body}`
}

const rfcAlphabet = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ'

/** RFC of a company: three letters of its name, the date it was founded, two characters, a check. */
export function mexicanNumber(random: Random, name: string): string {
  const letters = name.slice(0, 3).toUpperCase().padEnd(3, 'X')
  const two = (number: number) => String(number).padStart(2, '0')
  const founded = two(random.between(70, 99)) + two(random.between(1, 12)) + two(random.between(1, 28))
  const unlike = random.characters(1, '123456789ABCDEFGHIJKLMNPQRSTUV') + random.between(1, 9)
  const body = letters + founded + unlike
  const rest = weightedSum(` ${body}`, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2], rfcAlphabet) % 11
  return body + (rest === 0 ? '0' : rest === 1 ? 'A' : String(11 - rest))
}

/** CNPJ of a head office. */
export function brazilianNumber(random: Random): string {
  const weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
  const body = `${random.digits(8)}0001`
  const digit = (text: string, from: number) => {
    const rest = weightedSum(text, weights.slice(from)) % 11
    return rest < 2 ? 0 : 11 - rest
  }
  const first = digit(body, 1)
  return `${body}${first}${digit(body + first, 0)}`
}

/** Partita IVA: seven digits, the office of the province, a check. */
export function italianNumber(random: Random): string {
  const body = `${random.digits(7)}${String(random.between(1, 100)).padStart(3, '0')}`
  return `${body}${luhnDigit(body)}`
}

/** Business Number. */
export function canadianNumber(random: Random): string {
  const body = random.between(1, 8) + random.digits(7)
  return `${body}${luhnDigit(body)}`
}

/** ABN: two check digits, then nine digits. */
export function australianNumber(random: Random): string {
  const body = random.digits(9)
  return `${11 + ((177 - (weightedSum(body, [3, 5, 7, 9, 11, 13, 15, 17, 19]) % 89)) % 89)}${body}`
}

const gstStates: Readonly<Record<string, string>> = {
  DL: '07',
  GJ: '24',
  HR: '06',
  KA: '29',
  KL: '32',
  MH: '27',
  TG: '36',
  TN: '33',
  UP: '09',
  WB: '19',
}

/** GSTIN: the state, a company's PAN, 1Z, a check. */
export function indianNumber(random: Random, state: string): string {
  const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ'
  const pan = `${random.characters(3, letters)}C${random.characters(1, letters)}${random.between(1, 9)}${random.digits(3)}${random.characters(1, letters)}`
  const body = `${gstStates[state] ?? '27'}${pan}1Z`
  let sum = 0
  for (let i = 0; i < body.length; i++) {
    const product = digitsAndLetters.indexOf(body[i]!) * (i % 2 === 0 ? 1 : 2)
    sum += Math.floor(product / 36) + (product % 36)
  }
  return body + digitsAndLetters[(36 - (sum % 36)) % 36]
}

/** 사업자등록번호, business registration number. */
export function koreanNumber(random: Random): string {
  const body = `${random.between(101, 699)}8${random.between(1, 8)}${random.between(1, 9)}${random.digits(3)}`
  const sum = weightedSum(body, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((Number(body[8]) * 5) / 10)
  return `${body}${(10 - (sum % 10)) % 10}`
}

/** Btw-identificatienummer. */
export function dutchNumber(random: Random): string {
  const weights = [9, 8, 7, 6, 5, 4, 3, 2]
  let body = `8${random.digits(7)}`
  while (weightedSum(body, weights) % 11 === 10) body = `8${random.digits(7)}`
  return `NL${body}${weightedSum(body, weights) % 11}B01`
}

/** NIPC, the NIF of a company. */
export function portugueseNumber(random: Random): string {
  const body = `5${random.digits(7)}`
  return `${body}${((11 - (weightedSum(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10}`
}

/** UEN of a local company: the year, five digits, a check letter. */
export function singaporeanNumber(random: Random): string {
  const body = `${random.between(1985, 2023)}${random.digits(5)}`
  return body + 'ZKCMDNERGWH'[weightedSum(body, [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11]
}
