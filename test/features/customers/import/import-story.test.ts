import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportOutcome } from '#src/database/tables.ts'
import { submissionOf } from '#src/features/customers/edit/submission.ts'
import type { Account } from '#src/features/customers/customer.ts'
import {
  customersToUse,
  fabrikam,
  storedAccount,
  storedCustomer,
  storedHistory,
  textOf,
} from '#test/support/customers.ts'
import { carryOut, checkFile, countsOf, linesOf, settled } from '#test/support/imports.ts'
import { people, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

/** Dry run, writing and undo of an import tell the same story, whatever stands in the file and whoever works meanwhile. */

let portal: Portal
let lucia: Person
let staff: { id: number; partner_id: number; roles: string[] }
const unused = customersToUse()

beforeAll(async () => {
  portal = await openPortal()
  lucia = await portal.signIn(people.admin)
  const { id, roles } = await portal.deps.database
    .selectFrom('staff')
    .select(['id', 'roles'])
    .where('email', '=', people.admin)
    .executeTakeFirstOrThrow()
  staff = { id, partner_id: fabrikam, roles: JSON.parse(roles) as string[] }
})

afterAll(() => portal.close())

const header = ['Microsoft ID', 'Primary domain name', 'Company name', 'Tags', 'Email (billing)']

const check = (lines: readonly string[][]) => checkFile(portal, staff.id, [header, ...lines])

async function edit(id: string, typed: Partial<Account>): Promise<void> {
  const { version } = await storedCustomer(portal, id)
  const result = await portal.deps.writes.updateAccount(
    staff,
    submissionOf(id, version, typed),
    portal.clock.now,
  )
  expect(result.outcome).toBe('saved')
}

/** All that pages count: as before when an import is undone. */
async function countedNow() {
  const { database } = portal.deps
  const of = { partner_id: fabrikam }
  const where = <T extends { where: (column: 'partner_id', is: '=', value: number) => T }>(query: T) =>
    query.where('partner_id', '=', of.partner_id)
  return {
    tags: await where(database.selectFrom('tags').selectAll()).orderBy('key').execute(),
    totals: await where(database.selectFrom('partner_totals').selectAll()).execute(),
    countries: await where(database.selectFrom('partner_countries').selectAll())
      .where('customers', '>', 0)
      .orderBy('country')
      .execute(),
    alike: await where(database.selectFrom('alike').selectAll())
      .where('customers', '>', 0)
      .orderBy('kind')
      .orderBy('value')
      .execute(),
  }
}

const foundBy = async (q: string) =>
  (await lucia.page(`/customers?q=${encodeURIComponent(q)}`))('.row-link').length

const written: Partial<Record<ImportOutcome, ImportOutcome>> = { add: 'added', change: 'changed' }

describe('a domain on two lines', () => {
  it.each([
    ['the same', 'same.example', 'same.example'],
    ['in capitals', 'capitals.example', ' CAPITALS.Example '],
    ['with a dot at its end', 'dot.example', 'dot.example.'],
    ['in Punycode', 'bücher-zwei.example', 'xn--bcher-zwei-9db.example'],
    ['with a mark that nobody sees', 'mark.example', '\u200Bmark.example\uFEFF'],
    ['in wide letters', 'wide.example', 'ｗｉｄｅ．example'],
    ['composed otherwise', 'café.example', 'cafe\u0301.example'],
  ])('%s, is one customer: looked at, written and undone', async (_how, first, second) => {
    const before = await countedNow()
    const id = await check([
      ['', first, 'Twice in a file', '', ''],
      ['', second, 'Twice in a file, otherwise', 'x', ''],
    ])
    expect(await countsOf(portal, id)).toEqual({ add: 1, refused: 1 })
    const page = await lucia.page(`/customers/imports/${id}?outcome=refused`)
    expect(page('.import-lines').text()).toContain('Line 2 is about the same customer')
    await carryOut(portal, id, 'applying')
    expect(await countsOf(portal, id)).toEqual({ added: 1, refused: 1 })
    await carryOut(portal, id, 'undoing')
    expect(await countsOf(portal, id)).toEqual({ undone: 1, refused: 1 })
    expect(await foundBy('Twice in a file')).toBe(0)
    expect(await countedNow()).toEqual(before)
  })
})

describe('one customer on two lines', () => {
  it('is known by ID, by domain and by either', async () => {
    const { id, primary_domain } = await storedCustomer(portal, unused('ES'))
    const fresh = '0f0f0f0f-0000-4000-8000-000000000001'
    const number = await check([
      [id, '', 'By ID', '', ''],
      ['', primary_domain.toUpperCase(), 'By domain', '', ''],
      [` {${id}} `.replace(/[{}]/g, ''), primary_domain, 'By both', '', ''],
      [fresh, 'fresh-one.example', 'New', '', ''],
      [fresh.toUpperCase(), '', 'New by ID', '', ''],
      [fresh, 'fresh-two.example', 'New by ID with another domain', '', ''],
    ])
    const outcomes = (await linesOf(portal, number)).map((row) => row.outcome)
    expect(outcomes).toEqual(['change', 'refused', 'refused', 'add', 'refused', 'refused'])
  })

  it('of which the first is refused is taken from the second', async () => {
    const number = await check([
      ['', 'mended.example', 'Wrong', '', 'no address'],
      ['', 'mended.example', 'Right', '', 'an@address.example'],
    ])
    expect((await linesOf(portal, number)).map((row) => row.outcome)).toEqual(['refused', 'add'])
  })

  it('with the domain of another is refused in the dry run as it would be when it is written', async () => {
    const { primary_domain } = await storedCustomer(portal, unused('ES'))
    const number = await check([
      ['0f0f0f0f-0000-4000-8000-000000000002', primary_domain, 'Of another', '', ''],
    ])
    expect(await countsOf(portal, number)).toEqual({ refused: 1 })
  })
})

describe('between the dry run and the writing', () => {
  it('a customer that somebody else added is left as it is, and the line says so', async () => {
    const line = [['', 'meanwhile.example', 'From the file', '', '']]
    const [one, other] = [await check(line), await check(line)]
    await carryOut(portal, one, 'applying')
    await carryOut(portal, other, 'applying')
    expect(await countsOf(portal, one)).toEqual({ added: 1 })
    expect(await countsOf(portal, other)).toEqual({ conflict: 1 })
    const page = await lucia.page(`/customers/imports/${other}`)
    expect(page('.import-lines').text()).toContain('From the file was added after the file had been checked')
  })

  it('what a colleague changed stays, and the line says where both changed the same', async () => {
    const [same, different] = [unused('ES'), unused('ES')]
    const number = await check([
      [same, '', 'From the file', '', ''],
      [different, '', 'From the file', '', ''],
    ])
    await edit(same, { company_name: 'From a colleague' })
    await edit(different, { tags: 'colleague' })
    await carryOut(portal, number, 'applying')
    expect((await linesOf(portal, number)).map((row) => row.outcome)).toEqual(['conflict', 'changed'])
    expect((await storedAccount(portal, same)).company_name).toBe('From a colleague')
    expect(await storedAccount(portal, different)).toMatchObject({
      company_name: 'From the file',
      tags: 'colleague',
    })
  })
})

describe('undo', () => {
  it('leads to a dry run that brings back what was taken back, also twice', async () => {
    const lines = [['', 'again.example', 'Again and again', '', '']]
    for (const outcome of ['add', 'change', 'change'] as const) {
      const number = await check(lines)
      expect(await countsOf(portal, number)).toEqual({ [outcome]: 1 })
      await carryOut(portal, number, 'applying')
      expect(await foundBy('Again and again')).toBe(1)
      await carryOut(portal, number, 'undoing')
      expect(await foundBy('Again and again')).toBe(0)
    }
  })

  it('leaves archived what somebody archived, whatever a file says of it', async () => {
    const id = unused('ES')
    await edit(id, { archived: 'yes' })
    const number = await check([[id, '', 'Of an archived customer', '', '']])
    await carryOut(portal, number, 'applying')
    expect((await storedAccount(portal, id)).archived).toBe('yes')
    await carryOut(portal, number, 'undoing')
    expect((await storedAccount(portal, id)).archived).toBe('yes')
  })

  it('of an import from before files were looked at as a whole takes back all of its lines', async () => {
    const number = await check([['', 'older.example', 'Older', '', '']])
    await carryOut(portal, number, 'applying')
    const [added] = await linesOf(portal, number)
    await edit(added!.customer_id!, { tags: 'second line' })
    await portal.deps.database
      .insertInto('import_rows')
      .values({ ...added!, line: 3, outcome: 'changed', version: 2 })
      .execute()
    await carryOut(portal, number, 'undoing')
    expect(await countsOf(portal, number)).toEqual({ undone: 2 })
    expect(await storedAccount(portal, added!.customer_id!)).toMatchObject({ archived: 'yes', tags: '' })
  })
})

/** What a line says of whom. */
type Said = {
  who: number
  by: 'id' | 'domain' | 'both'
  form: number
  name: string
  tags: string
  email: string
}

const said: fc.Arbitrary<Said> = fc.record({
  // Four customers that are there, four that are not.
  who: fc.nat({ max: 7 }),
  by: fc.constantFrom('id', 'domain', 'both'),
  form: fc.nat({ max: 2 }),
  name: fc.constantFrom('', 'Name one', 'Name two'),
  tags: fc.constantFrom('', 'one', 'two', '(empty)'),
  email: fc.constantFrom('', 'a@one.example', 'no address'),
})

const file = fc.array(said, { minLength: 1, maxLength: 6 })
const edits = fc.uniqueArray(
  fc.record({ who: fc.nat({ max: 3 }), field: fc.constantFrom('company_name' as const, 'tags' as const) }),
  { maxLength: 2, selector: ({ who }) => who },
)

const story = fc.record({
  first: file,
  second: file,
  /** Whether the second file was looked at before the first was written. */
  together: fc.boolean(),
  before: edits,
  after: edits,
  firstIsUndoneFirst: fc.boolean(),
})

it(
  'dry run, writing and undo agree, whatever the files and whoever works meanwhile',
  { timeout: 120_000 },
  async () => {
    const there = [unused('ES'), unused('ES'), unused('DE'), unused('FR')]
    let run = 0

    await fc.assert(
      fc.asyncProperty(story, async ({ first, second, together, before, after, firstIsUndoneFirst }) => {
        run += 1
        const domains = await Promise.all(
          there.map(async (id) => (await storedCustomer(portal, id)).primary_domain),
        )
        const lineOf = ({ who, by, form, ...values }: Said): string[] => {
          const fresh = `new-${run}-${who}.example`
          const id = there[who] ?? `00000000-0000-4000-8000-${String(run * 10 + who).padStart(12, '0')}`
          const domain = domains[who] ?? fresh
          const written = [domain, domain.toUpperCase(), `${domain}. `][form]!
          // Somebody new needs a name and a domain.
          const name = values.name || (who > 3 ? 'Somebody new' : '')
          return [by === 'domain' ? '' : id, by === 'id' ? '' : written, name, values.tags, values.email]
        }
        const accounts = async () => await Promise.all(there.map((id) => storedAccount(portal, id)))
        const change = async (list: typeof before, value: string) => {
          for (const { who, field } of list) await edit(there[who]!, { [field]: `${value} ${run}` })
        }
        const outcomes = async (id: number) => (await linesOf(portal, id)).map((row) => row.outcome)

        const counted = await countedNow()
        const begun = await accounts()
        const one = await check(first.map(lineOf))
        const early = together ? await check(second.map(lineOf)) : undefined
        const planned = await linesOf(portal, one)
        await change(before, 'Before')
        await carryOut(portal, one, 'applying')

        const touched = new Set(before.map(({ who }) => there[who]))
        for (const [at, row] of (await linesOf(portal, one)).entries()) {
          const plan = planned[at]!
          const expected = written[plan.outcome] ?? plan.outcome
          if (touched.has(row.customer_id ?? '') && plan.outcome === 'change')
            expect(['changed', 'unchanged', 'conflict']).toContain(row.outcome)
          else expect(row.outcome).toBe(expected)
        }
        // Nothing that a person wrote meanwhile is written over.
        const afterOne = await accounts()
        for (const { who, field } of before) expect(afterOne[who]![field]).toBe(`Before ${run}`)

        const two = early ?? (await check(second.map(lineOf)))
        const plannedTwo = await outcomes(two)
        await carryOut(portal, two, 'applying')
        if (!together)
          expect(await outcomes(two)).toEqual(plannedTwo.map((outcome) => written[outcome] ?? outcome))

        // Each customer once in each file.
        const changedBy = async (id: number) =>
          (await linesOf(portal, id)).flatMap(({ outcome, customer_id }) =>
            ['added', 'changed'].includes(outcome) ? [customer_id!] : [],
          )
        const imported = [await changedBy(one), await changedBy(two)]
        for (const ids of imported) expect(new Set(ids).size).toBe(ids.length)

        await change(after, 'After')
        const left = await accounts()
        for (const id of firstIsUndoneFirst ? [one, two] : [two, one]) await carryOut(portal, id, 'undoing')

        const byImport = new Set(imported.flat())
        const undone = await accounts()
        for (const [who, id] of there.entries()) {
          const mine = Object.fromEntries(
            before.filter((one) => one.who === who).map(({ field }) => [field, `Before ${run}`]),
          )
          const later = after.find((one) => one.who === who)
          if (later && byImport.has(id)) {
            expect(undone[who]).toEqual(left[who])
            continue
          }
          const last = later ? { [later.field]: `After ${run}` } : {}
          expect(undone[who]).toEqual({ ...begun[who], ...mine, ...last })
        }
        const added = [...byImport].filter((id) => !there.includes(id))
        for (const id of added) expect((await storedAccount(portal, id)).archived).toBe('yes')
        const keptRows = [...(await linesOf(portal, one)), ...(await linesOf(portal, two))].filter(
          ({ outcome }) => outcome === 'kept',
        )
        const mayBeKept = new Set(after.map(({ who }) => there[who]))
        expect(keptRows.filter(({ customer_id }) => !mayBeKept.has(customer_id ?? ''))).toEqual([])
        if (before.length + after.length === 0) expect(await countedNow()).toEqual(counted)
        // For the next run.
        for (const [who, id] of there.entries()) {
          const { company_name, tags, billing_email } = begun[who]!
          const { version } = await storedCustomer(portal, id)
          await portal.deps.writes.updateAccount(
            staff,
            submissionOf(id, version, { company_name, tags, billing_email }),
            portal.clock.now,
          )
        }
      }),
      { numRuns: 25 },
    )
  },
)

describe('somebody whose access has ended', () => {
  const lines = Array.from({ length: 3 }, (_, at) => ['', `stopped-${at}.example`, `Stopped ${at}`, '', ''])
  const setAccess = (values: { roles?: string; ended_at_ms?: number | null }) =>
    portal.deps.database.updateTable('staff').set(values).where('id', '=', staff.id).execute()

  it.each<[string, Parameters<typeof setAccess>[0]]>([
    ['by suspension', { ended_at_ms: 1 }],
    ['by a role', { roles: '["helpdesk_agent"]' }],
  ])(
    '%s has their import stopped at the next line; what is written stays and a colleague undoes it',
    async (_how, taken) => {
      const number = await check(lines)
      // As a process leaves it that was ended after the first line.
      await carryOut(portal, number, 'applying')
      const rest = portal.deps.database
        .updateTable('import_rows')
        .set({ outcome: 'change', customer_id: null })
      await rest.where('import_id', '=', number).where('line', '>', 2).execute()
      const before = await countsOf(portal, number)
      await setAccess(taken)
      try {
        const imports = portal.deps.database.updateTable('imports').set({ status: 'applying' })
        await imports.where('id', '=', number).execute()
        await portal.deps.writes.wakeImports()
        expect(await settled(portal, number)).toBe('failed')
        expect(await countsOf(portal, number)).toEqual(before)
        const global = await portal.signIn(people.globalAdmin)
        const page = await global.page(`/customers/imports/${number}`)
        expect(textOf(page, '.page-head')).toContain('Stopped: Lucía Moreno may no longer change customers.')
        const log = await global.page('/activity?action=import_stopped')
        expect(textOf(log, '.activity tbody')).toContain('customers.csv')
        expect((await global.post(`/customers/imports/${number}/undo`, {})).status).toBe(303)
        expect(await settled(portal, number)).toBe('undone')
        const [first] = await linesOf(portal, number)
        expect((await storedAccount(portal, first!.customer_id!)).archived).toBe('yes')
        const [entry] = await storedHistory(portal, first!.customer_id!)
        expect(entry!.staff_id).not.toBe(staff.id)
      } finally {
        await setAccess({ ended_at_ms: null, roles: JSON.stringify(staff.roles) })
      }
    },
  )
})
