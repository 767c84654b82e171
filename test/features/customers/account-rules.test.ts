import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import {
  accountProblems,
  attentionOf,
  canonicalEdit,
  problemsOfEdit,
} from '#src/features/customers/account-rules.ts'
import { problemText } from '#src/forms/problems.ts'
import { translator } from '#src/i18n/translator.ts'
import { accountFrom, formValues, shapeProblems } from '#src/features/customers/account.form.ts'
import {
  accountFields,
  contactName,
  partnerFields,
  type Account,
  type AccountField,
} from '#src/features/customers/customer.ts'
import { customersOfPartner, known } from '#test/support/customers.ts'

const accounts = [0, 1].flatMap((partner) =>
  customersOfPartner(partner as 0 | 1).map(({ account }) => account),
)
const anAccount = fc.constantFrom(...accounts)
const someFields = fc.uniqueArray(fc.constantFrom(...accountFields), { maxLength: 6 })
const text = fc.oneof(
  fc.constantFrom('', 'ES', 'US', 'WA', '28001', '914 35 20 19', 'M', 'Madrid', ' x '),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
)

const spanish = known.quintana.account
const problemAt = (account: Account, field: AccountField) =>
  accountProblems(account).find((problem) => problem.field === field)

describe('what is wrong with an account', () => {
  test('is nothing for a good one', () => {
    expect(accountProblems(spanish)).toEqual([])
    expect(accountProblems(known.yunfan.account)).toEqual([])
  })

  test.each<[string, Partial<Account>, AccountField, string]>([
    ['no company name', { company_name: '' }, 'company_name', 'problem.required'],
    ['a name of 201 characters', { company_name: 'x'.repeat(201) }, 'company_name', 'problem.too_long'],
    [
      'a first name of 51 characters',
      { billing_first_name: 'x'.repeat(51) },
      'billing_first_name',
      'problem.too_long',
    ],
    ['a line break in a name', { billing_last_name: 'a\nb' }, 'billing_last_name', 'problem.characters'],
    ['no billing e-mail', { billing_email: '' }, 'billing_email', 'problem.required'],
    ['an e-mail without a domain', { billing_email: 'facturas@quintana' }, 'billing_email', 'problem.email'],
    ['no country', { company_country: '' }, 'company_country', 'problem.required'],
    ['a country that there is not', { company_country: 'XX' }, 'company_country', 'problem.not_in_list'],
    ['no city in Spain', { company_city: '' }, 'company_city', 'problem.required'],
    [
      'a province of another country',
      { company_state: 'WA', company_postal_code: '' },
      'company_state',
      'problem.not_in_list',
    ],
    [
      'no province, where the postal code tells which',
      { company_state: '' },
      'company_state',
      'problem.state_of_postal_code',
    ],
    [
      'a postal code of four digits in Spain',
      { company_postal_code: '2800' },
      'company_postal_code',
      'problem.postal_code_digits',
    ],
    [
      'a postal code of another province',
      { company_postal_code: '08001' },
      'company_postal_code',
      'problem.postal_code_elsewhere',
    ],
    ['a district in Spain', { company_district: 'Centro' }, 'company_district', 'problem.not_used'],
    ['a phone number that is none', { company_phone_number: '12' }, 'company_phone_number', 'problem.phone'],
    [
      'a wrong check character',
      { registration_number: 'A40641887' },
      'registration_number',
      'problem.registration_number_check',
    ],
    [
      'a registration number of no kind',
      { registration_number: 'A4' },
      'registration_number',
      'problem.registration_number',
    ],
    ['a language that there is not', { billing_language: 'xx' }, 'billing_language', 'problem.not_in_list'],
    ['a culture that there is not', { billing_culture: 'xx-XX' }, 'billing_culture', 'problem.not_in_list'],
  ])('%s', (_what, changes, field, key) => {
    expect(problemAt({ ...spanish, ...changes }, field)?.key).toBe(key)
  })

  test.each([
    [
      'A40641887',
      'The check character does not fit: one of the characters must be wrong. A right one looks like A28015865 (NIF)',
    ],
    ['A4', 'Please enter a number such as A28015865 (NIF, DNI, or NIE)'],
    ['Ж4064188', 'Please use letters and digits only, as in A28015865 (NIF, DNI, or NIE)'],
  ])('a registration number %s is told what numbers there look like', (registration_number, text) => {
    const [problem] = accountProblems({ ...spanish, registration_number })
    expect(problem && problemText(problem, { t: translator('en'), locale: 'en' })).toBe(text)
  })

  test('a registration number of a country whose numbers are not known is of letters and digits', () => {
    const [problem] = accountProblems({
      ...spanish,
      company_country: 'VU',
      registration_number: 'none',
    }).filter(({ field }) => field === 'registration_number')
    expect(problem && problemText(problem, { t: translator('es'), locale: 'es' })).toBe(
      'Use solo letras y dígitos, 40 como máximo, y al menos un dígito',
    )
  })

  test('depends on the country: Brazil asks for a registration number and a phone number', () => {
    const brazilian = { ...known.saoJorge.account, registration_number: '', company_phone_number: '' }
    expect(accountProblems(brazilian)).toEqual([
      {
        field: 'registration_number',
        key: 'problem.registration_number_required',
        values: { country: 'BR' },
      },
      { field: 'company_phone_number', key: 'problem.phone_required', values: { country: 'BR' } },
    ])
    expect(accountProblems({ ...spanish, registration_number: '', company_phone_number: '' })).toEqual([])
  })

  test('is said once a field and in the order of the form', () => {
    fc.assert(
      fc.property(anAccount, someFields, text, (account, fields, value) => {
        const bad = { ...account, ...Object.fromEntries(fields.map((field) => [field, value])) }
        const found = attentionOf(bad)
        expect(found).toEqual(accountFields.filter((field) => found.includes(field)))
      }),
    )
  })
})

describe('the problems of an edit', () => {
  const old = { ...spanish, company_postal_code: '2800', registration_number: 'A40641887' }

  test('are not those that were there before in fields that it does not touch', () => {
    expect(attentionOf(old)).toEqual(['registration_number', 'company_postal_code'])
    expect(problemsOfEdit(old, { ...old, billing_first_name: 'Ana' })).toEqual([])
    expect(problemsOfEdit(old, { ...old, company_name: 'Quintana' })).toEqual([])
  })

  test('are those of the address as soon as one of its fields is touched', () => {
    const fields = problemsOfEdit(old, { ...old, company_address_line_1: 'Calle Mayor, 1' })
    expect(fields.map((problem) => problem.field)).toEqual(['company_postal_code'])
  })

  test('are those of the phone and the registration number as soon as the country changes', () => {
    const american = {
      ...known.contosoRetail.account,
      company_phone_number: '12',
      registration_number: 'A4!',
    }
    const fields = problemsOfEdit(american, { ...american, company_country: 'ES' }).map(
      (problem) => problem.field,
    )
    expect(fields).toContain('company_phone_number')
    expect(fields).toContain('registration_number')
    expect(fields).toContain('company_state')
    expect(fields.filter((field) => field.startsWith('billing_'))).toEqual([])
  })

  test('of the billing address are none of the company’s', () => {
    const fields = problemsOfEdit(old, { ...old, billing_city: '' }).map((problem) => problem.field)
    expect(fields).toEqual(['billing_city'])
  })

  test('are none for an edit of nothing, whatever the account', () => {
    fc.assert(
      fc.property(anAccount, someFields, text, (account, fields, value) => {
        const bad = { ...account, ...Object.fromEntries(fields.map((field) => [field, value])) }
        expect(problemsOfEdit(bad, bad)).toEqual([])
      }),
    )
  })
})

describe('an edit as it is kept', () => {
  test.each<[string, Partial<Account>, Partial<Account>]>([
    [
      'a postal code with its country’s letter',
      { company_postal_code: 'E-28002' },
      { company_postal_code: '28002' },
    ],
    [
      'a province by its name',
      { company_state: 'barcelona', company_postal_code: '08001' },
      { company_state: 'B' },
    ],
    [
      'a registration number with separators',
      { registration_number: 'a-40.641.888' },
      { registration_number: 'A40641888' },
    ],
    ['a field that the country does not have', { company_district: 'Centro' }, { company_district: '' }],
    [
      'what the new country does not have',
      { company_country: 'DE', company_city: 'Berlin', company_postal_code: 'D-10115' },
      { company_state: '', company_postal_code: '10115' },
    ],
  ])('has %s put right', (_what, typed, kept) => {
    expect(canonicalEdit(spanish, { ...spanish, ...typed })).toMatchObject(kept)
  })

  test('keeps what it cannot put right as it was typed', () => {
    const typed = { ...spanish, company_postal_code: '2800x', registration_number: 'nonsense!' }
    expect(canonicalEdit(spanish, typed)).toEqual(typed)
  })

  test('leaves every part that it does not touch to the letter, right or wrong', () => {
    const parts = {
      company: accountFields.filter((field) =>
        /^company_(country|address|district|city|state|postal)/.test(field),
      ),
      billing: accountFields.filter((field) =>
        /^billing_(country|address|district|city|state|postal)/.test(field),
      ),
      number: ['registration_number', 'registration_number_attestation', 'company_country'] as AccountField[],
      phone: ['company_phone_number', 'company_phone_number_attestation'] as AccountField[],
      billing_phone: ['billing_phone_number', 'billing_phone_number_attestation'] as AccountField[],
    }
    fc.assert(
      fc.property(
        anAccount,
        someFields,
        text,
        fc.constantFrom(...accountFields),
        text,
        (account, fields, value, field, typed) => {
          const before = { ...account, ...Object.fromEntries(fields.map((name) => [name, value])) }
          const kept = canonicalEdit(before, { ...before, [field]: typed })
          const mayChange = new Set<AccountField>(
            Object.values(parts).flatMap((part) => (part.includes(field) ? part : [field])),
          )
          for (const other of accountFields)
            if (!mayChange.has(other)) expect(kept[other]).toBe(before[other])
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is kept the same when it is made again', () => {
    fc.assert(
      fc.property(anAccount, someFields, text, (account, fields, value) => {
        const typed = { ...account, ...Object.fromEntries(fields.map((field) => [field, value])) }
        const kept = canonicalEdit(account, typed)
        expect(canonicalEdit(account, kept)).toEqual(kept)
      }),
    )
  })
})

describe('the form of an account', () => {
  test('left as it is means the account as it is, for every customer', () => {
    const changed = accounts.filter((account) => {
      const meant = accountFrom(formValues(account), account)
      return accountFields.some((field) => meant[field] !== account[field])
    })
    expect(changed.map((account) => account.company_name)).toEqual([])
    expect(accounts).toHaveLength(550)
  })

  test('left as it is means the account as it is, whatever was stored', () => {
    fc.assert(
      fc.property(anAccount, someFields, text, (account, fields, value) => {
        const odd = { ...account, ...Object.fromEntries(fields.map((field) => [field, value])) }
        expect(accountFrom(formValues(odd), odd)).toEqual(odd)
      }),
    )
  })

  test('keeps a phone number that is not stored as today’s are', () => {
    const odd = { ...spanish, company_phone_number: '914352019' }
    expect(accountFrom(formValues(odd), odd)).toEqual(odd)
    const renamed = { ...formValues(odd), company_name: 'Quintana' }
    expect(accountFrom(renamed, odd)).toEqual({ ...odd, company_name: 'Quintana' })
  })

  test('shows phone numbers as their country writes them and reads them so', () => {
    expect(formValues(spanish).company_phone_number).toBe('914 35 20 19')
    const typed = { ...formValues(spanish), company_phone_number: '914 35 20 20' }
    expect(accountFrom(typed, spanish).company_phone_number).toBe('+34914352020')
    const foreign = { ...formValues(spanish), company_phone_number: '+44 20 7946 0142' }
    expect(accountFrom(foreign, spanish).company_phone_number).toBe('+442079460142')
  })

  test('keeps a number as it is while only the country changes', () => {
    const typed = { ...formValues(spanish), company_country: 'FR' }
    expect(accountFrom(typed, spanish).company_phone_number).toBe('+34914352019')
  })

  test('keeps what is no phone number as typed, to be sent back', () => {
    const typed = { ...formValues(spanish), company_phone_number: 'call me' }
    expect(accountFrom(typed, spanish).company_phone_number).toBe('call me')
  })

  test('tidies what was typed and nothing else', () => {
    const stored = { ...spanish, company_city: ' Madrid ' }
    const typed = { ...formValues(stored), company_name: '  Jose\u0301  ' }
    expect(accountFrom(typed, stored)).toMatchObject({ company_name: 'José', company_city: ' Madrid ' })
  })

  test('has a limit for each of its fields', () => {
    const long = Object.fromEntries(accountFields.map((field) => [field, 'x'.repeat(255)])) as Account
    const tooLong = shapeProblems(long).filter((problem) => problem.key === 'problem.too_long')
    // Of the tags each one has its own limit, and the other two are chosen from a list.
    const lines = accountFields.filter((field) => !(partnerFields as readonly string[]).includes(field))
    expect(tooLong.map((problem) => problem.field).sort()).toEqual(lines.toSorted())
  })
})

test.each([
  ['王', '', '伟', '王伟'],
  ['佐藤', '', '健', '佐藤健'],
  ['Quintana', '', 'Inés', 'Inés Quintana'],
  ['Whitfield', 'Marie', 'Dana', 'Dana Marie Whitfield'],
  ['', '', 'Ana', 'Ana'],
])('the contact %s %s %s is called %s', (last, middle, first, name) => {
  expect(
    contactName({ billing_last_name: last, billing_middle_name: middle, billing_first_name: first }),
  ).toBe(name)
})
