import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { countryCodes } from '#src/reference/countries.ts'
import {
  askedPhone,
  canonicalPhone,
  phoneDigits,
  phoneExample,
  phoneRequired,
  shownPhone,
  withoutPhoneExtension,
} from '#src/reference/phones.ts'
import { anyText } from './any-text.ts'

describe('a phone number', () => {
  it.each([
    ['ES', '91 435 20 19', '+34914352019'],
    ['ES', '914.352.019', '+34914352019'],
    ['ES', '0044 20 7946 0958', '+442079460958'],
    ['ES', '914352019 ext. 12', '+34914352019;ext=12'],
    ['ES', '914352019 extensión 12', '+34914352019;ext=12'],
    ['ES', '914352019 x12', '+34914352019;ext=12'],
    ['CN', '010-6234 5678', '+861062345678'],
    ['CN', '１３８　００１３　８０００', '+8613800138000'],
    ['CN', '400-810-1234', '+864008101234'],
    ['CN', '010-62345678转8001', '+861062345678;ext=8001'],
    ['US', '(425) 882-8080', '+14258828080'],
    ['US', '1-425-882-8080', '+14258828080'],
    ['US', '011 34 914352019', '+34914352019'],
    ['US', '00 34 914352019', '+34914352019'],
    ['GB', '020 7946 0958', '+442079460958'],
    ['GB', '+44 (0)20 7946 0958', '+442079460958'],
    ['DE', '030/901820', '+4930901820'],
    ['FR', '01 42 68 53 00', '+33142685300'],
    ['JP', '03-1234-5678', '+81312345678'],
    ['MX', '55 5123 4567', '+525551234567'],
    ['BR', '(11) 3071-0000', '+551130710000'],
    ['CA', '613-995-0253', '+16139950253'],
    ['AU', '(02) 9374 4000', '+61293744000'],
    ['IT', '02 69812345', '+390269812345'],
    ['NL', '020 555 1234', '+31205551234'],
    ['IN', '080 2222 1234', '+918022221234'],
    ['KR', '02-312-3456', '+8223123456'],
    ['PL', '22 694 60 00', '+48226946000'],
    ['CH', '044 668 18 00', '+41446681800'],
    ['SE', '08-790 60 00', '+4687906000'],
    ['PT', '213 506 100', '+351213506100'],
    ['EG', '٠١٠٠١٢٣٤٥٦٧', '+201001234567'],
    ['ZZ', '+34 914352019', '+34914352019'],
    ['AD', '\u202A+376 712345\u202C', '+376712345'],
    ['AD', '\u2066\u200E+376\u00A0712\u2011345\u2069', '+376712345'],
    ['AD', 'tel:+376712345', '+376712345'],
    ['AD', 'TEL:+376-712-345', '+376712345'],
    ['AD', '712\u200B345', '+376712345'],
    ['ES', 'tel:+34-914-35.20.19;ext=12', '+34914352019;ext=12'],
    ['ES', 'tel:914352019;phone-context=+34', '+34914352019'],
    ['ES', 'tel:914352019;phone-context=example.com', '+34914352019'],
    ['US', 'tel:555-2368;phone-context=+1-415;isub=12', '+14155552368'],
    ['ES', 'tel:%2B34%20914352019', '+34914352019'],
    ['ES', 'callto:+34914352019', '+34914352019'],
    ['ES', 'Tel.: +34 914 35 20 19', '+34914352019'],
    ['ES', 'Tfno. 914 35 20 19', '+34914352019'],
    ['ES', 'Móvil: 612 34 56 78', '+34612345678'],
    ['DE', 'Telefon +49 (0)30 901820', '+4930901820'],
    ['FR', 'Téléphone : 01 42 68 53 00', '+33142685300'],
    ['GB', 'T: 020 7946 0958', '+442079460958'],
    ['CN', '电话：010-62345678', '+861062345678'],
    ['JP', '℡ ０３‐１２３４‐５６７８', '+81312345678'],
    ['RU', 'Тел. +7 (495) 123-45-67', '+74951234567'],
    ['FR', '01\u202F42\u202F68\u202F53\u202F00', '+33142685300'],
    ['DE', '030–901820', '+4930901820'],
    ['IR', '۰۲۱-۸۸۸۸۱۲۳۴', '+982188881234'],
    ['ES', '', ''],
    ['ES', '  ', ''],
  ])('of %s typed as "%s" is stored as %s', (country, typed, stored) => {
    expect(canonicalPhone(typed, country)).toBe(stored)
  })

  it.each([
    ['ES', '9143520198'],
    ['ES', '12345'],
    ['ES', 'call 914352019'],
    ['ES', 'tel:'],
    ['ES', 'tel:;ext=12'],
    ['ES', 'Tel.:'],
    ['ES', 'tel:abc'],
    ['ES', '914352019 / 914352020'],
    ['CN', '010-1234'],
    ['US', '425-882-808'],
    ['US', '(125) 882-8080'],
    ['GB', '020 7946'],
    ['DE', '+49 abc'],
    ['JP', '03-1234-56789'],
    ['FR', '01 42 68 53'],
    ['ZZ', '914352019'],
    ['ES', '9'.repeat(100_000)],
  ])('of %s cannot be %s', (country, typed) => {
    expect(canonicalPhone(typed, country)).toBeUndefined()
  })

  it('is stored once and for all, whatever was typed', () => {
    const anyTyped = fc.oneof(anyText, fc.stringMatching(/^[+0]{0,2}[0-9 ()x-]{5,16}$/))
    fc.assert(
      fc.property(anyTyped, fc.constantFrom(...countryCodes, 'ZZ'), (typed, country) => {
        const stored = canonicalPhone(typed, country)
        if (stored !== undefined) expect(canonicalPhone(stored, country)).toBe(stored)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a stored number is shown', () => {
  it.each([
    ['+34914352019', 'ES', '914 35 20 19'],
    ['+34914352019', 'US', '+34 914 35 20 19'],
    ['+34914352019;ext=12', 'ES', '914 35 20 19 x12'],
    ['+34914352019;ext=12', 'FR', '+34 914 35 20 19 x12'],
    ['+14258828080', 'US', '(425) 882-8080'],
    ['+16139950253', 'US', '+1 613 995 0253'],
    ['+447924123456', 'IM', '07924 123456'],
    ['+393123456789', 'VA', '312 345 6789'],
    ['not a number', 'ES', 'not a number'],
    ['', 'ES', ''],
  ])('%s in %s as %s', (stored, country, shown) => {
    expect(shownPhone(stored, country)).toBe(shown)
  })

  it('so that typing it again gives the same number, in every country', () => {
    for (const country of countryCodes.filter((code) => phoneExample(code) !== '')) {
      const stored = `${canonicalPhone(phoneExample(country), country) ?? 'none'};ext=12`
      for (const reader of [country, 'ES', 'US']) {
        expect(canonicalPhone(shownPhone(stored, reader), reader), `${country} ${reader}`).toBe(stored)
      }
    }
  })
})

describe('phone numbers of a country', () => {
  it('have an example, save where nobody has a number', () => {
    expect(phoneExample('ES')).toBe('612 34 56 78')
    const without = countryCodes.filter((code) => phoneExample(code) === '')
    expect(without).toEqual(['AQ', 'BV', 'GS', 'HM', 'PN', 'TF', 'UM'])
  })

  it('are required where Partner Center requires a registration number', () => {
    const required = 'AE AM AZ BR BY HU IN IQ KG KZ MD MM PL RU SA SS TH TJ TR UA UZ VE VN ZA'
    expect(countryCodes.filter(phoneRequired).join(' ')).toBe(required)
  })
})

describe('a stored number is found', () => {
  it.each([
    ['+442079460958', ['442079460958', '02079460958']],
    ['+34914352019;ext=12', ['34914352019', '914352019']],
    ['+861062345678', ['861062345678', '01062345678']],
    ['call 12 34', ['1234']],
    ['', []],
  ])('%s by %j', (stored, digits) => {
    expect(phoneDigits(stored)).toEqual(digits)
  })
})

describe('a number is found however it is typed', () => {
  const found = (stored: string, typed: string) =>
    askedPhone(withoutPhoneExtension(typed)).some((digits) =>
      phoneDigits(stored).some((form) => form.includes(digits)),
    )

  it.each([
    ['+34915550123', '0034915550123'],
    ['+34915550123', '+34 915 550 123'],
    ['+34915550123', '915550123'],
    ['+34915550123', '(915) 55-01-23'],
    ['+34915550123', '011 34 915 550 123'],
    ['+34915550123', '010 34 915 550 123'],
    ['+34915550123', '001 34 915 550 123'],
    ['+34915550123', '8~10 34 915 550 123'],
    ['+34915550123', '+34-915-55'],
    ['+34915550123', '0034 915'],
    ['+34915550123', '550 123'],
    ['+34915550123', '+34915550123;ext=12'],
    ['+34915550123;ext=12', '915 55 01 23 x12'],
    ['+34915550123;ext=12', '915 55 01 23 ext. 12'],
    ['+34915550123;ext=12', '+34-915-55-01-23;phone-context=+34'],
    ['+491715550123', '0171 5550123'],
    ['+491715550123', '0171/555 01 23'],
    ['+491715550123', '+49 (0) 171 5550123'],
    ['+491715550123', '0049 (0)171-5550123'],
    ['+491715550123', '+49 0171 5550123'],
    ['+442079460145', '020 7946 0145'],
    ['+442079460145', '011 44 20 7946 0145'],
    ['+442079460145', '+44(0)2079460145'],
    ['+442079460145', '7946-0145'],
    ['+14258828080', '(425) 882-8080'],
    ['+14258828080', '1-425-882-8080'],
    ['+14258828080', '1.425.882.8080'],
    ['+14258828080', '00 1 425 882 8080'],
    ['+14258828080', '0011 1 425 882 8080'],
    ['+81312345678', '03-1234-5678'],
    ['+81312345678', '+81 (0)3 1234 5678'],
    ['+861062345678', '010-62345678'],
    ['+861062345678', '(010) 6234 5678'],
    ['+861062345678', '0086 10 6234 5678'],
    ['+390269812345', '02 6981 2345'],
    ['+79123456789', '8 (912) 345-67-89'],
    ['+3612345678', '06 1 234 5678'],
    ['+5491123456789', '011 15-2345-6789'],
  ])('%s by %s', (stored, typed) => {
    expect(found(stored, typed)).toBe(true)
  })

  it.each([
    ['+34915550123', '0034 915 550 124'],
    ['+34915550123', '+44 915 550 123'],
    ['+14258828080', '425 882 8081'],
  ])('%s not by %s', (stored, typed) => {
    expect(found(stored, typed)).toBe(false)
  })

  it('in every country, in its own and in international form, with each exit code, and by any four digits', () => {
    const countries = countryCodes.filter((code) => phoneExample(code) !== '')
    const separators = fc.array(fc.constantFrom('', ' ', '-', '.', '/', '  '), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(
        fc.constantFrom(...countries),
        fc.constantFrom('+', '00', '011', '0011', '010', '001', '810'),
        separators,
        fc.nat(),
        (country, exit, between, from) => {
          const stored = canonicalPhone(phoneExample(country), country)!
          const digits = stored.slice(1)
          const spaced = [...digits].map((digit, at) => digit + (between[at % 7] ?? '')).join('')
          const start = from % (digits.length - 3)
          for (const typed of [
            `${exit}${spaced}`,
            phoneExample(country),
            shownPhone(stored, 'ZZ'),
            digits.slice(start, start + 4),
          ])
            expect(found(stored, typed), `${stored} by ${typed}`).toBe(true)
        },
      ),
    )
  })
})

describe('what people write around a number', () => {
  it.each([
    ['(+34) 91 580 78 00', 'ES', '+34915807800'],
    ['（+86）010 6255 1208', 'CN', '+861062551208'],
    ['02-2191-1234 分機 56', 'TW', '+886221911234;ext=56'],
    ['03-3581-5111 内線12', 'JP', '+81335815111;ext=12'],
    ['+55 11 3071-3000 ramal 14', 'BR', '+551130713000;ext=14'],
  ])('%s in %s is %s', (typed, country, stored) => {
    expect(canonicalPhone(typed, country)).toBe(stored)
  })
})
