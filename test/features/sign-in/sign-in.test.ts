import { createHash } from 'node:crypto'
import { load } from 'cheerio'
import { sql } from 'kysely'
import request, { type Response } from 'supertest'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { inTurn } from '#src/access/passwords.ts'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'
import { people } from '#test/support/person.ts'
import { openPortal, openPortalForTest, type Portal } from '#test/support/portal.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})

afterAll(() => portal.close())

// Other tests' tries are not this one's.
beforeEach(async () => {
  await sql`DELETE FROM sign_in_limits`.execute(portal.deps.database)
})

const password = demonstrationPassword

const post = (fields: Record<string, string>, path = '/sign-in') =>
  request(portal.app).post(path).type('form').send(fields)

/** A cookie's whole Set-Cookie line. */
function cookieLine(response: Response, name: string): string | undefined {
  return (response.get('Set-Cookie') ?? []).find((line) => line.startsWith(`${name}=`))
}

/** A cookie as a browser sends it back. */
const sentCookie = (response: Response, name: string): string =>
  cookieLine(response, name)?.split(';')[0] ?? ''

/** The session's id within its signed cookie. */
const sessionIdOf = (response: Response): string =>
  decodeURIComponent(sentCookie(response, 'sid'))
    .replace(/^sid=s:/, '')
    .replace(/\.[^.]*$/, '')

const hashOf = (id: string): string => createHash('sha256').update(id).digest('base64url')

async function sessionRow(id: string) {
  return await portal.deps.database
    .selectFrom('sessions')
    .selectAll()
    .where('id_hash', '=', hashOf(id))
    .executeTakeFirst()
}

const textOfMain = (response: Response): string =>
  load(response.text)('main').text().replaceAll(/\s+/g, ' ').trim()

describe('signing in', () => {
  it('leads to the dashboard', async () => {
    const response = await post({ email: people.admin, password })
    expect(response.status).toBe(303)
    expect(response.headers.location).toBe('/')
  })

  it('leads on to the page that was asked for', async () => {
    const form = load((await request(portal.app).get('/sign-in?next=%2Fcustomers%3Fq%3Da')).text)('form')
    expect(form.attr('action')).toBe('/sign-in?next=%2Fcustomers%3Fq%3Da')
    const response = await post({ email: people.admin, password }, form.attr('action'))
    expect(response.headers.location).toBe('/customers?q=a')
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/%0d%0aX:1/../..//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
  ])('does not leave the portal for %s', async (next) => {
    const response = await post(
      { email: people.admin, password },
      `/sign-in?next=${encodeURIComponent(next)}`,
    )
    expect(response.status).toBe(303)
    const location = response.headers.location ?? ''
    expect(new URL(location, 'http://desk.example').origin).toBe('http://desk.example')
    expect(location).not.toMatch(/^\/[/\\]|[\r\n]/)
  })

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/\r\nX: 1'])(
    'leads to the dashboard instead of %j',
    async (next) => {
      const response = await post(
        { email: people.admin, password },
        `/sign-in?next=${encodeURIComponent(next)}`,
      )
      expect(response.headers.location).toBe('/')
    },
  )

  it('forgives capitals and blanks in the address', async () => {
    for (const email of ['  Admin.Agent@Fabrikam.Example ', 'ADMIN.AGENT@FABRIKAM.EXAMPLE\t']) {
      expect((await post({ email, password })).status).toBe(303)
    }
  })

  it('forgives nothing in the password', async () => {
    for (const wrong of [` ${password}`, password.toUpperCase(), '', password.slice(0, -1)]) {
      expect((await post({ email: people.admin, password: wrong })).status).toBe(422)
    }
  })

  it('gives the session a cookie that no script and no other site can use', async () => {
    const line = cookieLine(await post({ email: people.admin, password }), 'sid')
    expect(line).toMatch(/^sid=s%3A[\w-]+\.[\w%]+; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('keeps only a hash of the session’s id', async () => {
    const id = sessionIdOf(await post({ email: people.admin, password }))
    expect(id.length).toBeGreaterThanOrEqual(32)
    expect(await sessionRow(id)).toMatchObject({ staff_id: 1 })
    const rows = await portal.deps.database.selectFrom('sessions').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(id)
  })

  it('gives another id than the one that was brought along', async () => {
    const planted = sentCookie(await post({ email: people.stranger, password }), 'sid')
    const response = await request(portal.app)
      .post('/sign-in')
      .set('Cookie', planted)
      .type('form')
      .send({ email: people.admin, password })
    expect(sentCookie(response, 'sid')).toMatch(/^sid=/)
    expect(sentCookie(response, 'sid')).not.toBe(planted)
    const old = await request(portal.app).get('/').set('Cookie', planted)
    expect(old.headers.location).toBe('/sign-in')
  })

  it('makes no session for somebody who only looks', async () => {
    const { headers } = await request(portal.app).get('/sign-in')
    expect(headers).not.toHaveProperty('set-cookie')
  })

  it('is not asked of somebody who is signed in', async () => {
    const person = await portal.signIn(people.admin)
    const response = await person.get('/sign-in?next=%2Fcustomers')
    expect(response.status).toBe(303)
    expect(response.headers.location).toBe('/customers')
  })

  it('says why it is asked of somebody who was on the way to a page', async () => {
    expect(textOfMain(await request(portal.app).get('/sign-in'))).not.toContain('to continue')
    expect(textOfMain(await request(portal.app).get('/sign-in?next=/customers'))).toContain(
      'sign in to continue',
    )
  })

  it('shows the demonstration’s people only where there is a demonstration', async () => {
    expect(textOfMain(await request(portal.app).get('/sign-in'))).toContain(people.admin)
    const real = await openPortalForTest({ empty: true })
    const text = (await request(real.app).get('/sign-in')).text
    expect(text).not.toContain('example')
    expect(text).not.toContain(password)
  })
})

describe('a wrong password and an unknown address', () => {
  it('get the same answer to the byte', async () => {
    const known = await post({ email: people.admin, password: 'not the right password' })
    const unknown = await post({ email: 'nobody.agent@fabrikam.example', password: 'not the right password' })
    expect(known.status).toBe(422)
    expect(unknown.status).toBe(422)
    const same = (response: Response, email: string) => response.text.replaceAll(email, 'EMAIL')
    const parts = (response: Response, email: string) =>
      same(response, email).replace(/<section class="plain-note"[^]*<\/section>/, '')
    expect(parts(unknown, 'nobody.agent@fabrikam.example')).toBe(parts(known, people.admin))
    const lasting = ({ headers }: Response) =>
      Object.entries(headers as Record<string, string>).filter(
        ([name]) => !['date', 'content-length'].includes(name),
      )
    expect(lasting(unknown)).toEqual(lasting(known))
  })

  it('leave no session and no cookie', async () => {
    const count = async () =>
      (await portal.deps.database.selectFrom('sessions').select('id_hash').execute()).length
    const before = await count()
    const response = await post({ email: people.admin, password: 'wrong' })
    expect(response.headers).not.toHaveProperty('set-cookie')
    expect(await count()).toBe(before)
  })

  it('keep the address in the form, and not the password', async () => {
    const response = await post({ email: people.admin, password: 'not the right password' })
    const $ = load(response.text)
    expect($('input[name=email]').val()).toBe(people.admin)
    expect(response.text).not.toContain('not the right password')
  })
})

describe('too many tries', () => {
  const tryWrongly = async (times: number, email: string) => {
    const statuses: number[] = []
    for (let time = 0; time < times; time += 1) {
      statuses.push((await post({ email, password: 'wrong' })).status)
    }
    return statuses
  }

  it('make the eleventh wait, and leave the owner’s own browser alone', async () => {
    const owner = await portal.signIn(people.sales)
    await owner.post('/sign-out', {})
    expect(await tryWrongly(11, people.sales)).toEqual([...Array<number>(10).fill(422), 429])
    const stranger = await post({ email: people.sales, password })
    expect(stranger.status).toBe(429)
    expect(Number(stranger.headers['retry-after'])).toBeGreaterThan(800)
    expect(Number(stranger.headers['retry-after'])).toBeLessThanOrEqual(900)
    expect(textOfMain(stranger)).toContain('Please wait 15 minutes')
    expect(stranger.headers).not.toHaveProperty('set-cookie')
    expect((await owner.signIn(people.sales)).status).toBe(303)
  })

  it('pass by themselves', async () => {
    await tryWrongly(11, people.helpdesk)
    portal.clock.now += 14 * 60_000
    expect((await post({ email: people.helpdesk, password })).status).toBe(429)
    portal.clock.now += 61_000
    expect((await post({ email: people.helpdesk, password })).status).toBe(303)
  })

  it('are counted by person, however the address is written', async () => {
    await tryWrongly(10, ' Viewer@Example.com ')
    expect((await post({ email: 'viewer@example.com', password })).status).toBe(429)
    expect((await post({ email: 'another@example.com', password })).status).toBe(422)
  })

  it('are forgotten once one was right', async () => {
    await tryWrongly(9, people.globalAdmin)
    expect((await post({ email: people.globalAdmin, password })).status).toBe(303)
    expect(await tryWrongly(10, people.globalAdmin)).toEqual(Array<number>(10).fill(422))
  })

  it('from one network address make everybody there wait', async () => {
    await tryWrongly(1, 'somebody@example.com')
    await sql`UPDATE sign_in_limits SET points = 100 WHERE key LIKE 'address:%'`.execute(portal.deps.database)
    expect((await post({ email: people.admin, password })).status).toBe(429)
  })

  it('from one network address leave browsers alone that are known, and guess no more with them than with others', async () => {
    const owner = await portal.signIn(people.admin)
    await owner.post('/sign-out', {})
    await tryWrongly(1, 'somebody@example.com')
    await sql`UPDATE sign_in_limits SET points = 100 WHERE key LIKE 'address:%'`.execute(portal.deps.database)
    const statuses: number[] = []
    for (let time = 0; time < 11; time += 1) statuses.push((await owner.signIn(people.admin, 'wrong')).status)
    expect(statuses).toEqual([...Array<number>(10).fill(422), 429])
    portal.clock.now += 15 * 60_000
    await tryWrongly(1, 'somebody@example.com')
    await sql`UPDATE sign_in_limits SET points = 100`.execute(portal.deps.database)
    expect((await post({ email: people.admin, password })).status).toBe(429)
    expect((await owner.signIn(people.admin)).status).toBe(303)
  })

  it('are the wrong ones: a right one counts for nothing', async () => {
    for (let time = 0; time < 12; time += 1)
      expect((await post({ email: people.admin, password })).status).toBe(303)
    expect(await limits()).toEqual([])
  })

  it('once there were enough write nothing any more', async () => {
    await tryWrongly(1, 'somebody@example.com')
    await sql`UPDATE sign_in_limits SET points = 100 WHERE key LIKE 'address:%'`.execute(portal.deps.database)
    const before = [await limits(), await acts()]
    for (const email of ['a@example.com', 'b@example.com', people.admin, 'somebody@example.com'])
      expect((await post({ email, password: 'wrong' })).status).toBe(429)
    expect([await limits(), await acts()]).toEqual(before)
  })

  it('at once fill a line that known browsers do not stand in, and those who are turned away count for nothing', async () => {
    const owner = await portal.signIn(people.admin)
    await owner.post('/sign-out', {})
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const crowd = Array.from({ length: 22 }, () => inTurn('stranger', () => promise))
    const turnedAway = await post({ email: people.admin, password })
    expect(turnedAway.status).toBe(503)
    expect(turnedAway.headers['retry-after']).toBe('2')
    const own = owner.signIn(people.admin)
    resolve(undefined)
    expect((await own).status).toBe(303)
    await Promise.all(crowd)
    expect(await limits()).toEqual([])
  })

  it('know a browser for as long as the person has the password that was typed in it', async () => {
    const here = await portal.signIn(people.viewer)
    const there = await portal.signIn(people.viewer)
    await there.post('/sign-out', {})
    const changed = 'another one of some length'
    await here.post('/profile/password', { current_password: password, new_password: changed })
    await here.post('/sign-out', {})
    await tryWrongly(10, people.viewer)
    expect((await there.signIn(people.viewer, changed)).status).toBe(429)
    expect((await here.signIn(people.viewer, changed)).status).toBe(303)
    await here.post('/profile/password', { current_password: changed, new_password: password })
  })

  const limits = () => portal.deps.database.selectFrom('sign_in_limits').selectAll().execute()
  const acts = () => portal.deps.database.selectFrom('activity').select('seq').execute()

  it('count for another’s known browser like anybody’s', async () => {
    const other = await portal.signIn(people.stranger)
    await other.post('/sign-out', {})
    await tryWrongly(11, people.viewer)
    expect((await other.signIn(people.viewer)).status).toBe(429)
  })

  it('leave no address readable in the database', async () => {
    await tryWrongly(1, 'somebody@example.com')
    const { rows } = await sql`SELECT * FROM sign_in_limits`.execute(portal.deps.database)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toMatch(/somebody|127\.0\.0\.1/)
  })
})

describe('signing out', () => {
  it('ends the session, clears what the browser keeps, and says so', async () => {
    const person = portal.visitor()
    const session = sentCookie(await person.signIn(people.admin), 'sid')
    const response = await person.post('/sign-out', {})
    expect(response.status).toBe(303)
    expect(response.headers.location).toBe('/sign-in')
    expect(response.headers['clear-site-data']).toBe('"cache", "storage"')
    expect(cookieLine(response, 'sid')).toMatch(/^sid=; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT/)
    expect(textOfMain(await person.get('/sign-in'))).toContain('You are signed out')
    expect(textOfMain(await person.get('/sign-in'))).not.toContain('You are signed out')
    const again = await request(portal.app).get('/').set('Cookie', session)
    expect(again.headers.location).toBe('/sign-in')
  })

  it('is final: a request still in flight cannot bring the session back', async () => {
    const person = portal.visitor()
    const id = sessionIdOf(await person.signIn(people.admin))
    const { sessionStore } = portal.deps
    const loaded = await new Promise<Parameters<typeof sessionStore.set>[1]>((resolve, reject) => {
      sessionStore.get(id, (error, session) =>
        session ? resolve(session) : reject(error instanceof Error ? error : new Error('no session')),
      )
    })
    await person.post('/sign-out', {})
    await new Promise((resolve) => sessionStore.set(id, loaded, resolve))
    portal.clock.now += 120_000
    await new Promise((resolve) => sessionStore.touch(id, loaded, resolve))
    expect(await sessionRow(id)).toBeUndefined()
    expect((await person.get('/')).headers.location).toBe('/sign-in')
  })

  it('leaves the person’s other browsers signed in', async () => {
    const here = await portal.signIn(people.admin)
    const there = await portal.signIn(people.admin)
    await here.post('/sign-out', {})
    expect((await there.get('/')).status).toBe(200)
  })
})

describe('a session', () => {
  const minute = 60_000

  it('ends after half an hour without a request', async () => {
    const person = await portal.signIn(people.admin)
    portal.clock.now += 30 * minute - 1000
    expect((await person.get('/')).status).toBe(200)
    portal.clock.now += 30 * minute
    expect((await person.get('/')).headers.location).toBe('/sign-in')
  })

  it('ends after twelve hours, however busy', async () => {
    const person = portal.visitor()
    const signedIn = await person.signIn(people.admin)
    for (let quarter = 0; quarter < 47; quarter += 1) {
      portal.clock.now += 15 * minute
      expect((await person.get('/sign-in')).status).toBe(303)
      // That the session is in use is noted beside the page.
      await vi.waitFor(async () => {
        expect((await sessionRow(sessionIdOf(signedIn)))?.seen_at_ms).toBe(portal.clock.now)
      })
    }
    portal.clock.now += 15 * minute - 1000
    expect((await person.get('/')).status).toBe(200)
    portal.clock.now += 1000
    expect((await person.get('/')).headers.location).toBe('/sign-in')
  })

  it('stays ended when the clock is set back', async () => {
    const person = await portal.signIn(people.admin)
    const id = sessionIdOf(await person.signIn(people.admin))
    portal.clock.now += 31 * minute
    await portal.deps.sessionStore.sweep()
    portal.clock.now -= 31 * minute
    expect(await sessionRow(id)).toBeUndefined()
    expect((await person.get('/')).headers.location).toBe('/sign-in')
  })

  it('notes its last request once a minute at most', async () => {
    const person = portal.visitor()
    const id = sessionIdOf(await person.signIn(people.admin))
    const seen = async () => (await sessionRow(id))?.seen_at_ms
    const began = await seen()
    portal.clock.now += 59_000
    await person.get('/profile')
    expect(await seen()).toBe(began)
    portal.clock.now += 1000
    await person.get('/profile')
    expect(await seen()).toBe(portal.clock.now)
  })

  it('that has run out is swept away, and others stay', async () => {
    const old = sessionIdOf(await portal.visitor().signIn(people.admin))
    portal.clock.now += 20 * minute
    const young = sessionIdOf(await portal.visitor().signIn(people.admin))
    portal.clock.now += 11 * minute
    await portal.deps.sessionStore.sweep()
    expect(await sessionRow(old)).toBeUndefined()
    expect(await sessionRow(young)).toBeDefined()
  })

  it('follows what becomes of the person’s roles at once', async () => {
    const own = await openPortalForTest()
    const person = await own.signIn(people.admin)
    expect((await person.get('/activity')).status).toBe(200)
    await own.deps.database
      .updateTable('staff')
      .set({ roles: '["billing_admin"]' })
      .where('email', '=', people.admin)
      .execute()
    expect((await person.get('/activity')).status).toBe(403)
  })

  it('with a bent signature is none', async () => {
    const cookie = sentCookie(await portal.visitor().signIn(people.admin), 'sid')
    expect((await request(portal.app).get('/').set('Cookie', cookie)).status).toBe(200)
    for (const bent of [`${cookie}x`, cookie.replace(/\.[^.]*$/, ''), cookie.replace('s%3A', '')]) {
      expect((await request(portal.app).get('/').set('Cookie', bent)).status).toBe(303)
    }
  })
})

describe('behind TLS', () => {
  it('the cookies are tied to TLS and to the host', async () => {
    const secure = await openPortalForTest({ env: { BASE_URL: 'https://desk.example', TRUST_PROXY: '1' } })
    const signIn = request(secure.app)
      .post('/sign-in')
      .set({ 'X-Forwarded-Proto': 'https', Host: 'desk.example', Origin: 'https://desk.example' })
      .type('form')
    const response = await signIn.send({ email: people.admin, password })
    expect(response.status).toBe(303)
    expect(cookieLine(response, '__Host-sid')).toMatch(
      /^__Host-sid=s%3A[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(cookieLine(response, 'device')).toMatch(/; Path=\/;.*; HttpOnly; Secure; SameSite=Lax$/)
    const page = await request(secure.app)
      .get('/')
      .set({ 'X-Forwarded-Proto': 'https', Cookie: sentCookie(response, '__Host-sid') })
    expect(page.status).toBe(200)
  })

  it('no session’s cookie is given away over a plain connection', async () => {
    const secure = await openPortalForTest({ env: { BASE_URL: 'https://desk.example', TRUST_PROXY: '1' } })
    const response = await request(secure.app)
      .post('/sign-in')
      .set('X-Forwarded-Proto', 'http')
      .type('form')
      .send({ email: people.admin, password })
    expect(cookieLine(response, '__Host-sid')).toBeUndefined()
  })

  it('the client’s address is the one that the proxy says, and only the proxy', async () => {
    const tries = async (portalHere: Portal) => {
      for (const forwarded of ['192.0.2.1', '192.0.2.2']) {
        await request(portalHere.app)
          .post('/sign-in')
          .set('X-Forwarded-For', forwarded)
          .type('form')
          .send({ email: 'a@example.com', password: 'wrong' })
      }
      const { rows } = await sql`SELECT key FROM sign_in_limits WHERE key LIKE 'address:%'`.execute(
        portalHere.deps.database,
      )
      return rows.length
    }
    expect(await tries(await openPortalForTest({ env: { TRUST_PROXY: '1' } }))).toBe(2)
    expect(await tries(await openPortalForTest())).toBe(1)
  })
})
