import { load } from 'cheerio'
import { expect, test } from 'vitest'
import { customersToUse, everythingStored, storedAccount } from '#test/support/customers.ts'
import { people } from '#test/support/person.ts'
import { openPortalForTest } from '#test/support/portal.ts'

const hour = 3_600_000
const typedStreet = 'Calle que se escribió antes de comer, 7'

/** Somebody fills in a form, and comes back to it when the session has ended. */
async function formOfAnEndedSession() {
  const portal = await openPortalForTest()
  const id = customersToUse()('ES')
  const person = await portal.signIn(people.admin)
  const form: Record<string, string> = {
    ...(await person.editForm(id)),
    billing_address_line_1: typedStreet,
    reason: 'Ticket 9',
  }
  portal.clock.now += hour
  return { portal, id, person, form, path: `/customers/${id}/account` }
}

test('a form submitted after the session ended waits for its person, ready to submit', async () => {
  const { portal, id, person, form, path } = await formOfAnEndedSession()
  const before = await everythingStored(portal, id)
  const refused = await person.post(path, form)
  expect(refused.status).toBe(303)
  const signIn = refused.headers.location!
  expect(signIn).toMatch(/^\/sign-in\?next=/)
  expect(decodeURIComponent(signIn)).not.toContain('escribió')
  expect(await everythingStored(portal, id)).toEqual(before)

  const signedIn = await person.agent
    .post(signIn)
    .type('form')
    .send({ email: people.admin, password: 'demonstration-only' })
  const again = await person.get(signedIn.headers.location!)
  const $ = load(again.text)
  expect($('#billing_address_line_1').val()).toBe(typedStreet)
  expect($('#reason').val()).toBe('Ticket 9')
  expect($('[role="status"]').text()).toContain('as you typed it')

  const fields = Object.fromEntries(
    $('form.account-form')
      .serializeArray()
      .map(({ name, value }) => [name, value]),
  )
  expect((await person.post(path, fields)).status).toBe(303)
  expect((await storedAccount(portal, id)).billing_address_line_1).toBe(typedStreet)
  expect((await person.get(signedIn.headers.location!)).text).not.toContain('as you typed it')
})

test('the next person at the same browser does not get it', async () => {
  const { person, form, path } = await formOfAnEndedSession()
  const signIn = (await person.post(path, form)).headers.location!
  const signedIn = await person.agent
    .post(signIn)
    .type('form')
    .send({ email: people.sales, password: 'demonstration-only' })
  const page = await person.get(signedIn.headers.location!)
  expect(page.status).toBe(200)
  expect(page.text).not.toContain(typedStreet)
})

test('a form that is not of the person known to the browser is not kept', async () => {
  const { person, form, path } = await formOfAnEndedSession()
  const signIn = (await person.post(path, { ...form, filled_by: '999' })).headers.location!
  expect(decodeURIComponent(signIn)).not.toContain('kept=')
})

test('it is gone after a day', async () => {
  const { portal, person, form, path } = await formOfAnEndedSession()
  const signIn = (await person.post(path, form)).headers.location!
  portal.clock.now += 25 * hour
  const signedIn = await person.agent
    .post(signIn)
    .type('form')
    .send({ email: people.admin, password: 'demonstration-only' })
  expect((await person.get(signedIn.headers.location!)).text).not.toContain(typedStreet)
})

test('a form of an earlier session of the same person is shown again, with nothing saved', async () => {
  const { portal, id, person, form, path } = await formOfAnEndedSession()
  await person.signIn(people.admin)
  const before = await everythingStored(portal, id)
  const response = await person.agent.post(path).type('form').send(form)
  expect(response.status).toBe(403)
  const $ = load(response.text)
  expect($('#billing_address_line_1').val()).toBe(typedStreet)
  expect($('input[name="_csrf"]').first().val()).not.toBe(form._csrf)
  expect(await everythingStored(portal, id)).toEqual(before)
})

test('a form of another person’s session is refused and not shown', async () => {
  const { person, form, path } = await formOfAnEndedSession()
  await person.signIn(people.sales)
  const response = await person.agent.post(path).type('form').send(form)
  expect(response.status).toBe(403)
  expect(response.text).not.toContain(typedStreet)
})
