import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customersToUse, known, storedAccount } from '#test/support/customers.ts'
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

const file = async (query: string, person = lucia) =>
  (await person.post('/customers/export', Object.fromEntries(new URLSearchParams(query)))).text
const lines = (text: string) => text.replace('\uFEFF', '').trimEnd().split('\r\n')

describe('the export of customers', () => {
  it('holds exactly what is searched and filtered, in the columns chosen', async () => {
    const text = await file('country=ES&relationship=advisor&column_id=yes&column_company_name=yes')
    expect(text.startsWith('\uFEFF')).toBe(true)
    const [header, ...rows] = lines(text)
    expect(header).toBe('Microsoft ID,Company name')
    const page = await lucia.page('/customers?country=ES&relationship=advisor&size=100')
    const listed = page('.row-link')
      .toArray()
      .map((link) => page(link).attr('href')!.split('/')[2])
    expect(rows.map((row) => row.split(',')[0])).toEqual(listed)
    expect(lines(await file('q=yunfan&column_company_name=yes'))).toEqual([
      'Company name',
      known.yunfan.account.company_name,
    ])
  })

  it('begins with Partner Center’s columns, and has every customer once', async () => {
    const all = lines(await file(''))
    expect(all[0]).toMatch(/^Microsoft ID,Company name,Primary domain name,Relationship,Tags,/)
    expect(all).toHaveLength(501)
    expect(new Set(all.map((row) => row.split(',')[0])).size).toBe(501)
  })

  it('makes no formula of what somebody typed', async () => {
    const id = unused('ES')
    await lucia.edit(id, { company_name: '=HYPERLINK("http://evil.example")' })
    const text = await file(`q=${id}&column_company_name=yes`)
    expect(lines(text)[1]).toBe(`"'=HYPERLINK(""http://evil.example"")"`)
  })

  it('opens in a Spanish Excel by its separator and is headed in the reader’s language', async () => {
    const person = await portal.signIn(people.sales)
    await person.post('/language', { language: 'es', next: '/' })
    const [header] = lines(await file('q=yunfan&column_id=yes&column_relationship=yes', person))
    expect(header).toBe('Id. de Microsoft;Relación')
  })

  it('makes none either where another separator divides what somebody typed, and is read back as it was', async () => {
    const id = unused('ES')
    const typed = { company_name: 'a;=1+1', company_address_line_2: 'b;+2', tags: '@x' }
    await lucia.edit(id, typed)
    const text = await file(
      `q=${id}&column_company_name=yes&column_company_address_line_2=yes&column_tags=yes`,
    )
    expect(lines(text)[1]).toBe("a;'=1+1,b;'+2,'@x")
    expect(await storedAccount(portal, id)).toMatchObject(typed)
  })

  it('is chosen on a page that carries the list’s state along, and is in the activity log', async () => {
    const list = await lucia.page('/customers?q=a&country=ES&sort=-name')
    const $ = await lucia.page(list('a[href^="/customers/export"]').attr('href')!)
    expect($('main form [name=q]').val()).toBe('a')
    expect($('main form [name=country]').val()).toBe('ES')
    expect($('form input[type=checkbox][checked]').length).toBeGreaterThan(30)
    await file('q=yunfan')
    const log = await lucia.page('/activity?action=customers_exported')
    expect(log('.activity tbody tr').length).toBeGreaterThan(0)
    expect((await storedAccount(portal, known.yunfan.id)).company_name).toBe(
      known.yunfan.account.company_name,
    )
  })

  it('is in the order of the list, whichever that is', async () => {
    for (const state of [
      'sort=-name',
      'sort=-changed&country=ES',
      'sort=country',
      'q=example&sort=-country',
    ]) {
      const listed: string[] = []
      for (let next: string | undefined = `/customers?${state}&size=100`; next;) {
        const page = await lucia.page(next)
        listed.push(
          ...page('.row-link')
            .toArray()
            .map((link) => page(link).attr('href')!.split('/')[2]!),
        )
        next = page('a[rel=next]').attr('href')
      }
      const [, ...rows] = lines(await file(`${state}&column_id=yes`))
      expect(rows, state).toEqual(listed)
    }
  })

  it('begins with the columns that the list has, in their order', async () => {
    const list = await lucia.page('/customers?country=ES&columns=tags,billing_contact,changed,company_city')
    const $ = await lucia.page(list('a[href^="/customers/export"]').attr('href')!)
    const ticked = $('form input[type=checkbox][checked]')
      .toArray()
      .map((box) => $(box).attr('name'))
    const names = ['first', 'middle', 'last'].map((name) => `column_billing_${name}_name`)
    expect(ticked).toEqual(['column_company_name', 'column_tags', ...names, 'column_company_city'])
    expect($('form input[type=checkbox]').length).toBeGreaterThan(30)
    const [header] = lines(
      await file('q=yunfan&column_company_city=yes&column_id=yes&column_company_name=yes'),
    )
    expect(header).toBe('City (company),Microsoft ID,Company name')
  })

  it('is sent for by a form, and by those whose role includes it', async () => {
    for (const email of [people.helpdesk, people.viewer]) {
      const person = await portal.signIn(email)
      expect((await person.get('/customers/export')).status).toBe(403)
      expect((await person.post('/customers/export', {})).status).toBe(403)
      expect((await person.page('/customers'))('a[href^="/customers/export"]')).toHaveLength(0)
    }
  })

  it('is of one partner', async () => {
    const grace = await portal.signIn(people.stranger)
    expect(lines(await file('', grace))).toHaveLength(51)
    expect(await file(`q=${known.quintana.primary_domain}`, grace)).not.toContain(known.quintana.id)
  })
})
