import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { likeness, nameKernel } from '#src/features/customers/duplicates/alike.ts'
import type { Account } from '#src/features/customers/customer.ts'
import { known, storedCustomer, textOf, textsOf } from '#test/support/customers.ts'
import { formFields, people, type Fields, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal
let tom: Person

beforeAll(async () => {
  portal = await openPortal()
  tom = await portal.signIn(people.sales)
})

afterAll(() => portal.close())

let made = 0

/** A form of a Spanish company that there is not yet. */
function newcomer(more: Partial<Account> & Fields = {}): Fields {
  made += 1
  const { account } = known.quintana
  return {
    ...account,
    primary_domain: `nueva${made}.onmicrosoft.com`,
    company_name: `Zumbaya Número ${made * 7919}`,
    registration_number: '',
    ...more,
  }
}

const idFrom = (location: string | undefined) => String(location).split('/')[2] ?? ''

describe('adding a customer', () => {
  it('keeps it with all its rules, in the list, in search and in the activity log', async () => {
    const fields = newcomer({ company_phone_number: '914 35 20 77', tags: 'new' })
    const answer = await tom.post('/customers', fields)
    expect(answer.status).toBe(303)
    const id = idFrom(answer.headers.location)
    const stored = await storedCustomer(portal, id)
    expect(stored).toMatchObject({
      version: 1,
      primary_domain: fields.primary_domain,
      company_name: fields.company_name,
      company_phone_number: '+34914352077',
      relationship: 'reseller',
      tags: 'new',
      attention: '[]',
    })
    const $ = await tom.page(`/customers/${id}/account`)
    expect(textOf($, '[role=status]')).toBe('The customer is added.')
    expect(textOf($, '.meta')).toMatch(/Added .* by Tom Barker/)
    expect(textsOf(await tom.page(`/customers?q=${fields.primary_domain}`), '.row-link')).toEqual([
      fields.company_name,
    ])
    expect(textsOf(await tom.page(`/customers/${id}/history`), 'ol.timeline h3')).toEqual([
      'Tom Barker added the customer',
    ])
    const lucia = await portal.signIn(people.admin)
    const log = await lucia.page('/activity?action=customer_added')
    expect(textOf(log, '.activity tbody tr:first-child')).toContain(fields.company_name!)
    expect(textOf(log, '.activity tbody tr:first-child')).toContain('Tom Barker')
  })

  it('begins with the country of whoever adds', async () => {
    const form = formFields(await tom.page('/customers/new'), 'form.account-form')
    expect(form).toMatchObject({ company_country: 'GB', billing_country: 'GB', relationship: 'reseller' })
  })

  it.each([
    ['primary_domain', '', 'Please fill this in'],
    ['primary_domain', 'no domain', 'Please enter a domain such as contoso.onmicrosoft.com'],
    ['primary_domain', known.quintana.primary_domain, 'Almacenes Quintana, S.A. has this domain already'],
    ['company_name', '', 'Please fill this in'],
    ['billing_email', 'x', 'Please enter an address such as name@example.com'],
    ['company_postal_code', '1', 'Postal codes in Spain have 5 digits, such as 28039'],
    ['relationship', 'friend', 'Please choose one from the list'],
  ])('with %s “%s” comes back with what is wrong and everything typed', async (field, value, message) => {
    const fields = newcomer({ [field]: value })
    const answer = await tom.post('/customers', fields)
    expect(answer.status).toBe(422)
    const $ = load(answer.text)
    expect(textsOf($, '.field-error')).toEqual([message])
    expect(formFields($, 'form.account-form')).toMatchObject({
      company_city: fields.company_city,
      [field]: value,
    })
    expect($($('.error-summary a').attr('href') ?? '')).toHaveLength(1)
  })

  it.each([
    ['the same registration number', { registration_number: known.quintana.account.registration_number }],
    ['a very similar name in the same country', { company_name: 'Almacenes Quintana S.L.' }],
  ])('with %s shows who that is, and goes on when told to', async (_what, values) => {
    const fields = newcomer(values)
    const answer = await tom.post('/customers', fields)
    expect(answer.status).toBe(409)
    const $ = load(answer.text)
    expect(textOf($, '.alike li')).toContain('Almacenes Quintana, S.A.')
    expect($('.alike a').attr('href')).toBe(`/customers/${known.quintana.id}/account`)
    const again = formFields($, 'form.account-form')
    expect(again).toMatchObject({ company_name: fields.company_name, alike_allowed: 'yes' })
    expect((await tom.post('/customers', again)).status).toBe(303)
  })

  it('in another country is no duplicate by its name', async () => {
    const german = { ...known.mueller.account, company_name: 'Almacenes Quintana', registration_number: '' }
    expect((await tom.post('/customers', newcomer(german))).status).toBe(303)
  })

  it('follows the country, and keeps what is typed', async () => {
    const fields = newcomer({ company_country: 'CN', company_state: '44' })
    const answer = await tom.post('/customers/new', fields)
    expect(answer.status).toBe(200)
    const $ = load(answer.text)
    expect(textsOf($, 'label[for=company_state]')[0]).toContain('Province')
    expect($('#company_city-list option')).toHaveLength(21)
    expect($('#company_name').val()).toBe(fields.company_name)
  })

  it('is for admin and sales agents', async () => {
    const chen = await portal.signIn(people.helpdesk)
    expect((await chen.get('/customers/new')).status).toBe(403)
    expect((await chen.post('/customers', newcomer())).status).toBe(403)
    expect((await chen.page('/customers'))('a[href="/customers/new"]')).toHaveLength(0)
  })

  it('of one partner does not meet another’s', async () => {
    const grace = await portal.signIn(people.stranger)
    const fields = newcomer({
      primary_domain: known.quintana.primary_domain,
      company_name: 'Almacenes Quintana',
    })
    expect((await grace.post('/customers', fields)).status).toBe(303)
  })
})

describe('names', () => {
  it.each([
    ['Almacenes Quintana, S.A.', ['almacenes', 'quintana']],
    ['北京云帆科技有限公司', ['北京云帆科技']],
    ['Müller & Söhne GmbH & Co. KG', ['muller', 'sohne']],
    ['S.A.', ['sa']],
  ])('of %s tell it from others by %j', (name, kernel) => {
    expect(nameKernel(name)).toEqual(kernel)
  })

  it('are alike by what they have in common', () => {
    expect(likeness('Almacenes Quintana, S.A.', 'ALMACENES QUINTANA SL')).toBe(1)
    expect(likeness('北京云帆科技有限公司', '北京云帆科技股份有限公司')).toBe(1)
    expect(likeness('Almacenes Quintana', 'Almacenes Robledo')).toBeLessThan(0.8)
    expect(likeness('', '')).toBe(0)
  })
})

describe('the duplicates', () => {
  const byNumber = '/customers/duplicates'
  const byName = '/customers/duplicates?kind=name'

  async function addAlike(person: Person, account: Partial<Account>, domain: string): Promise<string> {
    const fields = { ...newcomer(), ...account, primary_domain: domain, alike_allowed: 'yes' }
    return idFrom((await person.post('/customers', fields)).headers.location)
  }

  it('are groups by number or by name, without archived customers', async () => {
    const fresh = await openPortal()
    const lucia = await fresh.signIn(people.admin)
    const headings = async (path: string) => textsOf(await lucia.page(path), '.duplicate h2')
    const [numbers, names] = [await headings(byNumber), await headings(byName)]
    const { account } = known.quintana
    const id = await addAlike(lucia, account, 'twice.example')
    const further = async (path: string, before: string[]) =>
      (await headings(path)).filter((heading) => !before.includes(heading))
    expect(await further(byNumber, numbers)).toEqual([account.registration_number])
    expect(await further(byName, names)).toEqual(['Almacenes Quintana, S.A.'])
    await lucia.post(`/customers/${id}/archive`, { version: '1', archived: 'yes' })
    expect([await headings(byNumber), await headings(byName)]).toEqual([numbers, names])
    await lucia.post(`/customers/${id}/archive`, { version: '2', archived: '' })
    expect(await further(byNumber, numbers)).toEqual([account.registration_number])
    await fresh.close()
  })

  it('are gone through by Previous and Next, from group to group, also when one was just archived', async () => {
    const fresh = await openPortal()
    const lucia = await fresh.signIn(people.admin)
    await addAlike(lucia, known.quintana.account, 'twice.example')
    await addAlike(lucia, known.quintana.account, 'thrice.example')
    await addAlike(lucia, known.mueller.account, 'zweimal.example')
    for (const path of [byNumber, byName]) {
      const $ = await lucia.page(path)
      const hrefs = $('.alike a')
        .toArray()
        .map((link) => $(link).attr('href') ?? '')
      expect(hrefs.length, path).toBeGreaterThanOrEqual(5)
      for (const [at, href] of hrefs.entries()) {
        const account = await lucia.page(href)
        expect(account('.around a[rel=prev]').attr('href'), path).toBe(hrefs[at - 1])
        expect(account('.around a[rel=next]').attr('href'), path).toBe(hrefs[at + 1])
        expect(account('.breadcrumb a').attr('href')).toBe(path)
      }
    }
    const $ = await lucia.page(byNumber)
    const group = $('.duplicate').filter((_, card) => $(card).find('.alike a').length === 2)
    const [first, second] = $(group).first().find('.alike a').toArray()
    const href = $(second).attr('href') ?? ''
    const goesOn = (await lucia.page(href))('.around a[rel=next]').attr('href')
    await lucia.post(href.replace('/account', '/archive'), { version: '1', archived: 'yes' })
    const archived = await lucia.page(href)
    expect(archived('.around a[rel=next]').attr('href')).toBe(goesOn)
    expect(archived('.around a[rel=prev]').attr('href')).not.toBe($(first).attr('href'))
    await fresh.close()
  })

  it('of one partner are not another’s', async () => {
    const fresh = await openPortal()
    await addAlike(await fresh.signIn(people.admin), known.quintana.account, 'twice.example')
    const grace = await fresh.signIn(people.stranger)
    expect(textsOf(await grace.page(byName), '.duplicate h2')).not.toContain('Almacenes Quintana, S.A.')
    await fresh.close()
  })
})

describe('the customers before and after', () => {
  it('are those of the list one comes from, in the account and in the form', async () => {
    const person = await portal.signIn(people.admin)
    expect((await person.page(`/customers/${known.quintana.id}/account`))('.around')).toHaveLength(0)
    for (const list of [
      '/customers?attention=yes&sort=-name',
      '/customers?q=科技&sort=country',
      '/customers?sort=changed',
    ]) {
      const $ = await person.page(list)
      const hrefs = $('.row-link')
        .toArray()
        .map((link) => $(link).attr('href') ?? '')
      const account = await person.page(hrefs[1]!)
      expect(account('.around a[rel=prev]').attr('href'), list).toBe(hrefs[0])
      expect(account('.around a[rel=next]').attr('href'), list).toBe(hrefs[2])
      const first = await person.page(hrefs[0]!)
      expect(first('.around a[rel=prev]'), list).toHaveLength(0)
      const form = await person.page(`${hrefs[1]}/edit`)
      expect(form('.around a[rel=next]').attr('href'), list).toBe(`${hrefs[2]}/edit`)
    }
  })
})
