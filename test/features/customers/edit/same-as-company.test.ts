import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customersToUse, storedAccount, textOf } from '#test/support/customers.ts'
import { formFields, people, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

/** Billing information filled from the company's, by a button that needs no script. */

let portal: Portal
let lucia: Person
const unused = customersToUse()

beforeAll(async () => {
  portal = await openPortal()
  lucia = await portal.signIn(people.admin)
})

afterAll(() => portal.close())

const german = {
  company_country: 'DE',
  company_fields_of: 'DE',
  company_address_line_1: 'Torstraße 1',
  company_address_line_2: '',
  company_city: 'Berlin',
  company_postal_code: '10117',
  company_phone_number: '030 901820',
  registration_number: '',
}

describe('Same as company', () => {
  it('fills the billing fields with what is typed, says which, and saves nothing', async () => {
    const id = unused('ES')
    const before = await storedAccount(portal, id)
    const form = { ...(await lucia.editForm(id)), ...german, company_email: '', same_as_company: 'yes' }
    const answer = await lucia.post(`/customers/${id}/account/edit`, form)
    expect(answer.status).toBe(200)
    const $ = load(answer.text)
    const filled = formFields($, 'form.account-form')
    expect(filled).toMatchObject({
      billing_country: 'DE',
      billing_address_line_1: 'Torstraße 1',
      billing_city: 'Berlin',
      billing_postal_code: '10117',
      billing_phone_number: '030 901820',
      billing_company_name: before.company_name,
      // The company has none: what stood there stays.
      billing_email: before.billing_email,
      billing_last_name: before.billing_last_name,
    })
    expect(textOf($, '.alert [class], .alert')).toContain('Filled in from the company details')
    expect(await storedAccount(portal, id)).toEqual(before)
    expect((await lucia.post(`/customers/${id}/account`, filled)).status).toBe(303)
    expect(await storedAccount(portal, id)).toMatchObject({
      billing_country: 'DE',
      billing_phone_number: '+4930901820',
      billing_state: '',
    })
  })

  it('is not offered to those who may not edit billing information, nor done for them', async () => {
    const chen = await portal.signIn(people.helpdesk)
    const id = unused('ES')
    const $ = await chen.page(`/customers/${id}/account/edit`)
    expect($('[name=same_as_company]')).toHaveLength(0)
    const form = { ...(await chen.editForm(id)), same_as_company: 'yes' }
    const answer = await chen.post(`/customers/${id}/account/edit`, form)
    expect(formFields(load(answer.text), 'form.account-form')).not.toHaveProperty('billing_email')
  })

  it('fills a new customer’s form, too', async () => {
    const form = formFields(await lucia.page('/customers/new'), 'form.account-form')
    const company = { ...german, company_name: 'Neu GmbH', company_email: 'info@neu.example' }
    const typed = { ...form, ...company, same_as_company: 'yes' }
    const answer = await lucia.post('/customers/new', typed)
    expect(formFields(load(answer.text), 'form.account-form')).toMatchObject({
      billing_company_name: 'Neu GmbH',
      billing_email: 'info@neu.example',
      billing_country: 'DE',
      billing_city: 'Berlin',
    })
  })
})
