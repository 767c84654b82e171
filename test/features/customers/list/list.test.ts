import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CheerioAPI } from 'cheerio'
import { addCustomers } from '#src/demonstration/seed.ts'
import { needsAttentionOnPurpose } from '#src/demonstration/demonstration.ts'
import { relationships } from '#src/features/customers/customer.ts'
import { writePosition } from '#src/features/customers/list/list-query.ts'
import { indexedWords, searchWords, sortName } from '#src/features/customers/search/search-text.ts'
import { countriesInOrder, countryName } from '#src/reference/countries.ts'
import { phoneDigits } from '#src/reference/phones.ts'
import { customersOfPartner, known, textOf, textsOf } from '#test/support/customers.ts'
import { people, type Person } from '#test/support/person.ts'
import { openPortal, openPortalForTest, type Portal } from '#test/support/portal.ts'

type Customer = ReturnType<typeof customersOfPartner>[number]

const all = customersOfPartner(0)

let portal: Portal
let admin: Person

beforeAll(async () => {
  portal = await openPortal()
  admin = await portal.signIn(people.admin)
})
afterAll(() => portal.close())

function path(query: Record<string, string>): string {
  return `/customers?${new URLSearchParams(query).toString()}`
}

/** The ids of the customers on a page, in order. */
function idsOn($: CheerioAPI): string[] {
  return $('td.cell-name a.row-link')
    .toArray()
    .map((link) => $(link).attr('href')?.split('/')[2] ?? '')
}

const count = ($: CheerioAPI) => textOf($, '.page-head [role=status]')
const link = ($: CheerioAPI, rel: 'prev' | 'next') => $(`a[rel=${rel}]`).attr('href')

/** The ids on every page from one address on, page by page. */
async function pagesFrom(person: Person, address: string): Promise<string[][]> {
  const pages: string[][] = []
  for (let next: string | undefined = address; next;) {
    const $: CheerioAPI = await person.page(next)
    pages.push(idsOn($))
    next = link($, 'next')
  }
  return pages
}

/** Everything that a search or filter finds, without its order. */
async function found(query: Record<string, string>): Promise<string[]> {
  return (await pagesFrom(admin, path({ size: '100', ...query }))).flat().sort()
}

const idsOf = (customers: readonly Customer[]) => customers.map((customer) => customer.id).sort()

/** What a search should find, said plainly: each word somewhere in one of the words of the customer's texts. */
function holding(asked: string): string[] {
  // The groups of a number are one.
  const words = searchWords(/^[+\d ]+$/.test(asked) ? asked.replace(/\D/g, '') : asked)
  return idsOf(
    all.filter((customer) => {
      const there = textsToSearch(customer).flatMap(indexedWords)
      return words.every((word) => there.some((other) => other.includes(word)))
    }),
  )
}

function textsToSearch({ id, primary_domain, account }: Customer): string[] {
  return [
    id,
    id.replaceAll('-', ''),
    primary_domain,
    account.company_name,
    account.billing_company_name,
    account.registration_number,
    account.billing_first_name,
    account.billing_middle_name,
    account.billing_last_name,
    account.billing_last_name + account.billing_first_name,
    account.company_email,
    account.billing_email,
    ...phoneDigits(account.company_phone_number),
    ...phoneDigits(account.billing_phone_number),
  ]
}

describe('the list', () => {
  test('begins with 25 customers by name, and says how many there are', async () => {
    const $ = await admin.page('/customers')
    expect($('h1').text()).toBe('Customers')
    expect(count($)).toBe('500 customers of Fabrikam Cloud')
    expect(idsOn($)).toHaveLength(25)
    expect(link($, 'prev')).toBeUndefined()
    expect(link($, 'next')).toBeDefined()
    expect($('th[aria-sort=ascending]').text().trim()).toBe('Company name')
  })

  test('shows of each customer its name, domain, contact, country, relationship and last change', async () => {
    const { id, account, primary_domain } = known.yunfan
    const $ = await admin.page(path({ q: id }))
    const row = $('tbody tr')
    expect(row).toHaveLength(1)
    expect(row.find('a.row-link').attr('href')).toBe(`/customers/${id}/account`)
    expect(row.find('a.row-link').text()).toBe(account.company_name)
    expect(row.find('.cell-name .below').first().text()).toBe(primary_domain)
    expect(row.find('.cell-contact').text().trim()).toBe('王伟')
    expect(row.find('.cell-country').text().trim()).toBe('China')
    expect(textOf($, '.cell-relationship')).toBe('Reseller')
    expect(row.find('.cell-changed .below').text()).not.toBe('')
  })

  test.each(['25', '50', '100'])('shows %s customers a page', async (size) => {
    const $ = await admin.page(path({ size }))
    expect(idsOn($)).toHaveLength(Number(size))
    expect($('#size option[selected]').attr('value')).toBe(size)
  })

  test('offers the partner’s countries by name, and all relationships', async () => {
    const $ = await admin.page('/customers')
    const present = new Set(all.map(({ account }) => account.company_country))
    const names = [...present].map((code) => countryName(code, 'en'))
    expect(textsOf($, '#country option')).toEqual(['All', ...names.sort(new Intl.Collator('en').compare)])
    expect(
      $('#relationship option')
        .toArray()
        .map((option) => $(option).attr('value')),
    ).toEqual(['', ...relationships])
  })
})

describe('the place in the list', () => {
  const place = ($: CheerioAPI) => textOf($, '.position')

  test.each(['name', '-country', 'changed'])('by %s is said on each page', async (sort) => {
    let $ = await admin.page(path({ sort, size: '100' }))
    const forward = [place($)]
    for (let next = link($, 'next'); next; next = link($, 'next')) {
      $ = await admin.page(next)
      forward.push(place($))
    }
    expect(forward).toEqual(['1–100', '101–200', '201–300', '301–400', '401–500'].map((at) => `${at} of 500`))
    expect(place(await admin.page(link($, 'prev')!))).toBe('301–400 of 500')
  })

  test('of a search is that in what it found', async () => {
    const first = await admin.page(path({ q: 'example', country: 'ES', sort: 'country' }))
    const total = (await found({ q: 'example', country: 'ES' })).length
    expect(place(first)).toBe(`1–25 of ${total}`)
    expect(place(await admin.page(link(first, 'next')!))).toBe(`26–50 of ${total}`)
  })

  test('is the true one, whatever came and went before it', async () => {
    const portal = await openPortalForTest()
    const person = await portal.signIn(people.admin)
    const first = await person.page('/customers')
    const [id] = idsOn(first)
    const version = (await person.editForm(id!)).version ?? ''
    await person.post(`/customers/${id}/archive`, { version, archived: 'yes' })
    const second = await person.page(link(first, 'next')!)
    expect(place(second)).toBe('25–49 of 499')
  })

  test('that nobody can know is left out', async () => {
    const after = { key: 'm', country: 'ES', row_id: 1, at: 30_000 }
    expect(place(await admin.page(path({ after: writePosition(after) })))).toBe('500 in all')
  })
})

describe('the order', () => {
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  const nameOf = (id: string) => sortName(all.find((customer) => customer.id === id)!.account.company_name)
  const countryOf = (id: string) => all.find((customer) => customer.id === id)!.account.company_country
  const walked = (sort: string) => pagesFrom(admin, path({ sort, size: '100' }))

  test('by name is that of the folded names, either way', async () => {
    const ascending = (await walked('name')).flat()
    expect([...ascending].sort()).toEqual(idsOf(all))
    expect(ascending.map(nameOf)).toEqual(all.map(({ id }) => nameOf(id)).sort(byText))
    expect((await walked('-name')).flat()).toEqual(ascending.toReversed())
  })

  test('by country is that of the countries’ names in the reader’s language, and by name within one', async () => {
    const order = countriesInOrder('en').map(({ code }) => code)
    const place = (id: string) => order.indexOf(countryOf(id))
    const ascending = (await walked('country')).flat()
    expect([...ascending].sort()).toEqual(idsOf(all))
    const expected = all
      .map(({ id }) => ({ place: place(id), name: nameOf(id) }))
      .sort((a, b) => a.place - b.place || byText(a.name, b.name))
    expect(ascending.map((id) => ({ place: place(id), name: nameOf(id) }))).toEqual(expected)
    const descending = (await walked('-country')).flat()
    expect(descending.map((id) => ({ place: place(id), name: nameOf(id) }))).toEqual(
      expected.toSorted((a, b) => b.place - a.place || byText(a.name, b.name)),
    )
    // Germany comes after France and Spain after Mexico, which their codes would have the other way round.
    const countries = [...new Set(ascending.map(countryOf))]
    expect(countries.indexOf('DE')).toBeGreaterThan(countries.indexOf('FR'))
    expect(countries.indexOf('ES')).toBeGreaterThan(countries.indexOf('MX'))
  })

  test('by last change is that of time, either way', async () => {
    const rows = await portal.deps.database
      .selectFrom('customers')
      .select('id')
      .where('partner_id', '=', 1)
      .orderBy('changed_at_ms')
      .orderBy('row_id')
      .execute()
    const oldestFirst = rows.map((row) => row.id)
    expect((await walked('changed')).flat()).toEqual(oldestFirst)
    expect((await walked('-changed')).flat()).toEqual(oldestFirst.toReversed())
  })

  test.each(['name', '-name', 'country', '-country', 'changed', '-changed'])(
    'by %s has every customer once on the way back as well',
    async (sort) => {
      const forward = await walked(sort)
      let $ = await admin.page(path({ sort, size: '100' }))
      for (let page = 1; page < forward.length; page += 1) $ = await admin.page(link($, 'next')!)
      const backward = [idsOn($)]
      for (let previous = link($, 'prev'); previous && backward.length < 100; previous = link($, 'prev')) {
        $ = await admin.page(previous)
        backward.unshift(idsOn($))
      }
      expect(backward).toEqual(forward)
    },
  )

  test('is that of what was found, too', async () => {
    const ascending = (await pagesFrom(admin, path({ q: 'example', country: 'ES', sort: 'name' }))).flat()
    expect(ascending.length).toBeGreaterThan(25)
    expect(ascending).toEqual(ascending.toSorted((a, b) => byText(nameOf(a), nameOf(b))))
    const filtered = (await pagesFrom(admin, path({ country: 'ES', sort: 'name' }))).flat()
    expect(ascending).toEqual(filtered)
  })

  test('is turned round by its column’s head, and kept by the filters’ form', async () => {
    const $ = await admin.page(path({ sort: '-changed', q: 'example' }))
    expect($('th[aria-sort=descending]').text().trim()).toBe('Last changed')
    const href = $('th[aria-sort=descending] a').attr('href') ?? ''
    expect(Object.fromEntries(new URLSearchParams(href.split('?')[1]))).toEqual({
      q: 'example',
      sort: 'changed',
    })
    expect($('form.filters input[name=sort]').attr('value')).toBe('-changed')
  })
})

describe('columns', () => {
  const heads = ($: CheerioAPI) => textsOf($, 'thead th')

  test('are those that the address names, in its order, after the name', async () => {
    const { quintana } = known
    const columns = 'registration_number,company_city,billing_email,changed'
    const $ = await admin.page(path({ q: quintana.id, columns }))
    expect(heads($)).toEqual([
      'Company name',
      'Registration number',
      'City',
      'Email (billing)',
      'Last changed',
    ])
    expect($('tbody tr').text()).toContain(quintana.account.billing_email)
    const { registration_number, company_city } = quintana.account
    for (const text of [registration_number, company_city]) expect($('tbody tr').text()).toContain(text)
  })

  test('stay in every address of the list and in its form', async () => {
    const $ = await admin.page(path({ columns: 'tags,id', size: '50' }))
    const hrefs = $('thead a[href*=sort], a[rel=next]')
      .toArray()
      .map((element) => $(element).attr('href'))
    expect(hrefs.length).toBeGreaterThan(1)
    expect(hrefs.every((href) => href?.includes('columns=tags%2Cid'))).toBe(true)
    expect($('form.filters input[name=columns]').attr('value')).toBe('tags,id')
  })

  test.each([
    ['none', ''],
    ['unknown ones', 'company_name,__proto__,nothing'],
    ['the usual ones', 'billing_contact,company_country,relationship,changed'],
  ])('that are %s are the usual ones', async (_what, columns) => {
    const $ = await admin.page(path({ columns }))
    expect(heads($)).toEqual([
      'Company name',
      'Billing contact',
      'Country or region',
      'Relationship',
      'Last changed',
    ])
    expect(link($, 'next')).not.toContain('columns')
  })

  test('of tags and of what needs attention are taken from the relationship’s', async () => {
    const query = { attention: 'yes', q: known.huaju.id }
    const $ = await admin.page(path({ ...query, columns: 'relationship,attention' }))
    expect($('.cell-relationship .tag-attention')).toHaveLength(0)
    expect(textOf($, '.tag-attention')).toBe('Registration number')
  })
})

describe('filters', () => {
  const inCountry = (code: string) => all.filter(({ account }) => account.company_country === code)

  test('by country', async () => {
    const $ = await admin.page(path({ country: 'ES' }))
    expect(count($)).toBe(`${inCountry('ES').length} customers found`)
    expect($('#country option[selected]').text()).toBe('Spain')
    expect(await found({ country: 'ES' })).toEqual(idsOf(inCountry('ES')))
  })

  test('by relationship', async () => {
    const advised = all.filter((customer) => customer.relationship === 'advisor')
    expect(await found({ relationship: 'advisor' })).toEqual(idsOf(advised))
    expect(advised.length).toBeGreaterThan(0)
  })

  test('to those that need attention, and say at which fields', async () => {
    const needing = all.filter((_, n) => needsAttentionOnPurpose(0, n))
    expect(await found({ attention: 'yes' })).toEqual(idsOf(needing))
    const $ = await admin.page(path({ attention: 'yes', q: known.huaju.id }))
    expect(textOf($, '.tag-attention')).toBe('Registration number')
    expect($('select[name=attention]').val()).toBe('yes')
  })

  test('together, and together with a search', async () => {
    const both = inCountry('CN').filter(({ relationship }) => relationship === 'reseller')
    expect(await found({ country: 'CN', relationship: 'reseller' })).toEqual(idsOf(both))
    const needing = idsOf(all.filter((one, n) => needsAttentionOnPurpose(0, n) && both.includes(one)))
    expect(await found({ country: 'CN', relationship: 'reseller', attention: 'yes' })).toEqual(needing)
    const asked = holding('科技').filter((id) => idsOf(both).includes(id))
    expect(asked.length).toBeGreaterThan(1)
    expect(asked.length).toBeLessThan(both.length)
    expect(await found({ country: 'CN', relationship: 'reseller', q: '科技' })).toEqual(asked)
    expect(await found({ attention: 'yes', q: '科技' })).toEqual(
      holding('科技').filter((id) =>
        needsAttentionOnPurpose(
          0,
          all.findIndex((one) => one.id === id),
        ),
      ),
    )
  })

  test('are cleared by one link, which keeps order and size', async () => {
    const $ = await admin.page(path({ q: 'a', country: 'ES', attention: 'yes', sort: '-name', size: '50' }))
    expect($('.filter-actions a').attr('href')).toBe('/customers?sort=-name&size=50')
    const plain = await admin.page('/customers')
    expect(plain('.filter-actions a')).toHaveLength(0)
  })

  test('that leave nothing say so and what to do', async () => {
    const $ = await admin.page(path({ country: 'JP', relationship: 'microsoft_support', attention: 'yes' }))
    expect(count($)).toBe('No customers found')
    expect(textOf($, '.empty-state h2')).toBe('No customer matches these filters')
    expect(textsOf($, '.empty-state p')).toEqual(['Take away a filter.'])
  })

  test('that leave nothing can each be taken away, or all of them', async () => {
    const filters = { q: 'nobody', country: 'JP', relationship: 'advisor', attention: 'yes', tag: 'gold' }
    const $ = await admin.page(path({ ...filters, sort: '-name' }))
    const chips = $('.empty-state .chip').toArray()
    const without = chips.map((chip) => new URLSearchParams($(chip).attr('href')?.split('?')[1]))
    expect(without.map((state) => Object.keys(filters).filter((name) => !state.has(name)))).toEqual(
      Object.keys(filters).map((name) => [name]),
    )
    expect(without.map((state) => state.get('sort'))).toEqual(chips.map(() => '-name'))
    expect(textsOf($, '.empty-actions a')).toEqual(['Show all customers', 'Add customer'])
    expect($('.empty-actions a').first().attr('href')).toBe('/customers?sort=-name')
    const viewer = await portal.signIn(people.viewer)
    const theirs = await viewer.page(path(filters))
    expect(textsOf(theirs, '.empty-actions a')).toEqual(['Show all customers'])
  })

  test('that only archived customers match say so', async () => {
    const portal = await openPortalForTest()
    const person = await portal.signIn(people.admin)
    const { id } = known.quintana
    const version = (await person.editForm(id)).version ?? ''
    await person.post(`/customers/${id}/archive`, { version, archived: 'yes' })
    const $ = await person.page(path({ q: id }))
    expect(textOf($, '.empty-state p a')).toBe('1 archived customer matches')
    const archived = await person.page($('.empty-state p a').attr('href') ?? '')
    expect(idsOn(archived)).toEqual([id])
    expect((await person.page(path({ q: 'nobody' })))('.empty-state p a')).toHaveLength(0)
  })
})

describe('a search', () => {
  const { quintana, yunfan, northwind, mueller, contosoRetail } = known

  test.each([
    ['a Chinese contact', '王伟'],
    ['a name without its accent', 'garcia'],
    ['a name in capitals with an accent', 'GARCÍA'],
    ['a piece of a word', 'soft'],
    ['the end of a word', 'works'],
    ['several words', 'softworks garcia'],
    ['ß as ss', 'strasse'],
    ['one character', '王'],
    ['one letter', 'q'],
    ['one digit and a name', '9 quintana'],
    ['a full domain', quintana.primary_domain],
    ['a piece of a domain', 'partner.onmschina'],
    ['a registration number', 'A40641888'],
    ['a piece of a registration number', '640188'],
    ['a registration number with separators', 'A-40641888'],
    ['an e-mail address', 'facturas@quintana.example'],
    ['a contact, family name first', 'Quintana Inés'],
    ['a contact, given name first', 'ines quintana'],
    ['a phone number as digits', '34914352024'],
    ['a phone number in national form', '914 35 20 24'],
    ['a phone number in international form', '+34 914 35 20 24'],
    ['a phone number with its trunk prefix', '020 7946 0145'],
    ['a phone number with its trunk prefix, in one piece', '02079460145'],
    ['a Microsoft ID', yunfan.id],
    ['a Microsoft ID in capitals', yunfan.id.toUpperCase()],
    ['a Microsoft ID without its dashes', yunfan.id.replaceAll('-', '')],
    ['a piece of a Microsoft ID', yunfan.id.slice(0, 8)],
    ['full-width characters', 'ｑｕｉｎｔａｎａ'],
    ['FTS5’s own words', 'NEAR OR NOT'],
    ['quotation marks', '"quintana" AND'],
    ['an asterisk', 'quint*'],
    ['a like pattern', '%quintana_'],
  ])('by %s finds whatever holds it', async (_what, q) => {
    expect(await found({ q })).toEqual(holding(q))
  })

  test.each([
    ['王伟', yunfan],
    ['facturas', quintana],
    ['QUINTANA almac', quintana],
    ['almac QUINTANA', quintana],
    ['914 35 20 24', quintana],
    ['+34 914352024', quintana],
    ['020 7946 0145', northwind],
    ['+44 20 7946 0145', northwind],
    ['muller sohne', mueller],
    ['Müller & Söhne', mueller],
    ['whitfield dana', contosoRetail],
    ['Marie', contosoRetail],
  ])('for %s finds the customer that was meant', async (q, customer) => {
    expect(await found({ q })).toContain(customer.id)
  })

  test('for a whole Microsoft ID or a domain finds that one customer', async () => {
    for (const q of [quintana.id, yunfan.primary_domain]) expect(await found({ q })).toHaveLength(1)
  })

  test('for García finds all that are called so, however it is written', async () => {
    const called = all.filter(({ account }) => account.company_name.includes('García'))
    const names = await found({ q: 'garcia' })
    expect(called.length).toBeGreaterThan(2)
    expect(names).toEqual(expect.arrayContaining(idsOf(called)))
    expect(await found({ q: 'Garci\u0301a' })).toEqual(names)
  })

  test('by a registration number with its country’s code for VAT, and as it is kept', async () => {
    const { id, account } = known.quintana
    const number = account.registration_number
    for (const q of [number, `ES${number}`, `es-${number}`, `${number.slice(0, 1)}-${number.slice(1)}`])
      expect(await found({ q }), q).toEqual([id])
  })

  test.each(['…', '—', '***', '" "', '😀'])('for nothing but %s finds nothing', async (q) => {
    const $ = await admin.page(path({ q }))
    expect(idsOn($)).toEqual([])
    expect(count($)).toBe('No customers found')
  })

  test('for white space alone is none', async () => {
    expect(count(await admin.page(path({ q: '   ' })))).toBe('500 customers of Fabrikam Cloud')
  })

  test('that finds nothing says so, keeps what was typed and gives advice', async () => {
    const q = '<b>no such customer</b>'
    const response = await admin.get(path({ q, country: 'ES' }))
    const $ = await admin.page(path({ q, country: 'ES' }))
    expect(response.text).not.toContain('<b>no such')
    expect($('#q').attr('value')).toBe(q)
    expect(textOf($, '.empty-state h2')).toBe(`No customer matches “${q}”`)
    expect($('.empty-state p')).toHaveLength(3)
  })

  test('marks what it found', async () => {
    const $ = await admin.page(path({ q: 'quint almac' }))
    const row = $('tbody tr').filter((_, element) => $(element).find(`a[href*="${quintana.id}"]`).length > 0)
    expect(row.find('a.row-link').html()).toContain('<mark>Almac</mark>enes <mark>Quint</mark>ana')
    expect(row.find('.cell-contact').html()).toContain('<mark>Quint</mark>ana')
    const accents = await admin.page(path({ q: 'garcia' }))
    expect(accents('mark').first().text()).toMatch(/^garc[ií]a$/i)
  })

  test.each([
    ['facturas@quintana', 'Email (billing): facturas@quintana.example', 'facturas'],
    ['A40641888', 'Registration number: A40641888', 'A40641888'],
    ['34914352024', 'Phone number (billing): +34 914 35 20 24', '34 914 35 20 24'],
    ['914352024', 'Phone number (billing): 914 35 20 24', '914 35 20 24'],
    ['0034 914 35', 'Phone number (billing): +34 914 35 20 24', '34 914 35'],
    [quintana.id, `Microsoft ID: ${quintana.id}`, quintana.id.split('-')[0]!],
  ])('for %s says where else it was found', async (q, line, marked) => {
    const $ = await admin.page(path({ q }))
    expect(textsOf($, '.found')).toContain(line)
    expect(textsOf($, '.found mark')).toContain(marked)
  })

  test('for what two numbers have shows each once, and one that both sides have as that of both', async () => {
    const portal = await openPortalForTest()
    const admin = await portal.signIn(people.admin)
    await admin.edit(quintana.id, {
      company_phone_number: '915 711 698',
      billing_phone_number: '916 711 698',
    })
    const q = 'quintana almac 711 698'
    expect(textsOf(await admin.page(path({ q })), '.found')).toEqual([
      'Phone number (billing): 916 71 16 98',
      'Phone number (company): 915 71 16 98',
    ])
    await admin.edit(quintana.id, { billing_phone_number: '915 711 698' })
    const both = await admin.page(path({ q }))
    expect(textsOf(both, '.found')).toEqual(['Phone number (company and billing): 915 71 16 98'])
    expect(textsOf(both, '.found mark')).toEqual(['71 16 98'])
  })

  test('finds a name with and without what stands between its words, and in each of its forms', async () => {
    const portal = await openPortalForTest()
    const admin = await portal.signIn(people.admin)
    const searches = {
      "Pat O'Brien & Sons": ['obrien', 'pat o brien', 'O’Brien and Sons'],
      'Coca-Cola Ibérica S.A.': ['cocacola', 'coca cola iberica', 'COCA-COLA IBERICA SA'],
      '☕ Café Luna ☕': ['cafe luna', 'cafeluna', 'Luna, café'],
      株式会社齋藤: ['斉藤', '株式會社斎藤', '齊藤'],
    }
    for (const [name, asked] of Object.entries(searches)) {
      await admin.edit(quintana.id, { company_name: name, billing_company_name: name })
      for (const q of asked)
        expect(idsOn(await admin.page(path({ q, size: '100' }))), q).toContain(quintana.id)
    }
  })

  test('says nothing of other places when the columns show it', async () => {
    const $ = await admin.page(path({ q: 'almacenes quintana' }))
    expect(idsOn($)).toContain(quintana.id)
    expect($('.found')).toHaveLength(0)
  })

  test('finds a customer by its new name at once, and no longer by the old one', async () => {
    const portal = await openPortalForTest()
    const admin = await portal.signIn(people.admin)
    await admin.edit(known.sakura.id, { company_name: 'Zypresse KK', billing_company_name: 'Zypresse KK' })
    expect(idsOn(await admin.page(path({ q: 'zypr' })))).toEqual([known.sakura.id])
    expect(idsOn(await admin.page(path({ q: 'さくら' })))).not.toContain(known.sakura.id)
  })
})

describe('a search that is sent to open what it finds', () => {
  const { quintana, yunfan } = known
  const answer = async (query: Record<string, string>) => await admin.get(path({ ...query, open: 'only' }))

  test.each([
    ['the only one found', 'almacenes quintana 914352024'],
    ['a Microsoft ID', yunfan.id.toUpperCase()],
  ])('leads to %s', async (_what, q) => {
    const expected = q.includes('quintana') ? quintana : yunfan
    expect((await answer({ q })).headers.location).toBe(`/customers/${expected.id}/account`)
  })

  test('leads to the customer whose domain it is, though others have it in an address, unless it is filtered', async () => {
    const portal = await openPortalForTest()
    const admin = await portal.signIn(people.admin)
    await admin.edit(quintana.id, { company_email: `a@${yunfan.primary_domain}` })
    const q = yunfan.primary_domain
    const to = async (query: Record<string, string>) =>
      (await admin.get(path({ q, open: 'only', ...query }))).headers.location
    expect(await to({})).toBe(`/customers/${yunfan.id}/account`)
    expect(await to({ country: 'ES' })).toBe(`/customers/${quintana.id}/account`)
  })

  test('leads to the list where several are found, or none, or nothing was asked, without a trap on the way back', async () => {
    expect((await answer({ q: 'garcia', country: 'ES' })).headers.location).toBe(
      '/customers?q=garcia&country=ES',
    )
    expect((await answer({ q: 'no such one' })).headers.location).toBe('/customers?q=no+such+one')
    expect((await answer({ q: '' })).headers.location).toBe('/customers?view=all')
    const opened = await admin.page((await answer({ q: quintana.id })).headers.location!)
    expect(opened('.breadcrumb a').first().attr('href')).toBe(`/customers?q=${quintana.id}`)
  })

  test('never leads to another partner’s', async () => {
    const stranger = await portal.signIn(people.stranger)
    const response = await stranger.get(path({ q: quintana.id, open: 'only' }))
    expect(response.headers.location).toBe(`/customers?q=${quintana.id}`)
    expect((await stranger.get(`/customers/find?q=${quintana.id}`)).body).toEqual([])
  })

  test('is answered to the palette with eight customers at most', async () => {
    expect((await admin.get('/customers/find?q=example')).body).toHaveLength(8)
    expect((await admin.get('/customers/find?q=')).body).toEqual([])
    expect((await admin.get(`/customers/find?q=${quintana.id}`)).body).toEqual([
      {
        label: quintana.account.company_name,
        detail: `${quintana.primary_domain} · Spain`,
        href: `/customers/${quintana.id}/account`,
      },
    ])
  })
})

describe('the address bar', () => {
  test('keeps search, filters, order and size from page to page', async () => {
    const state = { q: 'example', country: 'CN', relationship: 'reseller', sort: '-changed', size: '50' }
    let $ = await admin.page(path(state))
    const next = link($, 'next') ?? ''
    const { after, ...kept } = Object.fromEntries(new URLSearchParams(next.split('?')[1]))
    expect(kept).toEqual(state)
    expect(after).toBeDefined()
    const first = idsOn($)
    $ = await admin.page(next)
    expect($('#q').attr('value')).toBe('example')
    expect($('#country option[selected]').attr('value')).toBe('CN')
    expect($('#relationship option[selected]').attr('value')).toBe('reseller')
    const previous = link($, 'prev') ?? ''
    const { before, ...keptBack } = Object.fromEntries(new URLSearchParams(previous.split('?')[1]))
    expect(keptBack).toEqual(state)
    expect(before).toBeDefined()
    expect(idsOn(await admin.page(previous))).toEqual(first)
  })

  test('leads back from a customer to where the list was left', async () => {
    const reader = await portal.signIn(people.sales)
    const left = path({ q: 'quintana', sort: '-name' })
    await reader.page(left)
    const $ = await reader.page(`/customers/${known.quintana.id}/account`)
    expect($('.breadcrumb a').attr('href')).toBe(left)
  })

  test.each([
    ['another host', '//elsewhere.example/customers', '/customers'],
    ['an address elsewhere', 'https://elsewhere.example/customers', '/customers'],
    ['a script', 'javascript:alert(1)', '/customers'],
    ['a page that is no list', '/staff', '/customers'],
    ['JSON', 'j:{"pathname":"/customers"}', '/customers'],
    ['half a character', '%E0%A4%A', '/customers'],
    ['a place that is none', '/customers?sort=none&after=!!!', '/customers?sort=none&after=!!!'],
  ])('leads nowhere else when the browser says that it was left at %s', async (_what, cookie, href) => {
    const reader = await portal.signIn(people.sales)
    reader.agent.jar.setCookie(`list=${encodeURIComponent(cookie)}; path=/`, '127.0.0.1', '/')
    const $ = await reader.page(`/customers/${known.quintana.id}/account`)
    expect($('h1').text()).toContain('Quintana')
    expect($('.breadcrumb a').attr('href')).toBe(href)
  })

  test.each([
    ['no base64', { after: '!!!' }],
    ['no JSON', { after: Buffer.from('{').toString('base64url') }],
    ['another shape', { after: Buffer.from('{"key":{}}').toString('base64url') }],
    ['null', { after: Buffer.from('null').toString('base64url') }],
    ['the key of another order', { after: writePosition({ key: 1, country: 'ES', row_id: 1 }) }],
    ['beyond the end', { after: writePosition({ key: '\u{10FFFF}', country: 'ES', row_id: 1 }) }],
    ['before the beginning', { before: writePosition({ key: '', country: 'ES', row_id: 1 }) }],
    ['as long as an address may be', { after: 'A'.repeat(5000) }],
    ['SQL', { before: "' OR 1=1 --" }],
  ])('with a place that is %s shows the first page', async (_what, place) => {
    const first = idsOn(await admin.page('/customers'))
    const response = await admin.get(path(place))
    expect(response.status).toBe(200)
    expect(idsOn(await admin.page(path(place)))).toEqual(first)
  })

  test('with a place in a country that there is not shows the first page', async () => {
    const after = writePosition({ key: 'a', country: 'XX', row_id: 1 })
    const first = idsOn(await admin.page(path({ sort: 'country' })))
    expect(idsOn(await admin.page(path({ sort: 'country', after })))).toEqual(first)
  })
})

describe('while customers change', () => {
  test.each([
    ['the whole list', {}],
    ['what a search found', { q: 'example' }],
  ])('pages of %s have every other customer once', async (_what, query) => {
    const portal = await openPortalForTest()
    const admin = await portal.signIn(people.admin)
    const start = path({ ...query, size: '100' })
    const first = await admin.page(start)
    const pageOne = idsOn(first)
    const pageTwo = idsOn(await admin.page(link(first, 'next')!))
    // The row that the second page begins behind, one before it and one of those still to come.
    const moved = [pageOne.at(-1)!, pageOne[3]!, pageTwo[5]!]
    const colleague = await portal.signIn(people.sales)
    for (const [index, id] of moved.entries()) {
      const response = await colleague.edit(id, { company_name: `${index === 2 ? '000' : 'zzz'} moved` })
      expect(response.status).toBe(303)
    }
    const rest = await pagesFrom(admin, link(first, 'next')!)
    const seen = [...pageOne, ...rest.flat()].filter((id) => !moved.includes(id))
    expect(seen).toHaveLength(497)
    expect(new Set(seen).size).toBe(497)
  })
})

describe('a broad search', () => {
  let broad: Portal
  let admin: Person
  beforeAll(async () => {
    broad = await openPortal()
    await addCustomers(broad.deps.database, 900, Date.now(), () => undefined)
    admin = await broad.signIn(people.admin)
  })
  afterAll(() => broad.close())

  test('says that it found more than a thousand, and advises to narrow it down', async () => {
    const $ = await admin.page(path({ q: 'example' }))
    expect(count($)).toBe('1,000+ customers found')
    expect(textOf($, '.alert-info')).toContain('These are 1,000 of them')
    expect(idsOn($)).toHaveLength(25)
  })

  test('shows just that thousand, each once', async () => {
    const ids = (await pagesFrom(admin, path({ q: 'example', size: '100' }))).flat()
    expect(ids).toHaveLength(1000)
    expect(new Set(ids).size).toBe(1000)
  })

  test('is said as it is when it finds fewer', async () => {
    const $ = await admin.page(path({ q: 'example', country: 'JP' }))
    expect(count($)).toMatch(/^\d{2} customers found$/)
    expect($('.alert-info')).toHaveLength(0)
  })

  test('is not what the whole list is: that is counted to the end', async () => {
    const $ = await admin.page('/customers')
    expect(count($)).toBe('1,400 customers of Fabrikam Cloud')
    expect($('.alert-info')).toHaveLength(0)
  })

  test('has places on all its pages, beyond those that are counted as well', async () => {
    for (const query of [{}, { relationship: 'reseller' }]) {
      const seen: { place: string; rows: number }[] = []
      for (let next: string | undefined = path({ ...query, size: '100' }); next;) {
        const $: CheerioAPI = await admin.page(next)
        seen.push({ place: textOf($, '.position').split(' ')[0]!, rows: idsOn($).length })
        next = link($, 'next')
      }
      expect(seen.length).toBeGreaterThan(10)
      const number = (n: number) => n.toLocaleString('en')
      const expected = seen.map(({ rows }, page) => `${number(page * 100 + 1)}–${number(page * 100 + rows)}`)
      expect(seen.map(({ place }) => place)).toEqual(expected)
    }
  })

  test('by filters alone is counted to a thousand, and can be paged through to the end', async () => {
    const $ = await admin.page(path({ relationship: 'reseller' }))
    expect(count($)).toBe('1,000+ customers found')
    const ids = (await pagesFrom(admin, path({ relationship: 'reseller', size: '100' }))).flat()
    expect(ids.length).toBeGreaterThan(1000)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
