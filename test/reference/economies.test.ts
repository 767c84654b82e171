import { describe, expect, it } from 'vitest'
import { accountProblems, attentionOf, canonicalEdit } from '#src/features/customers/account-rules.ts'
import { accountFrom } from '#src/features/customers/account.form.ts'
import { withAddress, type Account } from '#src/features/customers/customer.ts'
import { addressFormat } from '#src/reference/addresses.ts'
import { registrationNumberRule } from '#src/reference/registration-numbers.ts'
import { known } from '#test/support/customers.ts'
import { addressIn, checkedNumbers, economies, uncheckedNumbers } from './economies.ts'

const owners = ['company', 'billing'] as const
type Owner = (typeof owners)[number]
type Economy = (typeof economies)[number]

/** An account with the nth address and phone number of the economy on one of its sides, else Spanish. */
function accountIn({ country, addresses, phones }: Economy, owner: Owner, n = 0): Account {
  const before = known.quintana.account
  return {
    ...withAddress(before, owner, addressIn(country, addresses[n]!)),
    [`${owner}_phone_number`]: Object.keys(phones)[n]!,
    registration_number:
      owner === 'company' ? (registrationNumberRule(country).example ?? '1') : before.registration_number,
  }
}

const oneDigitLess = (phone: string) => phone.replace(/\p{Nd}(\P{Nd}*)$/u, '$1')

describe('the economies', () => {
  it('are at least 40, each with three addresses and phone numbers', () => {
    expect(new Set(economies.map(({ country }) => country)).size).toBeGreaterThanOrEqual(40)
    for (const { country, addresses, phones } of economies) {
      expect(addresses.length, country).toBeGreaterThanOrEqual(3)
      expect(Object.keys(phones).length, country).toBeGreaterThanOrEqual(3)
    }
  })

  it('have a wrong state wherever there is a list of states', () => {
    for (const { country, wrongState } of economies) {
      expect(wrongState !== undefined, country).toBe(addressFormat(country).subdivisions.length > 0)
    }
  })
})

describe('a real address and phone number', () => {
  const right = economies.flatMap((economy) =>
    economy.addresses.map((address, n) => ({ ...economy, economy, address: address.join(', '), n })),
  )

  it.each(right)('of $country is accepted and kept: $address', ({ economy, phones, n }) => {
    for (const owner of owners) {
      const typed = accountIn(economy, owner, n)
      expect(accountProblems(typed)).toEqual([])
      const before = known.quintana.account
      const kept = canonicalEdit(before, accountFrom(typed, before))
      expect(kept).toEqual({ ...typed, [`${owner}_phone_number`]: Object.values(phones)[n] })
      expect(accountProblems(kept)).toEqual([])
    }
  })
})

describe('a wrong one', () => {
  const wrong = economies.flatMap((economy) => {
    const { wrongPostalCodes, wrongState, elsewhere, phones } = economy
    const shortPhones = economy.shortPhones ?? Object.keys(phones).map(oneDigitLess)
    const row = (part: string, value: string, key: RegExp) => ({ ...economy, economy, part, value, key })
    return [
      ...wrongPostalCodes.map((value) =>
        row('postal_code', value, /^problem\.(postal_code|postal_code_digits|not_used)$/),
      ),
      ...(elsewhere === undefined ? [] : [row('postal_code', elsewhere, /^problem\.postal_code_elsewhere$/)]),
      ...(wrongState === undefined
        ? []
        : [row('state', wrongState, /^problem\.(not_in_list|state_of_postal_code)$/)]),
      ...shortPhones.map((value) => row('phone_number', value, /^problem\.phone$/)),
    ]
  })

  it.each(wrong)('of $country is refused at the $part: $value', ({ economy, part, value, key }) => {
    for (const owner of owners) {
      const account = { ...accountIn(economy, owner), [`${owner}_${part}`]: value }
      const problem = { field: `${owner}_${part}`, key: expect.stringMatching(key) }
      expect(accountProblems(account)).toEqual([expect.objectContaining(problem)])
    }
  })
})

describe('a real registration number', () => {
  const plain = (marked: string) => marked.replace(/[()]/g, '')
  const isRefused = (country: string, number: string) =>
    attentionOf({
      ...known.quintana.account,
      company_country: country,
      registration_number: number,
    }).includes('registration_number')

  /**
   * Changes of one digit that a scheme of check digits cannot tell by its nature, by country: the digits before and after,
   * and the place among the number's letters and digits.
   */
  const isBlindTo: Record<string, (from: number, to: number, at: number, number: string) => boolean> = {
    // The ACN's weights 8 to 2 share divisors with their modulus, 10. The ABN has a prime one and tells all.
    AU: (from, to, at, { length }) => length === 9 && (Math.max(8 - at, 1) * (from - to)) % 10 === 0,
    // 0, 42 and 55 are right remainders (two series of numbers), and the weights go from 8 down.
    GB: (from, to, at) => Math.abs((8 - at) * (from - to)) === 42,
    // 0 and 9 leave the same remainder of the modulus, 9.
    JP: (from, to) => Math.abs(from - to) === 9,
    // With 0 in the first place it is the number of the court register, which has no check digit.
    PL: (_from, to, at, number) => to === 0 && at === number.search(/(?<!\d)\d{10}$/),
    // Since April 2023 the sum of the products' digits has to be divisible by 5 only, and a 7 in the seventh place counts
    // as 0 or 1.
    TW: (from, to, at) => {
      const summand = (digit: number) => [...String(digit * [1, 2, 1, 2, 1, 2, 4, 1][at]!)].map(Number)
      const sum = (digit: number) => summand(digit).reduce((total, part) => total + part, 0)
      return (sum(from) - sum(to)) % 5 === 0 || (at === 6 && (from === 7 || to === 7))
    },
  }

  /** The number with each of its digits that are under a check digit changed to each other one that it can tell. */
  function withOneDigitChanged(country: string, marked: string): string[] {
    const written = [...marked.replace(/[^A-Z0-9()]/g, '')]
    const inBrackets = written.map((_, i) => written.lastIndexOf('(', i) > written.lastIndexOf(')', i))
    const characters = written.flatMap((character, i) =>
      /[()]/.test(character) ? [] : [{ character, isChecked: !inBrackets[i] }],
    )
    const number = characters.map(({ character }) => character).join('')
    return characters.flatMap(({ character, isChecked }, at) =>
      isChecked && /\d/.test(character)
        ? [...'0123456789']
            .filter((other) => other !== character)
            .filter((other) => !isBlindTo[country]?.(Number(character), Number(other), at, number))
            .map((other) => number.slice(0, at) + other + number.slice(at + 1))
        : [],
    )
  }

  it.each([...checkedNumbers, ...uncheckedNumbers])('of %s is accepted: %s (%s)', (country, marked) => {
    expect(isRefused(country, plain(marked))).toBe(false)
  })

  it.each(checkedNumbers)('of %s is refused with one digit changed: %s (%s)', (country, marked) => {
    const changed = withOneDigitChanged(country, marked)
    expect(changed.length).toBeGreaterThan(20)
    expect(changed.filter((number) => !isRefused(country, number))).toEqual([])
  })
})
