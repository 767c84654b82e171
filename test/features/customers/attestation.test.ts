import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountProblems, usableAttestations } from '#src/features/customers/account-rules.ts'
import type { Account } from '#src/features/customers/customer.ts'
import {
  customersToUse,
  known,
  storedAccount,
  storedCustomer,
  storedHistory,
  textOf,
  textsOf,
} from '#test/support/customers.ts'
import { formFields, people, type Fields, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

/** What a country's rules refuse and a customer really has can be said to be right, with the reason. */

let portal: Portal
let lucia: Person
let chen: Person
const unused = customersToUse()

beforeAll(async () => {
  portal = await openPortal()
  lucia = await portal.signIn(people.admin)
  chen = await portal.signIn(people.helpdesk)
})

afterAll(() => portal.close())

const reason = 'As their letterhead and the post have it'

/** Submits what the rules refuse, then again with the reason in the field that has appeared. */
async function attest(id: string, values: Fields, field: string) {
  const refused = await lucia.edit(id, values)
  expect(refused.status).toBe(422)
  const form = formFields(load(refused.text), 'form.account-form')
  expect(form).toHaveProperty(field, '')
  return await lucia.post(`/customers/${id}/account`, { ...form, [field]: reason })
}

describe('an address that the rules refuse', () => {
  const strange = { billing_postal_code: '99999', billing_city: 'Villanueva' }

  it('comes back with a field for the reason, which it did not have before, and is saved with it', async () => {
    const id = unused('ES')
    expect(await lucia.editForm(id)).not.toHaveProperty('billing_address_attestation')
    const answer = await attest(id, strange, 'billing_address_attestation')
    expect(answer.status).toBe(303)
    expect(await storedAccount(portal, id)).toMatchObject({
      ...strange,
      billing_address_attestation: reason,
    })
    expect((await storedCustomer(portal, id)).attention).toBe('[]')
    const [entry] = await storedHistory(portal, id)
    expect(entry!.changes.map((change) => change.field)).toContain('billing_address_attestation')
  })

  it('is marked on the account and in the history, and found by the filter and by search', async () => {
    const id = unused('ES')
    await attest(id, strange, 'billing_address_attestation')
    const account = await lucia.page(`/customers/${id}/account`)
    expect(textsOf(account, '.attested-note')).toEqual([`Correct as written: ${reason}`])
    expect(account('.attention-note')).toHaveLength(0)
    const history = await lucia.page(`/customers/${id}/history`)
    expect(textOf(history, '.timeline li:first-child')).toContain('Why this address is right (billing)')
    const found = async (query: string) =>
      textsOf(await lucia.page(`/customers?attention=attested${query}&size=100`), '.row-link')
    const { company_name } = await storedAccount(portal, id)
    expect(await found('')).toContain(company_name)
    expect(await found(`&q=${encodeURIComponent(company_name)}`)).toContain(company_name)
    expect(await found('&country=ES&sort=-changed')).toContain(company_name)
    expect(await found('&country=FR')).toEqual([])
  })

  it('keeps the reason while other fields are edited, and loses it with a right address', async () => {
    const id = unused('ES')
    await attest(id, strange, 'billing_address_attestation')
    expect((await lucia.edit(id, { billing_first_name: 'Ana' })).status).toBe(303)
    expect((await storedAccount(portal, id)).billing_address_attestation).toBe(reason)
    expect((await lucia.edit(id, { billing_state: 'M', billing_postal_code: '28001' })).status).toBe(303)
    expect((await storedAccount(portal, id)).billing_address_attestation).toBe('')
  })

  it('may be attested by those who edit billing information, and by nobody else', async () => {
    const id = unused('ES')
    const refused = await chen.edit(id, { company_postal_code: '99999' })
    expect(refused.status).toBe(422)
    const form = formFields(load(refused.text), 'form.account-form')
    expect(form).not.toHaveProperty('company_address_attestation')
    const forced = { ...form, company_address_attestation: reason }
    expect((await chen.post(`/customers/${id}/account`, forced)).status).toBe(403)
  })

  it('is no longer attested when somebody who does not see the reason changes it', async () => {
    const id = unused('ES')
    await attest(id, { company_postal_code: '99999' }, 'company_address_attestation')
    expect((await chen.edit(id, { company_city: 'Otra' })).status).toBe(422)
    const mended = { company_state: 'M', company_postal_code: '28001' }
    expect((await chen.edit(id, mended)).status).toBe(303)
    expect((await storedAccount(portal, id)).company_address_attestation).toBe('')
  })

  it('conflicts as one with its reason', async () => {
    const id = unused('ES')
    const tom = await portal.signIn(people.sales)
    const toms = await tom.editForm(id)
    await attest(id, { billing_postal_code: '99999' }, 'billing_address_attestation')
    const answer = await tom.post(`/customers/${id}/account`, {
      ...toms,
      billing_state: 'B',
      billing_postal_code: '08001',
    })
    expect(answer.status).toBe(409)
    expect(load(answer.text)('[name=choose_billing_country]')).toHaveLength(3)
  })
})

describe('a number that the rules refuse', () => {
  it.each([
    ['registration_number', 'B00000001', 'registration_number_attestation'],
    ['registration_number', 'Hoja M-93, folio 180, n.º 7', 'registration_number_attestation'],
    ['registration_number', 'Ж 4064188', 'registration_number_attestation'],
    ['company_phone_number', '+34 111 111 111', 'company_phone_number_attestation'],
  ])('of %s is saved with the reason', async (field, value, attestation) => {
    const id = unused('ES')
    expect((await attest(id, { [field]: value }, attestation)).status).toBe(303)
    const stored = await storedAccount(portal, id)
    expect(stored).toMatchObject({ [field]: value, [attestation]: reason })
    const $ = await lucia.page(`/customers/${id}/account`)
    expect(textsOf($, '.attested-note')).toEqual([`Correct as written: ${reason}`])
  })
})

describe('what is malformed', () => {
  const account = known.quintana.account
  const everything = {
    registration_number_attestation: reason,
    company_phone_number_attestation: reason,
    company_address_attestation: reason,
    billing_phone_number_attestation: reason,
    billing_address_attestation: reason,
  }

  it.each<[Partial<Account>, string]>([
    [{ company_address_line_1: 'x'.repeat(201) }, 'company_address_line_1'],
    [{ company_city: 'a\u0007b' }, 'company_city'],
    [{ company_country: 'XX' }, 'company_country'],
    [{ company_phone_number: 'call Ana' }, 'company_phone_number'],
    [{ registration_number: 'a+b=c' }, 'registration_number'],
    [{ registration_number: 'A1=B2' }, 'registration_number'],
    [{ registration_number: 'applied for' }, 'registration_number'],
    [{ company_email: 'x' }, 'company_email'],
  ])('%o stays refused whatever is said of it', (values, field) => {
    const problems = accountProblems({ ...account, ...everything, ...values })
    expect(problems.map((problem) => problem.field)).toContain(field)
  })

  it('offers no attestation, and neither does what is right', () => {
    expect(usableAttestations(account)).toEqual([])
    expect(usableAttestations({ ...account, company_phone_number: 'call Ana' })).toEqual([])
    expect(usableAttestations({ ...account, company_postal_code: '1' })).toEqual([
      'company_address_attestation',
    ])
  })
})
