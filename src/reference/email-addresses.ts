import { isDomainName } from './domain-names.ts'

/** E-mail addresses as they are written and as they are pasted. */

/** A dot-atom (RFC 5322, 3.2.3) of ASCII's and of all other visible characters (RFC 6531, 3.3). No quoted ones. */
const atom = "(?:[\\w!#$%&'*+/=?^`{|}~-]|[\\u200C\\u200D]|[^\\p{ASCII}\\p{Z}\\p{C}])+"
const dotAtom = new RegExp(`^${atom}(?:\\.${atom})*$`, 'u')

/** In octets (RFC 5321, 4.5.3.1.1 and erratum 1690). */
const longestLocalPart = 64
const longestAddress = 254

/** What is looked through for an address, in UTF-16 units. */
const longestPasted = 2000

const octets = (text: string): number => Buffer.byteLength(text)

/** Whether a text is an e-mail address at a domain, in any script. */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  return (
    octets(text) <= longestAddress &&
    octets(local) <= longestLocalPart &&
    dotAtom.test(local) &&
    isDomainName(text.slice(at + 1))
  )
}

/**
 * The address in a text that was copied with what stands around one: `mailto:ana@x.example?subject=…` (RFC 6068),
 * `Ana <ana@x.example>;`, full-width letters. A text in which there is not exactly one is returned as it is.
 */
export function emailAddressIn(text: string): string {
  if (text.length > longestPasted) return text
  const plain = text.replace(/[\uFF01-\uFF5E]/g, asciiForm).replace(/[\u3002\uFF61]/g, '.')
  const inBrackets = /^[^<>]*<([^<>]*)>[\s,;]*$/.exec(plain)?.[1] ?? plain
  const address = inBrackets
    .trim()
    .replace(/^mailto:([^?]*)(?:\?.*)?$/i, (_whole, path: string) => decoded(path).trim())
    .replace(/(?<![\s,;])[\s,;]+$/, '')
  return isEmailAddress(address) ? address : text
}

const asciiForm = (fullWidth: string) => String.fromCharCode(fullWidth.charCodeAt(0) - 0xfee0)

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
