import { request } from 'node:http'
import { connect } from 'node:net'
import SqliteDatabase from 'better-sqlite3'
import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { allRoutes } from '#src/app.ts'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'
import { editFields } from '#src/features/customers/customer.ts'
import { FormClient } from '#test/support/form-client.ts'
import { people } from '#test/support/person.ts'
import { openPortal } from '#test/support/portal.ts'
import { copyDatabase, ServerProcess } from '#test/support/server-process.ts'

/** The real process in production: whatever comes in, it answers with no 5xx, and its log stays lines of JSON. */

const database = copyDatabase(inject('seededDatabase'))
const client = { cookie: '', token: '', customer: '' }
let server: ServerProcess
let routes: { method: string; path: string }[]

beforeAll(async () => {
  const portal = await openPortal()
  routes = allRoutes(portal.deps).map(({ method, path }) => ({ method, path }))
  await portal.close()
  server = await ServerProcess.start({
    file: database.file,
    env: { NODE_ENV: 'production', LOG_LEVEL: 'info' },
  })
  const person = new FormClient(server.url)
  await person.signIn(people.globalAdmin, demonstrationPassword)
  client.cookie = person.cookie
  client.token = String(
    load(await (await person.get('/')).text())('input[name="_csrf"]')
      .first()
      .val(),
  )
  const file = new SqliteDatabase(database.file, { readonly: true })
  client.customer = file.prepare<[], string>('SELECT id FROM customers WHERE partner_id = 1').pluck().get()!
  file.close()
})

afterAll(async () => {
  await server.stop()
  database.remove()
})

type Sent = { method: string; path: string; headers?: Record<string, string>; body?: string | Buffer }

/** The status of the answer; 0 where the connection was closed without one. */
function send({ method, path, headers = {}, body }: Sent): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const sent = request(
    { host: '127.0.0.1', port: server.port, method, path, headers, agent: false },
    (answer) => {
      answer.resume()
      answer.on('error', () => resolve(answer.statusCode ?? 0))
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    },
  )
  sent.on('error', () => resolve(0))
  sent.end(body)
  return promise
}

/** What came back for bytes as they are. */
function raw(bytes: string | Buffer): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect(server.port, '127.0.0.1', () => socket.end(bytes))
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString()))
  socket.on('error', () => resolve(text))
  socket.on('close', () => resolve(text))
  return promise
}

const texts = [
  '',
  'null',
  '0',
  '-1',
  '1e99',
  '0x1',
  '99999999999999999999',
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  "' OR 1=1--",
  "=cmd|'/c calc'!A1",
  '\u202Egpj.exe',
  'a\r\nSet-Cookie:x',
  'e\u0301\u0316'.repeat(300),
  '😀'.repeat(200),
  '\u{10FFFF}',
  '"* NOT OR NEAR( :',
  '2026-02-30',
  '/\\evil.example',
  '../../etc/passwd',
  Buffer.from('{"key":{},"country":[],"row_id":1}').toString('base64url'),
  Buffer.from('[[[[').toString('base64url'),
]

/** Encodings that hold no text. */
const broken = ['%', '%00', '%ff', '%ED%A0%80', '%zz', '%E0%A4%A']

const inQuery =
  'q country relationship attention tag sort size after before kind on version side from to field person action customer kept restores undoes outcome beyond next language column_id'.split(
    ' ',
  )
const inForms = [
  ...editFields,
  ...'email password name role_sales_agent may_sign_in version original_version filled_by reason primary_domain origin origin_version archived theme time_zone locale session current_password new_password language next change tag tag_off list_q list_after list_sort all anyway column_0'.split(
    ' ',
  ),
]

const pathOf = (path: string, id: string): string => path.replace(':id', id)

async function expectNoFailure(sent: Sent): Promise<void> {
  const status = await send({ ...sent, headers: { Cookie: client.cookie, ...sent.headers } })
  expect(status, `${sent.method} ${sent.path.slice(0, 200)}`).toBeGreaterThan(0)
  expect(status, `${sent.method} ${sent.path.slice(0, 200)}`).toBeLessThan(500)
}

describe('no failure', { timeout: 120_000 }, () => {
  it('comes of an address', async () => {
    for (const { path } of routes.filter(({ method }) => method === 'get')) {
      for (const value of [...texts.map(encodeURIComponent), ...broken]) {
        const query = inQuery.map((name) => `${name}=${value.slice(0, 400)}`).join('&')
        await expectNoFailure({ method: 'GET', path: `${pathOf(path, client.customer)}?${query}` })
        if (path.includes(':id')) await expectNoFailure({ method: 'GET', path: pathOf(path, value || 'x') })
      }
    }
  })

  it('comes of a form', async () => {
    const forms = routes.filter(
      ({ method, path }) => method === 'post' && path !== '/sign-out' && path !== '/sign-in',
    )
    for (const { path } of forms) {
      for (const value of [...texts.map(encodeURIComponent), ...broken]) {
        const fields = inForms.map((name) => `${name}=${value}`).join('&')
        const body = `_csrf=${client.token}&${fields}`
        const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
        await expectNoFailure({ method: 'POST', path: pathOf(path, client.customer), headers, body })
        if (!path.includes(':id')) continue
        await expectNoFailure({
          method: 'POST',
          path: pathOf(path, '1'),
          headers,
          body: body.replace('&language', '&x'),
        })
      }
    }
  })

  const types = [
    ...['', 'x', ';', 'text/plain', 'application/json', 'application/x-www-form-urlencoded;charset=x'],
    ...['application/x-www-form-urlencoded; charset=utf-16', 'application/x-www-form-urlencoded; boundary="'],
  ]
  const headers: Record<string, string>[] = [
    ...types.map((type) => ({ 'Content-Type': type })),
    ...['x', 'gzip', 'br', 'deflate', 'gzip, gzip', 'identity'].map((encoding) => ({
      'Content-Encoding': encoding,
    })),
    ...['x', 'null', 'http://', 'https://evil.example', '//'].flatMap((from) => [
      { Origin: from },
      { Referer: from },
    ]),
    ...['*', ',', ';q=', 'x;q=9', 'zh-TW', 'a'.repeat(9000), 'en-'.repeat(3000)].flatMap((wanted) => [
      { 'Accept-Language': wanted },
      { 'Accept-Encoding': wanted },
      { Accept: wanted },
    ]),
    ...['Basic', 'Bearer', 'Bearer \u00ff'].map((authorization) => ({ Authorization: authorization })),
    ...['x', '\u00ff', '1.1.1.1, ::1, x'].map((address) => ({ 'X-Forwarded-For': address })),
    { 'X-Forwarded-Proto': 'x,y' },
    { 'X-Forwarded-Host': '[' },
    { Host: '[' },
    { Host: '' },
    { Host: 'a b' },
    { Range: 'bytes=0-,-1' },
    { 'If-None-Match': '*' },
    { 'If-Modified-Since': 'x' },
    { Upgrade: 'websocket', Connection: 'Upgrade' },
    { 'User-Agent': '\u00ff'.repeat(5000) },
    { 'X-Request-Id': 'a"b' },
    { 'Sec-Fetch-Site': 'x' },
  ]

  it('comes of a header', async () => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const body = `_csrf=${client.token}&language=en&email=nobody@example.com`
    for (const one of headers) {
      for (const path of ['/', '/sign-in', '/no-such-page', '/metrics'])
        await expectNoFailure({ method: 'GET', path, headers: one })
      for (const path of ['/language', `/customers/${client.customer}/account/edit`])
        await expectNoFailure({ method: 'POST', path, headers: { ...form, ...one }, body })
    }
  })

  it('comes of bytes that are no request', async () => {
    const start = 'POST /language HTTP/1.1\r\nHost: a\r\n'
    const form = 'Content-Type: application/x-www-form-urlencoded\r\n'
    for (const bytes of [
      '',
      '\r\n',
      '\0',
      Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00]),
      'GET\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'GET / HTTP/1.1\r\nHost\r\n\r\n',
      'GET / HTTP/1.1\r\n: x\r\n\r\n',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'CONNECT evil.example:443 HTTP/1.1\r\nHost: a\r\n\r\n',
      `${start}${form}Content-Length: 10\r\n\r\nabc`,
      `${start}${form}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n`,
      `${start}${form}Expect: nothing\r\nContent-Length: 0\r\n\r\n`,
      `${start}${form}Expect: 100-continue\r\nContent-Length: 3\r\n\r\na=b`,
    ]) {
      const answer = await raw(bytes)
      expect(answer, JSON.stringify(bytes)).not.toMatch(/^HTTP\/1\.1 5/)
    }
  })

  it('was left: the process lives, and wrote lines of JSON alone', async () => {
    expect(server.running).toBe(true)
    expect(await send({ method: 'GET', path: '/readyz' })).toBe(200)
    expect(await server.stop()).toMatchObject({ code: 0 })
    const lines = server.said.split('\n').filter((line) => line !== '')
    expect(lines.length).toBeGreaterThan(500)
    expect(lines.filter((line) => !isJson(line))).toEqual([])
    const failed = lines.filter((line) => (JSON.parse(line) as { level: number }).level >= 50)
    expect(failed).toEqual([])
  })
})

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}
