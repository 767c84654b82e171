import { countryRules } from './address-data.ts'
import { isWrittenLargeToSmall, subdivisionName } from './address-format.ts'
import type { Address } from './address-format.ts'

// Where the post writes the state's code into the address (USPS Publication 28, Canada Post, Australia Post,
// Correios, Poste Italiane). Everywhere else it is written by name.
const statesWrittenByCode = new Set(['AU', 'BR', 'CA', 'IT', 'US'])

// Where an address in the local script begins with the country, as it goes from the large to the small.
const countryWrittenFirst = new Set(['CN', 'HK', 'JP', 'KP', 'KR', 'MO', 'TW'])

/**
 * The address as its country writes it, line by line, without empty lines.
 * `countryName` adds the country: last, or first in East Asian order. `latin` asks for the country's layout
 * and names in Latin letters; without it, that is what an address typed in Latin letters only gets.
 * No field is lost: one that the country's layout does not have comes after it.
 */
export function addressLines(
  address: Address,
  options: { countryName?: string; latin?: boolean } = {},
): string[] {
  const { country } = address
  const { layout, latinLayout } = countryRules(country)
  const latin = latinLayout !== undefined && (options.latin ?? isTypedInLatin(address))
  const template = latin ? latinLayout : layout
  const texts = textsByLetter(address, latin)
  const lines = template.map((line) => writeLine(line, texts)).concat(textsLeftOut(template, texts))
  const countryLine = (options.countryName ?? '').trim()
  const ordered =
    countryWrittenFirst.has(country) && !latin ? [countryLine, ...lines] : [...lines, countryLine]
  return ordered.flatMap((line) => line.split('\n')).filter((line) => line !== '')
}

function textsByLetter(address: Address, latin: boolean): Record<string, string> {
  const { country } = address
  const state = address.state.trim()
  const stateText = statesWrittenByCode.has(country) ? state : subdivisionName(country, state, latin)
  const city = address.city.trim()
  // Beijing, Shanghai, … are province and city at once, and are written once: 北京市朝阳区.
  const isWrittenByState = city === stateText && isWrittenLargeToSmall(country) && !latin
  return {
    A: [address.address_line_1.trim(), address.address_line_2.trim()]
      .filter((line) => line !== '')
      .join('\n'),
    D: isSamePlace(address.district, city) ? '' : address.district.trim(),
    C: isWrittenByState ? '' : city,
    // "Bogotá, Bogotá" and "Luxembourg, Luxembourg" are written once.
    S: !isWrittenByState && isSamePlace(city, stateText) ? '' : stateText,
    Z: address.postal_code.trim(),
  }
}

const places = new Intl.Collator('en', { sensitivity: 'base', ignorePunctuation: true })

function isSamePlace(one: string, other: string): boolean {
  return other.trim() !== '' && places.compare(one.trim(), other.trim()) === 0
}

// Separators stand between two texts only: that of an empty field goes with it. What the layout has before
// its first field ("〒", "CH-") belongs to that field.
function writeLine(template: string, texts: Record<string, string>): string {
  if (!template.includes('%')) return template
  let line = ''
  let pending = ''
  for (const piece of template.split(/(%[ADCSZ])/)) {
    const text = piece.startsWith('%') ? (texts[piece.slice(1)] ?? '') : undefined
    if (text === undefined) pending = pending || piece
    else if (text === '') pending = line === '' ? '' : pending
    else {
      line += separatorBetween(line, pending, text) + text
      pending = ''
    }
  }
  return line
}

function separatorBetween(line: string, separator: string, text: string): string {
  if (line === '') return separator.replace(/^[\s,\-/]+/, '')
  // Chinese joins province and city without a space; two Latin names beside each other need one.
  const touchInLatin = /[\p{Script=Latin}\d]$/u.test(line) && /^[\p{Script=Latin}\d]/u.test(text)
  return separator === '' && touchInLatin ? ' ' : separator
}

function textsLeftOut(template: string[], texts: Record<string, string>): string[] {
  const layout = template.join('\n')
  // Some layouts have the city printed in: "SINGAPORE %Z".
  const printed = layout.replace(/%[ADCSZ]/g, '').toLowerCase()
  const missing = ['D', 'C', 'S', 'Z'].filter((letter) => !layout.includes(`%${letter}`))
  return missing
    .map((letter) => texts[letter] ?? '')
    .filter((text) => !printed.split(/\s/).includes(text.toLowerCase()))
}

// Vietnamese is written in Latin letters: there, nothing tells the two apart, and the local form is right.
function isTypedInLatin(address: Address): boolean {
  if (address.country === 'VN') return false
  const typed = address.address_line_1 + address.address_line_2 + address.district + address.city
  return /\p{L}/u.test(typed) && !/[^\P{L}\p{Script=Latin}]/u.test(typed)
}
