import { load, type CheerioAPI } from 'cheerio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import en from '#src/i18n/en.json' with { type: 'json' }
import { catalogues, locales, type MessageKey } from '#src/i18n/translator.ts'
import { customersToUse, known, textOf } from '#test/support/customers.ts'
import { formFields, people, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

/** The portal for those who read another language: chosen, switched without losing anything, and nothing left in English. */

let portal: Portal
const unused = customersToUse()

beforeAll(async () => {
  portal = await openPortal()
})

afterAll(() => portal.close())

const others = locales.filter((locale) => locale !== 'en')
const heading = (locale: string, key: MessageKey) => catalogues.get(locale)?.[key] ?? ''

/** Whole sentences and labels of the English catalogue that the other language says differently. */
function englishOnly(locale: string): string[] {
  const words = (Object.keys(en) as MessageKey[])
    .filter((key) => !en[key].includes('{') && en[key].length >= 7)
    .map((key) => en[key])
  const own = new Set(Object.values(catalogues.get(locale) ?? {}))
  return words.filter((text) => !own.has(text) && /^[A-Z]/.test(text))
}

/** https://dom.spec.whatwg.org/#dom-node-text_node */
const textNode = 3

/** What a reader meets: text, and what is read out or shown on hovering. */
function spoken($: CheerioAPI): string[] {
  $('script, style, [lang]:not(html), option').remove()
  const texts = $('body *')
    .contents()
    .toArray()
    .filter((node) => node.nodeType === textNode)
    .map((node) => $(node).text().trim())
  const attributes = ['aria-label', 'title', 'placeholder', 'data-copied', 'data-leave']
  const said = $('body *')
    .toArray()
    .flatMap((element) => attributes.map((name) => $(element).attr(name) ?? ''))
  return [...texts, ...said].filter((text) => text !== '')
}

async function reading(locale: string, email: string): Promise<Person> {
  const person = await portal.signIn(email)
  await person.post('/language', { language: locale, next: '/' })
  return person
}

const customer = known.quintana.id

describe.each(others)('in %s', (locale) => {
  let person: Person

  beforeAll(async () => {
    person = await reading(locale, people.globalAdmin)
  })

  it.each([
    '/',
    '/customers',
    '/customers?q=nobodyiscalledthat',
    '/customers?attention=yes&sort=-changed',
    `/customers/${customer}/account`,
    `/customers/${customer}/account/edit`,
    `/customers/${customer}/account/edit?restores=1`,
    `/customers/${customer}/history`,
    `/customers/${customer}/history/as-of?version=1`,
    `/customers/${customer}/history/compare`,
    '/customers/new',
    '/customers/duplicates',
    '/customers/export',
    '/activity',
    '/staff',
    '/staff/new',
    '/staff/2',
    '/profile',
    '/nothing',
  ])('%s is said in it, and nothing in English', async (path) => {
    const response = await person.get(path)
    const $ = load(response.text)
    expect($('html').attr('lang')).toBe(locale)
    const left = englishOnly(locale)
    expect(left.length).toBeGreaterThan(100)
    expect(spoken($).filter((text) => left.some((english) => text === english))).toEqual([])
  })

  it('mistakes are explained in it', async () => {
    const id = unused('ES')
    const answer = await person.edit(id, { company_postal_code: '1', billing_email: 'x' })
    expect(answer.status).toBe(422)
    const $ = load(answer.text)
    expect(textOf($, '.error-summary')).toContain(heading(locale, 'problem.email'))
    const left = englishOnly(locale)
    expect(spoken($).filter((text) => left.some((english) => text.includes(english)))).toEqual([])
  })

  it('the export of the activity log has its headings', async () => {
    const { text } = await person.post('/activity/export', {})
    expect(text.split('\r\n')[0]).toContain(heading(locale, 'activity.customer'))
    expect(text).toContain(heading(locale, 'activity.action.signed_in'))
  })
})

describe('the language', () => {
  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-Hans'],
    ['es-MX', 'es'],
    ['zh-TW', 'zh-Hans'],
    ['fr, es;q=0.5', 'es'],
    ['xx', 'en'],
    ['', 'en'],
  ])('asked for by a browser as “%s” is %s', async (accepted, locale) => {
    const response = await portal.visitor().agent.get('/sign-in').set('Accept-Language', accepted)
    expect(load(response.text)('html').attr('lang')).toBe(locale)
  })

  it('is switched on the sign-in page, which keeps where to go and the email, and stays after signing in', async () => {
    const person = portal.visitor()
    const next = encodeURIComponent('/customers?q=a&sort=-name')
    const $ = await person.page(`/sign-in?next=${next}`)
    const button = $('button[name=language][value=es]')
    expect(button.attr('form')).toBe($('form').attr('id'))
    const answer = await person.agent
      .post(String($('form').attr('action')))
      .type('form')
      .send({ email: 'ana@fabrikam.example', password: '', language: 'es' })
    expect(answer.status).toBe(200)
    const spanish = load(answer.text)
    expect(spanish('html').attr('lang')).toBe('es')
    expect(spanish('[name=email]').val()).toBe('ana@fabrikam.example')
    expect(spanish('form').attr('action')).toBe($('form').attr('action'))
    await person.signIn(people.sales)
    expect((await person.page('/'))('html').attr('lang')).toBe('es')
  })

  it('is switched at the top of any page, which comes back as it was, and is kept in the profile', async () => {
    const person = await portal.signIn(people.helpdesk)
    const $ = await person.page('/customers?q=ma&sort=-name')
    const fields = formFields($, 'form[action="/language"]')
    const answer = await person.agent
      .post('/language')
      .type('form')
      .send({ ...fields, language: 'zh-Hans' })
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/customers?q=ma&sort=-name')
    const elsewhere = await portal.signIn(people.helpdesk)
    expect((await elsewhere.page('/'))('html').attr('lang')).toBe('zh-Hans')
    const profile = formFields(await elsewhere.page('/profile'), 'form[action="/profile"]')
    expect(profile.locale).toBe('zh-Hans')
    await elsewhere.post('/profile', { ...profile, locale: '' })
    expect((await elsewhere.page('/'))('html').attr('lang')).toBe('en')
  })

  it('is switched in the middle of a form, which keeps everything typed and saves nothing', async () => {
    const person = await portal.signIn(people.admin)
    const id = unused('DE')
    const form = await person.editForm(id)
    const $ = await person.page(`/customers/${id}/account/edit`)
    expect($('button[name=language]').attr('form')).toBe('account-form')
    const typed = { ...form, company_name: 'Typed', billing_email: 'not yet', reason: 'T-1' }
    const answer = await person.post(`/customers/${id}/account`, { ...typed, language: 'es' })
    expect(answer.status).toBe(200)
    const spanish = load(answer.text)
    expect(spanish('html').attr('lang')).toBe('es')
    const { _csrf, ...again } = formFields(spanish, 'form.account-form')
    expect(_csrf).toBe(form._csrf)
    expect(again).toEqual(Object.fromEntries(Object.entries(typed).filter(([name]) => name !== '_csrf')))
    expect((await person.page(`/customers/${id}/account`))('h1').text()).not.toBe('Typed')
  })

  it('is switched in the form of a member of staff, too', async () => {
    const person = await portal.signIn(people.globalAdmin)
    const typed = { name: 'Mei', email: 'mei', role_sales_agent: 'yes', password: '' }
    const answer = await person.post('/staff', { ...typed, language: 'en' })
    expect(answer.status).toBe(200)
    expect(formFields(load(answer.text), 'form.staff-form')).toMatchObject(typed)
    const member = await person.post('/staff/2', { ...typed, version: '1', language: 'es' })
    expect(member.status).toBe(200)
    expect(formFields(load(member.text), 'form.staff-form')).toMatchObject({ name: 'Mei' })
  })

  it.each(['xx', '', '../en', '__proto__'])('“%s” is none', async (language) => {
    const answer = await (await portal.signIn(people.sales)).post('/language', { language, next: '/' })
    expect(answer.status).toBe(400)
  })

  it('leads nowhere else', async () => {
    const person = await portal.signIn(people.sales)
    const answer = await person.post('/language', { language: 'en', next: 'https://evil.example/' })
    expect(answer.headers.location).toBe('/')
  })

  it('is switched by nobody who is not on a page of the portal', async () => {
    const person = await portal.signIn(people.viewer)
    for (const _csrf of ['', 'x', 'x'.repeat(43)]) {
      expect((await person.post('/language', { _csrf, language: 'es', next: '/' })).status).toBe(403)
    }
    expect((await person.page('/'))('html').attr('lang')).toBe('en')
  })

  it('is switched without signing in by the form of the page, and by no other', async () => {
    const visitor = portal.visitor()
    const form = async () => formFields(await visitor.page('/no-such-page'), 'form[action="/language"]')
    const fields = await form()
    expect(await form()).toEqual(fields)
    const other = formFields(await portal.visitor().page('/no-such-page'), 'form[action="/language"]')
    for (const _csrf of ['', 'x', other._csrf!]) {
      const answer = await visitor.post('/language', { ...fields, _csrf, language: 'es' })
      expect(answer.status).toBe(403)
      expect(String(answer.headers['set-cookie'])).not.toContain('language=')
    }
    const answer = await visitor.post('/language', { ...fields, language: 'es' })
    expect(answer.status).toBe(303)
    expect((await visitor.page('/sign-in'))('html').attr('lang')).toBe('es')
    expect((await portal.visitor().post('/language', { ...fields, language: 'es' })).status).toBe(403)
  })
})
