import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { demonstrationCustomer } from '#src/demonstration/demonstration.ts'
import { createCustomersStore } from '#src/features/customers/customers.store.ts'
import { prepared, type Given } from '#src/database/prepared.ts'
import {
  countBefore,
  kindOf,
  listedKeys,
  pageAround,
  runOf,
  valuesOf,
  type ListedKeys,
  type Page,
  type Run,
  type RunKind,
  type RunValues,
  type Source,
} from '#src/features/customers/list/list-order.ts'
import {
  readListQuery,
  writePosition,
  type ListQuery,
  type Sort,
} from '#src/features/customers/list/list-query.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

type Place = Pick<ListQuery, 'after' | 'before'>

const sorts: Sort[] = ['name', '-name', 'country', '-country', 'changed', '-changed']
/** An order that is neither that of the codes nor its reverse. */
const countriesInOrder = ['CN', 'FR', 'DE', 'ES', 'US']

const row = fc.record({
  sort_name: fc.constantFrom('', 'a', 'ab', 'b', 'ña', '北京', '😀', '\uFFFD'),
  company_country: fc.constantFrom(...countriesInOrder),
  changed_at_ms: fc.integer({ min: 1, max: 4 }),
})
const rows = fc
  .array(row, { maxLength: 14 })
  .map((list): ListedKeys[] => list.map((one, index) => ({ ...one, row_id: index + 1 })))

function query(sort: Sort, size: number, place: Place = {}): ListQuery {
  // Small pages, which the list does not offer, need fewer rows.
  return { ...readListQuery({ sort }), size: size as ListQuery['size'], ...place }
}

/** What the order means, said once more and plainly. */
function inOrder(all: readonly ListedKeys[], sort: Sort): number[] {
  const sign = sort.startsWith('-') ? -1 : 1
  const byKey = <Key extends string | number>(a: Key, b: Key) => (a < b ? -1 : a > b ? 1 : 0)
  const compare = (a: ListedKeys, b: ListedKeys): number => {
    if (sort.endsWith('country')) {
      const place = (one: ListedKeys) => countriesInOrder.indexOf(one.company_country)
      return sign * (place(a) - place(b)) || byKey(a.sort_name, b.sort_name) || a.row_id - b.row_id
    }
    const key = sort.endsWith('name') ? byKey(a.sort_name, b.sort_name) : a.changed_at_ms - b.changed_at_ms
    return sign * (key || a.row_id - b.row_id)
  }
  return all.toSorted(compare).map((one) => one.row_id)
}

/** Rows in memory. */
function keysInMemory(rows: readonly ListedKeys[]): Source {
  return ({ key, descending, country, beyond, limit }) => {
    const sign = descending ? -1 : 1
    const compare = (
      a: { key: string | number; row_id: number },
      b: { key: string | number; row_id: number },
    ) => sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : a.row_id - b.row_id)
    const inOrder = rows
      .filter((row) => country === undefined || row.company_country === country)
      .map((row) => ({ row, key: row[key], row_id: row.row_id }))
      .filter((item) => !beyond || compare(item, beyond) > 0)
      .sort(compare)
    return Promise.resolve(inOrder.slice(0, limit).map((item) => item.row))
  }
}

/** More pages than any walk here has: one that does not end stops here. */
const tooMany = 200

const rowIdsOf = ({ rows }: Page<ListedKeys>): number[] => rows.map((row) => row.row_id)

/** All pages from the first on, and then back from the last one. */
async function walk(source: Source, sort: Sort, size: number) {
  const forward: number[][] = []
  let page = await pageAround(query(sort, size), countriesInOrder, source)
  const firstHasPrevious = page.previous !== undefined
  forward.push(rowIdsOf(page))
  while (page.next && forward.length < tooMany) {
    page = await pageAround(query(sort, size, { after: page.next }), countriesInOrder, source)
    forward.push(rowIdsOf(page))
  }
  const backward: number[][] = [rowIdsOf(page)]
  while (page.previous && backward.length < tooMany) {
    page = await pageAround(query(sort, size, { before: page.previous }), countriesInOrder, source)
    backward.unshift(rowIdsOf(page))
  }
  return { forward, backward, firstHasPrevious }
}

describe('pages of rows in memory', () => {
  test('have every row once and in order, forward', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(...sorts),
        fc.integer({ min: 1, max: 5 }),
        async (all, sort, size) => {
          const { forward, firstHasPrevious } = await walk(keysInMemory(all), sort, size)
          expect(forward.flat()).toEqual(inOrder(all, sort))
          expect(firstHasPrevious).toBe(false)
          expect(forward.every((page) => page.length <= size)).toBe(true)
          expect(forward.slice(0, -1).every((page) => page.length === size)).toBe(true)
        },
      ),
    )
  })

  test('lead back to the very first row, in order, and the first page is whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(...sorts),
        fc.integer({ min: 1, max: 5 }),
        async (all, sort, size) => {
          const { forward, backward } = await walk(keysInMemory(all), sort, size)
          expect(backward[0]).toEqual(forward[0])
          expect([...new Set(backward.flat())]).toEqual(inOrder(all, sort))
        },
      ),
    )
  })

  test('tell how many rows there are before each, as far as is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(...sorts),
        fc.integer({ min: 1, max: 20 }),
        async (all, sort, limit) => {
          const source = keysInMemory(all)
          const order = inOrder(all, sort)
          const count = async (run: Run) => (await source(run)).length
          for (const one of all) {
            const before = await countBefore(query(sort, 5), countriesInOrder, count, one, limit)
            expect(before).toBe(Math.min(limit, order.indexOf(one.row_id)))
          }
        },
      ),
    )
  })

  test('beyond the last row are none: the first page is shown', async () => {
    const all = [1, 2, 3].map((row_id) => ({
      row_id,
      sort_name: `name ${row_id}`,
      company_country: 'ES',
      changed_at_ms: row_id,
    }))
    const beyond = { key: 'zzz', country: 'ES', row_id: 99 }
    const page = await pageAround(query('name', 2, { after: beyond }), countriesInOrder, keysInMemory(all))
    expect(rowIdsOf(page)).toEqual([1, 2])
    expect(page.previous).toBeUndefined()
    expect(page.next).toBeDefined()
  })

  test('of no rows at all have nothing before or after them', async () => {
    const none = keysInMemory([])
    expect(await pageAround(query('name', 5), countriesInOrder, none)).toEqual({
      rows: [],
      previous: undefined,
      next: undefined,
    })
    const place = { key: 'a', country: 'ES', row_id: 1 }
    for (const at of [{ after: place }, { before: place }])
      expect((await pageAround(query('name', 5, at), countriesInOrder, none)).rows).toEqual([])
  })
})

describe('pages of rows in the table', () => {
  let portal: Portal
  let all: ListedKeys[]
  const keys = prepared((database, given: Given<RunValues>, run: RunKind) =>
    runOf(database.selectFrom('customers').select(listedKeys).where('partner_id', '=', 1), given, run),
  )
  const table: Source = (run) => keys(portal.deps.database, valuesOf(run), kindOf(run))

  beforeAll(async () => {
    portal = await openPortal({ empty: true })
    const { database } = portal.deps
    await database.insertInto('partners').values({ name: 'One', time_zone: 'UTC' }).execute()
    const [sample] = fc.sample(fc.array(row, { minLength: 60, maxLength: 60 }), { numRuns: 1, seed: 7 })
    const customers = createCustomersStore(database).forPartner(1)
    for (const [n, one] of sample!.entries()) {
      const { account, ...identity } = demonstrationCustomer(0, n)
      await customers.add({
        ...identity,
        account: { ...account, company_country: one.company_country, company_name: one.sort_name },
        attention: [],
        staff_id: null,
        at_ms: one.changed_at_ms,
      })
    }
    all = await database
      .selectFrom('customers')
      .select(['row_id', 'sort_name', 'company_country', 'changed_at_ms'])
      .execute()
  })
  afterAll(() => portal.close())

  test.each(sorts.flatMap((sort) => [1, 7, 60, 61].map((size) => ({ sort, size }))))(
    'by $sort, $size a page, are the same as those in memory and have every row once',
    async ({ sort, size }) => {
      const fromTable = await walk(table, sort, size)
      expect(fromTable).toEqual(await walk(keysInMemory(all), sort, size))
      expect([...new Set(fromTable.forward.flat())]).toHaveLength(60)
      expect([...new Set(fromTable.backward.flat())]).toHaveLength(60)
    },
  )

  test('a place survives the address bar', async () => {
    const first = await pageAround(query('name', 25), countriesInOrder, table)
    const address = { after: writePosition(first.next!), size: '25' }
    const second = await pageAround(readListQuery(address), countriesInOrder, table)
    expect(rowIdsOf(second)).toHaveLength(25)
    expect(rowIdsOf(second).filter((rowId) => rowIdsOf(first).includes(rowId))).toEqual([])
  })
})
