import { domainToASCII, domainToUnicode } from 'node:url'
import { tidy } from '#src/forms/text.ts'
import { normalForm } from '#src/reference/normal-form.ts'

/** Domains as people and files write them: one and the same in capitals, with a dot at the end, in Punycode or as it reads. */

/** Marks that nobody sees and that no domain holds; the joiners of some scripts are not among them. */
const unseen = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu

/** A domain as it is kept: as it was written, but for what makes no difference. */
export function plainDomain(typed: string): string {
  const text = tidy(normalForm(typed.replace(unseen, ''), 'NFKC')).toLowerCase()
  return text.replaceAll('。', '.').replace(/\.$/, '')
}

/** One name for all ways of writing a domain (RFC 5890, U-labels). */
export function canonicalDomain(typed: string): string {
  const plain = plainDomain(typed)
  return domainToUnicode(asciiOf(plain)) || plain
}

/** The ways in which a domain may be kept: as it is written, in letters of its script, in ASCII. */
export function formsOfDomain(typed: string): string[] {
  const plain = plainDomain(typed)
  return [...new Set([plain, canonicalDomain(plain), asciiOf(plain)])]
}

/** In ASCII (A-labels), where it can be a domain; anything else as it is: numbers would be read as addresses. */
function asciiOf(plain: string): string {
  return /\.[^\d.%/?#@:[\]\\\s][^.%/?#@:[\]\\\s]*$/u.test(plain) ? domainToASCII(plain) || plain : plain
}
