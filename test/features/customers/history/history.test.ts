import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CheerioAPI } from 'cheerio'
import {
  customersToUse,
  customersOfPartner,
  storedHistory,
  textOf,
  textsOf,
} from '#test/support/customers.ts'
import { refusingRowsOf } from '#test/support/meddling.ts'
import { people, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal
let admin: Person
const unused = customersToUse()

beforeAll(async () => {
  portal = await openPortal()
  admin = await portal.signIn(people.admin)
})
afterAll(() => portal.close())

const historyPage = (id: string, query = '') => admin.page(`/customers/${id}/history${query}`)
const ids = ($: CheerioAPI) =>
  $('ol.timeline > li')
    .toArray()
    .map((entry) => $(entry).attr('id'))

/** The newest entry's rows: the field's name, before and after with what was struck and added. */
function rows($: CheerioAPI): string[][] {
  return $('ol.timeline > li')
    .first()
    .find('tbody tr')
    .toArray()
    .map((row) =>
      $(row)
        .children()
        .toArray()
        .map((cell) => {
          const copy = $(cell).clone()
          copy.find('del').each((_, piece) => void $(piece).replaceWith(`[-${$(piece).text()}-]`))
          copy.find('ins').each((_, piece) => void $(piece).replaceWith(`[+${$(piece).text()}+]`))
          return copy.text().trim()
        }),
    )
}

describe('the history of a customer', () => {
  test('has the newest first, each with who changed what and when', async () => {
    const id = unused('ES')
    await admin.edit(id, { billing_first_name: 'Primero' })
    const tom = await portal.signIn(people.sales)
    await tom.edit(id, { billing_last_name: 'Segundo', company_city: 'Villa' })
    const $ = await historyPage(id)
    const stored = await storedHistory(portal, id)
    expect(ids($)).toEqual([...stored.map((entry) => `version-${entry.to_version}`), 'version-1'])
    const [second, first] = textsOf($, 'ol.timeline h3')
    expect(second).toBe('Tom Barker changed City (company) and Last name (billing)')
    expect(first).toBe('Lucía Moreno changed First name (billing)')
    expect($('ol.timeline > li').first().find('.timeline-head span[title]').attr('title')).toMatch(/\d{4}/)
    expect(textOf($, `#version-${stored[0]!.to_version} .tag`)).toBe(`Version ${stored[0]!.to_version}`)
  })

  test('ends with how the customer began, on the page that goes back as far', async () => {
    const id = unused('ES')
    for (let city = 1; city <= 26; city += 1) await admin.edit(id, { company_city: `Villa ${city}` })
    const newest = await historyPage(id)
    expect(newest('#version-1')).toHaveLength(0)
    const oldest = await admin.page(newest('a[rel=next]').attr('href')!)
    expect(textOf(oldest, 'ol.timeline > li:last-child h3')).toBe('The customer was added')
    expect(oldest('#version-1 a').attr('href')).toBe(`/customers/${id}/history/as-of?version=1`)
    expect((await historyPage(id, '?field=company_city'))('#version-1')).toHaveLength(0)
  })

  test('shows of each field what was struck and what was added', async () => {
    const id = unused('ES')
    await admin.edit(id, { company_address_line_1: 'Calle de Serrano, 41', company_address_line_2: 'Piso 2' })
    await admin.edit(id, { company_address_line_1: 'Calle de Alcalá, 41', company_address_line_2: '' })
    expect(rows(await historyPage(id))).toEqual([
      ['Address line 1 (company)', 'Calle de [-Serrano-], 41', 'Calle de [+Alcalá+], 41'],
      ['Address line 2 (company)', '[-Piso 2-]', 'empty'],
    ])
  })

  test('has names instead of codes, and phone numbers as they are read', async () => {
    const id = unused('ES')
    await admin.edit(id, {
      company_state: 'B',
      company_postal_code: '08001',
      company_phone_number: '914 35 20 19',
    })
    await admin.edit(id, {
      company_state: 'SE',
      company_postal_code: '41001',
      company_phone_number: '914 35 20 20',
      billing_language: 'fr',
      billing_culture: 'fr-CA',
    })
    const shown = Object.fromEntries(rows(await historyPage(id)).map(([name, ...sides]) => [name, sides]))
    expect(shown['Province (company)']).toEqual(['[-Barcelona-]', '[+Sevilla+]'])
    expect(shown['Phone number (company)']).toEqual(['914 35 20 [-19-]', '914 35 20 [+20+]'])
    expect(shown['Language (billing)']).toEqual(['[-Spanish-]', '[+French+]'])
    expect(shown['Culture (billing)']).toEqual(['[-Spanish-] ([-Spain-])', '[+French+] ([+Canada+])'])
  })

  test('has countries by name', async () => {
    const id = unused('DE')
    await admin.edit(id, { billing_country: 'FR' })
    expect(rows(await historyPage(id))).toEqual([
      ['Country or region (billing)', '[-Germany-]', '[+France+]'],
    ])
  })

  test('has the states of both countries by name when a customer moved', async () => {
    const id = unused('ES')
    await admin.edit(id, { billing_state: 'B', billing_postal_code: '08001' })
    await admin.edit(id, { billing_country: 'US', billing_state: 'WA', billing_postal_code: '98052' })
    const shown = rows(await historyPage(id)).map(([, ...sides]) => sides)
    expect(shown).toContainEqual(['[-Barcelona-]', '[+Washington+]'])
  })

  test('reads codes by the country of their time, on every page', async () => {
    const id = unused('ES')
    await admin.edit(id, { billing_state: 'B', billing_postal_code: '08001' })
    await admin.edit(id, { billing_state: 'SE', billing_postal_code: '41001' })
    const [moved] = await storedHistory(portal, id)
    await admin.edit(id, { billing_country: 'US', billing_state: 'WA', billing_postal_code: '98052' })
    const $ = await historyPage(id, `?before=${moved!.to_version + 1}`)
    expect(rows($)).toContainEqual(['Province (billing)', '[-Barcelona-]', '[+Sevilla+]'])
    const entry = textOf(await historyPage(id), `#version-${moved!.to_version} tbody`)
    expect(entry).toContain('Province (billing) Barcelona Sevilla')
  })

  test('has the reason, as text', async () => {
    const id = unused('ES')
    await admin.edit(id, { billing_first_name: 'Ana', reason: '<b>Ticket 4711</b>' })
    const $ = await historyPage(id)
    expect(textOf($, '.timeline-reason')).toContain('Reason or reference: <b>Ticket 4711</b>')
    expect($('.timeline-reason b')).toHaveLength(0)
    await admin.edit(id, { billing_first_name: 'Eva' })
    const latest = (await historyPage(id))('ol.timeline > li').first()
    expect(latest.find('.timeline-reason')).toHaveLength(0)
  })

  test('of a customer that nobody changed is how it began', async () => {
    const changed = await portal.deps.database.selectFrom('history').select('customer_id').execute()
    const untouched = customersOfPartner(0).find(({ id }) => !changed.some((row) => row.customer_id === id))!
    const $ = await historyPage(untouched.id)
    expect(textsOf($, 'ol.timeline h3')).toEqual(['The customer was added'])
  })

  test('is there for who may only view', async () => {
    const viewer = await portal.signIn(people.viewer)
    const response = await viewer.get(`/customers/${unused('ES')}/history`)
    expect(response.status).toBe(200)
  })
})

describe('a long history', () => {
  let id: string
  beforeAll(async () => {
    id = unused('ES')
    const have = (await storedHistory(portal, id)).length
    const form = await admin.editForm(id)
    for (let n = 0; n < 60 - have; n += 1) {
      const version = String(Number(form.version) + n)
      await admin.post(`/customers/${id}/account`, {
        _csrf: form._csrf!,
        version,
        billing_first_name: `N ${n}`,
      })
    }
  })

  test('comes 25 a page, and every entry once', async () => {
    const seen: (string | undefined)[] = []
    const sizes: number[] = []
    for (let next: string | undefined = `/customers/${id}/history`; next;) {
      const $: CheerioAPI = await admin.page(next)
      seen.push(...ids($))
      sizes.push(ids($).length)
      next = $('nav.pages a[rel=next]').attr('href')
    }
    expect(sizes).toEqual([25, 25, 10 + 1])
    const stored = (await storedHistory(portal, id)).map((entry) => `version-${entry.to_version}`)
    expect(seen).toEqual([...stored, 'version-1'])
  })

  test('leads back to the newest from any page but the first', async () => {
    const first = await historyPage(id)
    const newest = `nav.pages a[href="/customers/${id}/history"]`
    expect(first(newest)).toHaveLength(0)
    const second = await admin.page(first('nav.pages a[rel=next]').attr('href')!)
    expect(second(newest).text().trim()).toBe('Newest')
  })

  test.each(['1', '0', '-1', '1e9', 'x', '', '1.5', '9'.repeat(20)])(
    'from a version that is %j begins with the newest',
    async (before) => {
      const first = ids(await historyPage(id))
      expect(ids(await historyPage(id, `?before=${before}`))).toEqual(first)
    },
  )

  test('before the first version has nothing to show, without a failure', async () => {
    const response = await admin.get(`/customers/${id}/history?before=1`)
    expect(response.status).toBe(200)
  })
})

describe('what is written', () => {
  test('a failed edit leaves neither a version nor an entry', async () => {
    const id = unused('ES')
    const { database } = portal.deps
    const before = await storedHistory(portal, id)
    const allowed = await refusingRowsOf(database, 'history_changes')
    const response = await admin.edit(id, { billing_first_name: 'Half' })
    await allowed()
    expect(response.status).toBe(500)
    expect(response.text).toContain('Something went wrong on our side')
    expect(await storedHistory(portal, id)).toEqual(before)
    expect((await admin.editForm(id)).billing_first_name).not.toBe('Half')
  })

  test('versions of every customer are without a gap', async () => {
    const gaps = await sql<{ gaps: number }>`
      SELECT count(*) AS gaps FROM (
        SELECT to_version - row_number() OVER (PARTITION BY customer_id ORDER BY to_version) AS distance FROM history
      ) AS numbered WHERE distance <> 1`.execute(portal.deps.database)
    expect(gaps.rows[0]).toEqual({ gaps: 0 })
  })
})
