import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  accountFields,
  attestationFields,
  isAttestation,
  billingFields,
  companyFields,
  editFields,
  type Account,
  type AccountField,
} from '#src/features/customers/customer.ts'
import { createCustomersStore } from '#src/features/customers/customers.store.ts'
import {
  customersToUse,
  everythingStored,
  known,
  storedAccount,
  storedCustomer,
  storedHistory,
  textOf,
  textsOf,
  without,
} from '#test/support/customers.ts'
import { formFields, people, type Fields, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal
let admin: Person
const unused = customersToUse()

beforeAll(async () => {
  portal = await openPortal()
  admin = await portal.signIn(people.admin)
})
afterAll(() => portal.close())

/** A valid new value of each field: where, what is typed, what is stored and what the account then shows. */
const edits: {
  field: AccountField
  country: string
  typed: string
  stored?: string
  shown?: string
  name: string
}[] = [
  { field: 'company_name', country: 'ES', typed: 'Nueva Sociedad, S.L.', name: 'Company name (company)' },
  {
    field: 'registration_number',
    country: 'ES',
    typed: 'a-40.641.888',
    stored: 'A40641888',
    shown: 'A40641888',
    name: 'Registration number',
  },
  {
    field: 'company_phone_number',
    country: 'ES',
    typed: '914 35 20 55',
    stored: '+34914352055',
    name: 'Phone number (company)',
  },
  { field: 'company_email', country: 'ES', typed: 'josé@nueva.example', name: 'Email (company)' },
  {
    field: 'company_country',
    country: 'DE',
    typed: 'FR',
    shown: 'France',
    name: 'Country or region (company)',
  },
  {
    field: 'company_address_line_1',
    country: 'ES',
    typed: 'Calle Nueva, 1',
    name: 'Address line 1 (company)',
  },
  { field: 'company_address_line_2', country: 'ES', typed: 'Piso 9º Z', name: 'Address line 2 (company)' },
  { field: 'company_district', country: 'CN', typed: '新区', name: 'District (company)' },
  { field: 'company_city', country: 'ES', typed: 'Villanueva', name: 'City (company)' },
  {
    field: 'company_state',
    country: 'CN',
    typed: '65',
    shown: '新疆',
    name: 'Province (company)',
  },
  {
    field: 'company_postal_code',
    country: 'DE',
    typed: 'D-10115',
    stored: '10115',
    shown: '10115',
    name: 'Postal code (company)',
  },
  {
    field: 'billing_company_name',
    country: 'ES',
    typed: 'Nueva Facturación',
    name: 'Company name (billing)',
  },
  { field: 'billing_first_name', country: 'ES', typed: 'Nuevo Nombre', name: 'First name (billing)' },
  { field: 'billing_middle_name', country: 'ES', typed: 'Segundo', name: 'Middle name (billing)' },
  { field: 'billing_last_name', country: 'ES', typed: 'Apellido Nuevo', name: 'Last name (billing)' },
  { field: 'billing_email', country: 'ES', typed: '用户@例子.中国', name: 'Email (billing)' },
  {
    field: 'billing_phone_number',
    country: 'ES',
    typed: '+44 20 7946 0142',
    stored: '+442079460142',
    name: 'Phone number (billing)',
  },
  { field: 'billing_language', country: 'ES', typed: 'fr', shown: 'French', name: 'Language (billing)' },
  {
    field: 'billing_culture',
    country: 'ES',
    typed: 'fr-CA',
    shown: 'French (Canada)',
    name: 'Culture (billing)',
  },
  {
    field: 'billing_country',
    country: 'DE',
    typed: 'FR',
    shown: 'France',
    name: 'Country or region (billing)',
  },
  {
    field: 'billing_address_line_1',
    country: 'ES',
    typed: 'Avenida Nueva, 1',
    name: 'Address line 1 (billing)',
  },
  { field: 'billing_address_line_2', country: 'ES', typed: 'Planta 8', name: 'Address line 2 (billing)' },
  { field: 'billing_district', country: 'CN', typed: '老区', name: 'District (billing)' },
  { field: 'billing_city', country: 'ES', typed: 'Villavieja', name: 'City (billing)' },
  {
    field: 'billing_state',
    country: 'CN',
    typed: '65',
    shown: '新疆',
    name: 'Province (billing)',
  },
  { field: 'billing_postal_code', country: 'DE', typed: '10117', name: 'Postal code (billing)' },
  {
    field: 'tags',
    country: 'DE',
    typed: 'gold,  key account，gold',
    stored: 'gold, key account',
    shown: 'gold, key account',
    name: 'Tags',
  },
]

describe('a new value', () => {
  test('is tried of every field', () => {
    expect(edits.map(({ field }) => field)).toEqual(editFields.filter((field) => !isAttestation(field)))
  })

  test.each(edits)('of $field is stored, shown and in the history', async (edit) => {
    const { field, country, typed, stored = typed, shown = typed, name } = edit
    const id = unused(country)
    // A German registration number is none in France.
    if (field === 'company_country') await admin.edit(id, { registration_number: '' })
    const before = await everythingStored(portal, id)

    const response = await admin.edit(id, { [field]: typed })
    expect(response.status).toBe(303)
    expect(response.headers.location).toBe(`/customers/${id}/account`)
    expect(await storedAccount(portal, id)).toEqual({
      ...Object.fromEntries(accountFields.map((other) => [other, before.customer[other]])),
      [field]: stored,
    })

    const after = await everythingStored(portal, id)
    expect(after.customer.version).toBe(before.customer.version + 1)
    expect(after.customer.changed_by_name).toBe('Lucía Moreno')
    const [entry, ...earlier] = after.history
    expect(earlier).toEqual(before.history)
    expect(entry).toMatchObject({
      staff_name: 'Lucía Moreno',
      from_version: before.customer.version,
      to_version: before.customer.version + 1,
      reason: null,
      changes: [{ field, before: before.customer[field], after: stored }],
    })

    const $ = await admin.page(`/customers/${id}/account`)
    expect(textOf($, '.alert-success')).toContain(`Saved. You changed ${name}.`)
    expect($('.alert-success a').attr('href')).toBe(
      `/customers/${id}/history#version-${after.customer.version}`,
    )
    expect(textsOf($, '.facts dd').join('\n')).toContain(shown)
    expect($('.attention-note')).toHaveLength(0)
  })
})

describe('a submit', () => {
  test('of every field at once is one version and one entry, with each field once', async () => {
    const id = unused('CN')
    const { account } = known.contosoRetail
    await admin.edit(id, {
      company_address_line_2: 'x',
      billing_address_line_2: 'x',
      billing_middle_name: 'x',
    })
    const before = await everythingStored(portal, id)
    const response = await admin.edit(id, account)
    expect(response.status).toBe(303)
    expect(await storedAccount(portal, id)).toEqual(account)
    const { history } = await everythingStored(portal, id)
    expect(history).toHaveLength(before.history.length + 1)
    expect(history[0]!.changes.map((change) => change.field)).toEqual(
      accountFields.filter((field) => before.customer[field] !== account[field]),
    )
    expect(history[0]!.changes.length).toBeGreaterThanOrEqual(24)
  })

  test('says once what was saved, and not again when the page is loaded again', async () => {
    const id = unused('ES')
    await admin.edit(id, { billing_first_name: 'Ana' })
    expect((await admin.page(`/customers/${id}/account`))('.alert-success')).toHaveLength(1)
    expect((await admin.page(`/customers/${id}/account`))('.alert-success')).toHaveLength(0)
  })

  test('clears an optional field', async () => {
    const id = unused('ES')
    await admin.edit(id, { company_address_line_2: 'Piso 2', registration_number: 'A40641888' })
    const response = await admin.edit(id, {
      company_address_line_2: '',
      registration_number: '',
      company_phone_number: '',
    })
    expect(response.status).toBe(303)
    expect(await storedAccount(portal, id)).toMatchObject({
      company_address_line_2: '',
      registration_number: '',
      company_phone_number: '',
    })
    expect((await storedHistory(portal, id))[0]!.changes).toContainEqual({
      field: 'company_address_line_2',
      before: 'Piso 2',
      after: '',
    })
  })

  test('clears a field that holds only spaces or nothing to be seen', async () => {
    const id = unused('ES')
    await admin.edit(id, { company_address_line_2: 'Piso 2' })
    await admin.edit(id, { company_address_line_2: ' \u200B ' })
    expect((await storedAccount(portal, id)).company_address_line_2).toBe('')
  })

  test('changes letter case alone', async () => {
    const id = unused('ES')
    const { company_name } = await storedAccount(portal, id)
    expect((await admin.edit(id, { company_name: company_name.toUpperCase() })).status).toBe(303)
    expect((await storedAccount(portal, id)).company_name).toBe(company_name.toUpperCase())
  })

  test('is stored without the white space around it and in composed form', async () => {
    const id = unused('ES')
    await admin.edit(id, { billing_first_name: '  Jose\u0301 \u00A0', company_city: '\tVillanueva ' })
    expect(await storedAccount(portal, id)).toMatchObject({
      billing_first_name: 'José',
      company_city: 'Villanueva',
    })
  })

  test('keeps every character that people write, from quotation marks to emoji', async () => {
    const id = unused('ES')
    const name = `O'Brien & "Söhne" <S.A.> %_\\ 😀 ${'名'.repeat(20)} עברית`
    await admin.edit(id, { company_name: name })
    expect((await storedAccount(portal, id)).company_name).toBe(name)
    expect((await admin.editForm(id)).company_name).toBe(name)
  })

  test('with a reason keeps it', async () => {
    const id = unused('ES')
    await admin.edit(id, { billing_first_name: 'Ana', reason: ' Ticket 4711 — 客户要求 ' })
    expect((await storedHistory(portal, id))[0]!.reason).toBe('Ticket 4711 — 客户要求')
  })

  test('of a part of the form leaves the other fields as they are', async () => {
    const id = unused('ES')
    const before = await storedCustomer(portal, id)
    const response = await admin.post(`/customers/${id}/account`, {
      version: String(before.version),
      billing_first_name: 'Solo',
    })
    expect(response.status).toBe(303)
    expect((await storedHistory(portal, id))[0]!.changes).toEqual([
      { field: 'billing_first_name', before: before.billing_first_name, after: 'Solo' },
    ])
  })

  test('cannot change what is not in the form', async () => {
    const id = unused('ES')
    const before = await storedCustomer(portal, id)
    await admin.edit(id, {
      billing_first_name: 'Ana',
      id: known.yunfan.id,
      partner_id: '2',
      primary_domain: 'stolen.example',
      relationship: 'none',
      attention: '["company_name"]',
      changed_by: '6',
      __proto__: 'x',
      constructor: 'x',
    })
    const after = await storedCustomer(portal, id)
    expect(after).toMatchObject({
      partner_id: 1,
      primary_domain: before.primary_domain,
      relationship: before.relationship,
      attention: '[]',
    })
  })

  test('that mends what needed attention takes it off the list, and one that leaves it does not', async () => {
    const { id } = known.northwind
    const totals = () => createCustomersStore(portal.deps.database).forPartner(1).totals()
    const { needs_attention } = await totals()
    const one = await admin.edit(id, { company_postal_code: 'ec1y8sy' })
    expect(one.status).toBe(303)
    expect((await storedCustomer(portal, id)).attention).toBe('["billing_postal_code"]')
    expect((await totals()).needs_attention).toBe(needs_attention)
    await admin.edit(id, { billing_postal_code: 'EC1Y 8SY' })
    expect(await storedCustomer(portal, id)).toMatchObject({
      attention: '[]',
      company_postal_code: 'EC1Y 8SY',
    })
    expect((await totals()).needs_attention).toBe(needs_attention - 1)
  })

  test('is not held up by an old mistake in a field that it does not touch', async () => {
    const response = await admin.edit(known.huaju.id, { billing_first_name: '敏' })
    expect(response.status).toBe(303)
    expect(await storedCustomer(portal, known.huaju.id)).toMatchObject({
      billing_first_name: '敏',
      attention: '["registration_number"]',
    })
  })
})

describe('a submit of what is stored already', () => {
  test.each<[string, Fields]>([
    ['the form as it was', {}],
    ['with spaces around a value', { billing_first_name: ' Inés ' }],
    ['with a phone number written otherwise', { company_phone_number: '+34 914352019' }],
    ['with a postal code written otherwise', { company_postal_code: 'E-28001' }],
    ['with a reason only', { reason: 'Ticket 1' }],
    ['with a letter composed otherwise', { billing_first_name: 'Ine\u0301s' }],
  ])('%s says so and writes nothing', async (_what, changes) => {
    const { id } = known.quintana
    const before = await everythingStored(portal, id)
    const response = await admin.edit(id, changes)
    expect(response.status).toBe(303)
    const $ = await admin.page(`/customers/${id}/account`)
    expect(textOf($, '.alert-success')).toBe('Nothing was changed: this is what was stored already.')
    expect(await everythingStored(portal, id)).toEqual(before)
  })
})

describe('the same form sent', () => {
  test('twice, one after the other, makes one history entry and is no conflict', async () => {
    const id = unused('ES')
    const before = await everythingStored(portal, id)
    const form = { ...(await admin.editForm(id)), billing_first_name: 'Doble', reason: 'Twice' }
    const first = await admin.post(`/customers/${id}/account`, form)
    const second = await admin.post(`/customers/${id}/account`, form)
    expect([first.status, second.status]).toEqual([303, 303])
    const { customer, history } = await everythingStored(portal, id)
    expect(customer.version).toBe(before.customer.version + 1)
    expect(history).toHaveLength(before.history.length + 1)
  })

  test('five times at once makes one history entry', async () => {
    const id = unused('ES')
    const before = await everythingStored(portal, id)
    const form = {
      ...(await admin.editForm(id)),
      billing_first_name: 'Cinco',
      company_address_line_1: 'Calle Cinco, 5',
    }
    const responses = await Promise.all(
      Array.from({ length: 5 }, () => admin.post(`/customers/${id}/account`, form)),
    )
    expect(responses.map((response) => response.status)).toEqual([303, 303, 303, 303, 303])
    const { customer, history } = await everythingStored(portal, id)
    expect(customer.version).toBe(before.customer.version + 1)
    expect(history).toHaveLength(before.history.length + 1)
  })
})

describe('mistakes', () => {
  let spanish: string
  let brazilian: string
  beforeAll(() => {
    spanish = unused('ES')
    brazilian = unused('BR')
  })

  type Mistake = {
    what: string
    at: AccountField | 'reason'
    typed: string
    says: string
    with?: Fields
    of?: 'BR'
  }
  const mistakes: Mistake[] = [
    { what: 'nothing', at: 'company_name', typed: '', says: 'Please fill this in' },
    { what: 'nothing to be seen', at: 'billing_last_name', typed: '\u200B', says: 'Please fill this in' },
    { what: 'no e-mail', at: 'billing_email', typed: '', says: 'Please fill this in' },
    { what: 'no country', at: 'company_country', typed: '', says: 'Please fill this in' },
    { what: 'no city', at: 'billing_city', typed: ' ', says: 'Please fill this in' },
    {
      what: '201 characters',
      at: 'company_name',
      typed: 'x'.repeat(201),
      says: 'Please use at most 200 characters',
    },
    {
      what: '51 characters',
      at: 'billing_first_name',
      typed: '名'.repeat(51),
      says: 'Please use at most 50 characters',
    },
    {
      what: 'a bell',
      at: 'company_address_line_1',
      typed: 'Calle\u0007',
      says: 'This has characters that cannot be kept',
    },
    {
      what: 'a line break',
      at: 'billing_company_name',
      typed: 'a\r\nb',
      says: 'This has characters that cannot be kept',
    },
    {
      what: 'half an address',
      at: 'billing_email',
      typed: 'facturas@quintana',
      says: 'Please enter an address such as',
    },
    {
      what: 'a country of no list',
      at: 'billing_country',
      typed: 'XX',
      says: 'Please choose one from the list',
    },
    {
      what: 'a state of another country',
      at: 'company_state',
      typed: 'WA',
      says: 'Please choose this. The postal code 33001 is in Asturias',
    },
    {
      what: 'a language of no list',
      at: 'billing_language',
      typed: 'xx',
      says: 'Please choose one from the list',
    },
    {
      what: 'a culture of no list',
      at: 'billing_culture',
      typed: 'es-XX',
      says: 'Please choose one from the list',
    },
    {
      what: 'four digits',
      at: 'company_postal_code',
      typed: '2800',
      says: 'Postal codes in Spain have 5 digits, such as',
    },
    {
      what: 'a postal code of another province',
      at: 'billing_postal_code',
      typed: '08001',
      says: 'This postal code belongs to another part of Spain',
      with: { billing_state: 'M' },
    },
    {
      what: 'too few digits',
      at: 'billing_phone_number',
      typed: '12',
      says: 'Please enter a phone number such as',
    },
    {
      what: 'a wrong check character',
      at: 'registration_number',
      typed: 'A40641887',
      says: 'The check character does not fit',
    },
    {
      what: 'a number of another country',
      at: 'registration_number',
      typed: '1234',
      says: 'Please enter a number such as',
    },
    {
      what: 'a number in Cyrillic',
      at: 'registration_number',
      typed: 'Ж4064188',
      says: 'Please use letters and digits only',
    },
    {
      what: 'no registration number in Brazil',
      at: 'registration_number',
      typed: '',
      says: 'In Brazil a registration number is required',
      of: 'BR',
    },
    {
      what: 'no phone number in Brazil',
      at: 'company_phone_number',
      typed: '',
      says: 'In Brazil a phone number is required',
      of: 'BR',
    },
    {
      what: 'a reason of 201 characters',
      at: 'reason',
      typed: 'r'.repeat(201),
      says: 'Please use at most 200 characters',
      with: { billing_first_name: 'Otra' },
    },
  ]

  test.each(mistakes)('$what at $at comes back with 422, a summary and everything typed', async (mistake) => {
    const { at, typed, says } = mistake
    const id = mistake.of ? brazilian : spanish
    const before = await everythingStored(portal, id)
    const form: Fields = {
      ...(await admin.editForm(id)),
      billing_middle_name: ' <Kept> ',
      ...mistake.with,
      [at]: typed,
    }
    const response = await admin.post(`/customers/${id}/account`, form)
    expect(response.status).toBe(422)

    const $ = load(response.text)
    expect($('title').text()).toMatch(/^Not saved: /)
    expect(textOf($, '#error-summary')).toBe('One thing needs your attention')
    const link = $('.error-summary a')
    expect(link.attr('href')).toBe(`#${at}`)
    expect(link.text()).toContain(says)
    expect(textOf($, `#${at}-error`)).toContain(says)
    expect($(`#${at}`).attr('aria-invalid')).toBe('true')
    expect($(`#${at}`).attr('aria-describedby')?.split(' ')).toContain(`${at}-error`)

    // A browser takes line breaks out of a line before it shows it.
    const oneLine = (fields: Fields) =>
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.replace(/[\r\n]/g, '')]))
    const kept = oneLine(formFields($, 'form.account-form'))
    const countries = ['company_fields_of', 'billing_fields_of'] as const
    const sent = without(oneLine(form), 'original_version', ...countries)
    for (const [name, value] of Object.entries(sent)) if (name in kept) expect(kept[name]).toBe(value)
    expect(kept.billing_middle_name).toBe(' <Kept> ')
    expect(kept).toHaveProperty(at, oneLine({ typed }).typed)
    expect(await everythingStored(portal, id)).toEqual(before)
  })

  test('in many fields are all said, in the order of the form, and once each', async () => {
    const response = await admin.edit(spanish, {
      company_name: '',
      billing_email: 'x',
      company_postal_code: '1',
      billing_last_name: 'x'.repeat(60),
      reason: 'x'.repeat(300),
    })
    expect(response.status).toBe(422)
    const $ = load(response.text)
    expect(textOf($, '#error-summary')).toBe('5 things need your attention')
    const targets = $('.error-summary a')
      .toArray()
      .map((link) => $(link).attr('href'))
    expect(targets).toEqual([
      '#company_name',
      '#company_postal_code',
      '#billing_last_name',
      '#billing_email',
      '#reason',
    ])
    for (const target of targets) expect($(target)).toHaveLength(1)
    expect(textsOf($, '.error-summary a')[0]).toBe('Company name (company): Please fill this in')
  })

  test('are mended by submitting the form that came back', async () => {
    const id = unused('ES')
    const refused = await admin.edit(id, { billing_email: 'x', company_city: 'Kept City', reason: 'R 1' })
    const form = formFields(load(refused.text), 'form.account-form')
    const response = await admin.post(`/customers/${id}/account`, { ...form, billing_email: 'x@y.example' })
    expect(response.status).toBe(303)
    const [entry] = await storedHistory(portal, id)
    expect(entry!.reason).toBe('R 1')
    expect(entry!.changes.map(({ field, after }) => [field, after])).toEqual([
      ['company_city', 'Kept City'],
      ['billing_email', 'x@y.example'],
    ])
  })

  test('a reason of 200 characters is none', async () => {
    const id = unused('ES')
    const response = await admin.edit(id, { billing_first_name: 'Ana', reason: '字'.repeat(200) })
    expect(response.status).toBe(303)
    expect((await storedHistory(portal, id))[0]!.reason).toHaveLength(200)
  })
})

describe('a form that is not the portal’s', () => {
  test.each(['', '0', '-1', '1e99', '0x1', '1.0', ' 1', '01', '１', 'latest', '9'.repeat(30), '999999'])(
    'with the version %j is refused with 400',
    async (version) => {
      const { id } = known.yunfan
      const before = await everythingStored(portal, id)
      const response = await admin.edit(id, { version, billing_first_name: 'x' })
      expect(response.status).toBe(400)
      expect(await everythingStored(portal, id)).toEqual(before)
    },
  )

  test('without a version is refused with 400', async () => {
    const form = without(await admin.editForm(known.yunfan.id), 'version')
    expect((await admin.post(`/customers/${known.yunfan.id}/account`, form)).status).toBe(400)
  })

  test.each(['version', 'company_name', 'reason', '_csrf'])(
    'with %s twice is refused with 400',
    async (name) => {
      const { id } = known.yunfan
      const before = await everythingStored(portal, id)
      const form: Fields = { ...(await admin.editForm(id)), billing_first_name: 'x' }
      const twice = `${new URLSearchParams(form).toString()}&${name}=${form[name] ?? ''}`
      const response = await admin.agent.post(`/customers/${id}/account`).type('form').send(twice)
      expect(response.status).toBe(400)
      expect(await everythingStored(portal, id)).toEqual(before)
    },
  )

  test.each([
    ['without the session’s token', ''],
    ['with another token', 'x'.repeat(43)],
  ])('%s is refused with 403', async (_what, _csrf) => {
    const { id } = known.yunfan
    const before = await everythingStored(portal, id)
    expect((await admin.edit(id, { _csrf, billing_first_name: 'x' })).status).toBe(403)
    expect(await everythingStored(portal, id)).toEqual(before)
  })
})

describe('roles', () => {
  let helpdesk: Person
  beforeAll(async () => {
    helpdesk = await portal.signIn(people.helpdesk)
  })

  test.each(['admin', 'sales', 'globalAdmin'] as const)('%s edits every field', async (name) => {
    const person = await portal.signIn(people[name])
    const id = unused('CN')
    const before = await storedAccount(portal, id)
    const { relationship } = before
    const values: Account = { ...known.contosoRetail.account, company_name: `By ${name}`, relationship }
    expect((await person.edit(id, values)).status).toBe(303)
    expect(await storedAccount(portal, id)).toEqual(values)
    const changed = accountFields.filter((field) => before[field] !== values[field])
    expect((await storedHistory(portal, id))[0]!.changes).toHaveLength(changed.length)
  })

  test('helpdesk edits every company field', async () => {
    const id = unused('CN')
    const before = await storedAccount(portal, id)
    const company = Object.fromEntries(
      companyFields.map((field) => [field, known.contosoRetail.account[field]]),
    )
    expect((await helpdesk.edit(id, company)).status).toBe(303)
    expect(await storedAccount(portal, id)).toEqual({ ...before, ...company })
    expect((await storedHistory(portal, id))[0]!.staff_name).toBe('Chen Wei')
  })

  test.each([...billingFields, ...attestationFields])(
    'helpdesk is refused %s, and nothing of the form is written',
    async (field) => {
      const { id } = known.sakura
      const before = await everythingStored(portal, id)
      const typed = edits.find((one) => one.field === field)?.typed ?? 'As their letterhead has it'
      const response = await helpdesk.edit(id, { [field]: typed, company_name: 'Slipped in' })
      expect(response.status).toBe(403)
      expect(await everythingStored(portal, id)).toEqual(before)
    },
  )

  test('helpdesk may send billing information as it is', async () => {
    const id = unused('ES')
    const form = without(await admin.editForm(id), '_csrf')
    const response = await helpdesk.post(`/customers/${id}/account`, { ...form, company_name: 'By helpdesk' })
    expect(response.status).toBe(303)
    expect((await storedAccount(portal, id)).company_name).toBe('By helpdesk')
  })

  test('who may only view gets neither the form nor a submit, of any field', async () => {
    const viewer = await portal.signIn(people.viewer)
    const { id } = known.mueller
    const before = await everythingStored(portal, id)
    expect((await viewer.get(`/customers/${id}/account/edit`)).status).toBe(403)
    const version = String(before.customer.version)
    for (const { field, typed } of edits) {
      const response = await viewer.post(`/customers/${id}/account`, { version, [field]: typed })
      expect(response.status).toBe(403)
    }
    expect(await everythingStored(portal, id)).toEqual(before)
  })

  test('a role that is taken away counts at the next request', async () => {
    const person = await portal.signIn(people.sales)
    const id = unused('ES')
    const form = { ...(await person.editForm(id)), billing_first_name: 'Late' }
    const before = await everythingStored(portal, id)
    const { database } = portal.deps
    const setRoles = (roles: string[]) =>
      database
        .updateTable('staff')
        .set({ roles: JSON.stringify(roles) })
        .where('email', '=', people.sales)
        .execute()
    await setRoles(['billing_admin'])
    expect((await person.post(`/customers/${id}/account`, form)).status).toBe(403)
    expect(await everythingStored(portal, id)).toEqual(before)
    await setRoles(['sales_agent'])
  })
})

describe('a submit of somebody who is not signed in', () => {
  test('leads to sign-in and from there back to the form, and writes nothing', async () => {
    const { id } = known.mueller
    const before = await everythingStored(portal, id)
    const { agent } = portal.visitor()
    const response = await agent
      .post(`/customers/${id}/account`)
      .set('Referer', `http://localhost/customers/${id}/account/edit`)
      .type('form')
      .send({ version: '1', company_name: 'x' })
    expect(response.status).toBe(303)
    expect(response.headers.location).toBe(
      `/sign-in?next=${encodeURIComponent(`/customers/${id}/account/edit`)}`,
    )
    expect(await everythingStored(portal, id)).toEqual(before)
  })

  test('leads to sign-in whatever page it came from', async () => {
    const { agent } = portal.visitor()
    const response = await agent
      .post(`/customers/${known.mueller.id}/account`)
      .type('form')
      .send({ version: '1' })
    expect(response.status).toBe(303)
    expect(response.headers.location).toMatch(/^\/sign-in/)
  })
})
