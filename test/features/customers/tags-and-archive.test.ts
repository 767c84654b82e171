import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  customersToUse,
  known,
  storedAccount,
  storedCustomer,
  storedHistory,
  textOf,
  textsOf,
} from '#test/support/customers.ts'
import { people, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal
let lucia: Person
const unused = customersToUse()

beforeAll(async () => {
  portal = await openPortal()
  lucia = await portal.signIn(people.admin)
})

afterAll(() => portal.close())

const namesAt = async (address: string) => textsOf(await lucia.page(address), '.row-link')
const nameOf = async (id: string) => (await storedAccount(portal, id)).company_name
const countOnDashboard = async () => textsOf(await lucia.page('/'), '.tile strong, .tile-number')[0]

describe('tags', () => {
  it('are edited in the form, shown on the account and in the list, searched and filtered', async () => {
    const one = unused('ES')
    const two = unused('DE')
    expect((await lucia.edit(one, { tags: 'Key account， gold' })).status).toBe(303)
    expect((await lucia.edit(two, { tags: 'gold' })).status).toBe(303)
    expect((await storedAccount(portal, one)).tags).toBe('Key account, gold')
    expect(textOf(await lucia.page(`/customers/${one}/account`), '.facts')).toContain('Key account, gold')
    const names = [await nameOf(one), await nameOf(two)]
    expect((await namesAt('/customers?tag=Gold')).toSorted()).toEqual(names.toSorted())
    expect(await namesAt('/customers?tag=gold&country=DE')).toEqual([names[1]])
    expect(await namesAt('/customers?tag=key%20account')).toEqual([names[0]])
    expect(await namesAt('/customers?q=key+account')).toContain(names[0])
    expect(await namesAt('/customers?tag=silver')).toEqual([])
    const $ = await lucia.page('/customers?tag=gold')
    expect(textsOf($, 'a.tag-own').toSorted()).toEqual(['Key account', 'gold', 'gold'])
    expect($('a.tag-own').attr('href')).toMatch(/^\/customers\?tag=/)
  })

  it('are one however they are written, and are written as other customers have them', async () => {
    const [one, two, three] = [unused('FR'), unused('FR'), unused('FR')]
    const tagsOf = async (id: string) => (await storedAccount(portal, id)).tags
    await lucia.edit(one, { tags: 'Top Kunde, TOP KUNDE; top  kunde，ＴＯＰ　Kunde, Straße, STRASSE' })
    expect(await tagsOf(one)).toBe('Top Kunde, Straße')
    await lucia.edit(two, { tags: 'new, top kunde, strasse' })
    expect(await tagsOf(two)).toBe('new, Top Kunde, Straße')
    const names = [await nameOf(one), await nameOf(two)].toSorted()
    for (const tag of ['Top Kunde', 'top kunde', 'TOP  KUNDE', 'ｔｏｐ kunde'])
      expect((await namesAt(`/customers?tag=${encodeURIComponent(tag)}`)).toSorted()).toEqual(names)
    await lucia.edit(three, { tags: 'Café' })
    await lucia.edit(two, { tags: 'new, cafe' })
    expect(await namesAt('/customers?tag=cafe')).toEqual([await nameOf(two)])
    expect(await namesAt('/customers?tag=CAF%C3%89')).toEqual([await nameOf(three)])
  })

  it('are written anew where nobody else has them, and otherwise left alone', async () => {
    const [one, two] = [unused('FR'), unused('FR')]
    await lucia.edit(one, { tags: 'solo' })
    await lucia.edit(one, { tags: 'Solo' })
    expect((await storedAccount(portal, one)).tags).toBe('Solo')
    await lucia.edit(two, { tags: 'SOLO' })
    expect((await storedAccount(portal, two)).tags).toBe('Solo')
    const versions = (await storedCustomer(portal, two)).version
    await lucia.edit(two, { tags: 'sOLO' })
    expect((await storedCustomer(portal, two)).version).toBe(versions)
  })

  it('in use are offered by how they begin, those of most customers first, and not to another partner', async () => {
    const ids = [unused('ES'), unused('ES'), unused('ES')]
    await lucia.edit(ids[0]!, { tags: 'Zeta one, Zeta two' })
    await lucia.edit(ids[1]!, { tags: 'zeta TWO' })
    await lucia.edit(ids[2]!, { tags: 'zeta three' })
    const offered = async (q: string, person = lucia) =>
      (await person.get(`/customers/tags?q=${encodeURIComponent(q)}`)).body as string[]
    expect(await offered('ＺET')).toEqual(['Zeta two', 'Zeta one', 'zeta three'])
    expect(await offered('zeta t')).toEqual(['Zeta two', 'zeta three'])
    expect(await offered('eta')).toEqual([])
    for (const id of Array.from({ length: 3 }, () => unused('ES'))) await lucia.edit(id, { tags: 'zeta two' })
    expect((await offered(''))[0]).toBe('Zeta two')
    expect((await offered('')).length).toBeLessThanOrEqual(8)
    expect(await offered('zet', await portal.signIn(people.stranger))).toEqual([])
    await lucia.edit(ids[2]!, { tags: '' })
    expect(await offered('zeta th')).toEqual([])
  })

  it('that are too long are sent back', async () => {
    const answer = await lucia.edit(unused('ES'), { tags: `ok, ${'x'.repeat(51)}` })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Please use at most 50 characters for each tag')
  })
})

describe('a customer whose relationship has ended', () => {
  const archive = async (id: string, archived: 'yes' | '') =>
    await lucia.post(`/customers/${id}/archive`, {
      version: String((await storedCustomer(portal, id)).version),
      archived,
    })

  it('is archived: out of lists, counts and search, found by the filter, in the history, and brought back', async () => {
    const id = unused('ES')
    const name = await nameOf(id)
    const before = await countOnDashboard()
    const form = await lucia.page(`/customers/${id}/account`)
    expect(textOf(form, 'form.archive button')).toBe('Archive')
    expect((await archive(id, 'yes')).status).toBe(303)
    const search = `q=${encodeURIComponent(name)}`
    expect(await namesAt(`/customers?${search}`)).not.toContain(name)
    expect(await namesAt(`/customers?country=ES&${search}`)).not.toContain(name)
    expect(await namesAt('/customers?attention=archived')).toEqual([name])
    expect(await namesAt(`/customers?attention=archived&${search}&sort=-changed`)).toEqual([name])
    expect(await countOnDashboard()).not.toBe(before)
    const $ = await lucia.page(`/customers/${id}/account`)
    expect(textOf($, '.alert-info')).toContain('This customer is archived.')
    expect((await storedHistory(portal, id))[0]!.changes).toEqual([
      { field: 'archived', before: '', after: 'yes' },
    ])
    expect(textOf(await lucia.page(`/customers/${id}/history`), '.timeline li:first-child')).toContain(
      'changed Archived',
    )
    expect((await archive(id, '')).status).toBe(303)
    expect(await namesAt(`/customers?${search}`)).toContain(name)
    expect(await countOnDashboard()).toBe(before)
  })

  it('is archived by admin and sales agents, and not by helpdesk', async () => {
    const id = unused('DE')
    const chen = await portal.signIn(people.helpdesk)
    expect((await chen.page(`/customers/${id}/account`))('form.archive')).toHaveLength(0)
    expect((await chen.post(`/customers/${id}/archive`, { version: '1', archived: 'yes' })).status).toBe(403)
    const stranger = await portal.signIn(people.stranger)
    expect((await stranger.post(`/customers/${id}/archive`, { version: '1', archived: 'yes' })).status).toBe(
      404,
    )
    expect((await storedAccount(portal, id)).archived).toBe('')
  })

  it('keeps its relationship and archiving out of Edit’s reach', async () => {
    const id = unused('DE')
    const before = await storedAccount(portal, id)
    await lucia.edit(id, { relationship: 'none', archived: 'yes' })
    expect(await storedAccount(portal, id)).toEqual(before)
    expect(known.mueller.id).not.toBe(id)
  })
})
