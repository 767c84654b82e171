import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { customersToUse, storedAccount, storedCustomer, storedHistory } from '#test/support/customers.ts'
import { people, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal
let admin: Person
const use = customersToUse()

beforeAll(async () => {
  portal = await openPortal()
  admin = await portal.signIn(people.admin)
})
afterAll(() => portal.close())

/** A customer that was edited twice just now; what its street was before, between and after. */
async function editedTwice() {
  const id = use('ES')
  const before = (await storedAccount(portal, id)).billing_address_line_1
  const { version } = await storedCustomer(portal, id)
  await admin.edit(id, { billing_address_line_1: 'Calle Primera, 1' })
  portal.clock.now += 86_400_000
  admin = await portal.signIn(people.admin)
  await admin.edit(id, { billing_address_line_1: 'Calle Segunda, 2', billing_last_name: 'Otero' })
  return { id, before, version }
}

describe('as of', () => {
  test('a version shows the whole account as it stood, marked as past', async () => {
    const { id, before, version } = await editedTwice()
    const $ = await admin.page(`/customers/${id}/history/as-of?version=${version}`)
    expect($('.alert-warning').text()).toContain('This is the past')
    expect($('.past').text()).toContain(before)
    const between = await admin.page(`/customers/${id}/history/as-of?version=${version + 1}`)
    expect(between('.past').text()).toContain('Calle Primera, 1')
    expect(between('.past').text()).not.toContain('Otero')
  })

  test('a day shows what was in force at its end', async () => {
    const { id } = await editedTwice()
    const yesterday = new Date(portal.clock.now - 86_400_000).toLocaleDateString('sv-SE', {
      timeZone: 'Europe/Madrid',
    })
    const $ = await admin.page(`/customers/${id}/history/as-of?on=${yesterday}`)
    expect($('.past').text()).toContain('Calle Primera, 1')
  })

  test('its address is there as text', async () => {
    const { id, version } = await editedTwice()
    const response = await admin.get(`/customers/${id}/history/address?version=${version + 1}&side=billing`)
    expect(response.headers['content-type']).toContain('text/plain')
    expect(response.text).toContain('Calle Primera, 1\n')
  })

  test('a version that never was is not found', async () => {
    const { id } = await editedTwice()
    for (const version of ['0', '-1', '999', 'x', '']) {
      expect((await admin.get(`/customers/${id}/history/as-of?version=${version}`)).status).toBe(404)
    }
  })
})

describe('compare', () => {
  test('two versions are shown field by field', async () => {
    const { id, before, version } = await editedTwice()
    const $ = await admin.page(`/customers/${id}/history/compare?from=${version}&to=${version + 2}`)
    expect($('#comparison').text()).toContain('2 fields differ')
    expect($('.changes del').text()).not.toBe('')
    expect($('.changes').text()).toContain('Otero')
    expect(before).not.toBe('Calle Segunda, 2')
  })

  test('a version is the same as itself', async () => {
    const { id, version } = await editedTwice()
    const $ = await admin.page(`/customers/${id}/history/compare?from=${version}&to=${version}`)
    expect($('#comparison').text()).toContain('are the same')
  })
})

describe('restore and undo', () => {
  test('restoring a version opens the form with its values, and is a change of its own', async () => {
    const { id, before, version } = await editedTwice()
    const form = await openForm(`/customers/${id}/account/edit?restores=${version}`)
    expect(form.billing_address_line_1).toBe(before)
    expect((await admin.post(`/customers/${id}/account`, form)).status).toBe(303)
    expect((await storedAccount(portal, id)).billing_address_line_1).toBe(before)
    const [entry] = await storedHistory(portal, id)
    expect(entry).toMatchObject({ origin: 'restores', origin_version: version, to_version: version + 3 })
    const history = await admin.page(`/customers/${id}/history`)
    expect(history('h3').first().text()).toContain(`restored version ${version}`)
  })

  test('undoing one change leaves later changes of other fields', async () => {
    const { id, before, version } = await editedTwice()
    const form = await openForm(`/customers/${id}/account/edit?undoes=${version + 1}`)
    expect(form.billing_address_line_1).toBe(before)
    expect(form.billing_last_name).toBe('Otero')
    await admin.post(`/customers/${id}/account`, form)
    const [entry] = await storedHistory(portal, id)
    expect(entry).toMatchObject({ origin: 'undoes', origin_version: version + 1 })
    expect(entry?.changes.map((change) => change.field)).toEqual(['billing_address_line_1'])
  })

  test('helpdesk agents restore company details only', async () => {
    const { id, version } = await editedTwice()
    const helpdesk = await portal.signIn(people.helpdesk)
    const $ = await helpdesk.page(`/customers/${id}/account/edit?restores=${version}`)
    expect($('[data-section="billing"]').text()).toContain('Calle Segunda, 2')
  })

  test('viewers are offered neither', async () => {
    const { id, version } = await editedTwice()
    const viewer = await portal.signIn(people.viewer)
    expect((await viewer.page(`/customers/${id}/history`))('.timeline-actions').text()).not.toContain('Undo')
    const asOf = await viewer.page(`/customers/${id}/history/as-of?version=${version}`)
    expect(asOf('.actions').text()).not.toContain('Restore')
  })

  async function openForm(path: string): Promise<Record<string, string>> {
    const $ = await admin.page(path)
    const pairs = $('form.account-form').serializeArray()
    return Object.fromEntries(pairs.map(({ name, value }) => [name, value]))
  }
})

describe('filters of the history', () => {
  test('by field, person and days', async () => {
    const { id } = await editedTwice()
    const sentences = async (query: string) => {
      const $ = await admin.page(`/customers/${id}/history?${query}`)
      return $('h3')
        .toArray()
        .map((heading) => $(heading).text())
    }
    expect((await sentences('field=billing_last_name'))[0]).toContain('Last name')
    expect(await sentences('field=company_district')).toEqual([])
    expect((await sentences('person=1')).length).toBeGreaterThan(1)
    expect(await sentences('person=999')).toEqual([])
    const tomorrow = new Date(portal.clock.now + 2 * 86_400_000).toISOString().slice(0, 10)
    expect(await sentences(`from=${tomorrow}`)).toEqual([])
    expect((await sentences(`to=${tomorrow}`)).length).toBeGreaterThan(1)
  })
})

test('another partner gets 404 for all that a customer was', async () => {
  const { id } = await editedTwice()
  const stranger = await portal.signIn(people.stranger)
  for (const path of ['as-of?version=1', 'as-of?on=2026-01-01', 'compare', 'address?version=1']) {
    expect((await stranger.get(`/customers/${id}/history/${path}`)).status).toBe(404)
  }
  expect((await stranger.get(`/customers/${id}/account/edit?restores=1`)).status).toBe(404)
})
