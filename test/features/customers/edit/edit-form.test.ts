import { load, type CheerioAPI } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { billingFields, companyFields, isAttestation } from '#src/features/customers/customer.ts'
import { everythingStored, known, textOf, textsOf, without } from '#test/support/customers.ts'
import { formFields, people, type Fields, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal
let admin: Person

beforeAll(async () => {
  portal = await openPortal()
  admin = await portal.signIn(people.admin)
})
afterAll(() => portal.close())

const { yunfan, quintana, contosoRetail, northwind, sakura, mueller, saoJorge, huaju } = known

const formOf = (customer: { id: string }, person = admin) =>
  person.page(`/customers/${customer.id}/account/edit`)

/** The names of a side's fields in the order in which they stand there. */
function names($: CheerioAPI, side: 'company' | 'billing'): string[] {
  return $(`fieldset[data-section=${side}]`)
    .find('input:not([type=hidden]), select')
    .toArray()
    .map((field) => $(field).attr('name') ?? '')
}

const addressNames = ($: CheerioAPI, side: 'company' | 'billing') =>
  names($, side)
    .filter((name) => /_(country|address_line_[12]|district|city|state|postal_code)$/.test(name))
    .map((name) => name.slice(side.length + 1))

const label = ($: CheerioAPI, name: string) => textOf($, `label[for=${name}]`)

/** Asks for the fields of what is chosen, as "Show this country's fields" does. */
async function withFields(customer: { id: string }, changes: Fields, person = admin): Promise<CheerioAPI> {
  const form = await person.editForm(customer.id)
  const response = await person.post(`/customers/${customer.id}/account/edit`, { ...form, ...changes })
  expect(response.status).toBe(200)
  return load(response.text)
}

describe('the form', () => {
  test('has the two fieldsets by name', async () => {
    const $ = await formOf(quintana)
    expect(textsOf($, 'form.account-form legend')).toEqual(['Company details', 'Billing information'])
    expect($('form.account-form').attr('action')).toBe(`/customers/${quintana.id}/account`)
    expect($('form.account-form').attr('method')).toBe('post')
  })

  test('has Submit, and Cancel that leads back', async () => {
    const $ = await formOf(quintana)
    expect(textOf($, '.submit-actions button[type=submit]')).toBe('Submit')
    expect(textOf($, '.submit-actions a')).toBe('Cancel')
    expect($('.submit-actions a').attr('href')).toBe(`/customers/${quintana.id}/account`)
  })

  test('presses Submit when Enter is typed in a field: the first button is none of a country’s', async () => {
    const $ = await formOf(quintana)
    expect($('form.account-form button[type=submit], [form=account-form]').first().attr()).not.toHaveProperty(
      'name',
    )
    expect($('form.account-form button[type=submit], [form=account-form]').first().attr()).not.toHaveProperty(
      'formaction',
    )
  })

  test('shows what cannot be edited as text', async () => {
    const $ = await formOf(quintana)
    const locked = textsOf($, 'fieldset[data-section=company] .locked > div')
    expect(locked).toEqual([
      `Microsoft ID${quintana.id}`,
      'Primary domain namequintana.onmicrosoft.com',
      'RelationshipReseller',
    ])
  })

  test('is filled with what is stored, phone numbers as the country writes them', async () => {
    const fields = await admin.editForm(quintana.id)
    expect(fields).toMatchObject({
      company_name: 'Almacenes Quintana, S.A.',
      company_phone_number: '914 35 20 19',
      company_country: 'ES',
      company_state: 'M',
      company_postal_code: '28001',
      billing_first_name: 'Inés',
      billing_middle_name: '',
      billing_language: 'es',
      billing_culture: 'es-ES',
      reason: '',
    })
    expect(fields.version).toMatch(/^\d+$/)
    expect(fields._csrf).not.toBe('')
  })

  test('labels each of its fields, and every field has an id of its own', async () => {
    const $ = await formOf(contosoRetail)
    const fields = $('form.account-form').find('input:not([type=hidden]), select').toArray()
    const ids = fields.map((field) => $(field).attr('id') ?? '')
    expect(new Set(ids).size).toBe(fields.length)
    for (const id of ids) expect(label($, id)).not.toBe('')
    expect(label($, 'company_name')).toBe('Company name')
    expect(label($, 'billing_company_name')).toBe('Company name')
    expect(label($, 'billing_first_name')).toBe('First name')
    expect(label($, 'company_email')).toBe('Email')
    expect(label($, 'billing_language')).toBe('Language')
  })

  test('says which fields are optional, and what a number looks like', async () => {
    const $ = await formOf(quintana)
    const isRequired = (name: string) => $(`#${name}`).attr('aria-required') === 'true'
    expect(isRequired('company_name')).toBe(true)
    expect(isRequired('company_postal_code')).toBe(true)
    expect(isRequired('billing_middle_name')).toBe(false)
    expect(isRequired('company_address_line_2')).toBe(false)
    expect(isRequired('registration_number')).toBe(false)
    expect(textOf($, '#company_postal_code-hint')).toMatch(/^Such as \d{5}$/)
    expect($('#company_postal_code').attr('aria-describedby')).toBe('company_postal_code-hint')
    const brazilian = await formOf(saoJorge)
    expect(brazilian('#registration_number').attr('aria-required')).toBe('true')
    expect(brazilian('#company_phone_number').attr('aria-required')).toBe('true')
  })

  test('says at a field what needs attention about it', async () => {
    const $ = await formOf(northwind)
    expect(textOf($, '#company_postal_code-attention')).toContain('Postal codes in United Kingdom look like')
    expect($('#company_postal_code').attr('value')).toBe('EC1Y 8S')
    expect($('#company_postal_code').attr('aria-invalid')).toBeUndefined()
  })

  test('shows a country’s subdivisions to choose from, with the stored one chosen', async () => {
    const spain = await formOf(quintana)
    expect(spain('#company_state option')).toHaveLength(52)
    expect(spain('#company_state option[selected]').text()).toBe('Madrid')
    const japan = await formOf(sakura)
    expect(japan('#company_state option')).toHaveLength(47)
    expect(japan('#company_state option[selected]').text()).toBe('東京都 · Tokyo')
  })

  test('keeps a stored value that is in no list to be seen and sent', async () => {
    const { database } = portal.deps
    const id = mueller.id
    await database.updateTable('customers').set({ billing_culture: 'xx-XX' }).where('id', '=', id).execute()
    const $ = await formOf(mueller)
    expect($('#billing_culture option[selected]').attr('value')).toBe('xx-XX')
    await database.updateTable('customers').set({ billing_culture: 'de-DE' }).where('id', '=', id).execute()
  })
})

describe('a country’s fields', () => {
  test.each([
    [
      'CN',
      yunfan,
      ['country', 'postal_code', 'state', 'city', 'district', 'address_line_1', 'address_line_2'],
    ],
    ['ES', quintana, ['country', 'address_line_1', 'address_line_2', 'postal_code', 'city', 'state']],
    ['US', contosoRetail, ['country', 'address_line_1', 'address_line_2', 'city', 'state', 'postal_code']],
    ['GB', northwind, ['country', 'address_line_1', 'address_line_2', 'city', 'postal_code']],
    ['JP', sakura, ['country', 'postal_code', 'state', 'city', 'address_line_1', 'address_line_2']],
    ['DE', mueller, ['country', 'address_line_1', 'address_line_2', 'postal_code', 'city']],
  ])('of %s stand in the order in which people there type them', async (_country, customer, expected) => {
    const $ = await formOf(customer)
    expect(addressNames($, 'company')).toEqual(expected)
    expect(addressNames($, 'billing')).toEqual(expected)
  })

  test.each([
    ['CN', yunfan, 'company_state', 'Province (State or province)'],
    ['ES', quintana, 'company_state', 'Province (State or province)'],
    ['US', contosoRetail, 'company_state', 'State (State or province)'],
    ['US', contosoRetail, 'billing_postal_code', 'ZIP code (Postal code)'],
    ['GB', northwind, 'company_city', 'Post town (City)'],
    ['JP', sakura, 'billing_state', 'Prefecture (State or province)'],
    ['BR', saoJorge, 'company_district', 'Neighborhood (District)'],
    ['DE', mueller, 'company_city', 'City'],
    ['ES', quintana, 'company_postal_code', 'Postal code'],
  ])(
    'of %s are called as there, with the name that they have everywhere',
    async (_c, customer, name, text) => {
      expect(label(await formOf(customer), name)).toBe(text)
    },
  )

  test('are shown for another country with everything typed kept, and nothing is saved', async () => {
    const before = await everythingStored(portal, quintana.id)
    const typed = {
      company_country: 'US',
      company_city: ' Springfield',
      company_name: 'Typed <name>',
      billing_email: 'not an address',
      company_phone_number: '12',
      reason: 'A move',
    }
    const $ = await withFields(quintana, typed)
    expect(addressNames($, 'company')).toEqual([
      'country',
      'address_line_1',
      'address_line_2',
      'city',
      'state',
      'postal_code',
    ])
    expect(addressNames($, 'billing')).toEqual([
      'country',
      'address_line_1',
      'address_line_2',
      'postal_code',
      'city',
      'state',
    ])
    expect($('#company_state option').length).toBeGreaterThan(50)
    expect(label($, 'company_postal_code')).toBe('ZIP code (Postal code)')
    expect(formFields($, 'form.account-form')).toMatchObject(typed)
    expect($('.error-summary, .field-error')).toHaveLength(0)
    expect(await everythingStored(portal, quintana.id)).toEqual(before)
  })

  test('that the old country had and the new one does not have are not asked for', async () => {
    const $ = await withFields(yunfan, { billing_country: 'DE' })
    expect(addressNames($, 'billing')).not.toContain('district')
    expect(addressNames($, 'billing')).not.toContain('state')
    expect(addressNames($, 'company')).toContain('district')
  })

  test('take away a subdivision of the old country, and say which it was', async () => {
    const $ = await withFields(quintana, { company_country: 'US', company_state: 'M' })
    expect($('#company_state option[selected]').attr('value')).toBe('')
    expect(textOf($, '#company_state-attention')).toContain('Madrid')
  })

  test('lead on to a submit that saves', async () => {
    const $ = await withFields(saoJorge, { billing_country: 'DE' })
    const response = await admin.post(`/customers/${saoJorge.id}/account`, {
      ...formFields($, 'form.account-form'),
      billing_address_line_1: 'Am Hafen 7',
      billing_city: 'Hamburg',
      billing_postal_code: '20457',
      billing_phone_number: '040 22334455',
    })
    expect(response.status).toBe(303)
    const { customer } = await everythingStored(portal, saoJorge.id)
    expect(customer).toMatchObject({
      billing_country: 'DE',
      billing_state: '',
      billing_district: '',
      billing_phone_number: '+494022334455',
      company_country: 'BR',
      company_state: 'SP',
    })
  })

  test('are shown for nonsense as well, without a failure', async () => {
    const $ = await withFields(quintana, { company_country: '<x>', billing_country: '' })
    expect($('#company_country option[selected]').attr('value')).toBe('<x>')
  })

  test('are asked for with a version', async () => {
    const form = without(await admin.editForm(quintana.id), 'version')
    const response = await admin.post(`/customers/${quintana.id}/account/edit`, form)
    expect(response.status).toBe(400)
  })
})

describe('the cities of China', () => {
  const offered = ($: CheerioAPI, field: string) =>
    $(`#${field}-list option`)
      .toArray()
      .map((option) => $(option).attr('value'))

  test('are offered by province, and districts by city', async () => {
    const $ = await formOf(huaju)
    expect($('#company_city').attr('list')).toBe('company_city-list')
    expect(offered($, 'company_city')).toEqual(['上海市'])
    expect(offered($, 'company_district')).toContain('浦东新区')
    expect($('#company_state')[0]?.attribs).toHaveProperty('data-decides')
  })

  test('follow the province that is chosen, and leave what is typed', async () => {
    const form = await admin.editForm(huaju.id)
    const changed = { ...form, company_state: '44', company_city: '广州市' }
    const $ = load((await admin.post(`/customers/${huaju.id}/account/edit`, changed)).text)
    expect(offered($, 'company_city')).toHaveLength(21)
    expect(offered($, 'company_city')).toContain('深圳市')
    expect(offered($, 'company_district')).toContain('天河区')
    expect($('#company_city').val()).toBe('广州市')
  })

  test('are not offered elsewhere', async () => {
    const $ = await formOf(quintana)
    expect($('datalist')).toHaveLength(0)
  })
})

describe('for a helpdesk agent', () => {
  let helpdesk: Person
  beforeAll(async () => {
    helpdesk = await portal.signIn(people.helpdesk)
  })

  test('company details are fields, billing information is text with the reason', async () => {
    const $ = await formOf(contosoRetail, helpdesk)
    expect(names($, 'company').sort()).toEqual(
      ['tags', ...companyFields.filter((name) => name !== 'company_district' && !isAttestation(name))].sort(),
    )
    expect(names($, 'billing')).toEqual([])
    expect(textOf($, 'fieldset[data-section=billing] .locked-reason')).toBe(
      'Your role may view this and not edit it. Admin and sales agents can.',
    )
    const billing = textsOf($, 'fieldset[data-section=billing] .locked > div')
    expect(billing).toContain('First nameDana')
    expect(billing).toContain('Country or regionUnited States')
    expect(billing).toContain('StateWashington')
    expect(billing).toContain('LanguageEnglish')
    expect(billing).toHaveLength(billingFields.filter((name) => !isAttestation(name)).length - 1)
  })

  test('the form of another country shows its billing information still locked', async () => {
    const $ = await withFields(contosoRetail, { company_country: 'CN' }, helpdesk)
    expect(addressNames($, 'company')).toContain('district')
    expect(names($, 'billing')).toEqual([])
  })

  test('an admin agent’s form has no reason to lock anything', async () => {
    const $ = await formOf(contosoRetail)
    expect($('.locked-reason')).toHaveLength(0)
  })
})

test('who may only view gets neither the form nor a country’s fields', async () => {
  const viewer = await portal.signIn(people.viewer)
  expect((await viewer.get(`/customers/${quintana.id}/account/edit`)).status).toBe(403)
  const response = await viewer.post(`/customers/${quintana.id}/account/edit`, { version: '1' })
  expect(response.status).toBe(403)
})
