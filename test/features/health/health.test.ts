import { sql } from 'kysely'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPortal, openPortalForTest, type Portal } from '#test/support/portal.ts'
import { people } from '#test/support/person.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal({ env: { METRICS_TOKEN: 'a token for those who watch' } })
})

afterAll(() => portal.close())

const get = (path: string) => request(portal.app).get(path)

describe('/healthz', () => {
  it('says that the process is alive, whatever the database does', async () => {
    expect((await get('/healthz')).body).toEqual({ status: 'ok' })
  })
})

describe('/readyz', () => {
  it('says that the database takes a write, and changes nothing', async () => {
    const state = async () => await sql`SELECT * FROM partner_totals`.execute(portal.deps.database)
    const before = await state()
    const response = await get('/readyz')
    expect(response.status).toBe(200)
    expect(response.body).toEqual({ status: 'ready' })
    expect(await state()).toEqual(before)
  })
})

describe('/metrics', () => {
  it('are there for whoever holds the token', async () => {
    await get('/sign-in')
    const response = await get('/metrics').set('Authorization', 'Bearer a token for those who watch')
    expect(response.status).toBe(200)
    expect(response.headers['content-type']).toContain('text/plain')
    expect(response.text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/sign-in",status="2xx"\} \d+/,
    )
    expect(response.text).toContain('process_cpu_seconds_total')
  })

  it('name routes by their pattern, and no customer, search or address', async () => {
    const person = await portal.signIn(people.admin)
    await person.get('/customers/11111111-2222-3333-4444-555555555555/account')
    await person.get('/customers?q=somebodysname')
    await person.get('/no-such-page-4711')
    const { text } = await get('/metrics').set('Authorization', 'Bearer a token for those who watch')
    expect(text).toContain('route="/customers/:id/account"')
    expect(text).toContain('route="none"')
    // What was measured is digits, too, and may happen to be these.
    const withoutValues = text.replaceAll(/ [\d.e+-]+$/gm, '')
    expect(withoutValues).not.toMatch(/11111111|somebodysname|4711/)
  })

  it.each([
    undefined,
    '',
    'Bearer ',
    'Bearer a token for those who wait',
    'Basic a token for those who watch',
    'a token for those who watch',
    'Bearer undefined',
  ])('do not exist for whoever sends %j', async (authorization) => {
    const response = await (authorization === undefined
      ? get('/metrics')
      : get('/metrics').set('Authorization', authorization))
    expect(response.status).toBe(404)
  })

  it('do not exist where no token is set', async () => {
    const own = await openPortalForTest()
    for (const token of ['undefined', '']) {
      const response = await request(own.app).get('/metrics').set('Authorization', `Bearer ${token}`)
      expect(response.status).toBe(404)
    }
  })
})
