import { load, type CheerioAPI } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountField } from '#src/features/customers/customer.ts'
import {
  customersToUse,
  everythingStored,
  storedAccount,
  storedCustomer,
  storedHistory,
  textOf,
  textsOf,
} from '#test/support/customers.ts'
import { formFields, people, type Fields, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal
/** Lucía Moreno, who submits second in most of these. */
let lucia: Person
/** Tom Barker, who was faster. */
let tom: Person
const unused = customersToUse()

beforeAll(async () => {
  portal = await openPortal()
  lucia = await portal.signIn(people.admin)
  tom = await portal.signIn(people.sales)
})
afterAll(() => portal.close())

/** Both open the form; Tom submits, then Lucía. */
async function oneAfterTheOther(id: string, toms: Fields, lucias: Fields) {
  const form = await lucia.editForm(id)
  expect((await tom.edit(id, toms)).status).toBe(303)
  return await lucia.post(`/customers/${id}/account`, { ...form, ...lucias })
}

const choices = ($: CheerioAPI) => textsOf($, '.conflict .choice legend')
const sides = ($: CheerioAPI) =>
  Object.fromEntries(
    textsOf($, '.conflict .choice-side').map((side) => {
      const [, label, value] = /^(Before|Saved meanwhile|Yours) ?(.*)$/.exec(side) ?? []
      return [label ?? side, value]
    }),
  )

/** A conflict about one field, and the form that came back. */
async function conflictAbout(field: AccountField, toms: string, lucias: string, others: Fields = {}) {
  const id = unused('ES')
  const original = (await storedAccount(portal, id))[field]
  const response = await oneAfterTheOther(id, { [field]: toms }, { [field]: lucias, ...others })
  expect(response.status).toBe(409)
  const $ = load(response.text)
  return { id, original, $, form: formFields($, 'form.account-form') }
}

describe('two edits of different fields', () => {
  test('are both kept, and the page says who changed what in between', async () => {
    const id = unused('ES')
    const before = await storedCustomer(portal, id)
    const response = await oneAfterTheOther(
      id,
      { billing_first_name: 'De Tom' },
      { company_city: 'De Lucía' },
    )
    expect(response.status).toBe(303)
    const after = await storedCustomer(portal, id)
    expect(after).toMatchObject({ billing_first_name: 'De Tom', company_city: 'De Lucía' })
    expect(after.version).toBe(before.version + 2)
    const notice = textOf(await lucia.page(`/customers/${id}/account`), '.alert-success')
    expect(notice).toContain('Saved. You changed City (company).')
    expect(notice).toContain(
      'While you were editing, Tom Barker changed First name (billing). Both edits are kept.',
    )
  })

  test('are two entries, each of its own field and by its own author', async () => {
    const id = unused('ES')
    await oneAfterTheOther(id, { billing_first_name: 'De Tom' }, { company_city: 'De Lucía' })
    const [second, first] = await storedHistory(portal, id)
    expect(second).toMatchObject({ staff_name: 'Lucía Moreno', from_version: first!.to_version })
    expect(second!.changes.map((change) => change.field)).toEqual(['company_city'])
    expect(first!.staff_name).toBe('Tom Barker')
    expect(first!.changes.map((change) => change.field)).toEqual(['billing_first_name'])
  })

  test('name each of several colleagues once, with all that they changed', async () => {
    const id = unused('ES')
    const form = await lucia.editForm(id)
    const helena = await portal.signIn(people.globalAdmin)
    await tom.edit(id, { billing_first_name: 'Uno' })
    await helena.edit(id, { billing_last_name: 'Dos' })
    await tom.edit(id, { billing_first_name: 'Tres' })
    const response = await lucia.post(`/customers/${id}/account`, { ...form, company_city: 'De Lucía' })
    expect(response.status).toBe(303)
    const notice = textOf(await lucia.page(`/customers/${id}/account`), '.alert-success')
    expect(notice).toMatch(/(Tom Barker and Helena Duarte|Helena Duarte and Tom Barker) changed/)
    expect(await storedAccount(portal, id)).toMatchObject({
      billing_first_name: 'Tres',
      billing_last_name: 'Dos',
      company_city: 'De Lucía',
    })
  })

  test('of the two addresses do not meet', async () => {
    const id = unused('DE')
    const response = await oneAfterTheOther(
      id,
      { company_postal_code: '10115', company_city: 'Berlin' },
      { billing_postal_code: '20457', billing_city: 'Hamburg' },
    )
    expect(response.status).toBe(303)
    expect(await storedAccount(portal, id)).toMatchObject({
      company_postal_code: '10115',
      billing_postal_code: '20457',
    })
  })

  test('keep a colleague’s edit when the first submit had a mistake', async () => {
    const id = unused('ES')
    const form = await lucia.editForm(id)
    await tom.edit(id, { billing_first_name: 'De Tom' })
    const refused = await lucia.post(`/customers/${id}/account`, {
      ...form,
      company_city: 'De Lucía',
      billing_email: 'x',
    })
    expect(refused.status).toBe(422)
    const mended = formFields(load(refused.text), 'form.account-form')
    const response = await lucia.post(`/customers/${id}/account`, {
      ...mended,
      billing_email: form.billing_email!,
    })
    expect(response.status).toBe(303)
    expect(await storedAccount(portal, id)).toMatchObject({
      billing_first_name: 'De Tom',
      company_city: 'De Lucía',
    })
  })

  test('keep a colleague’s edit when another country’s fields were asked for in between', async () => {
    const id = unused('DE')
    const form = await lucia.editForm(id)
    await tom.edit(id, { billing_first_name: 'De Tom' })
    const shown = await lucia.post(`/customers/${id}/account/edit`, { ...form, billing_country: 'FR' })
    const filled = formFields(load(shown.text), 'form.account-form')
    expect((await lucia.post(`/customers/${id}/account`, filled)).status).toBe(303)
    expect(await storedAccount(portal, id)).toMatchObject({
      billing_first_name: 'De Tom',
      billing_country: 'FR',
    })
  })
})

describe('two edits of one field', () => {
  test('come back with 409: before, saved meanwhile and yours, yours chosen, and nothing written', async () => {
    const id = unused('ES')
    const { billing_first_name: original } = await storedAccount(portal, id)
    const response = await oneAfterTheOther(
      id,
      { billing_first_name: 'De Tom' },
      { billing_first_name: 'De Lucía', company_city: 'Kept City', reason: 'Ticket 5' },
    )
    expect(response.status).toBe(409)
    const $ = load(response.text)
    expect(textOf($, '#conflict')).toBe('Tom Barker changed the same as you meanwhile')
    expect(choices($)).toEqual(['First name (billing)'])
    expect(sides($)).toEqual({ Yours: 'De Lucía', 'Saved meanwhile': 'De Tom', Before: original })
    expect($('.conflict input:checked').attr('value')).toBe('mine')
    expect(formFields($, 'form.account-form')).toMatchObject({
      billing_first_name: 'De Lucía',
      company_city: 'Kept City',
      reason: 'Ticket 5',
    })
    expect((await storedAccount(portal, id)).billing_first_name).toBe('De Tom')
    expect(await storedHistory(portal, id)).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ reason: 'Ticket 5' })]),
    )
  })

  test.each([
    ['mine', 'De Lucía'],
    ['theirs', 'De Tom'],
    ['original', undefined],
  ])('are settled by choosing %s', async (side, expected) => {
    const { id, original, form } = await conflictAbout('billing_first_name', 'De Tom', 'De Lucía', {
      company_city: 'De Lucía',
    })
    const response = await lucia.post(`/customers/${id}/account`, {
      ...form,
      choose_billing_first_name: side,
    })
    expect(response.status).toBe(303)
    expect(await storedAccount(portal, id)).toMatchObject({
      billing_first_name: expected ?? original,
      company_city: 'De Lucía',
    })
    const [entry] = await storedHistory(portal, id)
    expect(entry!.changes.map((change) => change.field)).toEqual(
      side === 'theirs' ? ['company_city'] : ['company_city', 'billing_first_name'],
    )
  })

  test('of which theirs is chosen and nothing else is left write nothing', async () => {
    const { id, form } = await conflictAbout('billing_first_name', 'De Tom', 'De Lucía')
    const before = await everythingStored(portal, id)
    const response = await lucia.post(`/customers/${id}/account`, {
      ...form,
      choose_billing_first_name: 'theirs',
    })
    expect(response.status).toBe(303)
    expect(await everythingStored(portal, id)).toEqual(before)
  })

  test('show an emptied value as empty', async () => {
    const id = unused('ES')
    await tom.edit(id, { billing_middle_name: 'Antes' })
    const response = await oneAfterTheOther(id, { billing_middle_name: '' }, { billing_middle_name: 'Mío' })
    expect(response.status).toBe(409)
    expect(sides(load(response.text))).toEqual({ Yours: 'Mío', 'Saved meanwhile': 'empty', Before: 'Antes' })
  })

  test('keep the choice of the value before when the form had a mistake as well', async () => {
    const { id, original, form } = await conflictAbout('billing_first_name', 'De Tom', 'De Lucía')
    const refused = await lucia.post(`/customers/${id}/account`, {
      ...form,
      choose_billing_first_name: 'original',
      billing_email: 'x',
    })
    expect(refused.status).toBe(422)
    const mended = formFields(load(refused.text), 'form.account-form')
    const response = await lucia.post(`/customers/${id}/account`, {
      ...mended,
      billing_email: form.billing_email!,
    })
    expect(response.status).toBe(303)
    expect((await storedAccount(portal, id)).billing_first_name).toBe(original)
  })

  test('can meet again: a third edit in between is a conflict of its own', async () => {
    const { id, form } = await conflictAbout('billing_first_name', 'De Tom', 'De Lucía')
    await tom.edit(id, { billing_first_name: 'Otra vez' })
    const again = await lucia.post(`/customers/${id}/account`, { ...form, choose_billing_first_name: 'mine' })
    expect(again.status).toBe(409)
    expect(sides(load(again.text))).toMatchObject({ Yours: 'De Lucía', 'Saved meanwhile': 'Otra vez' })
    const last = formFields(load(again.text), 'form.account-form')
    expect((await lucia.post(`/customers/${id}/account`, last)).status).toBe(303)
    expect((await storedAccount(portal, id)).billing_first_name).toBe('De Lucía')
  })

  test('are one choice each, and settled one by one', async () => {
    const id = unused('ES')
    const response = await oneAfterTheOther(
      id,
      { billing_first_name: 'Tom 1', billing_last_name: 'Tom 2' },
      { billing_first_name: 'Lucía 1', billing_last_name: 'Lucía 2' },
    )
    const $ = load(response.text)
    expect(choices($)).toEqual(['First name (billing)', 'Last name (billing)'])
    const form = formFields($, 'form.account-form')
    await lucia.post(`/customers/${id}/account`, { ...form, choose_billing_last_name: 'theirs' })
    expect(await storedAccount(portal, id)).toMatchObject({
      billing_first_name: 'Lucía 1',
      billing_last_name: 'Tom 2',
    })
  })

  test('are no conflict where both made the same change', async () => {
    const id = unused('ES')
    const response = await oneAfterTheOther(
      id,
      { billing_first_name: 'Igual', company_phone_number: '914 35 20 77' },
      { billing_first_name: ' Igual ', company_phone_number: '+34914352077' },
    )
    expect(response.status).toBe(303)
    const [entry] = await storedHistory(portal, id)
    expect(entry!.staff_name).toBe('Tom Barker')
  })

  test('are one entry more where both made the same change and one made another', async () => {
    const id = unused('ES')
    await oneAfterTheOther(
      id,
      { billing_first_name: 'Igual' },
      { billing_first_name: 'Igual', company_city: 'Más' },
    )
    const [entry] = await storedHistory(portal, id)
    expect(entry!.changes.map((change) => change.field)).toEqual(['company_city'])
  })
})

describe('country, state and postal code', () => {
  test('conflict as one, so that no address is put together from two', async () => {
    const id = unused('ES')
    const before = await storedAccount(portal, id)
    const response = await oneAfterTheOther(
      id,
      { company_state: 'B', company_postal_code: '08001' },
      { company_country: 'US', company_state: 'WA', company_postal_code: '98052' },
    )
    expect(response.status).toBe(409)
    const $ = load(response.text)
    expect(choices($)).toHaveLength(1)
    expect(
      $('.conflict input[type=radio]')
        .toArray()
        .map((radio) => $(radio).attr('name')),
    ).toEqual(Array.from({ length: 3 }, () => 'choose_company_country'))
    const form = formFields($, 'form.account-form')
    const settled = await lucia.post(`/customers/${id}/account`, {
      ...form,
      choose_company_country: 'original',
    })
    expect(settled.status).toBe(303)
    expect(await storedAccount(portal, id)).toMatchObject({
      company_country: before.company_country,
      company_state: before.company_state,
      company_postal_code: before.company_postal_code,
    })
  })

  test.each([
    ['mine', { company_country: 'ES', company_state: 'SE', company_postal_code: '41001' }],
    ['theirs', { company_country: 'ES', company_state: 'B', company_postal_code: '08001' }],
  ])('become those of one side when %s is chosen', async (side, expected) => {
    const id = unused('ES')
    const response = await oneAfterTheOther(
      id,
      { company_state: 'B', company_postal_code: '08001' },
      { company_state: 'SE', company_postal_code: '41001', company_city: 'Sevilla' },
    )
    const form = formFields(load(response.text), 'form.account-form')
    await lucia.post(`/customers/${id}/account`, { ...form, choose_company_country: side })
    expect(await storedAccount(portal, id)).toMatchObject({ ...expected, company_city: 'Sevilla' })
  })

  test('conflict even where the two sides changed different ones of them', async () => {
    const id = unused('DE')
    const { billing_postal_code: before } = await storedAccount(portal, id)
    const code = before === '10117' ? '20457' : '10117'
    const response = await oneAfterTheOther(id, { billing_country: 'FR' }, { billing_postal_code: code })
    expect(response.status).toBe(409)
    const form = formFields(load(response.text), 'form.account-form')
    await lucia.post(`/customers/${id}/account`, { ...form, choose_billing_country: 'mine' })
    expect(await storedAccount(portal, id)).toMatchObject({
      billing_country: 'DE',
      billing_postal_code: code,
    })
  })

  test('keep what was chosen and typed when another country’s fields are asked for', async () => {
    const id = unused('ES')
    const response = await oneAfterTheOther(
      id,
      { company_name: 'Theirs', company_state: 'B', company_postal_code: '08001' },
      { company_name: 'Mine', company_state: 'SE', company_postal_code: '41001' },
    )
    const form = formFields(load(response.text), 'form.account-form')
    const followed = await lucia.post(`/customers/${id}/account/edit`, {
      ...form,
      choose_company_name: 'theirs',
      company_country: 'FR',
      company_postal_code: '75001',
    })
    expect(followed.status).toBe(200)
    const again = formFields(load(followed.text), 'form.account-form')
    expect(again).toMatchObject({
      choose_company_name: 'theirs',
      choose_company_country: 'mine',
      company_name: 'Mine',
      company_country: 'FR',
      company_postal_code: '75001',
    })
    expect(await storedAccount(portal, id)).toMatchObject({ company_name: 'Theirs', company_country: 'ES' })
  })

  test('changed by one side alone come together with the other side’s other fields', async () => {
    const id = unused('ES')
    const response = await oneAfterTheOther(
      id,
      { company_state: 'B', company_postal_code: '08001' },
      { company_name: 'De Lucía' },
    )
    expect(response.status).toBe(303)
    expect(await storedAccount(portal, id)).toMatchObject({
      company_state: 'B',
      company_postal_code: '08001',
      company_name: 'De Lucía',
    })
  })
})

describe('a helpdesk agent', () => {
  test('edits company details while a colleague edits billing information', async () => {
    const helpdesk = await portal.signIn(people.helpdesk)
    const id = unused('ES')
    const form = await helpdesk.editForm(id)
    await tom.edit(id, { billing_first_name: 'De Tom' })
    const response = await helpdesk.post(`/customers/${id}/account`, { ...form, company_city: 'De Chen' })
    expect(response.status).toBe(303)
    expect(await storedAccount(portal, id)).toMatchObject({
      billing_first_name: 'De Tom',
      company_city: 'De Chen',
    })
  })
})

describe('two at once', { timeout: 60_000 }, () => {
  /** Both submit what they have in the form, at the same time. */
  async function race(id: string, toms: Fields, lucias: Fields): Promise<number[]> {
    const responses = await Promise.all([
      tom.post(`/customers/${id}/account`, toms),
      lucia.post(`/customers/${id}/account`, lucias),
    ])
    return responses.map((response) => response.status)
  }

  test('keep both edits of different fields, in every one of two hundred rounds', async () => {
    const id = unused('ES')
    const { version } = await storedCustomer(portal, id)
    let toms = await tom.editForm(id)
    let lucias = await lucia.editForm(id)
    for (let round = 1; round <= 200; round += 1) {
      const edits = { billing_first_name: `Tom ${round}`, company_city: `Lucía ${round}` }
      const statuses = await race(
        id,
        { ...toms, billing_first_name: edits.billing_first_name },
        { ...lucias, company_city: edits.company_city },
      )
      expect(statuses).toEqual([303, 303])
      const stored = await storedCustomer(portal, id)
      expect(stored).toMatchObject(edits)
      // What both would see if they opened the form again.
      toms = { ...toms, ...edits, version: String(stored.version) }
      lucias = { ...lucias, ...edits, version: String(stored.version) }
    }
    const history = (await storedHistory(portal, id)).filter((entry) => entry.from_version >= version)
    expect(history.map((entry) => entry.to_version).toReversed()).toEqual(
      Array.from({ length: 400 }, (_, index) => version + index + 1),
    )
    expect(history.every((entry) => entry.to_version === entry.from_version + 1)).toBe(true)
    expect(history.every((entry) => entry.changes.length === 1)).toBe(true)
  })

  test('let exactly one through where both change the same field', async () => {
    const id = unused('ES')
    const toms = await tom.editForm(id)
    const lucias = await lucia.editForm(id)
    for (let round = 1; round <= 10; round += 1) {
      const { version, billing_first_name } = await storedCustomer(portal, id)
      const opened = { version: String(version), billing_first_name }
      const statuses = await race(
        id,
        { ...toms, ...opened, billing_first_name: `Tom ${round}` },
        { ...lucias, ...opened, billing_first_name: `Lucía ${round}` },
      )
      expect(statuses.toSorted()).toEqual([303, 409])
      const winner = statuses[0] === 303 ? 'Tom' : 'Lucía'
      expect((await storedAccount(portal, id)).billing_first_name).toBe(`${winner} ${round}`)
    }
  })
})
