import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { countryCodes } from '#src/reference/countries.ts'
import { canonicalRegistrationNumber, registrationNumberRule } from '#src/reference/registration-numbers.ts'
import { anyText } from './any-text.ts'

const answer = (typed: string, country: string) => {
  const result = canonicalRegistrationNumber(typed, country)
  return 'value' in result ? result.value : result.problem
}

describe('a number that companies of the country have', () => {
  it.each([
    ['CN', '91110000600037341l', '91110000600037341L'],
    ['CN', '９１１１００００６０００３７３４１Ｌ', '91110000600037341L'],
    ['ES', 'A-28015865', 'A28015865'],
    ['ES', 'b65410011', 'B65410011'],
    ['ES', 'ESA28015865', 'ESA28015865'],
    ['ES', '12345678-Z', '12345678Z'],
    ['ES', 'N0072469J', 'N0072469J'],
    ['US', '91-1144442', '911144442'],
    ['GB', '00445790', '00445790'],
    ['GB', 'sc095000', 'SC095000'],
    ['GB', 'GB 220 4302 31', 'GB220430231'],
    ['DE', 'DE 129274202', 'DE129274202'],
    ['DE', 'HRB 12345', 'HRB12345'],
    ['DE', '181/815/08155', '18181508155'],
    ['FR', '552 081 317', '552081317'],
    ['FR', '552 081 317 66522', '55208131766522'],
    ['FR', 'FR03552081317', 'FR03552081317'],
    // La Poste's establishments follow a rule of their own.
    ['FR', '356 000 000 49837', '35600000049837'],
    ['JP', '1180301018771', '1180301018771'],
    ['JP', 'T1180301018771', 'T1180301018771'],
    ['MX', 'NWM-970924-4W4', 'NWM9709244W4'],
    // Pemex's real RFC, whose last character is not the computed one; then the generic one of foreigners.
    ['MX', 'PEP970814SF3', 'PEP970814SF3'],
    ['MX', 'XEXX010101000', 'XEXX010101000'],
    ['MX', 'ñ&a010101ab1', 'Ñ&A010101AB1'],
    ['BR', '33.000.167/0001-01', '33000167000101'],
    ['BR', '12.ABC.345/01DE-35', '12ABC34501DE35'],
    ['CA', '123026635 RC0001', '123026635RC0001'],
    ['CA', '1170123456', '1170123456'],
    ['AU', '51 824 753 556', '51824753556'],
    ['AU', '004 085 616', '004085616'],
    ['IT', 'IT 00743110157', 'IT00743110157'],
    ['IT', 'MI-1234567', 'MI1234567'],
    ['NL', '33031431', '33031431'],
    ['NL', 'NL004495445B01', 'NL004495445B01'],
    ['IN', '27AAACR5055K1Z7', '27AAACR5055K1Z7'],
    ['IN', 'L17110MH1973PLC019786', 'L17110MH1973PLC019786'],
    ['KR', '124-81-00998', '1248100998'],
    ['PL', '526-025-09-95', '5260250995'],
    ['PL', '0000028860', '0000028860'],
    ['PL', '610188201', '610188201'],
    ['CH', 'CHE-116.281.710 MWST', 'CHE116281710MWST'],
    ['CH', 'CH-020.3.020.545-0', 'CH02030205450'],
    ['SE', '556036-0793', '5560360793'],
    ['SE', 'SE556036079301', 'SE556036079301'],
    ['PT', '500 100 144', '500100144'],
    ['CL', '97.004.000-5', '970040005'],
    ['BE', 'BE 0403.170.701', 'BE0403170701'],
    ['AE', 'CN-١٢٣٤٥٦٧', 'CN1234567'],
    ['ZW', 'any 123', 'ANY123'],
    ['ZZ', 'any 123', 'ANY123'],
    ['CN', '', ''],
    ['HU', ' - ', ''],
  ])('of %s typed as "%s" is stored as "%s"', (country, typed, stored) => {
    expect(answer(typed, country)).toBe(stored)
  })
})

describe('a number that no company of the country has', () => {
  it.each([
    ['CN', '91110000600037341M', 'check_digit'],
    ['CN', '9111000060003734', 'format'],
    ['CN', '91110000600O37341L', 'format'],
    ['CN', '110000012345678', 'format'],
    ['ES', 'A28015866', 'check_digit'],
    ['ES', 'A2801586', 'format'],
    ['GB', 'GB220430232', 'check_digit'],
    ['DE', 'DE129274203', 'check_digit'],
    ['FR', '552081318', 'check_digit'],
    ['FR', '55208131', 'format'],
    ['JP', '1180301018772', 'check_digit'],
    ['JP', '118030101', 'format'],
    ['MX', 'NWM9713244W4', 'format'],
    ['MX', 'NWM9709244W', 'format'],
    ['BR', '33000167000102', 'check_digit'],
    ['BR', '330001670001', 'format'],
    ['CA', '123026634RC0001', 'check_digit'],
    ['AU', '51824753557', 'check_digit'],
    ['IT', '00743110158', 'check_digit'],
    ['IT', '0074311015', 'format'],
    ['NL', '3303143', 'format'],
    ['NL', 'NL004495446B01', 'check_digit'],
    ['IN', '27AAACR5055K1Z8', 'check_digit'],
    ['KR', '1248100999', 'check_digit'],
    ['PL', '5260250996', 'check_digit'],
    ['CH', 'CHE116281711', 'check_digit'],
    ['SE', '5560360794', 'check_digit'],
    ['PT', '500100145', 'check_digit'],
    ['US', '91-1144442!', 'characters'],
    ['AE', 'رقم', 'characters'],
    ['AE', 'A'.repeat(41), 'format'],
  ])('of %s: "%s" (%s)', (country, typed, problem) => {
    expect(answer(typed, country)).toBe(problem)
  })
})

describe('the digits that Partner Center counts', () => {
  const table = {
    AM: [8, 10],
    AZ: [7, 10],
    BY: [9],
    HU: [10, 11],
    KZ: [12],
    KG: [14],
    MD: [6, 7, 8, 13],
    RU: [9, 10, 12],
    TJ: [9, 10, 12],
    UZ: [9],
    UA: [8, 10, 12],
  }

  it.each(Object.entries(table))('in %s are %j', (country, lengths) => {
    // Whether its check digit is right is another question.
    const accepted = Array.from({ length: 45 }, (_, i) => i + 1).filter((length) =>
      ['1'.repeat(length), 'check_digit'].includes(answer('1'.repeat(length), country)),
    )
    expect(accepted).toEqual(lengths)
    expect(canonicalRegistrationNumber('A'.repeat(lengths[0] ?? 0), country)).toMatchObject({
      problem: 'format',
      lengths,
    })
  })

  it('make the number required there, and since 2021 in thirteen more', () => {
    const more = 'TH VN TR PL ZA IN BR IQ MM SS SA AE VE'.split(' ')
    const required = countryCodes.filter((code) => registrationNumberRule(code).required)
    expect(required).toEqual([...Object.keys(table), ...more].sort())
  })
})

describe('the rule of a country', () => {
  it('names its number', () => {
    expect(registrationNumberRule('ES')).toEqual({ required: false, name: 'NIF', example: 'A28015865' })
    expect(registrationNumberRule('CN')).toMatchObject({ name: '统一社会信用代码', latinName: 'USCC' })
    expect(registrationNumberRule('IQ')).toEqual({ required: true })
    expect(registrationNumberRule('constructor')).toEqual({ required: false })
  })

  it('gives an example that it accepts', () => {
    for (const country of countryCodes) {
      const { example } = registrationNumberRule(country)
      if (example !== undefined) expect(answer(example, country), country).toBe(example)
    }
  })
})

describe('a unified social credit code', () => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

  // The same rule in other words than the code's: the sum of weights 3^i and the check value is 0 mod 31.
  const withCheck = (body: string) => {
    const sum = [...body].reduce(
      (total, character, i) => total + BigInt(alphabet.indexOf(character)) * 3n ** BigInt(i),
      0n,
    )
    return body + ([...alphabet].find((_, value) => (sum + BigInt(value)) % 31n === 0n) ?? '')
  }
  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${String(length)}}$`))
  const anyCode = fc
    .tuple(digits(8), fc.string({ unit: fc.constantFrom(...alphabet), minLength: 9, maxLength: 9 }))
    .map(([front, organisation]) => withCheck(front + organisation))

  it('is accepted, also where the sum is divisible by 31 and the check character is 0', () => {
    fc.assert(
      fc.property(anyCode, (code) => answer(code, 'CN') === code),
      { numRuns: 500 },
    )
    const withZero = fc.sample(anyCode, { numRuns: 1000, seed: 1 }).filter((code) => code.endsWith('0'))
    expect(withZero.length).toBeGreaterThan(0)
    expect(withZero.filter((code) => answer(code, 'CN') !== code)).toEqual([])
  })

  it('of a rural collective begins with N', () => {
    const code = withCheck('N2110000600037341')
    expect(answer(code, 'CN')).toBe(code)
  })

  it('has digits in its second to eighth place', () => {
    expect(answer(withCheck('9A110000600037341'), 'CN')).toBe('format')
    expect(answer(withCheck('9111000A600037341'), 'CN')).toBe('format')
  })

  it('is refused with any single character changed', () => {
    fc.assert(
      fc.property(
        anyCode,
        fc.nat(17),
        fc.constantFrom(...alphabet, 'I', 'O', 'S', 'V', 'Z'),
        (code, at, other) => {
          fc.pre(code.charAt(at) !== other)
          expect(['format', 'check_digit']).toContain(
            answer(code.slice(0, at) + other + code.slice(at + 1), 'CN'),
          )
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('any text', () => {
  it('is answered, fast, and stored once and for all', () => {
    const anyTyped = fc.oneof(anyText, fc.stringMatching(/^[A-Z]{0,3}[0-9 .-]{5,16}[A-Z]?$/))
    fc.assert(
      fc.property(anyTyped, fc.constantFrom(...countryCodes, 'ZZ', 'constructor'), (typed, country) => {
        const first = canonicalRegistrationNumber(typed, country)
        if ('value' in first) expect(canonicalRegistrationNumber(first.value, country)).toEqual(first)
      }),
      { numRuns: 2000 },
    )
    // In ms: a hundred times of what it takes. A pattern that went back over each start would take minutes.
    const start = performance.now()
    for (const country of countryCodes) canonicalRegistrationNumber('A1 -'.repeat(2500), country)
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})
