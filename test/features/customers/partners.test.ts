import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCustomersStore } from '#src/features/customers/customers.store.ts'
import { countryName } from '#src/reference/countries.ts'
import {
  contoso,
  customersOfPartner,
  everythingStored,
  fabrikam,
  known,
  storedHistory,
  textOf,
  textsOf,
} from '#test/support/customers.ts'
import { people, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal
/** Of Fabrikam, whose customers these are. */
let owner: Person
/** Of Contoso, with a role of her own that may do everything here. */
let stranger: Person

const { quintana } = known
const own = customersOfPartner(1)
const missing = '00000000-0000-4000-8000-000000000000'

beforeAll(async () => {
  portal = await openPortal()
  owner = await portal.signIn(people.admin)
  stranger = await portal.signIn(people.stranger)
})
afterAll(() => portal.close())

function idsIn(html: string): string[] {
  const $ = load(html)
  return $('a.row-link')
    .toArray()
    .map((link) => $(link).attr('href')?.split('/')[2] ?? '')
}

/** A page without what differs from request to request. */
const comparable = (html: string) => html.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'an id')

describe('another partner’s customer', () => {
  const routes = [
    { method: 'get', page: '/account' },
    { method: 'get', page: '/account/edit' },
    { method: 'get', page: '/history' },
    { method: 'get', page: '/history?before=2' },
    { method: 'post', page: '/account' },
    { method: 'post', page: '/account/edit' },
  ] as const

  test.each(routes)('is no other than none for $method $page', async ({ method, page }) => {
    const version = String((await everythingStored(portal, quintana.id)).customer.version)
    const ask = (id: string) =>
      method === 'get'
        ? stranger.get(`/customers/${id}${page}`)
        : stranger.post(`/customers/${id}${page}`, { version, company_name: 'Stolen' })
    const before = await everythingStored(portal, quintana.id)
    const theirs = await ask(quintana.id)
    const none = await ask(missing)
    expect([theirs.status, none.status]).toEqual([404, 404])
    expect(comparable(theirs.text)).toBe(comparable(none.text))
    expect(theirs.text).not.toContain('Quintana')
    const comparableHeaders = ({ headers }: typeof theirs) => ({
      ...headers,
      date: '',
      'x-request-id': '',
      'set-cookie': '',
    })
    expect(comparableHeaders(theirs)).toEqual(comparableHeaders(none))
    expect(await everythingStored(portal, quintana.id)).toEqual(before)
  })

  test.each(['/account', '/account/edit', '/history'])('is there for its own partner at %s', async (page) => {
    expect((await owner.get(`/customers/${quintana.id}${page}`)).status).toBe(200)
  })

  test('is not there the other way round either', async () => {
    for (const page of ['/account', '/account/edit', '/history'])
      expect((await owner.get(`/customers/${own[0]!.id}${page}`)).status).toBe(404)
  })

  test('is not told apart by a submit with mistakes or without a version', async () => {
    for (const fields of [{ version: '1', company_name: '' }, { version: '999999' }]) {
      const response = await stranger.post(`/customers/${quintana.id}/account`, fields)
      expect(response.status).toBe(404)
    }
    const [theirs, none] = [
      await stranger.post(`/customers/${quintana.id}/account`, { company_name: 'x' }),
      await stranger.post(`/customers/${missing}/account`, { company_name: 'x' }),
    ]
    expect(theirs.status).toBe(none.status)
    expect(comparable(theirs.text)).toBe(comparable(none.text))
  })

  test('leaves no visit behind and is not on the dashboard', async () => {
    await stranger.get(`/customers/${quintana.id}/account`)
    const visits = await portal.deps.database
      .selectFrom('visits')
      .innerJoin('staff', 'staff.id', 'visits.staff_id')
      .select('visits.customer_id')
      .where('staff.email', '=', people.stranger)
      .execute()
    expect(visits).toEqual([])
    expect((await stranger.get('/')).text).not.toContain('Quintana')
  })

  test('does not get onto the dashboard by a visit that was noted wrongly', async () => {
    const { database } = portal.deps
    const { id } = await database
      .selectFrom('staff')
      .select('id')
      .where('email', '=', people.stranger)
      .executeTakeFirstOrThrow()
    const visit = { staff_id: id, customer_id: quintana.id, visited_at_ms: Date.now() }
    await database.insertInto('visits').values(visit).execute()
    expect((await stranger.get('/')).text).not.toContain('Quintana')
    await database.deleteFrom('visits').where('staff_id', '=', id).execute()
  })
})

describe('the list of a partner', () => {
  test('has its own customers, all of them, and no other', async () => {
    const seen: string[] = []
    for (let next: string | undefined = '/customers?size=100'; next;) {
      const { text } = await stranger.get(next)
      seen.push(...idsIn(text))
      next = load(text)('a[rel=next]').attr('href')
    }
    expect(seen.sort()).toEqual(own.map(({ id }) => id).sort())
  })

  test('counts its own customers', async () => {
    expect(textOf(await stranger.page('/customers'), '.page-head [role=status]')).toBe(
      '50 customers of Contoso',
    )
    expect(textOf(await owner.page('/customers'), '.page-head [role=status]')).toBe(
      '500 customers of Fabrikam Cloud',
    )
  })

  test('offers the countries of its own customers', async () => {
    const present = new Set(own.map(({ account }) => account.company_country))
    const offered = textsOf(await stranger.page('/customers'), '#country option').slice(1)
    expect(offered.toSorted()).toEqual([...present].map((code) => countryName(code, 'en')).sort())
    expect(offered.length).toBeLessThan(textsOf(await owner.page('/customers'), '#country option').length - 1)
  })

  test('filtered by a country that only the other has is empty', async () => {
    const present = new Set(own.map(({ account }) => account.company_country))
    const theirs = customersOfPartner(0).find(({ account }) => !present.has(account.company_country))!
    const address = `/customers?country=${theirs.account.company_country}`
    expect(idsIn((await stranger.get(address)).text)).toEqual([])
    expect(idsIn((await owner.get(address)).text).length).toBeGreaterThan(0)
  })

  test.each([
    ['name', 'Almacenes Quintana'],
    ['domain', quintana.primary_domain],
    ['Microsoft ID', quintana.id],
    ['registration number', quintana.account.registration_number],
    ['e-mail', quintana.account.billing_email],
    ['phone number', quintana.account.billing_phone_number],
  ])('does not find another partner’s customer by its %s', async (_what, q) => {
    const address = `/customers?${new URLSearchParams({ q, size: '100' }).toString()}`
    expect(idsIn((await owner.get(address)).text)).toContain(quintana.id)
    const response = await stranger.get(address)
    const mine = new Set(own.map(({ id }) => id))
    expect(idsIn(response.text).filter((id) => !mine.has(id))).toEqual([])
    expect(load(response.text)('tbody').text()).not.toContain('Quintana, S.A.')
  })

  test.each(['#p1', '"#p1"', 'x OR #p1', 'example" OR "#p1', 'tokens:#p1', '#p1 NOT x'])(
    'is not left by a search for %s',
    async (q) => {
      const response = await stranger.get(`/customers?${new URLSearchParams({ q, size: '100' }).toString()}`)
      expect(response.status).toBe(200)
      const mine = new Set(own.map(({ id }) => id))
      expect(idsIn(response.text).filter((id) => !mine.has(id))).toEqual([])
    },
  )

  test.each(['name', '-name', 'country', '-country', 'changed', '-changed'])(
    'by %s is not left by a place of the other partner’s list',
    async (sort) => {
      const theirs = load((await owner.get(`/customers?sort=${sort}&size=50`)).text)
      const place = theirs('a[rel=next]').attr('href')!
      const back = load((await owner.get(place)).text)('a[rel=prev]').attr('href')!
      const mine = new Set(own.map(({ id }) => id))
      for (const address of [place, back]) {
        const ids = idsIn((await stranger.get(address)).text)
        expect(ids.length).toBeGreaterThan(0)
        expect(ids.filter((id) => !mine.has(id))).toEqual([])
      }
    },
  )
})

describe('the store of a partner', () => {
  const storeOf = (partner: number) => createCustomersStore(portal.deps.database).forPartner(partner)

  test('finds no other partner’s customer', async () => {
    expect(await storeOf(fabrikam).find(quintana.id)).toBeDefined()
    expect(await storeOf(contoso).find(quintana.id)).toBeUndefined()
    expect(await storedHistory(portal, quintana.id, contoso)).toEqual([])
  })

  test('updates no other partner’s customer', async () => {
    const { customer } = await everythingStored(portal, quintana.id)
    const edit = { attention: [], at_ms: Date.now(), staff_id: 1 }
    const changed = { ...customer, company_name: 'Stolen' }
    expect(await storeOf(contoso).update(customer, changed, edit)).toBe(false)
    expect((await everythingStored(portal, quintana.id)).customer).toEqual(customer)
  })
})
