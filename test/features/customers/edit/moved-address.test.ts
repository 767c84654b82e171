import { load } from 'cheerio'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountProblems, canonicalEdit, problemsOfEdit } from '#src/features/customers/account-rules.ts'
import { accountFrom, formValues } from '#src/features/customers/account.form.ts'
import {
  addressFields,
  addressOwners,
  type Account,
  type AccountField,
} from '#src/features/customers/customer.ts'
import { movedAddresses } from '#src/features/customers/edit/moved-address.ts'
import { addressFormat } from '#src/reference/addresses.ts'
import { postalCodeExample } from '#src/reference/postal-codes.ts'
import {
  customersOfPartner,
  customersToUse,
  known,
  storedAccount,
  storedCustomer,
  textOf,
} from '#test/support/customers.ts'
import { formFields, people, type Fields, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

/** A country is changed, and with it what everything in its address means. */

const american: Account = {
  ...known.contosoRetail.account,
  company_country: 'US',
  company_city: 'Los Angeles',
  company_state: 'CA',
  company_postal_code: '90001',
}
const chinese = known.yunfan.account

/** What a form means that was drawn for the account's own countries. */
function moved(account: Account, typed: Partial<Account>, drawnFor: Record<string, string> = {}) {
  return movedAddresses(typed, formValues(account), drawnFor)
}

describe('a state', () => {
  const asDrawn = { company: 'US', billing: 'US' }

  it.each(['ES', 'IT', 'BR', 'AR', 'CN', 'CO', 'NI', 'SV', 'UY', 'AU', 'MX'])(
    'of the United States is none of %s’s, whatever its code stands for there',
    (country) => {
      for (const { code } of addressFormat('US').subdivisions) {
        const typed = { company_country: country, company_state: code }
        expect(moved(american, typed, asDrawn).typed.company_state).toBe('')
      }
    },
  )

  it('that is emptied is told, with the country that it was of', () => {
    const { emptied } = moved(american, { company_country: 'ES', company_state: 'CA' }, asDrawn)
    expect(emptied).toEqual([{ field: 'company_state', value: 'CA', country: 'US' }])
  })

  it('stays where the form was drawn for its country already', () => {
    const typed = { company_country: 'ES', company_state: 'CA' }
    expect(moved(american, typed, { company: 'ES' })).toEqual({ typed, emptied: [] })
  })

  it('that is left by what comes without a form is of the country that it was of', () => {
    expect(moved(american, { company_country: 'ES' }).typed.company_state).toBe('')
    expect(moved(american, { company_country: 'ES', company_state: 'CA' }).typed.company_state).toBe('')
    expect(moved(american, { company_country: 'ES', company_state: 'Cádiz' }).typed.company_state).toBe(
      'Cádiz',
    )
    expect(moved(american, { company_country: 'ES', company_state: 'M' }).typed.company_state).toBe('M')
  })

  it('that was typed as a name is found by it, and never as a code', () => {
    const free = { ...american, company_country: 'KZ', company_state: '' }
    const from = { company: 'KZ' }
    expect(moved(free, { company_country: 'ES', company_state: 'Cadiz' }, from).typed.company_state).toBe(
      'CA',
    )
    expect(moved(free, { company_country: 'ES', company_state: 'CA' }, from).typed.company_state).toBe('')
  })

  it('that the old country’s form does not offer is meant in the new one: a program fills in both at once', () => {
    const spanish = { ...american, company_country: 'ES', company_state: 'B' }
    const from = { company: 'ES' }
    const state = (typed: string) =>
      moved(spanish, { company_country: 'US', company_state: typed }, from).typed.company_state
    expect(state('WA')).toBe('WA')
    // Cádiz and California.
    expect(state('CA')).toBe('')
    const german = { ...american, company_country: 'DE', company_state: '' }
    expect(
      moved(german, { company_country: 'US', company_state: 'CA' }, { company: 'DE' }).typed.company_state,
    ).toBe('CA')
  })

  it('of the other side is not touched', () => {
    const { typed } = moved(american, { company_country: 'ES', billing_state: 'CA' }, asDrawn)
    expect(typed).not.toHaveProperty('billing_country')
    expect(typed.billing_state).toBe('CA')
  })
})

describe('what else a country decides', () => {
  it('is emptied and told where the new country’s addresses do not have it', () => {
    const { typed, emptied } = moved(chinese, { company_country: 'HK' }, { company: 'CN' })
    expect(emptied.map(({ field }) => field)).toContain('company_postal_code')
    expect(typed.company_postal_code).toBe('')
  })

  it('leaves a phone number the number that was typed', () => {
    const typed = { company_country: 'AT', company_phone_number: '030 901820' }
    const { typed: kept } = moved(known.mueller.account, typed, { company: 'DE' })
    expect(
      accountFrom({ ...formValues(known.mueller.account), ...kept }, known.mueller.account),
    ).toMatchObject({
      company_phone_number: '+4930901820',
    })
  })
})

describe('everything that is wrong', () => {
  const accounts = ([0, 1] as const).flatMap((partner) =>
    customersOfPartner(partner).map((one) => one.account),
  )
  const anAccount = fc.constantFrom(...accounts)

  it('after a change of the country is told at once: the province, and a postal code that no province has', () => {
    const german = { ...known.mueller.account, company_postal_code: '70173' }
    const spanish = canonicalEdit(german, { ...german, company_country: 'ES' })
    const fields = problemsOfEdit(german, spanish).map(({ field }) => field)
    expect(fields).toEqual(expect.arrayContaining(['company_state', 'company_postal_code']))
  })

  it('about a province says which one the postal code is in', () => {
    const german = { ...known.mueller.account, company_postal_code: '28195' }
    const spanish = canonicalEdit(german, { ...german, company_country: 'ES' })
    expect(problemsOfEdit(german, spanish)).toContainEqual({
      field: 'company_state',
      key: 'problem.state_of_postal_code',
      values: { postal_code: '28195', states: 'Madrid' },
    })
  })

  /** Another account's values in some of the fields, another country, and nonsense. */
  const wrong = fc
    .tuple(
      anAccount,
      anAccount,
      anAccount,
      fc.subarray([...addressFields('company'), ...addressFields('billing')]),
      fc.dictionary(
        fc.constantFrom<AccountField>(
          ...addressFields('company'),
          'company_name',
          'company_phone_number',
          'billing_email',
          'billing_last_name',
          'billing_language',
          'registration_number',
        ),
        fc.constantFrom('', 'x', '70173', 'x'.repeat(300), 'a\u0007b'),
        { maxKeys: 4 },
      ),
    )
    .map(([before, right, other, fields, nonsense]) => {
      const typed = {
        ...right,
        ...Object.fromEntries(fields.map((field) => [field, other[field]])),
        ...nonsense,
        company_country: right.company_country,
        billing_country: right.billing_country,
      }
      return { before, right, typed: canonicalEdit(before, typed) }
    })

  /** What is reported put right, and nothing else: as the message says, else as in a right account of the country. */
  function mended(account: Account, right: Account, problems: ReturnType<typeof accountProblems>): Account {
    const values: Partial<Account> = {}
    for (const { field, key, values: said } of problems) {
      values[field] = right[field]
      if (key === 'problem.not_used') values[field] = ''
      if (key === 'problem.state_of_postal_code') values[field] = String(said?.states).split(', ')[0]!
    }
    for (const owner of addressOwners) {
      const state = values[`${owner}_state`] ?? account[`${owner}_state`]
      const country = account[`${owner}_country`]
      if (values[`${owner}_postal_code`] !== undefined && country !== '')
        values[`${owner}_postal_code`] = postalCodeExample(country, state) ?? right[`${owner}_postal_code`]
    }
    return { ...account, ...values }
  }

  it('is told in one round: what is mended as told reveals nothing more', () => {
    fc.assert(
      fc.property(wrong, ({ before, right, typed }) => {
        const first = problemsOfEdit(before, typed)
        const after = canonicalEdit(before, mended(typed, right, first))
        const touched = new Set(first.map(({ field }) => field))
        expect(problemsOfEdit(before, after).filter(({ field }) => !touched.has(field))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('in the portal', () => {
  let portal: Portal
  let lucia: Person
  let tom: Person
  const unused = customersToUse()

  beforeAll(async () => {
    portal = await openPortal()
    lucia = await portal.signIn(people.admin)
    tom = await portal.signIn(people.sales)
  })

  afterAll(() => portal.close())

  /** A customer in Los Angeles. */
  async function californian(): Promise<string> {
    const id = unused('US')
    const there = { city: 'Los Angeles', state: 'CA', postal_code: '90001' }
    const both = addressOwners.flatMap((owner) =>
      Object.entries(there).map(([part, value]) => [`${owner}_${part}`, value] as const),
    )
    // Nothing that Spain's rules would refuse.
    const fields = { ...Object.fromEntries(both), registration_number: '' }
    expect((await lucia.edit(id, fields)).status).toBe(303)
    return id
  }

  const inForm = (html: string) => formFields(load(html), 'form.account-form')

  it.each(addressOwners)(
    'a state of the %s address is emptied as the fields are shown, and told',
    async (owner) => {
      const id = await californian()
      const form = { ...(await lucia.editForm(id)), [`${owner}_country`]: 'ES' }
      const shown = await lucia.post(`/customers/${id}/account/edit`, form)
      const $ = load(shown.text)
      expect($(`#${owner}_state option[selected]`).text()).toBe('Choose …')
      expect(textOf($, `#${owner}_state-attention`)).toContain('California')
      expect($(`#${owner}_state`).attr('aria-describedby')).toContain(`${owner}_state-attention`)
      // Cádiz, whose code is California's.
      const chosen = { ...inForm(shown.text), [`${owner}_state`]: 'CA', [`${owner}_postal_code`]: '11001' }
      expect((await lucia.post(`/customers/${id}/account`, chosen)).status).toBe(303)
      expect(await storedAccount(portal, id)).toMatchObject({
        [`${owner}_country`]: 'ES',
        [`${owner}_state`]: 'CA',
      })
    },
  )

  it('a Submit without the new fields is refused with all that is wrong, and chooses nothing', async () => {
    const id = await californian()
    const answer = await lucia.edit(id, {
      company_country: 'ES',
      company_phone_number: '',
      company_email: 'x',
    })
    expect(answer.status).toBe(422)
    const $ = load(answer.text)
    expect(inForm(answer.text)).toMatchObject({ company_country: 'ES', company_state: '' })
    const links = $('.error-summary a')
      .toArray()
      .map((link) => $(link).attr('href'))
    expect(links).toEqual(['#company_email', '#company_state', '#company_postal_code'])
    expect(textOf($, '#company_state-attention')).toContain('California')
    expect((await storedAccount(portal, id)).company_country).toBe('US')
  })

  it('a country without states takes the state away and says so where it is asked for', async () => {
    const id = await californian()
    const form = { ...(await lucia.editForm(id)), billing_country: 'DE' }
    const $ = load((await lucia.post(`/customers/${id}/account/edit`, form)).text)
    expect(textOf($, '#billing_country-attention')).toContain('State: California')
    const saved = await lucia.edit(id, { billing_country: 'DE', billing_postal_code: '10117' })
    expect(saved.status).toBe(303)
    expect((await storedAccount(portal, id)).billing_state).toBe('')
  })

  it('an edit of the address meets a change of its country as a conflict of the whole', async () => {
    const id = await californian()
    const toms = await tom.editForm(id)
    const spanish = { company_country: 'ES', company_state: 'Cádiz', company_postal_code: '11001' }
    expect(
      (await lucia.edit(id, { ...spanish, company_city: 'Cádiz', company_fields_of: 'ES' })).status,
    ).toBe(303)
    const answer = await tom.post(`/customers/${id}/account`, { ...toms, company_city: 'San Diego' })
    expect(answer.status).toBe(409)
    const form = inForm(answer.text)
    expect(form).toMatchObject({ choose_company_country: 'mine', moved_company: 'yes' })
    const theirs = { ...form, choose_company_country: 'theirs' }
    expect((await tom.post(`/customers/${id}/account`, theirs)).status).toBe(303)
    expect(await storedAccount(portal, id)).toMatchObject({ company_city: 'Cádiz', company_state: 'CA' })
  })

  it('a state is not undone into another country', async () => {
    const id = await californian()
    const { version } = await storedCustomer(portal, id)
    expect((await lucia.edit(id, { company_state: 'NV', company_postal_code: '89501' })).status).toBe(303)
    const spanish = { company_country: 'ES', company_state: 'M', company_postal_code: '28001' }
    expect((await lucia.edit(id, { ...spanish, company_fields_of: 'ES' })).status).toBe(303)
    const $ = await lucia.page(`/customers/${id}/account/edit?undoes=${String(version + 1)}`)
    const form: Fields = formFields($, 'form.account-form')
    expect(form).toMatchObject({ company_country: 'ES', company_state: '' })
    expect(textOf($, '#company_state-attention')).toContain('California')
  })

  it('a new customer’s state is emptied, too', async () => {
    const form = formFields(await lucia.page('/customers/new'), 'form.account-form')
    const american = { ...form, company_country: 'US', company_fields_of: 'US', company_state: 'CA' }
    const answer = await lucia.post('/customers/new', { ...american, company_country: 'ES' })
    expect(inForm(answer.text).company_state).toBe('')
    expect(textOf(load(answer.text), '#company_state-attention')).toContain('California')
  })
})
