import SqliteDatabase from 'better-sqlite3'
import { load, type CheerioAPI } from 'cheerio'
import { Kysely, type CompiledQuery } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#src/app.ts'
import { programOf } from '#src/compose.ts'
import { writingDialect } from '#src/database/sqlite/open.ts'
import { notes } from '#src/database/sqlite/search-index.ts'
import { createWriter } from '#src/database/sqlite/writer.ts'
import type { Tables } from '#src/database/tables.ts'
import { SessionStore } from '#src/http/session-store.ts'
import { people, Person, type Fields } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

/** What people keep as views: counted on the dashboard. */
const savedStates: Record<string, string>[] = [
  { country: 'ES' },
  { country: 'ES', relationship: 'reseller' },
  { attention: 'yes', country: 'CN' },
  { attention: 'archived' },
  { q: 'garcia', relationship: 'reseller' },
  { tag: 'gold' },
]

/** Pages are fast with a million customers as long as no statement of theirs looks at all of them. */

let portal: Portal
let watched: Kysely<Tables>
let explain: SqliteDatabase.Database
let person: Person
let id = ''
let statements: CompiledQuery[] = []

beforeAll(async () => {
  portal = await openPortal()
  watched = new Kysely<Tables>({
    dialect: writingDialect(`file:${portal.file}`, { create: false }),
    log: (event) => void statements.push(event.query),
  })
  const sessionStore = new SessionStore(watched, portal.deps.clock)
  const { config, clock } = portal.deps
  const { functions: writes } = createWriter(config.databaseUrl, watched, programOf(config, clock))
  person = new Person(createApp({ ...portal.deps, database: watched, sessionStore, writes }))
  explain = new SqliteDatabase(portal.file, { readonly: true })
  explain.exec(notes)
  await person.signIn(people.admin)
  for (const [at, state] of savedStates.entries()) {
    const list = Object.entries(state).map(([name, value]) => [`list_${name}`, value])
    const view = { ...Object.fromEntries(list), name: `View ${at}`, ...(at % 2 ? { shared: 'yes' } : {}) }
    expect((await person.post('/customers/views', view)).status).toBe(303)
  }
  const changed = await portal.deps.database
    .selectFrom('history')
    .select('customer_id')
    .where('partner_id', '=', 1)
    .executeTakeFirstOrThrow()
  id = changed.customer_id
})

afterAll(async () => {
  explain.close()
  await watched.destroy()
  await portal.close()
})

beforeEach(() => {
  statements = []
})

const planOf = ({ sql, parameters }: CompiledQuery): string[] =>
  explain
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...parameters)
    .map((row) => row.detail)

/** Rows asked for by their numbers: so many as a search is counted to, at most. */
const isOfFoundRows = ({ sql }: CompiledQuery): boolean =>
  sql.includes('"row_id" in (SELECT value FROM json_each')

/** Steps that grow with the number of rows. The search index is asked by its own MATCH, or for one row. */
function isSlow(step: string): boolean {
  const table = /\bSCAN (\w+)/.exec(step)?.[1]
  const growing = [
    'customers',
    'history',
    'history_changes',
    'activity',
    'visits',
    'sessions',
    'staff',
    'change_totals',
    'saved_views',
  ]
  if (table === 'customer_search') return !/VIRTUAL TABLE INDEX \d+:[M=]/.test(step)
  return growing.includes(table ?? '') || step.includes('USE TEMP B-TREE') || step.includes('AUTOMATIC')
}

/** What a search found is put in order when it is read. */
function slowSteps(query: CompiledQuery): string[] {
  const slow = planOf(query).filter(isSlow)
  return isOfFoundRows(query) ? slow.filter((step) => step !== 'USE TEMP B-TREE FOR ORDER BY') : slow
}

/** States that few customers are in, and the indexes that have those alone. */
const states = { '"needs_attention" = 1': 'attention_by', '"attested" = 1': 'attested_by' }

/**
 * Filters of a statement that the index does not know, so that rows are read one by one until enough fit. Those in a
 * state that few are in may be, if it is these few that are read.
 */
function unknownFilters(query: CompiledQuery): string[] {
  if (!query.sql.includes('from "customers"') || isOfFoundRows(query)) return []
  const plan = planOf(query).join('\n')
  const state = Object.entries(states).find(([condition]) => query.sql.includes(condition))
  if (state) return plan.includes(state[1]) ? [] : [state[0]]
  return ['company_country', 'relationship'].filter(
    (column) => query.sql.includes(`"${column}" = +?`) && !plan.includes(`${column}=?`),
  )
}

/** Steps that walk over all that a partner has, unless the statement ends after some. */
function endlessSteps(query: CompiledQuery): string[] {
  if (/\blimit\b/i.test(query.sql)) return []
  return planOf(query).filter((step) =>
    /SEARCH (?:customers|history|activity) .*\(partner_id=\?\)$/.test(step),
  )
}

function expectQuick(): void {
  const queries = statements.filter(({ sql }) => /^\s*(?:select|with|update|delete)/i.test(sql))
  expect(queries.length).toBeGreaterThan(1)
  const slow = queries.flatMap((query) =>
    [...slowSteps(query), ...unknownFilters(query), ...endlessSteps(query)].map(
      (step) => `${step}\n  in ${query.sql}`,
    ),
  )
  expect(slow).toEqual([])
}

async function expectPageToBeQuick(path: string): Promise<CheerioAPI> {
  statements = []
  const response = await person.get(path)
  expect(response.status, path).toBe(200)
  expectQuick()
  return load(response.text)
}

const filters = ['', 'country=ES', 'relationship=reseller', 'country=ES&relationship=reseller'].flatMap(
  (filter) => [
    filter,
    `${filter}&attention=yes`,
    `${filter}&attention=attested`,
    `${filter}&attention=archived`,
  ],
)
const sorts = ['name', '-name', 'country', '-country', 'changed', '-changed']

describe.each(filters)('the list filtered by “%s”', (filter) => {
  it.each(sorts)('in the order of %s reads by an index', async (sort) => {
    const first = await expectPageToBeQuick(`/customers?${filter}&sort=${sort}&size=25`)
    const next = first('a[rel=next]').attr('href')
    if (!next) return
    const second = await expectPageToBeQuick(next)
    await expectPageToBeQuick(second('a[rel=prev]').attr('href') ?? '')
  })
})

describe('a page', () => {
  it.each([
    ['of a search', '/customers?q=garcia'],
    [
      'of a search with filters',
      '/customers?q=a&country=ES&relationship=reseller&attention=yes&sort=-changed',
    ],
    ['of the dashboard', '/'],
    ['of the account', '/customers/:id/account'],
    ['of the form', '/customers/:id/account/edit'],
    ['of the history', '/customers/:id/history'],
    ['of older history', '/customers/:id/history?before=2'],
    ['of the activity log', '/activity'],
    ['of older activity', `/activity?from=2020-01-01&before=${Date.now()}-100000`],
    ['of acts of one kind', '/activity?action=account_changed'],
    ['of one person’s acts', '/activity?person=1'],
    ['of one person’s acts of one kind', '/activity?person=1&action=signed_in'],
    ['of what was done to a customer', '/activity?customer=:id&person=1&action=account_changed'],
    ['of a tag', '/customers?tag=gold&country=ES'],
    ['of the duplicates', '/customers/duplicates'],
    ['of further duplicates', '/customers/duplicates?kind=name&after=ES%20m'],
    ['of chosen columns', '/customers?country=ES&columns=billing_email,company_city,created'],
    ['of the saved views', '/customers/views'],
    ['of the imports', '/customers/imports'],
    ['of the staff', '/staff'],
    ['of the profile', '/profile'],
  ])('%s reads by an index', async (_name, path) => {
    await person.get(`/customers/${id}/account`)
    await expectPageToBeQuick(path.replace(':id', id))
  })

  it('of what was done to a customer reads that customer’s entries alone', async () => {
    await expectPageToBeQuick(`/activity?customer=${id}&person=1&action=account_changed`)
    const ofCustomer = statements.filter(({ sql }) => sql.includes('"customer_id" = '))
    expect(ofCustomer.flatMap(planOf).join()).toContain(
      'activity_by_customer (partner_id=? AND customer_id=?',
    )
  })

  it.each(['number', 'name'])('of an account among duplicates by %s reads by an index', async (kind) => {
    const $ = await expectPageToBeQuick(`/customers/duplicates?kind=${kind}`)
    await expectPageToBeQuick($('.alike a').first().attr('href') ?? `/customers/${id}/account`)
  })

  it.each<Fields>([{ country: 'ES', attention: 'yes' }, { q: 'garcia' }])(
    'of the export of %o reads by an index',
    async (state) => {
      statements = []
      expect((await person.post('/customers/export', state)).status).toBe(200)
      expectQuick()
    },
  )

  it('that answers Submit writes by an index', async () => {
    const form = await person.editForm(id)
    statements = []
    expect((await person.post(`/customers/${id}/account`, { ...form, company_name: 'Quick' })).status).toBe(
      303,
    )
    expectQuick()
  })
})

it('a statement that scans is seen', () => {
  const query = {
    sql: 'select * from customers where company_city = ? order by billing_city',
    parameters: ['a'],
  }
  expect(planOf(query as unknown as CompiledQuery).filter(isSlow)).toHaveLength(2)
})

it('a statement that walks over all of a partner is seen', () => {
  const { database } = portal.deps
  const all = database.selectFrom('history').select('reason').where('partner_id', '=', 1)
  expect(endlessSteps(all.compile())).toHaveLength(1)
  expect(endlessSteps(all.orderBy('at_ms').limit(5).compile())).toEqual([])
})

it('a filter that no index knows is seen', () => {
  const { database } = portal.deps
  const some = database.selectFrom('customers').select('id').where('relationship', '=', 'reseller')
  expect(unknownFilters(some.where('row_id', '>', 1).compile())).toEqual(['relationship'])
})
