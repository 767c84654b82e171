import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserName } from '#src/features/profile/browser-name.ts'
import { timeZones } from '#src/features/profile/profile.page.ts'
import { formFields, people, Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})

afterAll(() => portal.close())

const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** Signs in with a browser that says what it is. */
async function signInWith(userAgent: string, email: string): Promise<Person> {
  const person = portal.visitor()
  person.agent.set('User-Agent', userAgent)
  await person.signIn(email)
  return person
}

describe('the profile', () => {
  it('shows the person and what is set', async () => {
    const $ = await (await portal.signIn(people.helpdesk)).page('/profile')
    expect($('main').text()).toContain('Chen Wei')
    expect($('main').text()).toContain(people.helpdesk)
    expect(formFields($, 'form[action="/profile"]')).toMatchObject({
      theme: 'auto',
      time_zone: 'Asia/Shanghai',
    })
  })

  it('takes another theme and time zone, says so once, and shows every page by them', async () => {
    const person = await portal.signIn(people.sales)
    const response = await person.post('/profile', { theme: 'dark', time_zone: 'Asia/Shanghai' })
    expect(response.status).toBe(303)
    expect(response.headers.location).toBe('/profile')
    const $ = await person.page('/profile')
    expect($('[role=status]').text().trim()).toBe('Saved.')
    expect(formFields($, 'form[action="/profile"]')).toMatchObject({
      theme: 'dark',
      time_zone: 'Asia/Shanghai',
    })
    const again = await person.page('/profile')
    expect(again('[role=status]')).toHaveLength(0)
    expect(again('html').attr('data-bs-theme')).toBe('dark')
  })

  it('takes shortcuts of a single key away, and says so to every page', async () => {
    const person = await portal.signIn(people.globalAdmin)
    const settings = { theme: 'dark', time_zone: 'Asia/Shanghai' }
    const keys = async (choice: Record<string, string>) => {
      await person.post('/profile', { ...settings, ...choice })
      return (await person.page('/shortcuts'))('body').attr('data-keys')
    }
    expect((await person.page('/profile'))('[name=single_keys]').attr('checked')).toBeDefined()
    expect(await keys({})).toBe('off')
    expect((await person.page('/profile'))('[name=single_keys]').attr('checked')).toBeUndefined()
    expect((await person.page('/profile'))('[data-search]').attr('aria-keyshortcuts')).toBeUndefined()
    expect(await keys({ single_keys: 'yes' })).toBeUndefined()
  })

  it('leaves other people’s settings alone', async () => {
    const { database } = portal.deps
    const others = () =>
      database.selectFrom('staff').selectAll().where('email', '<>', people.viewer).orderBy('id').execute()
    const before = await others()
    await (
      await portal.signIn(people.viewer)
    ).post('/profile', { theme: 'light', time_zone: 'UTC', id: '1', email: 'a' })
    expect(await others()).toEqual(before)
  })

  it.each([
    { theme: 'blue', time_zone: 'UTC' },
    { theme: 'dark', time_zone: 'Europe/Atlantis' },
    { theme: '', time_zone: '' },
    { theme: 'dark' },
    { theme: 'toString', time_zone: '__proto__' },
  ])('refuses %j, which it never offered', async (fields) => {
    const person = await portal.signIn(people.globalAdmin)
    expect((await person.post('/profile', fields as Record<string, string>)).status).toBe(400)
    expect((await person.page('/profile'))('[role=status]')).toHaveLength(0)
  })

  it('keeps a time zone by the name that it was set by, when only the theme is changed', async () => {
    const { database } = portal.deps
    const own = database.updateTable('staff').where('email', '=', people.globalAdmin)
    await own.set({ time_zone: 'Asia/Kolkata' }).execute()
    const person = await portal.signIn(people.globalAdmin)
    const fields = formFields(await person.page('/profile'), 'form[action="/profile"]')
    expect(fields.time_zone).toBe('Asia/Kolkata')
    expect((await person.post('/profile', { ...fields, theme: 'dark' })).status).toBe(303)
    expect(formFields(await person.page('/profile'), 'form[action="/profile"]')).toEqual({
      ...fields,
      theme: 'dark',
    })
  })

  it('offers every time zone that there is, once', () => {
    const zones = timeZones('Asia/Shanghai')
    expect(new Set(zones).size).toBe(zones.length)
    expect(zones).toEqual(
      expect.arrayContaining(['UTC', 'Asia/Shanghai', 'Europe/Madrid', 'America/Sao_Paulo']),
    )
  })
})

describe('the signed-in browsers', () => {
  const sessions = async (person: Person) => {
    const $ = await person.page('/profile')
    return $('li.session')
      .toArray()
      .map((item) => $(item).text().replaceAll(/\s+/g, ' ').trim())
  }

  it('are listed by name, this one marked, and another can be ended', async () => {
    const here = await signInWith(firefox, people.stranger)
    const there = await signInWith('', people.stranger)
    const listed = await sessions(here)
    expect(listed).toHaveLength(2)
    expect(listed.filter((text) => text.includes('This browser'))).toEqual([
      expect.stringMatching(/^Firefox · Windows Signed in this minute, last used this minute/),
    ])
    expect(listed.join()).toContain('Unknown browser')

    const fields = formFields(await here.page('/profile'), 'form[action="/profile/sessions"]')
    expect((await here.post('/profile/sessions', fields)).headers.location).toBe('/profile')
    expect((await here.page('/profile'))('[role=status]').text().trim()).toBe('That session is ended.')
    expect(await sessions(here)).toHaveLength(1)
    expect((await there.get('/')).headers.location).toBe('/sign-in')
    expect((await here.get('/')).status).toBe(200)
  })

  it('of another person cannot be ended, even by their name', async () => {
    const other = await portal.signIn(people.admin)
    const { database } = portal.deps
    const { id_hash } = await database
      .selectFrom('sessions')
      .select('id_hash')
      .where('staff_id', '=', 1)
      .orderBy('created_at_ms', 'desc')
      .executeTakeFirstOrThrow()
    const person = await portal.signIn(people.sales)
    expect((await person.post('/profile/sessions', { session: id_hash })).status).toBe(303)
    expect((await other.get('/')).status).toBe(200)
  })

  it('that have run out are not listed', async () => {
    const own = await signInWith(firefox, people.viewer)
    portal.clock.now += 31 * 60_000
    expect((await own.get('/profile')).status).toBe(303)
    const fresh = await signInWith(firefox, people.viewer)
    expect(await sessions(fresh)).toHaveLength(1)
  })

  it('show the name that a browser gives itself as text', async () => {
    const person = await signInWith(`<script>alert(1)</script> ${'x'.repeat(5000)}`, people.helpdesk)
    const response = await person.get('/profile')
    expect(response.status).toBe(200)
    expect(load(response.text)('script:not([src])')).toHaveLength(0)
  })
})

describe('a browser', () => {
  it.each([
    [firefox, 'Firefox · Windows'],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
      'Chrome · Linux',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge · Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      'Safari · macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
      'Chrome · iOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
      'Chrome · Android',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 OPR/120.0',
      'Opera · Linux',
    ],
    ['curl/8.0', undefined],
    ['', undefined],
  ])('that says %j is %j', (userAgent, name) => {
    expect(browserName(userAgent)).toBe(name)
  })
})
