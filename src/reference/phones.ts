import { getExampleNumber, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { isRegistrationNumberRequired } from './registration-numbers.ts'
import { remembered } from './remembered.ts'
import { halfWidth } from './typed-text.ts'

// How an extension is written, with one space at most, in languages whose words libphonenumber does not know.
const localExtension =
  /[,;]? ?(?:转|轉|分機|分机|内線|內線|내선|ต่อ|ramal|int\.?|poste|durchwahl|dw\.?|wew\.?) ?(?=\d+$)/iu

// "(+34) 91 …": the international prefix in brackets.
const bracketedPrefix = /^\(\s*(\+\s*\d{1,3})\s*\)/

// What stands before a number in signatures and on cards.
const phoneLabel =
  /^(?:phone|ph|p|t|m|c|t[eé]l(?:[eé]f(?:ono?|one)?|[eé]phone|f|\. ?n[or]|nr)?|tfno|tfn|tlf|tln|m[oó]vil|mob(?:il[ey]?)?|cell?(?:ular)?|gsm|handy|telem[oó]vel|portable|тел(?:ефон)?|моб|电话|電話|电话号码|電話番号|手机|手機|携帯|전화|휴대폰|هاتف|جوال|تلفن|טל|טלפון|फ़ोन|फोन|โทร)[\s.:]*(?=[+(\d])/iu

// Links to a number: RFC 3966, and what older programs write.
const phoneLink = /^(?:tel|callto|sms):\s*/i

// Territories within the numbering plan of another country: the two cannot, or not always, be told apart by a
// number.
const planSharedBy = new Map(
  Object.entries({
    AX: 'FI',
    BL: 'GP',
    CC: 'AU',
    CX: 'AU',
    EH: 'MA',
    GG: 'GB',
    IM: 'GB',
    JE: 'GB',
    MF: 'GP',
    SJ: 'NO',
    VA: 'IT',
  }),
)

/**
 * A phone number in the form in which it is stored: E.164, and an extension as RFC 3966 writes it
 * ("91 435 20 19 ext. 12" of ES → "+34914352019;ext=12"). `''` stays `''`.
 * A number without an international prefix is one of `country` (ISO 3166-1 alpha-2). Undefined when it is not
 * a number that its country's numbering plan can have (libphonenumber's data).
 */
export function canonicalPhone(typed: string, country: string): string | undefined {
  return typed === '' ? '' : canonical(planCountry(country), typed)
}

/**
 * A stored number as people of `country` read it: in national form if it is a number of theirs, else
 * international.
 * An extension follows as "x12": the shortest form that is read everywhere and that `canonicalPhone` reads
 * back.
 * A text that is not a phone number is returned as it is.
 */
export function shownPhone(storedPhone: string, country: string): string {
  return storedPhone === '' ? '' : shown(planCountry(country), storedPhone)
}

/** A valid number of the country in its national form, to show how one looks; `''` when none is known. */
export function phoneExample(country: string): string {
  return isSupportedCountry(country) ? example(country) : ''
}

/**
 * Whether Partner Center requires a phone number of customers in the country: it does in all countries in
 * which it requires a registration number.
 */
export function phoneRequired(country: string): boolean {
  return isRegistrationNumberRequired(country)
}

/**
 * The strings of digits by which people look for a stored number: international without "+", and national
 * with its trunk prefix ("+442079460958" → 442079460958, 02079460958). The extension is not among them.
 */
export function phoneDigits(storedPhone: string): readonly string[] {
  return storedPhone === '' ? [] : digitsOf(storedPhone)
}

/** How an extension follows a number that somebody looks for, or parameters in a `tel:` address (RFC 3966). */
const extensionBehind =
  /(?:;[^;]{1,60}|,? ?(?:ext[a-zó.]{0,8}|x|#|转|轉|分機|分机|内線|內線|내선|ramal|durchwahl|poste)[.:]? ?\d{1,7} ?)$/iu

/** Fewer digits are no number that an extension could follow. */
const fewestDigits = 6

/** What somebody looks for, without the extension of a number. */
export function withoutPhoneExtension(asked: string): string {
  const at = extensionBehind.exec(asked)?.index ?? asked.length
  const number = asked.slice(0, at)
  return number.replace(/\D/g, '').length < fewestDigits ? asked : number
}

/**
 * What people dial to leave their country, where it is not "+": in most 00, in North America 011, in Japan 010, in
 * Australia 0011, in Russia 810, in Hong Kong and Thailand 001, in Taiwan and Korea 002 (ITU, list of international prefixes).
 */
const exitCodes = ['00', '011', '010', '0011', '810', '001', '002']

/** Fewer digits behind an exit code could be those of any number. */
const fewestBehindExitCode = 5

/**
 * The strings of digits by which `phoneDigits` of a number have to be looked for, when this was typed: as they stand, without
 * an exit code, and without the trunk prefix that some write behind a country's code ("+44 (0)20 …").
 */
export function askedPhone(typed: string): string[] {
  const digits = typed.replace(/\D/g, '')
  const abroad = /^[^\d+]*\+/.test(typed)
    ? [digits]
    : exitCodes
        .filter((code) => digits.startsWith(code) && digits.length >= code.length + fewestBehindExitCode)
        .map((code) => digits.slice(code.length))
  const international = abroad.flatMap((number) => {
    const parsed = parsePhoneNumberFromString(`+${number}`)
    return parsed?.isPossible() === true ? [number, parsed.number.slice(1)] : [number]
  })
  return [...new Set([digits, ...international, ...withoutTrunk(typed)])]
}

/** "+44 (0)20 …", also with an exit code: the digits without the trunk prefix in brackets. */
function withoutTrunk(typed: string): string[] {
  const at = typed.search(/\( ?0 ?\)/)
  const before = at < 0 ? '' : typed.slice(0, at)
  const isCountryCode = /^\d{1,8}$/.test(before.replace(/\D/g, ''))
  return isCountryCode ? askedPhone(before + typed.slice(at).replace(/\( ?0 ?\)/, ' ')) : []
}

const extensionAsX = { formatExtension: (number: string, extension: string) => `${number} x${extension}` }
const withoutExtension = { formatExtension: (number: string) => number }

/** Numbers that are remembered: reading one is the dearest of a page's rules, and an edit asks for the same ones many times. */
const recentAtMost = 2000

/** The country by whose plan a number without a prefix is read; `''` where none is known. */
const planCountry = (country: string): CountryCode | '' => (isSupportedCountry(country) ? country : '')

const canonical = remembered((country: CountryCode | '', typed: string): string | undefined => {
  const text = halfWidth(typed).replace(/\s+/g, ' ').trim()
  if (text === '') return ''
  const number = numberFrom(country, numberIn(text).replace(localExtension, ' ext '))
  return number?.isValid() ? stored(number) : undefined
}, recentAtMost)

const shown = remembered((country: CountryCode | '', storedPhone: string): string => {
  const number = numberFrom(country, storedPhone)
  if (!number) return storedPhone
  if (belongsTo(number, country)) return number.formatNational(extensionAsX)
  return number.formatInternational(extensionAsX)
}, recentAtMost)

const example = remembered(
  (country: CountryCode): string => getExampleNumber(country, examples)?.formatNational() ?? '',
)

const digitsOf = remembered((storedPhone: string): readonly string[] => {
  const number = numberFrom('', storedPhone)
  const forms = number ? [number.number, number.formatNational(withoutExtension)] : [storedPhone]
  const digits = forms.map((form) => form.replace(/\D/g, '')).filter((form) => form !== '')
  return [...new Set(digits)]
}, recentAtMost)

/** The number in a text that was copied with its label, or as a link. */
function numberIn(text: string): string {
  return phoneLink.test(text) ? linkedNumber(text.replace(phoneLink, '')) : text.replace(phoneLabel, '')
}

/** RFC 3966: `863-1234;phone-context=+1-914-555;ext=12`. Other parameters say nothing of the number. */
function linkedNumber(link: string): string {
  const [number = '', ...parameters] = link.replace(/%([2-3][\dA-F])/gi, asCharacter).split(';')
  const valueOf = (name: string) =>
    parameters.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1)
  const context = /^\+[\d.()-]+$/.exec(valueOf('phone-context') ?? '')?.[0] ?? ''
  const extension = valueOf('ext')
  const whole = number.startsWith('+') ? number : context + number
  return extension === undefined ? whole : `${whole};ext=${extension}`
}

const asCharacter = (_escape: string, hex: string) => String.fromCharCode(parseInt(hex, 16))

function numberFrom(country: CountryCode | '', text: string): PhoneNumber | undefined {
  const options = { extract: false, ...(country !== '' && { defaultCountry: country }) }
  const plain = text.replace(bracketedPrefix, '$1 ')
  const number = parsePhoneNumberFromString(plain, options)
  // 00 is the prefix that the ITU recommends (E.164); people type it in countries with another one (US, JP),
  // too.
  if (number?.isValid() || !text.startsWith('00')) return number
  return parsePhoneNumberFromString(text.replace('00', '+'), options) ?? number
}

function stored(number: PhoneNumber): string {
  return number.ext === undefined ? number.number : `${number.number};ext=${number.ext}`
}

function belongsTo(number: PhoneNumber, country: string): boolean {
  return number.country !== undefined && planOf(number.country) === planOf(country)
}

function planOf(country: string): string {
  return planSharedBy.get(country) ?? country
}
