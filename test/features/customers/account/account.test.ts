import type { CheerioAPI } from 'cheerio'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { customersOfPartner, known, textOf, textsOf } from '#test/support/customers.ts'
import { people, Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal
let admin: Person

beforeAll(async () => {
  portal = await openPortal()
  admin = await portal.signIn(people.admin)
})
afterAll(() => portal.close())

const { yunfan, quintana, contosoRetail, mueller, northwind, huaju, sakura, saoJorge } = known

/** A card as label → lines. */
function card($: CheerioAPI, heading: 'company-details' | 'billing-information'): Record<string, string[]> {
  const facts = $(`section[aria-labelledby=${heading}] .facts > div`).toArray()
  return Object.fromEntries(
    facts.map((fact) => {
      const lines = $(fact).find('dd').clone()
      lines.find('br').replaceWith('\n')
      return [
        $(fact).find('dt').text(),
        lines
          .text()
          .split('\n')
          .map((line) => line.replace(/\s+/g, ' ').trim())
          .filter((line) => line !== ''),
      ]
    }),
  )
}

const account = (customer: { id: string }) => admin.page(`/customers/${customer.id}/account`)

describe('a customer’s address', () => {
  test('leads to its account', async () => {
    const response = await admin.get(`/customers/${quintana.id}`)
    expect(response.status).toBe(303)
    expect(response.headers.location).toBe(`/customers/${quintana.id}/account`)
  })
})

describe('the head of a customer’s pages', () => {
  test('has name, Microsoft ID, country, relationship and last change', async () => {
    const $ = await account(quintana)
    expect($('h1').text()).toBe('Almacenes Quintana, S.A.')
    expect($('.meta code').text()).toBe(quintana.id)
    expect($('.meta [data-copy]').attr('data-copy')).toBe(quintana.id)
    const [, country, relationship, changed] = textsOf($, '.meta li')
    expect([country, relationship]).toEqual(['Spain', 'Reseller'])
    expect(changed).toMatch(/^Last changed .+ by [A-Z]/)
  })

  test('is the same on the history and the form, and the menu says where one is', async () => {
    for (const [page, item, trail] of [
      ['account', 'Account', []],
      ['history', 'History', ['History']],
      ['account/edit', 'Account', ['Edit']],
      ['history/as-of?version=1', 'History', ['History', 'Version 1']],
      ['history/compare', 'History', ['History', 'Compare versions']],
    ] as const) {
      const $ = await admin.page(`/customers/${quintana.id}/${page}`)
      expect($('h1').text()).toBe('Almacenes Quintana, S.A.')
      expect(textsOf($, '.customer-menu a')).toEqual(['Account', 'History'])
      expect(textOf($, '.customer-menu [aria-current=page]')).toBe(item)
      expect($('.breadcrumb a').attr('href')).toBe('/customers')
      expect(textsOf($, '.breadcrumb li')).toEqual(['Customers', 'Almacenes Quintana, S.A.', ...trail])
    }
  })

  test('says when a customer was added that nobody has changed', async () => {
    const changed = await portal.deps.database.selectFrom('history').select('customer_id').execute()
    const untouched = customersOfPartner(0).find(({ id }) => !changed.some((row) => row.customer_id === id))
    expect(textOf(await account(untouched!), '.meta li:last-child')).toMatch(/^Added /)
  })
})

describe('the cards', () => {
  test('have every field of a Chinese customer, its address from large to small', async () => {
    const $ = await account(yunfan)
    expect($('title').text()).toContain('北京云帆科技有限公司')
    expect(card($, 'company-details')).toEqual({
      'Company name': ['北京云帆科技有限公司'],
      'Primary domain name': ['yunfantech.partner.onmschina.cn'],
      'Microsoft ID': [yunfan.id],
      Relationship: ['Reseller'],
      'Registration number': ['91110150MAY3FAU866 统一社会信用代码 (USCC)'],
      Email: ['admin@yunfan.example'],
      'Phone number': ['+86 10 6255 1208'],
      Address: ['China', '100080', '北京市海淀区', '中关村大街27号', '云帆大厦12层'],
      Tags: ['Not given'],
    })
    expect(card($, 'billing-information')).toEqual({
      'Company name': ['云帆科技'],
      'First name': ['伟'],
      'Middle name': ['Not given'],
      'Last name': ['王'],
      Email: ['wang.wei@yunfan.example'],
      'Phone number': ['+86 10 6255 1217'],
      Address: ['China', '100080', '北京市海淀区', '中关村大街27号', '云帆大厦12层财务部'],
      Language: ['Chinese'],
      Culture: ['Chinese (China)'],
    })
  })

  test.each([
    [
      'the United States',
      contosoRetail,
      ['8450 164th Avenue NE', 'Suite 300', 'Redmond, WA 98052', 'United States'],
    ],
    ['Spain', quintana, ['Calle de Serrano, 41', '28001 Madrid', 'Spain']],
    ['Germany', mueller, ['Sendlinger Straße 18', '80331 München', 'Germany']],
    ['Japan', sakura, ['Japan', '〒104-0061', '東京都', '中央区銀座4-12-6', 'さくらビル5階']],
  ])('write an address as %s does', async (_country, customer, lines) => {
    expect(card(await account(customer), 'company-details').Address).toEqual(lines)
  })

  test('write a middle name, a phone number and a language as they are read', async () => {
    const billing = card(await account(contosoRetail), 'billing-information')
    expect(billing['Middle name']).toEqual(['Marie'])
    expect(billing['Phone number']).toEqual(['+1 425 555 0147'])
    expect(billing.Language).toEqual(['English'])
    expect(billing.Culture).toEqual(['English (United States)'])
  })

  test('write a phone number nationally for readers in its country', async () => {
    const chen = await portal.signIn(people.helpdesk)
    const $ = await chen.page(`/customers/${yunfan.id}/account`)
    expect(card($, 'company-details')['Phone number']).toEqual(['010 6255 1208'])
  })

  test('say which relationship there is', async () => {
    expect(card(await account(mueller), 'company-details').Relationship).toEqual(['Advisor'])
    expect(card(await account(saoJorge), 'company-details').Relationship).toEqual(['None'])
  })

  test('show what somebody typed as text, never as markup', async () => {
    const id = customersOfPartner(0)[20]!.id
    const name = '<script>alert(1)</script> & "Söhne"'
    await admin.edit(id, { company_name: name })
    const { text } = await admin.get(`/customers/${id}/account`)
    expect(text).not.toContain('<script>alert')
    expect(card(await account({ id }), 'company-details')['Company name']).toEqual([name])
  })
})

describe('what needs attention', () => {
  test('is counted above and said at its field', async () => {
    const $ = await account(huaju)
    expect(textOf($, '.alert-warning')).toBe('One field needs attention')
    expect(textsOf($, '.attention-note')).toHaveLength(1)
    const fact = $('.attention-note').closest('.facts > div')
    expect(fact.find('dt').text()).toBe('Registration number')
    expect(textOf($, '.attention-note')).toContain('check character')
  })

  test('within an address is said with the field’s name, in both cards', async () => {
    const $ = await account(northwind)
    expect(textOf($, '.alert-warning')).toBe('2 fields need attention')
    expect(textsOf($, '.attention-note')).toEqual([
      'Postal code: Postal codes in United Kingdom look like EC1Y 8SY',
      'Postal code: Postal codes in United Kingdom look like EC1Y 8SY',
    ])
  })

  test('is nothing where nothing is wrong', async () => {
    const $ = await account(quintana)
    expect($('.alert-warning, .attention-note')).toHaveLength(0)
  })
})

describe('Edit', () => {
  test.each(['admin', 'sales', 'globalAdmin', 'helpdesk'] as const)('is there for %s', async (name) => {
    const person = await portal.signIn(people[name])
    const $ = await person.page(`/customers/${quintana.id}/account`)
    const link = $('a.btn-primary').filter((_, element) => $(element).text().trim() === 'Edit')
    expect(link.attr('href')).toBe(`/customers/${quintana.id}/account/edit`)
  })

  test('is not there for who may only view', async () => {
    const viewer = await portal.signIn(people.viewer)
    const response = await viewer.get(`/customers/${quintana.id}/account`)
    expect(response.status).toBe(200)
    expect(response.text).not.toContain('account/edit')
  })
})

describe('an account that there is not', () => {
  test.each([
    ['an unknown id', '00000000-0000-4000-8000-000000000000'],
    ['no id at all', 'nonsense'],
    ['the id in capitals', quintana.id.toUpperCase()],
    ['a part of an id', quintana.id.slice(0, 8)],
    ['a very long id', 'a'.repeat(3000)],
    ['SQL', encodeURIComponent("' OR '1'='1")],
    ['a path within', '..%2F..%2Fprofile'],
  ])('by %s is a 404 page', async (_what, id) => {
    for (const page of ['account', 'account/edit', 'history']) {
      const response = await admin.get(`/customers/${id}/${page}`)
      expect(response.status).toBe(404)
      expect(response.text).toContain('There is no such page')
    }
  })

  test('is asked for by signing in first', async () => {
    const response = await portal.visitor().get(`/customers/${quintana.id}/account`)
    expect(response.status).toBe(303)
    expect(response.headers.location).toBe(
      `/sign-in?next=${encodeURIComponent(`/customers/${quintana.id}/account`)}`,
    )
  })
})
