import type { CheerioAPI } from 'cheerio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { activityFilter, readActivityQuery } from '#src/features/activity/activity.page.ts'
import { formatFor } from '#src/i18n/format.ts'
import { translator } from '#src/i18n/translator.ts'
import { formFields, people, type Person } from '#test/support/person.ts'
import { openPortal, openPortalForTest, type Portal } from '#test/support/portal.ts'

let portal: Portal
let admin: Person

beforeAll(async () => {
  portal = await openPortal()
  admin = await portal.signIn(people.admin)
})

afterAll(() => portal.close())

const dayMs = 86_400_000

const linksOf = ($: CheerioAPI): string[] =>
  $('main tbody tr a[href*="/history"]')
    .toArray()
    .map((link) => $(link).attr('href') ?? '')

/** The links of all pages, by the links between them. */
async function walk(person: Person, first: string): Promise<string[]> {
  const found: string[] = []
  for (let href: string | undefined = first; href;) {
    const $: CheerioAPI = await person.page(href)
    found.push(...linksOf($))
    href = $('a[rel=next]').attr('href')
  }
  return found
}

async function entriesSince(from: number, partner = 1): Promise<number> {
  const { database } = portal.deps
  const rows = await database
    .selectFrom('history')
    .select('seq')
    .where('partner_id', '=', partner)
    .where('at_ms', '>=', from)
    .where('at_ms', '<=', portal.clock.now)
    .execute()
  return rows.length
}

describe('the activity log', () => {
  it('shows the last thirty days, which the form says', async () => {
    const $ = await admin.page('/activity')
    const { day, startOfDay } = formatFor('en', 'Europe/Madrid')
    const first = portal.clock.now - 29 * dayMs
    expect($('input[name=from]').val()).toBe(day(first))
    expect($('input[name=to]').val()).toBe(day(portal.clock.now))
    const links = await walk(admin, '/activity?action=account_changed')
    expect(new Set(links).size).toBe(links.length)
    expect(links).toHaveLength(await entriesSince(startOfDay(first)))
    expect(links.length).toBeGreaterThan(50)
  })

  it('has every change of the partner once, the newest first, over all pages', async () => {
    const links = await walk(admin, '/activity?from=2000-01-01&action=account_changed')
    expect(links).toHaveLength(await entriesSince(0))
    expect(new Set(links).size).toBe(links.length)
    const rows = await portal.deps.database
      .selectFrom('history')
      .select(['customer_id', 'to_version'])
      .where('partner_id', '=', 1)
      .orderBy('at_ms', 'desc')
      .orderBy('seq', 'desc')
      .execute()
    expect(links).toEqual(
      rows.map(
        (row) =>
          `/customers/${row.customer_id}/history?before=${row.to_version + 1}#version-${row.to_version}`,
      ),
    )
  })

  it('leads from a later page back to the newest', async () => {
    const first = await admin.page('/activity?from=2000-01-01&action=account_changed')
    expect(first('main nav.pages a')).toHaveLength(1)
    expect(linksOf(first)).toHaveLength(50)
    const second = await admin.page(first('a[rel=next]').attr('href') ?? '')
    const newest = second('main nav.pages a:not([rel])').attr('href') ?? ''
    expect(linksOf(await admin.page(newest))).toEqual(linksOf(first))
  })

  it('says who did what to whom, and leads to both', async () => {
    const $ = await admin.page('/activity?from=2000-01-01&action=account_changed')
    const { customer_id } = await portal.deps.database
      .selectFrom('history')
      .select('customer_id')
      .where('partner_id', '=', 1)
      .orderBy('at_ms', 'desc')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    const [when, customer, action, staff] = $('main tbody tr').first().find('td').toArray()
    expect($(when).text()).toMatch(/\d{4}/)
    expect($(customer).find('a').attr('href')).toBe(`/customers/${customer_id}/account`)
    expect($(action).find('summary').text()).toMatch(/^Changed [A-Z]/)
    expect($(staff).text()).not.toBe('')
    const history = $(action).find('a').attr('href') ?? ''
    const [path, version] = history.split('#')
    expect((await admin.page(path ?? ''))(`#${version}`)).toHaveLength(1)
  })

  it('shows the reason of a change', async () => {
    const id = /\/customers\/([^/]+)\/account/.exec((await admin.get('/customers')).text)?.[1] ?? ''
    await admin.edit(id, { company_name: 'With a reason', reason: 'Ticket <4711>' })
    const row = (await admin.page('/activity?action=account_changed'))('main tbody tr').first()
    expect(row.text()).toContain('With a reason')
    expect(row.text()).toContain('Ticket <4711>')
  })

  it('shows the days that were asked for, both ends included, in the reader’s time zone', async () => {
    const { day, startOfDay } = formatFor('en', 'Europe/Madrid')
    // A day on which something happened: the demonstration rests on some.
    const { at_ms } = await portal.deps.database
      .selectFrom('history')
      .select('at_ms')
      .where('partner_id', '=', 1)
      .where('at_ms', '<', startOfDay(portal.clock.now))
      .orderBy('at_ms', 'desc')
      .executeTakeFirstOrThrow()
    const someDay = day(at_ms)
    const links = await walk(admin, `/activity?from=${someDay}&to=${someDay}&action=account_changed`)
    const from = startOfDay(at_ms)
    const upTo = startOfDay(from + 36 * 3_600_000)
    expect(links).toHaveLength((await entriesSince(from)) - (await entriesSince(upTo)))
    expect(links.length).toBeGreaterThan(0)
  })

  it('says values in the reader’s words, states in those of their country', async () => {
    const { id } = await portal.deps.database
      .selectFrom('customers')
      .select('id')
      .where('partner_id', '=', 1)
      .where('company_country', '=', 'US')
      .where('company_state', '=', 'CA')
      .where('billing_language', '=', 'en')
      .executeTakeFirstOrThrow()
    await admin.edit(id, {
      company_city: 'Austin',
      company_state: 'TX',
      company_postal_code: '78701',
      billing_language: 'es',
      billing_culture: 'es-MX',
    })
    const $ = await admin.page(`/activity?customer=${id}&action=account_changed`)
    const said = $('main .act-changes')
      .first()
      .find('> div')
      .toArray()
      .map((one) => [$(one).find('del').text(), $(one).find('ins').text()].join(' → '))
    expect(said).toEqual(
      expect.arrayContaining([
        'California → Texas',
        'English → Spanish',
        expect.stringMatching(/→ Spanish \(Mexico\)$/),
      ]),
    )
  })

  it('says so when nothing happened', async () => {
    const $ = await admin.page('/activity?from=2001-01-01&to=2001-01-31')
    expect($('main').text()).toContain('No activity in these days')
    expect($('input[name=from]').val()).toBe('2001-01-01')
  })

  it.each([
    'from=yesterday',
    'from=2026-02-30',
    'from=2026-13-01',
    'from=',
    'from=2026-1-1',
    'from[]=2026-01-01',
  ])('takes %s for no day and shows the last thirty', async (query) => {
    const expected = (await admin.page('/activity'))('input[name=from]').val()
    expect((await admin.page(`/activity?${query}`))('input[name=from]').val()).toBe(expected)
  })

  it('has nothing of another partner', async () => {
    const stranger = await portal.signIn(people.stranger)
    const links = await walk(stranger, '/activity?from=2000-01-01&action=account_changed')
    expect(links).toHaveLength(await entriesSince(0, 2))
    const own = new Set(await walk(admin, '/activity?from=2000-01-01&action=account_changed'))
    expect(links.filter((link) => own.has(link))).toEqual([])
  })

  it.each(['sales', 'helpdesk', 'viewer'] as const)(
    'is not for %s, who has no link to it either',
    async (who) => {
      const person = await portal.signIn(people[who])
      expect((await person.get('/activity')).status).toBe(403)
      expect((await person.page('/'))('nav a[href="/activity"]')).toHaveLength(0)
    },
  )

  it('is for a global admin', async () => {
    expect((await (await portal.signIn(people.globalAdmin)).get('/activity')).status).toBe(200)
  })
})

describe('what the log has beside changes', () => {
  it('sign-ins, failures and sign-outs, with who', async () => {
    const own = await openPortalForTest()
    const sales = await own.signIn(people.sales)
    await own.visitor().signIn(people.sales, 'not the right password')
    await sales.post('/sign-out', {})
    const boss = await own.signIn(people.globalAdmin)
    const rows = (await boss.page('/activity'))('main tbody tr').slice(0, 4)
    const texts = Array.from({ length: 4 }, (_, index) => rows.eq(index).text().replace(/\s+/g, ' '))
    expect(texts[0]).toContain('Signed in Helena Duarte')
    expect(texts[1]).toContain('Signed out Tom Barker')
    expect(texts[2]).toContain('Sign-in failed Tom Barker')
    expect(texts[3]).toContain('Signed in Tom Barker')
  })

  it('is filtered by action, person and customer', async () => {
    const $ = await admin.page('/activity?action=signed_in')
    const actions = $('td.cell-action')
      .toArray()
      .map((cell) => $(cell).text().trim())
    expect(new Set(actions)).toEqual(new Set(['Signed in']))
    const byPerson = await admin.page('/activity?from=2000-01-01&person=2')
    expect(
      byPerson('td.cell-staff')
        .toArray()
        .every((cell) => byPerson(cell).text() === 'Tom Barker'),
    ).toBe(true)
    const only = byPerson('.act-links a').last().attr('href') ?? ''
    const one = await admin.page(only)
    expect(
      new Set(
        one('td.cell-customer')
          .toArray()
          .map((cell) => one(cell).text()),
      ).size,
    ).toBe(1)
    expect(one('.filter-chip a').attr('href')).not.toContain('customer=')
  })
})

describe('the export', () => {
  it('is CSV of exactly what is filtered, guarded against formulas, and on record', async () => {
    const id =
      /\/customers\/([^/]+)\/account/.exec((await admin.get('/customers?sort=-name')).text)?.[1] ?? ''
    await admin.edit(id, { billing_company_name: 'Formula', reason: '=1+1' })
    const page = await admin.page(`/activity?customer=${id}`)
    // As bytes: reading it as text would drop the mark at its beginning.
    const form = 'form[action="/activity/export"]'
    const response = await admin.agent
      .post('/activity/export')
      .type('form')
      .send(formFields(page, form))
      .responseType('blob')
    const text = (response.body as Buffer).toString('utf8')
    expect(response.headers['content-type']).toContain('text/csv')
    expect(response.headers['content-disposition']).toMatch(/attachment; filename="?activity-/)
    const lines = text.split('\r\n').filter((line) => line !== '')
    expect(lines[0]).toBe(
      '\uFEFFDate-time,Affected customer,Microsoft ID,Action,Staff member,Reason or reference',
    )
    expect(lines).toHaveLength(page('main tbody tr').length + 1)
    expect(text).toContain(`'=1+1`)
    const log = await admin.page('/activity?action=activity_exported')
    expect(log('main tbody tr').length).toBeGreaterThan(0)
  })

  it('has nothing of another partner, and is not for sales agents', async () => {
    const stranger = await portal.signIn(people.stranger)
    const theirs = await stranger.post('/activity/export', { from: '2000-01-01' })
    expect(theirs.text).not.toContain('Lucía Moreno')
    const sales = await portal.signIn(people.sales)
    expect((await sales.post('/activity/export', {})).status).toBe(403)
  })
})

describe('days', () => {
  const reader = (zone: string, now = '2026-06-15T12:00Z') => ({
    t: translator('en'),
    locale: 'en' as const,
    country: 'ES',
    format: formatFor('en', zone),
    now: Date.parse(now),
  })

  const periodOf = (day: string, who: ReturnType<typeof reader>) =>
    activityFilter(readActivityQuery({ from: day, to: day }, who), who)

  it.each([
    ['UTC', '2026-06-10T00:00:00.000Z', '2026-06-10T23:59:59.999Z'],
    ['Asia/Kolkata', '2026-06-09T18:30:00.000Z', '2026-06-10T18:29:59.999Z'],
    ['America/Los_Angeles', '2026-06-10T07:00:00.000Z', '2026-06-11T06:59:59.999Z'],
    ['Pacific/Auckland', '2026-06-09T12:00:00.000Z', '2026-06-10T11:59:59.999Z'],
    ['Pacific/Kiritimati', '2026-06-09T10:00:00.000Z', '2026-06-10T09:59:59.999Z'],
    ['Pacific/Pago_Pago', '2026-06-10T11:00:00.000Z', '2026-06-11T10:59:59.999Z'],
  ])('in %s run from its midnight to its midnight', (zone, from, to) => {
    const period = periodOf('2026-06-10', reader(zone))
    expect(new Date(period.from_ms).toJSON()).toBe(from)
    expect(new Date(period.to_ms).toJSON()).toBe(to)
  })

  it.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-06-10', 24],
  ])('in Madrid, %s has %i hours', (day, hours) => {
    const period = periodOf(day, reader('Europe/Madrid'))
    expect(period.to_ms - period.from_ms + 1).toBe(hours * 3_600_000)
  })

  it('are thirty by default, whenever clocks were set', () => {
    for (const now of ['2026-03-29T22:30Z', '2026-04-10T22:15Z', '2026-10-25T22:30Z', '2026-11-10T22:30Z']) {
      const { from, to } = readActivityQuery({}, reader('Europe/Madrid', now))
      expect((Date.parse(to) - Date.parse(from)) / dayMs, now).toBe(29)
    }
  })

  it.each([
    ['1-2', { at_ms: 1, seq: 2 }],
    ['0-1', { at_ms: 0, seq: 1 }],
    ['1-0', undefined],
    ['-1-2', undefined],
    ['1', undefined],
    ['1-2-3', undefined],
    ['1e3-2', undefined],
    [['1-2'], { at_ms: 1, seq: 2 }],
    [undefined, undefined],
  ])('the place %j is %j', (text, place) => {
    expect(readActivityQuery({ before: text }, reader('UTC')).before).toEqual(place)
  })
})
