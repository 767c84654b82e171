import request, { type Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { people } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})

afterAll(() => portal.close())

const names = ['sid', 'device', 'language', 'flash', 'visitor', 'list'] as const
const day = 86_400_000

const cookiesIn = (response: Response): string[] => response.get('Set-Cookie') ?? []

/** What follows the name, as a browser would send it back. */
const valueIn = (response: Response, name: string): string =>
  cookiesIn(response)
    .find((line) => line.startsWith(`${name}=`))
    ?.split(';')[0]
    ?.slice(name.length + 1) ?? ''

const get = (path: string, cookie: string) =>
  request(portal.app).get(path).set('Cookie', cookie).set('Accept-Language', 'en')

const languageWith = async (cookie: string): Promise<string | undefined> =>
  /<html lang="([^"]+)"/.exec((await get('/sign-in', cookie)).text)?.[1]

/** Every signed cookie of the portal, as somebody got it. */
async function signedCookies(): Promise<Record<string, string>> {
  const signedIn = await portal.visitor().signIn(people.admin)
  const inSpanish = await request(portal.app)
    .post('/sign-in')
    .type('form')
    .send({ email: '', language: 'es' })
  const person = await portal.signIn(people.sales)
  const signedOut = await person.post('/sign-out', {})
  const nowhere = await portal.visitor().get('/no-such-page')
  return {
    sid: valueIn(signedIn, 'sid'),
    device: valueIn(signedIn, 'device'),
    language: valueIn(inSpanish, 'language'),
    flash: valueIn(signedOut, 'flash'),
    visitor: valueIn(nowhere, 'visitor'),
  }
}

describe('a signed cookie', () => {
  it('is believed as it was signed, and not when it was changed or never signed', async () => {
    const { language = '' } = await signedCookies()
    expect(await languageWith(`language=${language}`)).toBe('es')
    const [text = '', mac = ''] = language.split('.')
    const german = Buffer.from(JSON.stringify({ holds: 'zh-Hans', until_ms: 9e15 })).toString('base64url')
    for (const other of [
      'es',
      `${german}.${mac}`,
      `${language}x`,
      text,
      `.${mac}`,
      `s%3A${language}`,
      'j%3A%22es%22',
    ])
      expect(await languageWith(`language=${other}`), other).toBe('en')
  })

  it('says nothing under another name', async () => {
    const signed = await signedCookies()
    expect(Object.values(signed)).not.toContain('')
    for (const [name, value] of Object.entries(signed)) {
      for (const other of names.filter((candidate) => candidate !== name)) {
        const page = await get('/sign-in', `${other}=${value}`)
        expect(page.status, `${name} as ${other}`).toBe(200)
        expect(page.text).toContain('<html lang="en"')
        expect(page.text).not.toContain('You are signed out')
        expect((await get('/', `${other}=${value}`)).headers.location, `${name} as ${other}`).toBe('/sign-in')
        if (other !== 'visitor') continue
        expect(valueIn(await get('/no-such-page', `visitor=${value}`), 'visitor'), name).not.toBe('')
      }
    }
  })

  it.each([
    ['language', 365 * day],
    ['flash', 60_000],
    ['visitor', day],
    ['device', 365 * day],
  ])('%s ends on the server, too, whatever a browser keeps', async (name, aliveMs) => {
    const began = portal.clock.now
    const signed = await signedCookies()
    const cookie = `${name}=${signed[name]}`
    const signOf = async (): Promise<unknown> => {
      switch (name) {
        case 'language':
          return await languageWith(cookie)
        case 'flash':
          return (await get('/sign-in', cookie)).text.includes('You are signed out')
        case 'visitor':
          return valueIn(await get('/no-such-page', cookie), 'visitor') === ''
        default:
          return (await keptForm(cookie)).includes('kept%3D')
      }
    }
    const before = await signOf()
    portal.clock.now = began + aliveMs - 1000
    expect(await signOf()).toBe(before)
    portal.clock.now = began + aliveMs
    expect(await signOf()).not.toBe(before)
    portal.clock.now = began
  })

  /** Where a form leads that is submitted after its session ended: a browser that is known keeps it. */
  async function keptForm(cookie: string): Promise<string> {
    const { database } = portal.deps
    const { id } = await database
      .selectFrom('customers')
      .select('id')
      .where('partner_id', '=', 1)
      .executeTakeFirstOrThrow()
    const staff = await database
      .selectFrom('staff')
      .select('id')
      .where('email', '=', people.admin)
      .executeTakeFirstOrThrow()
    const answer = await request(portal.app)
      .post(`/customers/${id}/account`)
      .set('Cookie', cookie)
      .type('form')
      .send({ version: '1', filled_by: String(staff.id), company_name: 'Kept' })
    return String(answer.headers.location)
  }
})

describe('a cookie of any value', () => {
  const nasty = [
    'j:{}',
    'j:[]',
    'j:null',
    'j:"x"',
    'j:{"toString":1}',
    'j:{"__proto__":{"x":1}}',
    'j:',
    's:',
    's:.',
    's:x.y',
    's:j:{}.x',
    '.',
    'x.',
    '.x',
    '"',
    '%',
    '%ff',
    '%00',
    '%E0%A4%A',
    '\u00ff',
    'e30.e30',
    'x'.repeat(4096),
    'x'.repeat(14_000),
    '{}',
    'null',
    '//evil.example',
    '/customers?q=%zz',
    '/customers?after=e30',
  ].flatMap((value) => [value, encodeURIComponent(value)])

  it.each([...names, '__Host-sid', '__proto__', 'constructor', 'hasOwnProperty', 'toString'])(
    '%s is no failure',
    async (name) => {
      for (const value of nasty) {
        for (const cookie of [`${name}=${value}`, `${name}=a; ${name}=${value}`]) {
          const page = await get('/sign-in', cookie)
          expect(page.status, cookie.slice(0, 60)).toBe(200)
          const answer = await get('/', cookie)
          expect(answer.headers.location, cookie.slice(0, 60)).toBe('/sign-in')
        }
      }
    },
  )

  it('is none beside a session, either', async () => {
    const sid = `sid=${(await signedCookies()).sid}`
    const { id } = await portal.deps.database
      .selectFrom('customers')
      .select('id')
      .where('partner_id', '=', 1)
      .executeTakeFirstOrThrow()
    for (const name of names.filter((one) => one !== 'sid'))
      for (const value of nasty.filter((text) => text.length < 13_000)) {
        const page = await get(`/customers/${id}/account`, `${sid}; ${name}=${value}`)
        expect(page.status, `${name}=${value.slice(0, 60)}`).toBe(200)
      }
  })
})
