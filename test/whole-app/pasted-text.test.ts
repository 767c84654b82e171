import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLine } from '#src/features/customers/import/line.ts'
import { customersToUse, storedAccount, storedCustomer, textsOf } from '#test/support/customers.ts'
import { people, type Fields, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

/** Contact cards, spreadsheets and web pages leave invisible marks around what is copied from them. */

let portal: Portal
let lucia: Person
const unused = customersToUse()

beforeAll(async () => {
  portal = await openPortal()
  lucia = await portal.signIn(people.admin)
})

afterAll(() => portal.close())

/** As a contact card has it, with a few more within. */
const pasted = (text: string) =>
  text === ''
    ? '\u200B\u2060'
    : `\u202A\u200E${text.replace(/(?<=.)(?=.$)/u, '\u200B\u00AD')}\u202C\uFEFF\u00A0`

const hidden = new Set([
  '_csrf',
  'version',
  'original_version',
  'filled_by',
  'company_fields_of',
  'billing_fields_of',
])
const asPasted = (form: Fields): Fields =>
  Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, hidden.has(name) ? value : pasted(value)]),
  )

describe('invisible marks', () => {
  it.each(['ES', 'CN', 'US', 'DE', 'JP', 'BR', 'MX'])(
    'in every field of an account in %s change nothing',
    async (country) => {
      const id = unused(country)
      const before = await storedCustomer(portal, id)
      const answer = await lucia.post(`/customers/${id}/account`, asPasted(await lucia.editForm(id)))
      expect(answer.status).toBe(303)
      expect(await storedCustomer(portal, id)).toEqual(before)
    },
  )

  it('go from what is changed, and from the reason', async () => {
    const id = unused('ES')
    const values = {
      company_name: 'Casa Roja, S.L.',
      company_phone_number: '+376 712345',
      billing_email: 'ana@roja.example',
      billing_last_name: 'Ruiz',
      tags: 'VIP',
      reason: 'Their letter',
    }
    const form = { ...(await lucia.editForm(id)), ...values }
    expect((await lucia.post(`/customers/${id}/account`, asPasted(form))).status).toBe(303)
    expect(await storedAccount(portal, id)).toMatchObject({
      company_name: 'Casa Roja, S.L.',
      company_phone_number: '+376712345',
      billing_email: 'ana@roja.example',
      billing_last_name: 'Ruiz',
      tags: 'VIP',
    })
    const history = await lucia.page(`/customers/${id}/history`)
    expect(history('.timeline').text()).toContain('Their letter')
  })

  it('do not hinder a search, a sign-in or a new member of staff', async () => {
    const { company_name } = await storedAccount(portal, unused('ES'))
    const found = await lucia.page(`/customers?q=${encodeURIComponent(pasted(company_name))}`)
    expect(textsOf(found, '.row-link')).toContain(company_name)
    expect((await portal.visitor().signIn(pasted(people.sales))).status).toBe(303)
    const helena = await portal.signIn(people.globalAdmin)
    const person = { name: pasted('Mei Lin'), email: pasted('mei@fabrikam.example') }
    const fields = { ...person, role_sales_agent: 'yes', password: 'a password of some length' }
    expect((await helena.post('/staff', fields)).status).toBe(303)
    const stored = portal.deps.database.selectFrom('staff').select(['name', 'email'])
    expect(await stored.where('email', '=', 'mei@fabrikam.example').execute()).toEqual([
      { name: 'Mei Lin', email: 'mei@fabrikam.example' },
    ])
  })

  it('in the cells of a file neither hide what they say, nor empty a field', () => {
    const line = readLine(['W1.example', 'Spain', '(empty)', ''].map(pasted), [
      'primary_domain',
      'company_country',
      'company_address_line_2',
      'company_city',
    ])
    expect(line).toMatchObject({
      primary_domain: 'w1.example',
      typed: { company_country: 'ES', company_address_line_2: '' },
      problems: [],
    })
    expect(line.typed).not.toHaveProperty('company_city')
  })
})
