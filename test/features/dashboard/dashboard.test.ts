import type { CheerioAPI } from 'cheerio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barChart } from '#src/features/dashboard/chart.ts'
import { chartStart, dashboardPage } from '#src/features/dashboard/dashboard.page.ts'
import { formatFor } from '#src/i18n/format.ts'
import { translator } from '#src/i18n/translator.ts'
import { people } from '#test/support/person.ts'
import { openPortal, openPortalForTest, type Portal } from '#test/support/portal.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})

afterAll(() => portal.close())

const numberIn = (text: string): number => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', '') ?? Number.NaN)

/** The tiles: what each says and where it leads. */
function tilesOf($: CheerioAPI): { number: number; label: string; href: string }[] {
  return $('.tiles a')
    .toArray()
    .map((tile) => ({
      number: numberIn($(tile).find('strong').text()),
      label: $(tile).find('strong').next().text(),
      href: $(tile).attr('href') ?? '',
    }))
}

/** What each bar of the chart says, and the sum of them. */
function barsOf($: CheerioAPI): { labels: string[]; sum: number } {
  const labels = $('main svg[role=img] rect title')
    .toArray()
    .map((title) => $(title).text())
  const values = labels.map((label) =>
    label.endsWith('no changes') ? 0 : numberIn(label.split(': ')[1] ?? ''),
  )
  return { labels, sum: values.reduce((sum, value) => sum + value, 0) }
}

describe('the dashboard', () => {
  it.each(['admin', 'sales', 'helpdesk', 'viewer', 'stranger'] as const)(
    'shows %s the numbers of the lists that they lead to',
    async (who) => {
      const person = await portal.signIn(people[who])
      const [customers, changes, attention] = tilesOf(await person.page('/'))
      const count = async (href = '') => numberIn((await person.page(href))('main [role=status]').text())
      expect(customers?.number).toBe(await count(customers?.href))
      expect(attention?.number).toBe(await count(attention?.href))
      expect(customers?.number).toBe(who === 'stranger' ? 50 : 500)
      expect(attention?.number).toBeGreaterThan(0)
      expect((await person.get(changes?.href ?? '')).status).toBe(200)
    },
  )

  it('counts as many changes as the activity log of those days has', async () => {
    const person = await portal.signIn(people.admin)
    const [, changes] = tilesOf(await person.page('/'))
    expect(changes?.href).toBe('/activity?action=account_changed')
    let rows = 0
    for (let href: string | undefined = changes?.href; href;) {
      const $: CheerioAPI = await person.page(href)
      rows += $('main tbody tr').length
      href = $('a[rel=next]').attr('href')
    }
    expect(rows).toBe(changes?.number)
    expect(rows).toBeGreaterThan(50)
  })

  it('has a chart of thirty days whose bars sum up to the number of changes', async () => {
    const $ = await (await portal.signIn(people.admin)).page('/')
    const { labels, sum } = barsOf($)
    expect(labels).toHaveLength(30)
    expect(new Set(labels.map((label) => label.split(': ')[0])).size).toBe(30)
    expect(sum).toBe(tilesOf($)[1]?.number)
    expect($('main svg[role=img]').attr('aria-label')).toContain(String(sum))
  })

  it('counts a change that was just made', async () => {
    const person = await portal.signIn(people.stranger)
    const before = await person.page('/')
    const id = /\/customers\/([^/]+)\/account/.exec((await person.get('/customers')).text)?.[1] ?? ''
    await person.edit(id, { company_name: 'Changed a moment ago' })
    const after = await person.page('/')
    expect(tilesOf(after)[1]?.number).toBe((tilesOf(before)[1]?.number ?? 0) + 1)
    expect(barsOf(after).sum).toBe(barsOf(before).sum + 1)
    const first = after('.recent li').first()
    expect(first.text()).toContain('Changed a moment ago')
    expect(first.text()).toContain('Grace Holloway changed Company name (company)')
    expect(first.find('a').attr('href')).toBe(`/customers/${id}/account`)
  })

  it('lists the customers that the person opened last, the latest first, and nobody else’s', async () => {
    const own = await openPortalForTest()
    const person = await own.signIn(people.admin)
    const visited = async () => {
      const $ = await person.page('/')
      return $('section[aria-labelledby=visited] a')
        .toArray()
        .map((link) => $(link).attr('href'))
    }
    expect(await visited()).toEqual([])
    const $ = await person.page('/customers')
    const links = $('a.row-link')
      .toArray()
      .slice(0, 8)
      .map((link) => $(link).attr('href') ?? '')
    for (const [index, link] of links.entries()) {
      await person.get(link)
      // Eight looks at different times, as people have them.
      await own.deps.database
        .updateTable('visits')
        .set({ visited_at_ms: index })
        .where('customer_id', '=', link.split('/')[2] ?? '')
        .execute()
    }
    expect(await visited()).toEqual(links.toReversed().slice(0, 6))
    const other = await (await own.signIn(people.sales)).page('/')
    expect(other('section[aria-labelledby=visited] a')).toHaveLength(0)
  })

  it('does not lead somebody to the activity log who may not see it', async () => {
    for (const email of [people.sales, people.helpdesk, people.viewer]) {
      const person = await portal.signIn(email)
      const $ = await person.page('/')
      expect($('a[href^="/activity"]')).toHaveLength(0)
      expect(tilesOf($)[1]?.href).toBe('/customers?sort=-changed')
      expect((await person.get('/activity')).status).toBe(403)
    }
  })

  it('welcomes a partner that has no customers', async () => {
    const own = await openPortalForTest()
    const { id } = await own.deps.database
      .insertInto('partners')
      .values({ name: 'New', time_zone: 'UTC' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await own.deps.database
      .updateTable('staff')
      .set({ partner_id: id })
      .where('email', '=', people.viewer)
      .execute()
    const $ = await (await own.signIn(people.viewer)).page('/')
    expect($('main').text()).toContain('Welcome to Partner Desk')
    expect(tilesOf($).map((tile) => tile.number)).toEqual([0, 0, 0])
    expect(barsOf($).sum).toBe(0)
    expect($('main').text()).toContain('Nobody has changed a customer yet')
  })

  it('greets by the hour of the person’s own clock', async () => {
    const own = await openPortalForTest()
    for (const [hour, greeting] of [
      ['04:00', 'Good evening'],
      ['06:00', 'Good morning'],
      ['11:00', 'Good morning'],
      ['12:30', 'Good afternoon'],
      ['18:00', 'Good evening'],
    ] as const) {
      // Chen Wei's clock is eight hours ahead of Greenwich.
      own.clock.now = Date.parse(`2030-01-15T${hour}+08:00`)
      const $ = await (await own.signIn(people.helpdesk)).page('/')
      expect($('h1').text(), hour).toMatch(new RegExp(`^${greeting}, Chen`))
      expect($('h1').next().text()).toBe('Tuesday, 15 January 2030')
    }
  })
})

describe('the days of the chart', () => {
  const page = (zone: string, now: string, changes: { at_ms: number; changes: number }[]) =>
    dashboardPage(
      {
        firstName: 'A',
        totals: { customers: 1, needs_attention: 0 },
        changes,
        recent: [],
        visited: [],
        views: [],
        maySeeActivity: true,
      },
      reader(zone, now),
    )
  const reader = (zone: string, now: string) => ({
    t: translator('en'),
    locale: 'en' as const,
    country: 'ES',
    format: formatFor('en', zone),
    now: Date.parse(now),
  })

  // The hours in which counting back by 24 hours would miss a day of Madrid's, or count one twice.
  it.each([
    ['Europe/Madrid', '2026-03-29T22:30Z'],
    ['Europe/Madrid', '2026-04-10T22:15Z'],
    ['Europe/Madrid', '2026-10-25T22:30Z'],
    ['Europe/Madrid', '2026-11-10T22:30Z'],
    ['Asia/Kolkata', '2026-06-10T18:45Z'],
    ['Pacific/Auckland', '2026-06-10T12:30Z'],
    ['Pacific/Kiritimati', '2026-06-10T10:00Z'],
    ['America/Los_Angeles', '2026-11-02T07:30Z'],
    ['Pacific/Pago_Pago', '2026-06-10T10:59Z'],
  ])('in %s at %s are thirty different ones, and hold every change since the first', (zone, now) => {
    const own = reader(zone, now)
    const quarters: { at_ms: number; changes: number }[] = []
    for (let at = chartStart(own); at <= own.now; at += 900_000) quarters.push({ at_ms: at, changes: 1 })
    const { chart, tiles } = page(zone, now, quarters)
    const days = chart.bars.map((bar) => bar.label.split(': ')[0] ?? '')
    expect(new Set(days).size).toBe(30)
    expect(days[0]).toBe(own.format.date(chartStart(own)))
    expect(days.at(-1)).toBe(own.format.date(own.now))
    expect(numberIn(tiles[1]?.number ?? '')).toBe(quarters.length)
  })
})

describe('a chart', () => {
  it('has a bar for each day, none higher than the chart, the highest for the most', () => {
    const values = [0, 1, 7, 300, 12]
    const { bars, height, width } = barChart(
      values.map((value) => ({ value, label: `${value}`, mark: undefined })),
      String,
    )
    expect(bars.map((bar) => bar.label)).toEqual(values.map(String))
    expect(bars[0]?.height).toBe(0)
    expect(Math.max(...bars.map((bar) => bar.height))).toBe(bars[3]?.height)
    for (const bar of bars) {
      expect(bar.y).toBeGreaterThanOrEqual(0)
      expect(bar.y + bar.height).toBeLessThanOrEqual(height)
      expect(bar.x + bar.width).toBeLessThanOrEqual(width)
    }
  })
})
