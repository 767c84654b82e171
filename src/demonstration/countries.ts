import type { CultureName } from './people-and-companies.ts'
import type { Random } from './random.ts'
import * as numbers from './registration-numbers.ts'

interface Country {
  code: string
  /** Of a thousand customers. */
  share: number
  /** BCP 47, the most common first. */
  cultures: readonly { billing_culture: string; names: CultureName; share: number }[]
  domain: 'onmicrosoft.com' | 'partner.onmschina.cn'
  /** How often a registration number is given: 1 where Partner Center requires it. */
  numbered: number
  registrationNumber: (random: Random, state: string, company: string, slug: string) => string
  phoneIsMandatory: boolean
  hasState: boolean
}

function country(
  code: string,
  share: number,
  cultures: Country['cultures'],
  numbered: number,
  registrationNumber: Country['registrationNumber'],
): Country {
  return {
    code,
    share,
    cultures,
    domain: code === 'CN' ? 'partner.onmschina.cn' : 'onmicrosoft.com',
    numbered,
    registrationNumber,
    phoneIsMandatory: code === 'BR' || code === 'IN',
    hasState: !['GB', 'DE', 'FR', 'NL', 'PT', 'SG'].includes(code),
  }
}

function only(billing_culture: string, names: CultureName): Country['cultures'] {
  return [{ billing_culture, names, share: 1 }]
}

const china = [
  { billing_culture: 'zh-CN', names: 'zh', share: 95 },
  { billing_culture: 'en-US', names: 'zh', share: 5 },
] as const
const unitedStates = [
  { billing_culture: 'en-US', names: 'en-US', share: 92 },
  { billing_culture: 'es-US', names: 'en-US', share: 8 },
] as const
const canada = [
  { billing_culture: 'en-CA', names: 'en-CA', share: 1 },
  { billing_culture: 'fr-CA', names: 'fr-CA', share: 0 },
] as const

const countries: readonly Country[] = [
  country('CN', 300, china, 0.85, numbers.chineseNumber),
  country('ES', 150, only('es-ES', 'es'), 0.9, (random, _state, company) =>
    numbers.spanishNumber(random, company.endsWith('S.A.')),
  ),
  country('US', 120, unitedStates, 0.6, numbers.americanNumber),
  country('GB', 80, only('en-GB', 'en-GB'), 0.8, numbers.britishNumber),
  country('DE', 80, only('de-DE', 'de'), 0.85, numbers.germanNumber),
  country('FR', 60, only('fr-FR', 'fr'), 0.85, numbers.frenchNumber),
  country('JP', 50, only('ja-JP', 'ja'), 0.8, numbers.japaneseNumber),
  country('MX', 50, only('es-MX', 'es-MX'), 0.85, (random, _state, _company, slug) =>
    numbers.mexicanNumber(random, slug),
  ),
  country('BR', 40, only('pt-BR', 'pt-BR'), 1, numbers.brazilianNumber),
  country('IT', 14, only('it-IT', 'it'), 0.85, numbers.italianNumber),
  country('CA', 10, canada, 0.7, numbers.canadianNumber),
  country('AU', 9, only('en-AU', 'en-AU'), 0.8, numbers.australianNumber),
  country('IN', 10, only('en-IN', 'en-IN'), 1, numbers.indianNumber),
  country('KR', 8, only('ko-KR', 'ko'), 0.8, numbers.koreanNumber),
  country('NL', 7, only('nl-NL', 'nl'), 0.8, numbers.dutchNumber),
  country('PT', 6, only('pt-PT', 'pt'), 0.85, numbers.portugueseNumber),
  country('SG', 6, only('en-SG', 'en-SG'), 0.8, numbers.singaporeanNumber),
]

const shares = countries.map((each) => each.share)

export function someCountry(random: Random): Country {
  return countries[random.weighted(shares)]!
}

/** In Quebec business is in French. */
export function cultureAt(random: Random, at: Country, state: string): Country['cultures'][number] {
  if (state === 'QC') return at.cultures[1]!
  return at.cultures[at.cultures.length === 1 ? 0 : random.weighted(at.cultures.map((each) => each.share))]!
}

export function countryOf(code: string): Country {
  return countries.find((each) => each.code === code)!
}
