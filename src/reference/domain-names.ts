import { domainToASCII, domainToUnicode } from 'node:url'

/** Names of domains below a top-level one, in any script. */

/** What labels are made of: letters and digits of every script, hyphens, and what IDNA allows in context (RFC 5892, A). */
const written = /^[\p{L}\p{M}\p{N}.\-\u00B7\u0375\u05F3\u05F4\u30FB\u200C\u200D]+$/u

/** At most 63 octets, no hyphen at either end (RFC 1035, 2.3.4); a top-level domain is no number, nor one letter alone. */
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const hostname = new RegExp(`^(?=.{4,253}$)(?:${label}\\.)+(?:[a-z]{2,63}|xn--(?=.{1,59}$)${label})$`)

/**
 * Whether a text is the name of a domain that somebody could have registered, in its own script or as it is looked up
 * (UTS 46, Punycode). A host alone, such as "localhost", is none.
 */
export function isDomainName(text: string): boolean {
  if (!written.test(text)) return false
  const ascii = domainToASCII(text)
  return hostname.test(ascii) && !undecoded.test(domainToUnicode(ascii))
}

/** What is left of a label that is not Punycode although it says so. */
const undecoded = /(?:^|\.)xn--/
