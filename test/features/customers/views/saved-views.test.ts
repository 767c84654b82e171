import { load, type CheerioAPI } from 'cheerio'
import { beforeEach, describe, expect, it } from 'vitest'
import { createKeptCounts } from '#src/features/customers/views/shown-views.ts'
import { readListQuery } from '#src/features/customers/list/list-query.ts'
import { textOf, textsOf } from '#test/support/customers.ts'
import { formFields, people, type Fields, type Person } from '#test/support/person.ts'
import { openPortalForTest, type Portal } from '#test/support/portal.ts'

let portal: Portal
let lucia: Person

beforeEach(async () => {
  portal = await openPortalForTest()
  lucia = await portal.signIn(people.admin)
})

const spain = { list_country: 'ES', list_sort: '-changed', list_columns: 'id,tags' }

/** Saves a view, and tells its number. */
async function save(person: Person, fields: Fields): Promise<number> {
  const answer = await person.post('/customers/views', { ...spain, ...fields })
  expect(answer.status, answer.text).toBe(303)
  return Number(new URLSearchParams(String(answer.headers.location).split('?')[1]).get('view'))
}

const tabs = ($: CheerioAPI) => textsOf($, '.view-name')
const current = ($: CheerioAPI) => textOf($, '.view-tabs [aria-current] .view-name')
const stateOf = (href = '') => Object.fromEntries(new URLSearchParams(href.split('?')[1]))

/** What the list shows: its filters, order and columns. */
const shown = ($: CheerioAPI) => ({
  country: $('#country option[selected]').attr('value'),
  sort: $('th[aria-sort$=cending]').text().trim() || $('#filters [name=sort]').attr('value'),
  heads: textsOf($, 'thead th'),
})

describe('a saved view', () => {
  it('keeps filters, order and columns under a name, which the list has in its menu', async () => {
    const list = await lucia.page('/customers?country=ES&sort=-changed&columns=id,tags')
    const form = await lucia.page(list('a[href^="/customers/views/new"]').attr('href') ?? '')
    expect(textOf(form, '.facts')).toMatch(/Spain.*Last changed, descending.*Microsoft ID and Tags/)
    const answer = await lucia.post('/customers/views', {
      ...formFields(form, '#view-form'),
      name: ' Spain,  new ',
    })
    const address = String(answer.headers.location)
    expect(address).toMatch(/^\/customers\?view=\d+$/)
    const $ = await lucia.page(address)
    expect(current($)).toBe('Spain, new')
    expect(textOf($, '.alert-success')).toBe('The view is saved.')
    expect(shown($)).toEqual({
      country: 'ES',
      sort: '-changed',
      heads: ['Company name', 'Microsoft ID', 'Tags'],
    })
    expect(stateOf($('a[rel=next]').attr('href'))).toMatchObject({ country: 'ES', columns: 'id,tags' })
    expect($('a[href^="/customers/views/new"]')).toHaveLength(0)
  })

  it('is marked where the address says the same, and where it was left', async () => {
    const view = await save(lucia, { name: 'Spain' })
    expect(current(await lucia.page('/customers?country=ES&sort=-changed&columns=id,tags'))).toBe('Spain')
    expect(current(await lucia.page('/customers'))).toBe('All customers')
    const $ = await lucia.page(`/customers?view=${view}&country=DE`)
    expect(current($)).toBe('Spain')
    expect(textOf($, '.view-tabs em')).toBe('changed')
    expect(shown($)).toMatchObject({ country: 'DE', sort: 'Company name' })
    expect($('#filters [name=view]').attr('value')).toBe(String(view))
    expect(current(await lucia.page('/customers?country=FR'))).toBe('')
  })

  it('leads back from a customer to what it shows', async () => {
    const view = await save(lucia, { name: 'Spain' })
    const $ = await lucia.page(`/customers?view=${view}`)
    const account = await lucia.page($('.row-link').first().attr('href') ?? '')
    expect(stateOf(account('.breadcrumb a').first().attr('href'))).toMatchObject({ country: 'ES' })
  })

  it.each([
    ['no name', { name: ' ' }, 'Please fill this in'],
    ['a name that is too long', { name: 'a'.repeat(61) }, 'Please use at most 60 characters'],
    ['a name that is there', { name: 'SPAIN' }, 'You have a view of this name already'],
    [
      'a shared name that is there',
      { name: 'ours', shared: 'yes' },
      'There is a shared view of this name already',
    ],
  ])('with %s is sent back as typed', async (_what, fields, message) => {
    await save(lucia, { name: 'Spain' })
    await save(await portal.signIn(people.sales), { name: 'Ours', shared: 'yes' })
    const answer = await lucia.post('/customers/views', { ...spain, ...fields })
    expect(answer.status).toBe(422)
    const $ = load(answer.text)
    expect(textOf($, '#name-error')).toBe(message)
    expect(formFields($, '#view-form')).toMatchObject({ ...spain, ...fields })
  })

  it('has room for sixty characters of any script, and is written as text', async () => {
    const name = '<b>&' + '😀'.repeat(56)
    await save(lucia, { name })
    expect(tabs(await lucia.page('/customers'))).toContain(name)
  })

  it('is one of fifty at most', async () => {
    await portal.deps.database
      .insertInto('saved_views')
      .values(
        Array.from({ length: 50 }, (_, n) => ({
          partner_id: 1,
          staff_id: 1,
          name: `View ${n}`,
          folded_name: `view ${n}`,
          shared: 0 as const,
          state: 'country=ES',
          created_at_ms: 0,
          changed_at_ms: 0,
        })),
      )
      .execute()
    const answer = await lucia.post('/customers/views', { ...spain, name: 'One more' })
    expect(answer.status).toBe(422)
    expect(textOf(load(answer.text), '#name-error')).toContain('There are 50 views already')
  })
})

describe('a view that is shared', () => {
  it('is seen by the partner’s staff, and nobody else; an own one by its maker alone', async () => {
    await save(lucia, { name: 'Mine' })
    const ours = await save(lucia, { name: 'Ours', shared: 'yes' })
    const chen = await portal.signIn(people.helpdesk)
    expect(tabs(await chen.page('/customers'))).toEqual(['All customers', 'Ours'])
    const stranger = await portal.signIn(people.stranger)
    expect(tabs(await stranger.page('/customers'))).toEqual(['All customers'])
    const $ = await stranger.page(`/customers?view=${ours}`)
    expect(textOf($, '.alert-info')).toContain('not there any more')
    for (const path of ['', '/state', '/delete'])
      expect(
        (await stranger.post(`/customers/views/${ours}${path}`, { name: 'x', version: '1' })).status,
      ).toBe(404)
    expect((await stranger.get(`/customers/views/${ours}`)).status).toBe(404)
    expect(tabs(await lucia.page('/customers'))).toContain('Ours')
  })

  it('is changed and deleted by whoever made it and by those who look after it, not by others', async () => {
    const tom = await portal.signIn(people.sales)
    const view = await save(tom, { name: 'Tom’s', shared: 'yes' })
    const chen = await portal.signIn(people.helpdesk)
    const change = { name: 'Chen’s', shared: 'yes', version: '1' }
    expect((await chen.get(`/customers/views/${view}`)).status).toBe(403)
    for (const path of ['', '/state', '/delete'])
      expect((await chen.post(`/customers/views/${view}${path}`, change)).status).toBe(403)
    expect((await chen.page('/customers/views'))('.views-list a.btn')).toHaveLength(0)
    expect((await lucia.post(`/customers/views/${view}`, { ...change, name: 'Everybody’s' })).status).toBe(
      303,
    )
    expect(tabs(await tom.page('/customers'))).toContain('Everybody’s')
    await lucia.post(`/customers/views/${view}`, { name: 'Everybody’s', version: '2' })
    expect(tabs(await lucia.page('/customers'))).toEqual(['All customers'])
    expect(tabs(await tom.page('/customers'))).toContain('Everybody’s')
  })

  it('is in the activity log, with what is done to it; an own one is not', async () => {
    await save(lucia, { name: 'Mine' })
    const view = await save(lucia, { name: 'Ours', shared: 'yes' })
    await lucia.post(`/customers/views/${view}`, { name: 'All of us', shared: 'yes', version: '1' })
    await lucia.post(`/customers/views/${view}`, { name: 'All of us', version: '2' })
    await lucia.post(`/customers/views/${view}`, { name: 'All of us', shared: 'yes', version: '3' })
    await lucia.post(`/customers/views/${view}/delete`, {})
    const acts = await portal.deps.database
      .selectFrom('activity')
      .select(['action', 'detail'])
      .where('action', 'like', 'view_%')
      .orderBy('seq')
      .execute()
    expect(acts.map(({ action, detail }) => `${action} ${detail}`)).toEqual([
      'view_shared Ours',
      'view_changed All of us',
      'view_unshared All of us',
      'view_shared All of us',
      'view_deleted All of us',
    ])
    expect(textOf(await lucia.page('/activity?action=view_deleted'), 'tbody')).toContain(
      'Shared view deleted',
    )
  })
})

describe('the state of a view', () => {
  it('is overwritten with what the list shows', async () => {
    const view = await save(lucia, { name: 'Spain' })
    const $ = await lucia.page(`/customers?view=${view}&country=DE&relationship=reseller`)
    const form = $(`form[action="/customers/views/${view}/state"]`)
    expect(form.text().trim()).toBe('Save changes to Spain')
    const fields = formFields($, `form[action="/customers/views/${view}/state"]`)
    const answer = await lucia.post(form.attr('action') ?? '', fields)
    expect(answer.headers.location).toBe(`/customers?view=${view}`)
    expect(shown(await lucia.page(`/customers?view=${view}`))).toMatchObject({ country: 'DE' })
    const late = await lucia.post(form.attr('action') ?? '', { ...fields, list_country: 'FR' })
    expect(stateOf(String(late.headers.location))).toMatchObject({ country: 'FR', view: String(view) })
    expect(textOf(await lucia.page(String(late.headers.location)), '.alert-info')).toContain(
      'nothing was saved',
    )
    expect(shown(await lucia.page(`/customers?view=${view}`))).toMatchObject({ country: 'DE' })
  })

  it('is kept when a colleague has deleted the view meanwhile: it can be saved as a new one', async () => {
    const view = await save(lucia, { name: 'Ours', shared: 'yes' })
    await (await portal.signIn(people.globalAdmin)).post(`/customers/views/${view}/delete`, {})
    const answer = await lucia.post(`/customers/views/${view}/state`, { version: '1', list_country: 'DE' })
    expect(answer.status).toBe(404)
    const $ = load(answer.text)
    expect(textOf($, '.alert-warning')).toContain('save what the list shows as a new one')
    expect($('#view-form').attr('action')).toBe('/customers/views')
    expect(formFields($, '#view-form')).toMatchObject({ list_country: 'DE' })
    const list = await lucia.page(`/customers?view=${view}&country=DE`)
    expect(textOf(list, '.alert-info')).toContain('not there any more')
    expect(shown(list)).toMatchObject({ country: 'DE' })
  })

  it('is read by today’s rules, whatever was stored', async () => {
    const view = await save(lucia, { name: 'Odd', list_country: 'XX', list_sort: 'nothing', list_size: '7' })
    const $ = await lucia.page(`/customers?view=${view}`)
    expect(shown($)).toMatchObject({ country: '', sort: 'Company name' })
  })
})

it('a form filled before a colleague changed the view is shown again, and nothing is lost', async () => {
  const view = await save(lucia, { name: 'Ours', shared: 'yes' })
  const colleague = await portal.signIn(people.globalAdmin)
  await colleague.post(`/customers/views/${view}`, { name: 'Theirs', shared: 'yes', version: '1' })
  const answer = await lucia.post(`/customers/views/${view}`, { name: 'Mine', shared: 'yes', version: '1' })
  expect(answer.status).toBe(409)
  const fields = formFields(load(answer.text), '#view-form')
  expect(fields).toMatchObject({ name: 'Mine', version: '2' })
  expect((await lucia.post(`/customers/views/${view}`, fields)).status).toBe(303)
  expect(tabs(await lucia.page('/customers'))).toContain('Mine')
})

describe('the order of the views', () => {
  const rows = ($: CheerioAPI) => textsOf($, '.views-list .grow > a')
  const move = (person: Person, id: number, way: string) =>
    person.post(`/customers/views/${id}/move`, { way })

  it('is by name until somebody moves one, and then that person’s own', async () => {
    await save(lucia, { name: 'Mine' })
    const ours = await save(lucia, { name: 'Ours', shared: 'yes' })
    await save(lucia, { name: 'Also ours', shared: 'yes' })
    expect(tabs(await lucia.page('/customers'))).toEqual(['All customers', 'Also ours', 'Mine', 'Ours'])
    const answer = await move(lucia, ours, 'up')
    expect(answer.status).toBe(303)
    const page = await lucia.page(String(answer.headers.location))
    expect(rows(page)).toEqual(['Also ours', 'Ours', 'Mine'])
    expect(page('button[autofocus]').attr('aria-label')).toBe('Move Ours up')
    expect(tabs(await lucia.page('/customers'))).toEqual(['All customers', 'Also ours', 'Ours', 'Mine'])
    expect(textsOf(await lucia.page('/'), '.view-tiles a > span:not(.visually-hidden)')).toEqual([
      'Also ours',
      'Ours',
      'Mine',
    ])
    const chen = await portal.signIn(people.helpdesk)
    expect(tabs(await chen.page('/customers'))).toEqual(['All customers', 'Also ours', 'Ours'])
    await save(lucia, { name: 'A new one' })
    expect(rows(await lucia.page('/customers/views'))).toEqual(['Also ours', 'Ours', 'Mine', 'A new one'])
    await lucia.post(`/customers/views/${ours}/delete`, {})
    expect(rows(await lucia.page('/customers/views'))).toEqual(['Also ours', 'Mine', 'A new one'])
  })

  it('has a first and a last', async () => {
    const first = await save(lucia, { name: 'A' })
    const last = await save(lucia, { name: 'B' })
    await move(lucia, first, 'up')
    await move(lucia, last, 'down')
    const page = await lucia.page('/customers/views')
    expect(rows(page)).toEqual(['A', 'B'])
    const ways = page('.moves button:not([hidden])').toArray()
    expect(ways.map((button) => page(button).attr('aria-label'))).toEqual(['Move A down', 'Move B up'])
    await move(lucia, first, 'down')
    expect(rows(await lucia.page('/customers/views'))).toEqual(['B', 'A'])
  })

  it('is only of views that the person has, and up or down', async () => {
    const view = await save(lucia, { name: 'Mine' })
    const shared = await save(lucia, { name: 'Ours', shared: 'yes' })
    expect((await move(lucia, view, 'sideways')).status).toBe(400)
    for (const somebody of [people.helpdesk, people.stranger])
      expect((await move(await portal.signIn(somebody), view, 'up')).status).toBe(404)
    expect((await move(await portal.signIn(people.stranger), shared, 'up')).status).toBe(404)
    expect((await move(await portal.signIn(people.viewer), shared, 'up')).status).toBe(303)
  })
})

describe('the default view', () => {
  const setDefault = (person: Person, id: number, opens: string) =>
    person.post(`/customers/views/${id}/opens`, { opens })

  it('is what the list opens with for this person, with a way to all customers', async () => {
    const view = await save(lucia, { name: 'Spain', shared: 'yes' })
    const answer = await setDefault(lucia, view, 'yes')
    expect(answer.status).toBe(303)
    const page = await lucia.page(String(answer.headers.location))
    expect(textOf(page, '.views-list .tag')).toBe('Your default')
    expect(page('button[autofocus]').text()).toBe('Remove default')

    const $ = await lucia.page('/customers')
    expect(current($)).toBe('Spain')
    expect(shown($).country).toBe('ES')
    const all = await lucia.page($('.view-tabs a').first().attr('href') ?? '')
    expect([current(all), shown(all).country]).toEqual(['All customers', ''])
    const cleared = await lucia.page($('.filter-actions a').attr('href') ?? '')
    expect([current(cleared), shown(cleared).country]).toEqual(['Spain', ''])
    expect(shown(await lucia.page('/customers?country=DE')).country).toBe('DE')
    expect(shown(await lucia.page('/customers?q=&country=')).country).toBe('')

    await lucia.page('/customers')
    const account = await lucia.page($('.row-link').first().attr('href') ?? '')
    expect(stateOf(account('.breadcrumb a').first().attr('href'))).toMatchObject({ country: 'ES' })
    await lucia.page('/customers?view=all')
    const among = await lucia.page(all('.row-link').first().attr('href') ?? '')
    expect(shown(await lucia.page(among('.breadcrumb a').first().attr('href') ?? '')).country).toBe('')

    const tom = await portal.signIn(people.sales)
    expect(current(await tom.page('/customers'))).toBe('All customers')
    await setDefault(lucia, view, '')
    expect(current(await lucia.page('/customers'))).toBe('All customers')
  })

  it('that is deleted, or not shared any more, leaves all customers', async () => {
    const view = await save(lucia, { name: 'Ours', shared: 'yes' })
    const tom = await portal.signIn(people.sales)
    await setDefault(tom, view, 'yes')
    await setDefault(lucia, view, 'yes')
    expect(current(await tom.page('/customers'))).toBe('Ours')
    await lucia.post(`/customers/views/${view}`, { name: 'Mine', version: '1' })
    expect(current(await tom.page('/customers'))).toBe('All customers')
    expect(current(await lucia.page('/customers'))).toBe('Mine')
    await lucia.post(`/customers/views/${view}/delete`, {})
    expect(current(await lucia.page('/customers'))).toBe('All customers')
  })

  it('is only one that the person has', async () => {
    const view = await save(lucia, { name: 'Mine' })
    const shared = await save(lucia, { name: 'Ours', shared: 'yes' })
    expect((await setDefault(await portal.signIn(people.helpdesk), view, 'yes')).status).toBe(404)
    expect((await setDefault(await portal.signIn(people.stranger), shared, 'yes')).status).toBe(404)
  })
})

describe('the row of views', () => {
  it('has the number of each, as far as eight', async () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9])
      await save(lucia, { name: `View ${n}`, list_country: n === 2 ? 'DE' : 'ES' })
    const number = async (path: string) =>
      String(parseInt((await lucia.page(path))('.page-head [role=status]').text(), 10))
    const [all, spanish, german] = await Promise.all(
      ['view=all', 'country=ES', 'country=DE'].map((state) => number(`/customers?${state}`)),
    )
    const $ = await lucia.page('/customers')
    expect(textsOf($, '.tab-count')).toEqual([all, spanish, german, ...Array<string>(6).fill(spanish ?? '')])
    expect(spanish).not.toBe(german)
  })
})

describe('the dashboard and the page of views', () => {
  it('show each with its number, and lead to it', async () => {
    const view = await save(lucia, { name: 'Spain' })
    await save(lucia, { name: 'Searched', list_country: '', list_q: 'garcia' })
    const spanish = (await lucia.page('/customers?country=ES'))('.page-head [role=status]').text()
    const $ = await lucia.page('/')
    const tiles = $('.view-tiles a').toArray()
    expect(tiles.map((tile) => textOf(load(tile), 'strong')).map(Number)).toEqual([
      parseInt((await lucia.page('/customers?q=garcia'))('.page-head [role=status]').text(), 10),
      parseInt(spanish, 10),
    ])
    expect($(tiles[1]).attr('href')).toBe(`/customers?view=${view}`)
    const page = await lucia.page('/customers/views')
    expect(textsOf(page, '.views-list .view-count')[1]).toBe(String(parseInt(spanish, 10)))
    expect(textOf(page, '.views-list')).toContain('Country or region: Spain · Last changed, descending')
  })

  it('say so where there is none', async () => {
    expect((await lucia.page('/'))('.view-tiles')).toHaveLength(0)
    expect(textOf(await lucia.page('/customers/views'), '.empty-state h2')).toBe('No saved views yet')
  })
})

describe('a count', () => {
  /** Customers that are counted in so many ms. */
  function slow(took: { ms: number }) {
    const clock = { now: 0, counts: 0 }
    const count = () => {
      clock.now += took.ms
      clock.counts += 1
      return Promise.resolve({ count: clock.counts, more: false })
    }
    const kept = createKeptCounts(() => clock.now)
    return { clock, ask: (query: Fields) => kept({ count }, 1, readListQuery(query)) }
  }

  it('that is quick is kept for a second', async () => {
    const { ask, clock } = slow({ ms: 1 })
    const counts = [await ask({}), await ask({})]
    clock.now += 999
    counts.push(await ask({}))
    clock.now += 1
    counts.push(await ask({}))
    expect(counts.map(({ count }) => count)).toEqual([1, 1, 1, 2])
  })

  it('that is slow is kept for a time, for every order and for the one search', async () => {
    const { ask, clock } = slow({ ms: 50 })
    expect((await ask({ q: 'a' })).count).toBe(1)
    expect((await ask({ q: 'a', sort: '-changed', columns: 'id' })).count).toBe(1)
    expect((await ask({ q: 'b' })).count).toBe(2)
    clock.now += 50 * 200
    expect((await ask({ q: 'a' })).count).toBe(3)
  })
})

describe('the columns', () => {
  it('are chosen and moved without a script, and the list has them', async () => {
    const $ = await lucia.page('/customers/columns?country=ES&sort=-name&size=50')
    const order = (page: CheerioAPI) =>
      page('input[name=columns]')
        .toArray()
        .map((box) => String(page(box).val()))
    expect(order($).slice(0, 4)).toEqual(['billing_contact', 'company_country', 'relationship', 'changed'])
    expect($('input[name=columns][checked]')).toHaveLength(4)
    const chosen = new URLSearchParams({ ...formFields($, '[data-columns]'), move: 'up:changed' })
    chosen.delete('columns')
    for (const column of ['changed', 'tags']) chosen.append('columns', column)
    const moved = await lucia.page(`/customers/columns?${chosen.toString()}`)
    expect(order(moved).slice(0, 4)).toEqual([
      'billing_contact',
      'company_country',
      'changed',
      'relationship',
    ])
    expect(moved('button[autofocus]').attr('value')).toBe('up:changed')
    chosen.delete('move')
    chosen.set('apply', 'yes')
    const answer = await lucia.get(`/customers/columns?${chosen.toString()}`)
    expect(answer.status).toBe(303)
    expect(stateOf(String(answer.headers.location))).toEqual({
      country: 'ES',
      sort: '-name',
      size: '50',
      columns: 'changed,tags',
    })
  })

  it.each(['up:billing_contact', 'down:created', 'up:nothing', 'sideways:tags', 'up'])(
    'are not moved by %s',
    async (move) => {
      const before = await lucia.page('/customers/columns')
      const after = await lucia.page(`/customers/columns?move=${move}`)
      expect(after('[name=order]').val()).toBe(before('[name=order]').val())
    },
  )
})
