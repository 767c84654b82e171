import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sweepUploads } from '#src/http/uploads.ts'
import { people } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'
import { openWire, type Answer, type Wire } from '#test/support/wire.ts'

/** Forms with a file, as no browser sends them; where the file stands meanwhile. */

let portal: Portal
let wire: Wire
let cookie = ''
let token = ''
let folder = ''

beforeAll(async () => {
  portal = await openPortal()
  wire = await openWire(portal.app)
  folder = portal.deps.config.uploadFolder
  const person = portal.visitor()
  const signedIn = await person.signIn(people.admin)
  cookie = (signedIn.get('Set-Cookie') ?? []).map((line) => line.split(';')[0]).join('; ')
  token = String((await person.page('/'))('input[name="_csrf"]').first().val())
})

afterAll(async () => {
  await wire.close()
  await portal.close()
})

const b = 'x-boundary'
const field = (name: string, value: string) =>
  `--${b}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const file = (content: string, { name = 'file', filename = 'a.csv' } = {}) =>
  `--${b}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n`
const end = `--${b}--\r\n`
const csv = 'Microsoft ID,Company name\nx,y\n'

async function send(
  body: string | Buffer,
  type = `multipart/form-data; boundary=${b}`,
  to = '/customers/imports',
): Promise<Answer> {
  return await wire.send({
    method: 'POST',
    path: to,
    headers: { Cookie: cookie, 'Content-Type': type },
    body,
  })
}

const inFolder = () => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

describe('a form with a file', () => {
  const good = () => field('_csrf', token) + file(csv) + end

  it('of the portal is taken, and its file goes with the request', async () => {
    expect((await send(good())).status).toBe(303)
    await vi.waitFor(() => {
      expect(inFolder()).toEqual([])
    })
  })

  it.each(['"x-boundary"', 'x-boundary; charset=utf-8', 'x-boundary ; charset="utf-16"'])(
    'with the boundary %s is taken, too',
    async (boundary) => {
      expect((await send(good(), `multipart/form-data; boundary=${boundary}`)).status).toBe(303)
    },
  )

  it.each<[string, () => string | Buffer, (string | undefined)?, number?]>([
    ['no boundary', () => good(), 'multipart/form-data'],
    ['an empty boundary', () => good(), 'multipart/form-data; boundary='],
    ['an empty boundary in quotes', () => good(), 'multipart/form-data; boundary=""'],
    ['a boundary of 300 characters', () => good(), `multipart/form-data; boundary=${'x'.repeat(300)}`],
    ['another boundary than its own', () => good(), 'multipart/form-data; boundary=other'],
    ['a boundary of other letters', () => good(), 'multipart/form-data; boundary=é'],
    ['another kind of multipart', () => good(), `multipart/mixed; boundary=${b}`, 415],
    ['JSON', () => '{"_csrf":"x"}', 'application/json', 415],
    ['nothing at all', () => ''],
    ['no end', () => field('_csrf', token) + file(csv)],
    ['half a file', () => (field('_csrf', token) + file(csv)).slice(0, -20)],
    ['half a header', () => field('_csrf', token) + `--${b}\r\nContent-Dispo`],
    ['only its end', () => end, undefined, 403],
    ['no file', () => field('_csrf', token) + end],
    ['a file without a name', () => field('_csrf', token) + file('', { filename: '' }) + end],
    ['a file in another field', () => field('_csrf', token) + file(csv, { name: 'other' }) + end],
    ['two files', () => field('_csrf', token) + file(csv) + file(csv) + end],
    [
      'a part without a name',
      () => field('_csrf', token) + `--${b}\r\nContent-Disposition: form-data\r\n\r\nx\r\n` + end,
    ],
    ['a part without headers', () => field('_csrf', token) + `--${b}\r\n\r\nx\r\n` + end],
    [
      'a form within the form',
      () =>
        field('_csrf', token) +
        `--${b}\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n\r\nx\r\n--in--\r\n` +
        end,
    ],
    ['a field twice', () => field('_csrf', token) + field('_csrf', token) + file(csv) + end],
    ['a field that is __proto__', () => field('__proto__', 'x') + field('_csrf', token) + end],
    [
      'a field that is too long',
      () => field('_csrf', token) + field('more', 'x'.repeat(5000)) + file(csv) + end,
      undefined,
      413,
    ],
    [
      'thousands of parts',
      () =>
        field('_csrf', token) + Array.from({ length: 5000 }, (_, at) => field(`f${at}`, 'x')).join('') + end,
      undefined,
      413,
    ],
    [
      'a megabyte of headers',
      () => field('_csrf', token) + `--${b}\r\nX: ${'x'.repeat(1_000_000)}\r\n\r\nx\r\n` + end,
      undefined,
      413,
    ],
    ['a megabyte before its first part', () => 'x'.repeat(1_000_000) + good(), undefined, 413],
    [
      'bytes of no text',
      () =>
        Buffer.concat([
          Buffer.from(field('_csrf', token)),
          Buffer.from(Array.from({ length: 999 }, (_, at) => at % 256)),
        ]),
    ],
    ['no token', () => file(csv) + end, undefined, 403],
    ['an empty token', () => field('_csrf', '') + file(csv) + end, undefined, 403],
    ['another token', () => field('_csrf', 'x'.repeat(43)) + file(csv) + end, undefined, 403],
    ['the token after the file', () => file(csv) + field('_csrf', token) + end, undefined, 403],
  ])('with %s is refused with a page, and nothing of it is kept', async (_what, body, type, status = 400) => {
    const spy = vi.spyOn(console, 'error')
    const answer = await send(body(), type)
    expect(answer.status).toBe(status)
    expect(answer.text).toContain('<h1')
    expect(spy).not.toHaveBeenCalled()
    spy.mockRestore()
    await vi.waitFor(() => {
      expect(inFolder()).toEqual([])
    })
  })

  it('is no form of any other page', async () => {
    for (const to of [
      '/sign-in',
      '/language',
      '/customers',
      '/profile',
      '/customers/bulk/check',
      '/customers/export',
    ])
      expect((await send(good(), undefined, to)).status, to).toBe(415)
    for (const to of ['/', '/nothing', '/assets/none.css'])
      expect((await send(good(), undefined, to)).status, to).toBeLessThan(500)
  })

  it('is on the disk for nobody else, and only with the token', async () => {
    const { promise, resolve } = Promise.withResolvers<{ mode: number; folderMode: number }>()
    const socket = connect(wire.port, '127.0.0.1')
    const head = `POST /customers/imports HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=${b}\r\nContent-Length: 100000\r\n\r\n`
    socket.write(head + field('_csrf', token) + file(csv).slice(0, -4))
    await vi.waitFor(() => {
      const [name] = inFolder()
      if (!name) throw new Error('not yet')
      resolve({
        mode: statSync(path.join(folder, name)).mode & 0o777,
        folderMode: statSync(folder).mode & 0o777,
      })
    })
    expect(await promise).toEqual({ mode: 0o600, folderMode: 0o700 })
    // Whoever goes leaves nothing.
    socket.destroy()
    await vi.waitFor(() => {
      expect(inFolder()).toEqual([])
    })
  })
})

describe('where files cannot be kept', () => {
  afterEach(() => {
    rmSync(folder, { force: true, recursive: true })
  })

  it('says so with 503 and when to try again, and takes them once it can', async () => {
    rmSync(folder, { force: true, recursive: true })
    // A file in the place of the folder stops everybody, whatever their rights.
    writeFileSync(folder, '')
    const body = field('_csrf', token) + file(csv) + end
    const answer = await send(body)
    expect(answer.status).toBe(503)
    expect(answer.headers['retry-after']).toBeDefined()
    expect(answer.text).toContain('The portal cannot save at the moment')
    rmSync(folder)
    expect((await send(body)).status).toBe(303)
  })
})

describe('files that were left', () => {
  const uuid = '00000000-0000-4000-8000-000000000000'
  const nobody = 4_000_000
  const left = [`${nobody}-${uuid}`, `${process.pid}-${uuid}`, `${process.ppid}-${uuid}`]

  beforeEach(() => {
    mkdirSync(folder, { recursive: true })
    for (const name of left) writeFileSync(path.join(folder, name), '')
    writeFileSync(path.join(folder, 'something else'), '')
  })

  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  it('by processes that have ended go at the start; those of others stay', async () => {
    await sweepUploads(folder, true, Date.now())
    expect(inFolder().sort()).toEqual([left[2], 'something else'].sort())
  })

  it('by this process stay while it runs; old ones go', async () => {
    await sweepUploads(folder, false, Date.now())
    expect(inFolder()).toContain(left[1])
    const longAgo = new Date(Date.now() - 7_200_000)
    for (const name of inFolder()) utimesSync(path.join(folder, name), longAgo, longAgo)
    await sweepUploads(folder, false, Date.now())
    expect(inFolder()).toEqual(['something else'])
  })
})

describe('a body that does not come', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  const types = [
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/json',
    'text/plain',
  ]
  const paths = ['/sign-in', '/customers/imports', '/nothing', '/']

  it.each(types.flatMap((type) => paths.map((to) => [type, to] as const)))(
    'of %s to %s is waited for no longer than a form may take',
    async (type, to) => {
      const socket = connect(wire.port, '127.0.0.1')
      const { promise: closed, resolve } = Promise.withResolvers<undefined>()
      socket.on('error', () => undefined)
      socket.on('close', () => {
        resolve(undefined)
      })
      const arrived = vi.waitFor(() => {
        expect(vi.getTimerCount()).toBeGreaterThan(0)
      })
      socket.resume()
      socket.write(
        `POST ${to} HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: ${type}\r\nContent-Length: 100\r\n\r\nx`,
      )
      await arrived
      vi.advanceTimersByTime(15_000)
      await closed
    },
  )
})
