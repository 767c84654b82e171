import { nothingAttested, type Account, type Relationship } from '#src/features/customers/customer.ts'
import { countryOf, cultureAt, someCountry } from './countries.ts'
import { firstCustomers } from './first-customers.ts'
import { companyOf, mailboxOf, personOf } from './people-and-companies.ts'
import { addressAt, phoneAt, placesByCountry, type Place } from './places.ts'
import { mix, Random } from './random.ts'
import { chineseNumber, chineseNumberBefore2015, misreadChineseNumber } from './registration-numbers.ts'

export interface DemonstrationCustomer {
  id: string
  primary_domain: string
  relationship: Relationship
  account: Account
}

/** The n-th customer of a partner, always the same one. Partners up to 16, n up to 200 million. */
export function demonstrationCustomer(partnerIndex: number, n: number): DemonstrationCustomer {
  const first = partnerIndex === 0 ? firstCustomers[n] : undefined
  if (first) {
    const { primary_domain, relationship, account } = first
    return {
      id: customerId(partnerIndex, n),
      primary_domain,
      relationship,
      account: { ...nothingAttested, ...unmarked, relationship, ...account },
    }
  }
  const random = new Random(mix(ordinal(partnerIndex, n) ^ 0x6d2b))
  const country = someCountry(random)
  const places = placesByCountry[country.code]!
  const at = random.pick(places)
  const address = addressAt(random, country.code, at)
  const culture = cultureAt(random, country, at.state)
  const company = companyOf(random, culture.names, at.city)
  const contact = personOf(random, culture.names)
  const mail = `${company.slug}.example`
  const phone = phoneUnlessLeftOut(random, country.phoneIsMandatory ? 0 : 0.08, at)
  const isBilledElsewhere = random.chance(0.3)
  const billedAt = isBilledElsewhere ? random.pick(places) : at
  const billing = isBilledElsewhere ? addressAt(random, country.code, billedAt) : address
  const account: Account = {
    ...nothingAttested,
    ...unmarked,
    relationship: 'unknown',
    company_name: company.name,
    registration_number: random.chance(country.numbered)
      ? country.registrationNumber(random, at.state, company.name, company.slug)
      : '',
    company_email: random.chance(0.12)
      ? ''
      : `${random.pick(['info', 'admin', 'office', 'contact', 'it'])}@${mail}`,
    company_phone_number: phone,
    company_country: country.code,
    company_address_line_1: address.address_line_1,
    company_address_line_2: address.address_line_2,
    company_district: address.district,
    company_city: address.city,
    company_state: address.state,
    company_postal_code: address.postal_code,
    billing_company_name: random.chance(0.2) ? company.friendly_name : company.name,
    billing_first_name: contact.first,
    billing_middle_name: contact.middle,
    billing_last_name: contact.last,
    billing_email: `${random.chance(0.6) ? contact.mailbox : mailboxOf(random, culture.names)}@${mail}`,
    billing_phone_number:
      phone !== '' && random.chance(0.3)
        ? phone
        : phoneUnlessLeftOut(random, country.phoneIsMandatory ? 0 : 0.12, billedAt),
    billing_language: culture.billing_culture.slice(0, 2),
    billing_culture: culture.billing_culture,
    billing_country: country.code,
    billing_address_line_1: billing.address_line_1,
    billing_address_line_2: billing.address_line_2,
    billing_district: billing.district,
    billing_city: billing.city,
    billing_state: billing.state,
    billing_postal_code: billing.postal_code,
  }
  if (needsAttentionOnPurpose(partnerIndex, n)) spoil(account, random)
  const primary_domain = domain(partnerIndex, n, company.slug, country.domain)
  account.relationship = relationshipShares[random.weighted(relationshipWeights)]![0]
  return {
    id: customerId(partnerIndex, n),
    primary_domain,
    relationship: account.relationship as Relationship,
    account,
  }
}

/** What partners say of a customer that nobody has said anything of yet. */
const unmarked = { tags: '', archived: '' }

const relationshipShares = [
  ['reseller', 78],
  ['advisor', 10],
  ['syndication', 4],
  ['none', 5],
  ['microsoft_support', 2],
  ['unknown', 1],
] as const satisfies readonly (readonly [Relationship, number])[]
const relationshipWeights = relationshipShares.map(([, share]) => share)

/** Whether the customer's account fails the rules of its country, and is meant to: about one in 25. */
export function needsAttentionOnPurpose(partnerIndex: number, n: number): boolean {
  const first = partnerIndex === 0 ? firstCustomers[n] : undefined
  if (first) return first.needsAttention === true
  return mix(ordinal(partnerIndex, n) ^ 0x5eed) % 25 === 0
}

function spoil(account: Account, random: Random): void {
  const country = countryOf(account.company_country)
  if (country.code === 'CN' && random.chance(0.5)) {
    account.registration_number = random.chance(0.7)
      ? misreadChineseNumber(chineseNumber(random, account.company_state))
      : chineseNumberBefore2015(random, account.company_state)
  } else if (country.phoneIsMandatory && random.chance(0.6)) {
    account.company_phone_number = ''
    account.billing_phone_number = ''
  } else {
    const where = random.pick(['company', 'billing', 'both'] as const)
    const isStateMissing = country.hasState && random.chance(0.4)
    for (const card of ['company', 'billing'] as const) {
      if (where !== 'both' && where !== card) continue
      if (isStateMissing) account[`${card}_state`] = ''
      else account[`${card}_postal_code`] = account[`${card}_postal_code`].slice(0, -1)
    }
  }
}

function phoneUnlessLeftOut(random: Random, leftOut: number, at: Place): string {
  return random.chance(leftOut) ? '' : phoneAt(random, at)
}

/** One number for each customer of all partners. */
export function ordinal(partnerIndex: number, n: number): number {
  return (n * 16 + partnerIndex) >>> 0
}

/** A GUID of the shape of version 4. Unique: `mix` is a bijection, and its 32 bits stand in front. */
function customerId(partnerIndex: number, n: number): string {
  const first = mix(ordinal(partnerIndex, n) ^ 0x2545f491)
  const second = mix(first ^ 0x9e3779b9)
  const third = mix(second ^ 0x85ebca6b)
  const fourth = mix(third ^ 0xc2b2ae35)
  const hex = (bits: number) => bits.toString(16).padStart(8, '0')
  const a = hex(second)
  const b = hex(third)
  const variant = '89ab'[fourth & 3]
  return `${hex(first)}-${a.slice(0, 4)}-4${a.slice(5)}-${variant}${b.slice(1, 4)}-${b.slice(4)}${hex(fourth)}`
}

/**
 * Letters of the company, then what no other customer has: a number and, but for the first partner, its letter.
 * The whole is 17 to 43 characters long.
 */
function domain(partnerIndex: number, n: number, slug: string, suffix: string): string {
  // An odd factor permutes the lower 10 bits, so that neighbours do not count up.
  const scattered = n - (n % 1024) + ((n * 629) % 1024)
  const unlike = scattered + ' bcdefghijklmnop'[partnerIndex]!.trim()
  const longest = 43 - `.${suffix}`.length
  return `${slug.slice(0, longest - unlike.length)}${unlike}.${suffix}`
}
