import { gzipSync } from 'node:zlib'
import type { Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from '#src/app.ts'
import type { Database } from '#src/database/engine.ts'
import type { ImportOutcome } from '#src/database/tables.ts'
import { createImportsStore, type Import } from '#src/features/customers/import/imports.store.ts'
import type { Route } from '#src/http/routes.ts'
import { fabrikam } from '#test/support/customers.ts'
import { people, type Fields, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

/** Every route of an import in every state of one: whatever is asked for, it stands as before or one allowed step further. */

let portal: Portal
let lucia: Person
let token = ''
type Owner = { partner_id: number; staff_id: number }
let owners: Record<'own' | 'colleague' | 'stranger', Owner>

beforeAll(async () => {
  portal = await openPortal()
  lucia = await portal.signIn(people.admin)
  token = await tokenOf(lucia)
  owners = {
    own: await ownerOf(people.admin),
    colleague: await ownerOf(people.sales),
    stranger: await ownerOf(people.stranger),
  }
})

afterAll(() => portal.close())

type Status = Import['status']
/** What may become of an import by a route; anything else leaves it as it is. */
type Becomes = Status | 'gone' | 'replaced'

const steps: Record<Status, Record<string, Becomes>> = {
  reading: {},
  mapping: { mapping: 'checking', reading: 'replaced', discard: 'gone' },
  checking: {},
  checked: { confirm: 'applying', discard: 'gone' },
  applying: {},
  applied: { undo: 'undoing' },
  undoing: {},
  undone: {},
  failed: { undo: 'undoing' },
}
const statuses = Object.keys(steps) as Status[]

/** One line of each. */
const outcomes: Record<ImportOutcome, true> = {
  unread: true,
  add: true,
  change: true,
  unchanged: true,
  refused: true,
  conflict: true,
  added: true,
  changed: true,
  undone: true,
  kept: true,
}

const routes = (): Route[] =>
  allRoutes(portal.deps).filter(({ path }) => path.startsWith('/customers/imports/:id'))

const lastWord = ({ path }: Route): string => path.split('/').at(-1)!

/** Each form as it is meant, empty, and full of what does not belong there. */
const forms: Fields[] = [
  { column_0: 'id', column_1: 'company_name', encoding: 'utf-8', header_line: '1' },
  {},
  { column_0: 'id', column_1: 'id', encoding: 'x', header_line: '99999', outcome: 'x', all: 'yes' },
]
/** Which column is which is said by the first of the forms alone; no other step needs what a form says. */
const canBeDone = (form: number, route: Route): boolean => form === 0 || lastWord(route) !== 'mapping'

const queries = ['', ...Object.keys(outcomes).map((outcome) => `?outcome=${outcome}&beyond=1`), '?beyond=-1']

/** An import on which another process works, so that nothing goes on by itself. */
async function importIn(status: Status, owner: Owner): Promise<number> {
  return await portal.deps.database.transaction().execute((transaction) => insert(transaction, status, owner))
}

async function insert(database: Database, status: Status, { partner_id, staff_id }: Owner): Promise<number> {
  const { clock } = portal.deps
  const { id } = await database
    .insertInto('imports')
    .values({
      partner_id,
      staff_id,
      kind: 'file',
      name: 'customers.csv',
      status,
      header: '["Microsoft ID","Company name"]',
      mapping: '["id","company_name"]',
      reading: JSON.stringify({
        encoding: 'utf-8',
        header_line: 1,
        certain: true,
        samples: [2],
        beginning: [],
      }),
      reason: 'Import customers.csv',
      total: 10,
      done: 3,
      created_at_ms: clock(),
      started_at_ms: clock(),
      finished_at_ms: null,
      claimed_by: 'another process',
      claimed_until_ms: clock() + 86_400_000,
      acting_id: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const lines = Object.keys(outcomes).map((outcome, at) => ({
    import_id: id,
    line: at + 2,
    cells: '["00000000-0000-0000-0000-000000000000","A"]',
    outcome: outcome as ImportOutcome,
    customer_id: '00000000-0000-0000-0000-000000000000',
    version: 2,
  }))
  await database.insertInto('import_rows').values(lines).execute()
  const bytes = gzipSync('Microsoft ID,Company name\n00000000-0000-0000-0000-000000000000,A\n')
  await database.insertInto('import_files').values({ import_id: id, piece: 0, bytes }).execute()
  return id
}

/** All that is kept of imports and what they do, but for when somebody was last seen. */
async function everything(id: number) {
  const { database } = portal.deps
  const one = await database.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst()
  return {
    one,
    rows: await database
      .selectFrom('import_rows')
      .selectAll()
      .where('import_id', '=', id)
      .orderBy('line')
      .execute(),
    files: await database.selectFrom('import_files').select('piece').where('import_id', '=', id).execute(),
    ...(await aroundImports()),
  }
}

async function aroundImports() {
  const { database } = portal.deps
  const count = async (table: 'imports' | 'activity' | 'history' | 'customers') =>
    await database
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirst()
  return {
    imports: await count('imports'),
    activity: await count('activity'),
    history: await count('history'),
    customers: await count('customers'),
  }
}

async function ownerOf(email: string): Promise<Owner> {
  return await portal.deps.database
    .selectFrom('staff')
    .select(['id as staff_id', 'partner_id'])
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
}

async function tokenOf(person: Person): Promise<string> {
  return String((await person.page('/'))('input[name="_csrf"]').first().val())
}

async function call(
  route: Route,
  id: number | string,
  person: Person,
  more: string | Fields,
): Promise<Response> {
  const path = route.path.replace(':id', encodeURIComponent(id))
  if (route.method === 'get') return await person.get(path + (typeof more === 'string' ? more : ''))
  return await person.post(path, { _csrf: token, ...(more as Fields) })
}

/** What a route is called with: addresses or forms. */
const callsOf = ({ method }: Route): (string | Fields)[] => (method === 'get' ? queries : forms)

/** The person reads what became of it: a page, or one to go to. */
function expectAnswer(answer: Response, what: string): void {
  expect(answer.status, what).toBeLessThan(500)
  if (answer.status === 303) expect(answer.headers.location, what).toMatch(/^\/customers\/imports(\/\d+)?$/)
  else if (answer.headers['content-type']?.startsWith('text/html')) expect(answer.text, what).toContain('<h1')
  else expect(answer.headers['content-type'], what).toContain('text/csv')
}

describe.each(statuses)('an import that is %s', (status) => {
  it.each(['own', 'colleague'] as const)(
    'takes the steps that there are, and no other (%s)',
    async (whose) => {
      for (const route of routes()) {
        const calls = whose === 'own' ? callsOf(route) : callsOf(route).slice(0, 1)
        for (const [form, more] of calls.entries()) {
          const what = `${status}: ${route.method} ${route.path} ${JSON.stringify(more)}`
          const id = await importIn(status, owners[whose])
          const before = await everything(id)
          const answer = await call(route, id, lucia, more)
          expectAnswer(answer, what)
          const after = await everything(id)
          const next =
            route.method === 'post' && canBeDone(form, route) ? steps[status][lastWord(route)] : undefined
          if (status === 'reading') expect(answer.status, what).toBe(404)
          if (next === undefined) expect(after, what).toEqual(before)
          else if (next === 'gone') expect(after, what).toMatchObject({ one: undefined, rows: [], files: [] })
          else if (next === 'replaced') {
            expect(after, what).toMatchObject({ one: undefined, imports: before.imports })
            const [, , , number] = answer.headers.location!.split('/')
            expect((await everything(Number(number))).one, what).toMatchObject({
              status: 'mapping',
              total: 1,
            })
          } else {
            expect(after.one, what).toMatchObject({ status: next, acting_id: owners.own.staff_id, done: 0 })
            expect(after.rows, what).toEqual(before.rows)
          }
          expect([after.customers, after.history], what).toEqual([before.customers, before.history])
        }
      }
    },
  )

  it('is none of another partner’s', async () => {
    for (const route of routes()) {
      const id = await importIn(status, owners.stranger)
      const before = await everything(id)
      expect((await call(route, id, lucia, callsOf(route)[0]!)).status, route.path).toBe(404)
      expect(await everything(id), route.path).toEqual(before)
    }
  })
})

it.each(['0', '-1', '1e3', '9007199254740993', '1.5', ' ', 'x', '__proto__', '2147483647'])(
  'the number %j is none of an import',
  async (id) => {
    for (const route of routes()) expect((await call(route, id, lucia, callsOf(route)[0]!)).status).toBe(404)
  },
)

describe('somebody whose access has ended', () => {
  const access = (ended_at_ms: number | null) =>
    portal.deps.database
      .updateTable('staff')
      .set({ ended_at_ms })
      .where('id', '=', owners.colleague.staff_id)
      .execute()

  it('has imports that a colleague goes on with, and does nothing with any', async () => {
    const sales = await portal.signIn(people.sales)
    await access(portal.clock.now)
    try {
      for (const status of statuses) {
        for (const route of routes()) {
          const id = await importIn(status, owners.colleague)
          const before = await everything(id)
          const refused = await call(route, id, sales, callsOf(route)[0]!)
          expect(refused.headers.location, route.path).toMatch(/^\/sign-in/)
          expect(await everything(id)).toEqual(before)
          expectAnswer(await call(route, id, lucia, callsOf(route)[0]!), `${status} ${route.path}`)
        }
      }
    } finally {
      await access(null)
    }
  })
})

describe('two steps at once', () => {
  const pairs = statuses.flatMap((status) => {
    const names = Object.keys(steps[status])
    return names.flatMap((one) => names.map((other) => [status, one, other] as const))
  })

  it.each(pairs)('of one that is %s, %s and %s, are one step', async (status, one, other) => {
    const routeOf = (name: string) => routes().find((route) => lastWord(route) === name)!
    const id = await importIn(status, owners.own)
    const before = await everything(id)
    const answers = await Promise.all([one, other].map((name) => call(routeOf(name), id, lucia, forms[0]!)))
    for (const answer of answers) expectAnswer(answer, `${one} and ${other}`)
    const after = await everything(id)
    const notes = Number(after.activity?.count) - Number(before.activity?.count)
    const work = [steps[status][one], steps[status][other]].find(
      (next) => next === 'applying' || next === 'undoing',
    )
    // What was ordered stays, once; where it was forgotten instead, nothing was ordered.
    if (after.one && work) expect([after.one.status, notes]).toEqual([work, 1])
    else expect(notes).toBe(0)
    if (!after.one) expect(await left(id)).toEqual({ rows: [], files: [] })
    expect(Number(after.imports?.count)).toBeLessThanOrEqual(Number(before.imports?.count))
  })

  async function left(id: number) {
    const { rows, files } = await everything(id)
    return { rows, files }
  }
})

it('an import that somebody has gone on with is not forgotten as what it was', async () => {
  const id = await importIn('applying', owners.own)
  const before = await everything(id)
  const imports = createImportsStore(portal.deps.database).forPartner(fabrikam)
  expect(await imports.remove(id, 'checked')).toBe(false)
  expect(await everything(id)).toEqual(before)
})
