import { randomUUID } from 'node:crypto'
import { load } from 'cheerio'
import express, { type Express } from 'express'
import request, { type Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { may, permissions, roles, type Role } from '#src/access/permissions.ts'
import { allRoutes } from '#src/app.ts'
import { mountRoutes, type Access, type Route } from '#src/http/routes.ts'
import { people, type Person } from '#test/support/person.ts'
import { openPortal } from '#test/support/portal.ts'

const portal = await openPortal()
const declared = allRoutes(portal.deps)
const guarded = declared.filter((route) => route.access !== 'public')
const forms = guarded.filter((route) => route.method === 'post')

afterAll(portal.close)

/** What anybody may call without signing in. Anything else here is a mistake. */
const publicRoutes = [
  'GET /sign-in',
  'POST /sign-in',
  'POST /language',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
]

const nameOf = (route: { method: string; path: string }): string =>
  `${route.method.toUpperCase()} ${route.path}`

type Layer = { route?: { path: string; methods: Record<string, boolean> } }

/** What the running app really answers, as its router has it. */
function liveRoutes(app: Express): string[] {
  const { stack } = app.router as unknown as { stack: Layer[] }
  return stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => nameOf({ method, path: route.path })) : [],
  )
}

describe('the routes of the running app', () => {
  it('are those that the features declare, and no others', () => {
    expect(liveRoutes(portal.app).toSorted()).toEqual(declared.map(nameOf).toSorted())
  })

  it('are each declared once', () => {
    expect(new Set(declared.map(nameOf)).size).toBe(declared.length)
  })

  it('state a permission that exists, or are public', () => {
    const known: readonly string[] = [...permissions, 'public']
    expect(declared.filter((route) => !known.includes(route.access))).toEqual([])
  })

  it('are public only where this test says so', () => {
    const found = declared.filter((route) => route.access === 'public').map(nameOf)
    expect(found.toSorted()).toEqual(publicRoutes.toSorted())
  })
})

describe('putting a route into the app', () => {
  const route = (access: unknown): Route => ({
    method: 'get',
    path: '/somewhere',
    access: access as Access,
    handler: (_req, res) => {
      res.end()
    },
  })

  it.each([undefined, '', 'everyone', 'customers:delete', 'Public', 'toString'])(
    'fails at start when it states %o',
    (access) => {
      expect(() => mountRoutes(express(), [route(access)], () => Promise.resolve())).toThrow(
        'GET /somewhere states no permission',
      )
    },
  )

  it('works when it states a permission', () => {
    expect(() => mountRoutes(express(), [route('customers:view')], () => Promise.resolve())).not.toThrow()
  })
})

/** The path with a customer, or with a colleague, of the partner. */
let customerId = ''
let colleague = 0
let importId = 0
/** A saved view of whoever calls. */
let viewId = 0
let callerId = 1
const pathOf = (route: Route): string => {
  const needsVersion = /\/(as-of|address)$/.test(route.path)
  if (route.path.endsWith('/report.csv')) return `/customers/imports/${importId}/report.csv?outcome=unchanged`
  const ids = {
    staff: String(colleague),
    'customers/imports': String(importId),
    'customers/views': String(viewId),
  }
  const id = Object.entries(ids).find(([start]) => route.path.startsWith(`/${start}/`))?.[1] ?? customerId
  return route.path.replace(':id', id) + (needsVersion ? '?version=1' : '')
}

/** The least that the route's form takes as one of its own. */
const fieldsOf: Record<string, Record<string, string>> = {
  'POST /customers': { primary_domain: '' },
  'POST /customers/export': {},
  'POST /activity/export': {},
  'POST /customers/imports': {},
  'POST /customers/imports/:id/mapping': { column_0: 'id' },
  'POST /customers/imports/:id/reading': { encoding: 'utf-8', header_line: '1' },
  'POST /customers/imports/:id/confirm': {},
  'POST /customers/imports/:id/undo': {},
  'POST /customers/imports/:id/discard': {},
  'POST /customers/views': { name: '' },
  'POST /customers/views/:id': { name: 'Another', version: '1' },
  'POST /customers/views/:id/state': { version: '1' },
  'POST /customers/views/:id/move': { way: 'up' },
  'POST /customers/views/:id/opens': { opens: 'yes' },
  'POST /customers/views/:id/delete': {},
  'POST /customers/bulk': { all: 'yes' },
  'POST /customers/bulk/check': { change: 'tag_add', tag: 'new' },
  'POST /customers/new': { primary_domain: '' },
  'POST /customers/:id/account/edit': { version: '1' },
  'POST /customers/:id/account': { version: '1' },
  'POST /customers/:id/archive': { version: '1', archived: '' },
  'POST /profile': { theme: 'auto', time_zone: 'Europe/Madrid' },
  'POST /profile/password': { current_password: 'wrong', new_password: '' },
  'POST /staff': { name: '' },
  'POST /staff/:id': { name: '' },
  'POST /profile/sessions': { session: 'none' },
  'POST /sign-out': {},
}

async function call(route: Route, person: Person, fields: Record<string, string> = {}): Promise<Response> {
  if (namesView(route)) viewId = await newView()
  if (route.upload) return await uploaded(person.agent.post(pathOf(route)), fields)
  return route.method === 'get'
    ? await person.agent.get(pathOf(route))
    : await person.agent.post(pathOf(route)).type('form').send(fields)
}

/** Each call has a view of its own: it may be the last thing that is done to it. */
const namesView = (route: Route): boolean => route.path.startsWith('/customers/views/:id')

async function newView(): Promise<number> {
  const name = randomUUID()
  const { id } = await portal.deps.database
    .insertInto('saved_views')
    .values({
      partner_id: 1,
      staff_id: callerId,
      name,
      folded_name: name,
      shared: 0,
      state: 'country=ES',
      created_at_ms: 0,
      changed_at_ms: 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function idOf(email: string): Promise<number> {
  const { database } = portal.deps
  const staff = database.selectFrom('staff').select('id').where('email', '=', email)
  return (await staff.executeTakeFirstOrThrow()).id
}

/** A form with a file. */
async function uploaded(form: request.Test, fields: Record<string, string>): Promise<Response> {
  for (const [name, value] of Object.entries(fields)) form.field(name, value)
  return await form.attach('file', Buffer.from('Microsoft ID\n'), 'empty.csv')
}

/** Somebody of each role, signed in. */
const emailOfRole: Record<Role, string> = {
  global_admin: people.globalAdmin,
  admin_agent: people.admin,
  sales_agent: people.sales,
  helpdesk_agent: people.helpdesk,
  billing_admin: people.viewer,
  user_management_admin: 'user.admin@fabrikam.example',
}

async function tokenOf(person: Person): Promise<string> {
  return String((await person.page('/'))('input[name="_csrf"]').first().val())
}

beforeAll(async () => {
  const { database } = portal.deps
  const viewer = await database
    .selectFrom('staff')
    .selectAll()
    .where('email', '=', people.viewer)
    .executeTakeFirstOrThrow()
  await database
    .insertInto('staff')
    .values({
      ...viewer,
      id: 1000,
      email: emailOfRole.user_management_admin,
      roles: '["user_management_admin"]',
    })
    .execute()
  const customer = await database
    .selectFrom('customers')
    .select('id')
    .where('partner_id', '=', viewer.partner_id)
    .executeTakeFirstOrThrow()
  customerId = customer.id
  // Whom everybody who manages staff may manage.
  colleague = viewer.id
  const { id } = await database
    .insertInto('imports')
    .values({
      partner_id: viewer.partner_id,
      staff_id: viewer.id,
      kind: 'file',
      name: 'customers.csv',
      status: 'applied',
      header: '["Microsoft ID"]',
      mapping: '["id"]',
      reason: 'Import',
      created_at_ms: 0,
      started_at_ms: null,
      finished_at_ms: null,
      claimed_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  importId = id
  await database
    .insertInto('import_rows')
    .values({ import_id: id, line: 2, cells: '[]', outcome: 'unchanged', customer_id: null, version: null })
    .execute()
})

describe('without signing in', () => {
  it.each(guarded.map((route): [string, Route] => [nameOf(route), route]))(
    '%s leads to the sign-in',
    async (_name, route) => {
      const response = await call(route, portal.visitor())
      expect(response.status).toBe(303)
      const next = pathOf(route)
      const form = route.whenSignedOut ? `/customers/${customerId}/account/edit` : '/'
      const page = route.method === 'post' ? form : next
      const back = page === '/' ? '' : `?next=${encodeURIComponent(page)}`
      expect(response.headers.location).toBe(`/sign-in${back}`)
    },
  )

  it('a form leads to the sign-in and from there back to its page', async () => {
    const response = await request(portal.app)
      .post(`/customers/${customerId}/account`)
      .set('Referer', `http://portal.example/customers/${customerId}/account/edit`)
      .type('form')
      .send({ version: '1' })
    expect(response.headers.location).toBe(
      `/sign-in?next=${encodeURIComponent(`/customers/${customerId}/account/edit`)}`,
    )
  })

  it('a page with a search leads back to that search', async () => {
    const response = await portal.visitor().get('/customers?q=a%26b&sort=-name')
    expect(response.headers.location).toBe(
      `/sign-in?next=${encodeURIComponent('/customers?q=a%26b&sort=-name')}`,
    )
  })

  it.each([['GET', '/sign-in'] as const, ['GET', '/healthz'] as const, ['GET', '/readyz'] as const])(
    '%s %s answers',
    async (_method, path) => {
      expect((await portal.visitor().get(path)).status).toBe(200)
    },
  )
})

describe.each(roles)('as %s', (role) => {
  let person: Person
  let token: string

  beforeAll(async () => {
    person = await portal.signIn(emailOfRole[role])
    callerId = await idOf(emailOfRole[role])
    token = await tokenOf(person)
  })

  // Signing out goes last: it ends the session that the others need.
  const inOrder = guarded.toSorted((a, b) => Number(a.path === '/sign-out') - Number(b.path === '/sign-out'))

  it.each(
    inOrder.map((route): [string, string, Route] => [
      nameOf(route),
      may([role], route.access as Exclude<Access, 'public'>) ? 'is open' : 'is refused',
      route,
    ]),
  )('%s %s', async (name, expected, route) => {
    const fields = route.method === 'post' ? { ...fieldsOf[name], _csrf: token } : {}
    if (route.method === 'post') expect(fieldsOf, 'a form of this test for each form').toHaveProperty([name])
    const response = await call(route, person, fields)
    if (expected === 'is refused') {
      expect(response.status).toBe(403)
      expect(load(response.text)('h1').text()).toBe('You may not do this')
    } else {
      expect([200, 303, 422]).toContain(response.status)
      expect(response.headers.location ?? '').not.toContain('/sign-in?')
    }
  })
})

describe('every form', () => {
  let person: Person
  let token: string
  let tokenOfOther: string

  beforeAll(async () => {
    person = await portal.signIn(people.globalAdmin)
    callerId = await idOf(people.globalAdmin)
    token = await tokenOf(person)
    tokenOfOther = await tokenOf(await portal.signIn(people.globalAdmin))
  })

  const each = forms.map((route): [string, Route] => [nameOf(route), route])

  it('of this test belongs to a route', () => {
    expect(Object.keys(fieldsOf).toSorted()).toEqual(forms.map(nameOf).toSorted())
  })

  it.each(each)('%s is refused without a token', async (name, route) => {
    expect((await call(route, person, fieldsOf[name])).status).toBe(403)
  })

  it.each(each)('%s is refused with an empty token', async (name, route) => {
    expect((await call(route, person, { ...fieldsOf[name], _csrf: '' })).status).toBe(403)
  })

  it.each(each)('%s is refused with the token of another session', async (name, route) => {
    expect((await call(route, person, { ...fieldsOf[name], _csrf: tokenOfOther })).status).toBe(403)
  })

  const withHeaders = async (name: string, route: Route, headers: Record<string, string>) => {
    if (namesView(route)) viewId = await newView()
    const form = person.agent.post(pathOf(route)).set(headers)
    const fields = { ...fieldsOf[name], _csrf: token }
    return route.upload ? await uploaded(form, fields) : await form.type('form').send(fields)
  }

  it.each(each)('%s is refused from another site', async (name, route) => {
    const foreign: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost:3000' },
    ]
    for (const headers of foreign) {
      const { status } = await withHeaders(name, route, headers)
      expect(status, JSON.stringify(headers)).toBe(403)
    }
  })

  it.each(each.filter(([name]) => name !== 'POST /sign-out'))(
    '%s works from the portal itself, and where no browser says where from',
    async (name, route) => {
      const own: Record<string, string>[] = [
        {},
        { Origin: 'http://localhost:3000' },
        { Origin: 'http://desk.example', Host: 'desk.example' },
        { 'Sec-Fetch-Site': 'same-origin' },
        { 'Sec-Fetch-Site': 'none' },
      ]
      for (const headers of own) {
        const { status } = await withHeaders(name, route, headers)
        expect([200, 303, 422], JSON.stringify(headers)).toContain(status)
      }
    },
  )

  it('of the sign-in is refused from another site too', async () => {
    const response = await request(portal.app)
      .post('/sign-in')
      .set('Sec-Fetch-Site', 'cross-site')
      .type('form')
      .send({ email: people.admin, password: 'demonstration-only' })
    expect(response.status).toBe(403)
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  it.each(each)('%s takes nothing but a form', async (_name, route) => {
    const response = await person.agent.post(pathOf(route)).send({ _csrf: token, version: '1' })
    expect(response.status).toBe(415)
  })
})
