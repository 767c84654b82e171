import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { addressFormat } from '#src/reference/addresses.ts'
import { countryCodes } from '#src/reference/countries.ts'
import {
  canonicalPostalCode,
  isPostalCodeOf,
  isPostalCodeOfSubdivision,
  postalCodeExample,
} from '#src/reference/postal-codes.ts'
import { anyText } from './any-text.ts'

describe('a postal code', () => {
  it.each([
    ['GB', 'sw1a1aa', 'SW1A 1AA'],
    ['GB', 'm25bq', 'M2 5BQ'],
    ['GB', 'gir0aa', 'GIR 0AA'],
    ['GB', 'bfpo61', 'BFPO 61'],
    ['GB', 'BFPO 1234', 'BFPO 1234'],
    ['CA', 'k1a0b1', 'K1A 0B1'],
    ['CA', 'K1A-0B1', 'K1A 0B1'],
    ['NL', '1012ab', '1012 AB'],
    ['NL', 'NL-1012 AB', '1012 AB'],
    ['JP', '1000001', '100-0001'],
    ['JP', '１００－０００１', '100-0001'],
    ['BR', '01310100', '01310-100'],
    ['US', '221621010', '22162-1010'],
    ['US', '22162 1010', '22162-1010'],
    ['PL', '00950', '00-950'],
    ['PT', '2725079', '2725-079'],
    ['SE', '11455', '114 55'],
    ['SE', 'SE-114 55', '114 55'],
    ['CH', 'CH-8001', '8001'],
    ['DE', 'D-10115', '10115'],
    ['FR', 'F-75001', '75001'],
    ['FR', '75 001', '75001'],
    ['IE', 'd02x285', 'D02 X285'],
    ['LV', '1010', 'LV-1010'],
    ['AD', '100', 'AD100'],
    ['CZ', '11000', '110 00'],
    ['SV', '1101', 'CP 1101'],
    ['SV', 'cp1101', 'CP 1101'],
    ['JP', '〒100-0001', '100-0001'],
    ['MX', 'C.P. 06600', '06600'],
    ['ES', 'CP 28001', '28001'],
    ['LU', 'L-2449', '2449'],
    ['MD', 'MD-2001', '2001'],
    ['KR', ' 06234 ', '06234'],
    ['CN', '１００００１', '100001'],
    ['EG', '١٢٤١١', '12411'],
    ['IN', '110 001', '110001'],
    ['DE', 'abc', 'abc'],
    ['GH', 'GA-183-8164', 'GA-183-8164'],
    ['ZZ', 'any thing', 'any thing'],
  ])('of %s typed as "%s" is written "%s"', (country, typed, written) => {
    expect(canonicalPostalCode(typed, country)).toBe(written)
  })

  const anyCountry = fc.constantFrom(...countryCodes, 'ZZ', '')
  const anyTyped = fc.oneof(anyText, fc.stringMatching(/^[A-Z]{0,2}[ -]?\d{2,5}[ -]?[A-Z0-9]{0,4}$/))

  it('is in its written form once and for all', () => {
    fc.assert(
      fc.property(anyTyped, anyCountry, (typed, country) => {
        const written = canonicalPostalCode(typed, country)
        expect(canonicalPostalCode(written, country)).toBe(written)
      }),
      { numRuns: 2000 },
    )
  })

  it('is recognised without its separators and in small letters, in every country', () => {
    for (const country of countryCodes) {
      const example = postalCodeExample(country)
      if (example === undefined) continue
      const bare = example.replace(/[ -]/g, '').toLowerCase()
      expect(canonicalPostalCode(bare, country), country).toBe(example)
      expect(isPostalCodeOf(country, example), country).toBe(true)
    }
  })
})

describe('an example', () => {
  it('belongs to the state it is asked for', () => {
    expect(postalCodeExample('ES', 'B')).toBe('08001')
    expect(postalCodeExample('JP', '01')).toBe('040-0001')
    expect(postalCodeExample('US', 'TX')).toBe('75000')
    expect(postalCodeExample('CA', 'MB')).toBeUndefined()
    for (const country of countryCodes) {
      for (const { code } of addressFormat(country).subdivisions) {
        const example = postalCodeExample(country, code)
        if (example === undefined) continue
        expect(isPostalCodeOf(country, example), `${country} ${code}`).toBe(true)
        expect(isPostalCodeOfSubdivision(country, code, example), `${country} ${code}`).toBe(true)
      }
    }
  })

  it('is known of every Spanish province but Soria, whose pattern names a village first', () => {
    const without = addressFormat('ES').subdivisions.filter(({ code }) => !postalCodeExample('ES', code))
    expect(without.map(({ name }) => name)).toEqual(['Soria'])
  })
})
