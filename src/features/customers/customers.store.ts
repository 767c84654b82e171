import { sql, type Expression, type RawBuilder, type SelectQueryBuilder, type Updateable } from 'kysely'
import { wordsOf, type Database } from '#src/database/engine.ts'
import { partnerTotals, type PartnerTotals } from '#src/database/partner-totals.ts'
import { prepared, type Given } from '#src/database/prepared.ts'
import { findInIndex, foundInIndex, indexRow, settleIndex } from '#src/database/search-index.ts'
import type { CustomerRow, Tables } from '#src/database/tables.ts'
import {
  accountFields,
  accountOf,
  relationships,
  type Account,
  type AccountField,
  type Customer,
  type CustomerIdentity,
} from './customer.ts'
import { alikeValue, nameKernel, type AlikeKind } from './duplicates/alike.ts'
import { formsOfDomain } from './domain.ts'
import {
  countBefore,
  joined,
  keysAround,
  kindOf,
  listedKeys,
  pageAround,
  rowsBeyond,
  runOf,
  valuesOf,
  type Count,
  type ListedKeys,
  type Page,
  type Run,
  type RunKind,
  type RunValues,
  type Source,
} from './list/list-order.ts'
import { isSearch, type ListQuery, type Position } from './list/list-query.ts'
import {
  foundBy,
  isFoundByTheSame,
  searchExclusions,
  searchMarks,
  searchTokens,
} from './search/search-tokens.ts'
import { sortName, wantedBy } from './search/search-text.ts'
import { createTagsStore } from './tags.store.ts'

/** How far matches are counted; a broader search says "1,000+". */
export const countedAtMost = 1000

/** What the list shows of a customer. */
const shown = [
  ...listedKeys,
  'id',
  'primary_domain',
  'company_name',
  'billing_first_name',
  'billing_middle_name',
  'billing_last_name',
  'relationship',
  'tags',
  'attention',
] as const

/** Where else a search may have found it, which the list then says. */
const searched = [
  'billing_company_name',
  'registration_number',
  'company_email',
  'company_phone_number',
  'billing_email',
  'billing_phone_number',
  'billing_country',
] as const

/** What the list shows beside where its columns are chosen: read all together, so that there are two kinds of a query. */
const further = [...searched, 'company_city', 'billing_language', 'created_at_ms'] as const

/** A customer as the list shows it. */
export type ListedCustomer = Pick<CustomerRow, (typeof shown)[number]> &
  Partial<Pick<CustomerRow, (typeof further)[number]>> & { changed_by_name: string | null }
export type FoundCustomer = ListedCustomer & Pick<CustomerRow, (typeof searched)[number]>

/** How many customers there are: exact up to `countedAtMost`; beyond that `more` is set. */
export type Counted = { count: number; more: boolean }

/** One page of the list. `from` is the place of its first customer in all of it, from 1; undefined where nobody knows it. */
export type CustomerPage = Counted & {
  customers: (ListedCustomer | FoundCustomer)[]
  from: number | undefined
  previous: Position | undefined
  next: Position | undefined
}

/** Enough of a customer to tell whether it is the one meant. */
export type AlikeCustomer = Pick<
  CustomerRow,
  'id' | 'company_name' | 'primary_domain' | 'company_country' | 'registration_number'
>

const told = ['id', 'company_name', 'primary_domain', 'company_country', 'registration_number'] as const
const toldAtMost = 10

/** Ids of the customers before and after one. */
export type Neighbours = { previous: string | undefined; next: string | undefined }

/** What is worked out from an account. */
export type Derived = { attention: AccountField[]; sort_name: string }

/** A new customer, as demonstration data and imports make it. */
export type NewCustomer = CustomerIdentity & {
  account: Account
  attention: AccountField[]
  at_ms: number
  /** Who added it; null for what was there before anybody. */
  staff_id: number | null
}

type RowIds = Expression<number>

/** How many rows a query finds, which says where it stops. */
const countIn = (database: Database, rows: SelectQueryBuilder<Tables, 'customers', { row_id: number }>) =>
  database.selectFrom(rows.as('matches')).select((eb) => eb.fn.countAll<number>().as('count'))

/** Rows by their numbers, not by walking all of the partner's customers to find these few. */
const rowsOf = (database: Database, partnerId: number | RawBuilder<number>, rowIds: RowIds) =>
  database
    .selectFrom('customers')
    .where(wordsOf(database).unindexed('customers.partner_id'), '=', partnerId)
    .where('customers.row_id', 'in', rowIds)

/** Numbers of rows, as JSON. */
type RowsValues = { partner_id: number; row_ids: string }

const rowsIn = (database: Database, given: Given<RowsValues>) =>
  rowsOf(database, given.partner_id, wordsOf(database).numbered(given.row_ids))

/** Rows as the list shows them. */
const asListed = (rows: SelectQueryBuilder<Tables, 'customers', object>) =>
  rows
    .select(shown)
    .select((eb) =>
      eb
        .selectFrom('staff')
        .select('name')
        .whereRef('staff.id', '=', 'customers.changed_by')
        .as('changed_by_name'),
    )

/** Whether the list's columns are chosen. */
type ShownKind = { isChosen: boolean }

const rowsOfFound = prepared((database, given: Given<RowsValues>, { isChosen }: ShownKind) =>
  asListed(rowsIn(database, given))
    .select(searched)
    .$if(isChosen, (rows) => rows.select(further)),
)

const idsOfRows = prepared((database, given: Given<RowsValues>) =>
  rowsIn(database, given).select(['customers.row_id', 'customers.id']),
)

const countriesOfRows = prepared((database, given: Given<RowsValues>) =>
  rowsIn(database, given).select('company_country').distinct(),
)

/** A run of what a search found. */
const keysOfFound = prepared((database, given: Given<RowsValues & RunValues>, run: RunKind) =>
  runOf(rowsIn(database, given).select(listedKeys), given, run),
)

const countOfFoundRun = prepared((database, given: Given<RowsValues & RunValues>, run: RunKind) =>
  countIn(database, runOf(rowsIn(database, given).select('customers.row_id'), given, run)),
)

/** The list's filters that the table answers: which there are, and their values. */
type FilterKind = { isOfCountry: boolean; isOfRelationship: boolean; attention: ListQuery['attention'] }
type FilterValues = { partner_id: number; country: string; relationship: string }

function filtered(
  database: Database,
  given: Given<FilterValues>,
  { isOfCountry, isOfRelationship, attention }: FilterKind,
) {
  // Few customers are in a state: they are found by that, not by their relationship.
  const relationship = isOfFew(attention)
    ? wordsOf(database).unindexed('customers.relationship')
    : sql.ref('customers.relationship')
  return (
    database
      .selectFrom('customers')
      .where('customers.partner_id', '=', given.partner_id)
      .$if(isOfCountry, (rows) => rows.where('company_country', '=', given.country))
      .$if(isOfRelationship, (rows) => rows.where(relationship, '=', given.relationship))
      .where('archived', '=', attention === 'archived' ? 'yes' : '')
      // Literals, because SQLite matches a partial index by the text of its condition.
      .$if(attention === 'yes', (rows) => rows.where('needs_attention', '=', sql.lit(1)))
      .$if(attention === 'attested', (rows) => rows.where('attested', '=', sql.lit(1)))
  )
}

/** Whether a state is one that few customers are in. */
const isOfFew = (attention: ListQuery['attention']) => attention === 'yes' || attention === 'attested'

type FilteredRunKind = { filter: FilterKind; run: RunKind }
type RunOfFiltered<Row> = (
  database: Database,
  values: FilterValues & RunValues,
  kind: FilteredRunKind,
) => Promise<Row[]>

/** A run of the rows that the filters leave. */
const keysOfFiltered = prepared(
  (database, given: Given<FilterValues & RunValues>, { filter, run }: FilteredRunKind) =>
    runOf(filtered(database, given, filter).select(listedKeys), given, run),
)

/** The same as the list shows them. */
const listedOfFiltered = prepared(
  (
    database,
    given: Given<FilterValues & RunValues>,
    { filter, run, isChosen }: FilteredRunKind & ShownKind,
  ) =>
    runOf(asListed(filtered(database, given, filter)), given, run).$if(isChosen, (rows) =>
      rows.select(further),
    ),
)

/** How many rows the filters leave: at most one more than are counted. */
const countOfFiltered = prepared((database, given: Given<FilterValues>, filter: FilterKind) =>
  countIn(
    database,
    filtered(database, given, filter)
      .select('row_id')
      .limit(countedAtMost + 1),
  ),
)

const countOfFilteredRun = prepared(
  (database, given: Given<FilterValues & RunValues>, { filter, run }: FilteredRunKind) =>
    countIn(database, runOf(filtered(database, given, filter).select('row_id'), given, run)),
)

const partnerCountries = prepared((database, given: Given<{ partner_id: number }>) =>
  database
    .selectFrom('partner_countries')
    .select('country')
    .where('partner_id', '=', given.partner_id)
    .where('customers', '>', sql.lit(0)),
)

const customerById = prepared((database, given: Given<{ partner_id: number; id: string }>) =>
  database
    .selectFrom('customers')
    .leftJoin('staff', 'staff.id', 'customers.changed_by')
    .leftJoin('staff as creator', 'creator.id', 'customers.created_by')
    .selectAll('customers')
    .select(['staff.name as changed_by_name', 'creator.name as created_by_name'])
    .where('customers.partner_id', '=', given.partner_id)
    .where('customers.id', '=', given.id),
)

type NewColumns = Updateable<Tables['customers']>
type EditedVersion = { customer: string; partner: number; from_version: number }

/** Writes new values over a version; a kind for each choice of columns. */
const updateVersion = prepared(
  (database, given: Given<NewColumns & EditedVersion>, columns: readonly (keyof NewColumns)[]) =>
    database
      .updateTable('customers')
      .set(Object.fromEntries(columns.map((column) => [column, given[column]])) as NewColumns)
      .where('id', '=', given.customer)
      .where('partner_id', '=', given.partner)
      .where('version', '=', given.from_version)
      .returning('row_id'),
)

const lastVisit = prepared((database, given: Given<{ staff_id: number; customer_id: string }>) =>
  database
    .selectFrom('visits')
    .select('visited_at_ms')
    .where('staff_id', '=', given.staff_id)
    .where('customer_id', '=', given.customer_id),
)

/** All the SQL of customers. Every query is of one partner. */
export function createCustomersStore(database: Database) {
  return { forPartner: (partnerId: number) => customersOf(database, partnerId) }
}

export type CustomersStore = ReturnType<ReturnType<typeof createCustomersStore>['forPartner']>

/** The whole list, and what needs attention of it, have totals; everything else is counted to where it stops. */
function asCounted(query: ListQuery, count: number): Counted {
  const isTotal = !isSearch(query) && isKept(query)
  const more = !isTotal && count > countedAtMost
  return { count: more ? countedAtMost : count, more }
}

const isKept = ({ country, relationship, attention }: ListQuery): boolean =>
  !country && !relationship && (attention ?? 'yes') === 'yes'

const countedIn = ([row]: { count: number }[]): number => row!.count

/** The place of a page's first row, where all rows are counted: the last page ends with the last of them. */
function placeWithin(count: number, { rows, next, from }: Page<unknown> & { from: number | undefined }) {
  if (rows.length > 0 && !next) return count - rows.length + 1
  return from !== undefined && from + rows.length <= count ? from : undefined
}

/** Rows as their numbers stand in a list; those that are not there are left out. */
function inOrderOf<Row extends { row_id: number }>(rowIds: readonly number[], rows: readonly Row[]): Row[] {
  const byRow = new Map(rows.map((row) => [row.row_id, row]))
  return rowIds.flatMap((rowId) => byRow.get(rowId) ?? [])
}

function customersOf(database: Database, partnerId: number) {
  const own = () => database.selectFrom('customers').where('customers.partner_id', '=', partnerId)

  const ownRows = (rowIds: RowIds) => rowsOf(database, partnerId, rowIds)

  async function foundByRow(rowIds: readonly number[], isChosen: boolean): Promise<FoundCustomer[]> {
    if (rowIds.length === 0) return []
    const values = { partner_id: partnerId, row_ids: JSON.stringify(rowIds) }
    return inOrderOf(rowIds, await rowsOfFound(database, values, { isChosen }))
  }

  /** Customers that have in common what is said; not the archived ones. */
  function members(kind: AlikeKind, value: string) {
    const there = own().where('archived', '=', sql.lit(''))
    if (kind === 'name')
      return there.where('company_country', '=', value.slice(0, 2)).where('sort_name', '=', value.slice(3))
    return there.where('registration_number', '=', value).where('registration_number', '<>', sql.lit(''))
  }

  /** What more than one customer has. */
  const several = (kind: AlikeKind) =>
    database
      .selectFrom('alike')
      .select('value')
      .where('partner_id', '=', partnerId)
      .where('kind', '=', kind)
      .where('customers', '>', sql.lit(1))

  /** The first one beyond a customer in its group, if it has one, else of the group beyond its value. */
  async function nextAlike(
    kind: AlikeKind,
    place: { value: string; isGroup: boolean; row_id: number },
    order: 'asc' | 'desc',
  ): Promise<string | undefined> {
    const beyond = order === 'asc' ? '>' : '<'
    const first = (of: ReturnType<typeof members>) =>
      of.select('id').orderBy('row_id', order).limit(1).executeTakeFirst()
    const beside =
      place.isGroup && (await first(members(kind, place.value).where('row_id', beyond, place.row_id)))
    if (beside) return beside.id
    const groups = several(kind).where('value', beyond, place.value).orderBy('value', order)
    const group = await groups.limit(1).executeTakeFirst()
    return group && (await first(members(kind, group.value)))?.id
  }

  /** Rows at once when many are asked for. */
  const piece = 300

  async function* filteredPieces(
    query: ListQuery,
    countriesInOrder: readonly string[],
  ): AsyncGenerator<number[]> {
    const source = filteredRows(query, keysOfFiltered)
    for (let last: ListedKeys | undefined; ;) {
      const rows = await rowsBeyond(query, countriesInOrder, source, last, piece)
      last = rows.at(-1)
      if (!last) return
      yield rows.map((row) => row.row_id)
    }
  }

  /** What the index is asked for; undefined where nothing but punctuation was typed, which finds nothing. */
  function searchOf(query: ListQuery) {
    const wanted = wantedBy(query.q)
    if (wanted.length === 0 && query.q !== '') return undefined
    return {
      partner_id: partnerId,
      marks: searchMarks(query),
      wanted,
      without: searchExclusions(query),
    }
  }

  /** What a search found, in order as far as a search is put in order; what finds more, in the order in which it was made. */
  async function* foundPieces(
    query: ListQuery,
    countriesInOrder: readonly string[],
  ): AsyncGenerator<number[]> {
    const { source, found } = await foundSource(query)
    if (found > countedAtMost) {
      yield* foundAsMade(query)
      return
    }
    const rows = await rowsBeyond(query, countriesInOrder, source, undefined, countedAtMost)
    for (let at = 0; at < rows.length; at += piece) yield rows.slice(at, at + piece).map((row) => row.row_id)
  }

  async function* foundAsMade(query: ListQuery): AsyncGenerator<number[]> {
    const search = searchOf(query)
    if (!search) return
    for (let beyond = 0; ;) {
      const rowIds = await findInIndex(database, search, piece, beyond)
      const last = rowIds.at(-1)
      if (last === undefined) return
      yield rowIds
      beyond = last
    }
  }

  async function wholeByRow(rowIds: readonly number[]): Promise<CustomerRow[]> {
    const rows = ownRows(wordsOf(database).numbered(JSON.stringify(rowIds)))
    return inOrderOf(rowIds, await rows.selectAll('customers').execute())
  }

  /** Where the rows are that a search found, and how many they are: at most one more than are counted. */
  async function foundSource(query: ListQuery): Promise<{ source: Source; count: Count; found: number }> {
    const search = searchOf(query)
    const found = search ? await findInIndex(database, search, countedAtMost + 1) : []
    const row_ids = JSON.stringify(found.slice(0, countedAtMost))
    const valuesIn = (run: Run) => ({ partner_id: partnerId, row_ids, ...valuesOf(run) })
    const isThere = query.sort.endsWith('country') ? await foundCountries(row_ids) : () => true
    return {
      source: async (run) => (isThere(run) ? await keysOfFound(database, valuesIn(run), kindOf(run)) : []),
      count: async (run) =>
        isThere(run) ? countedIn(await countOfFoundRun(database, valuesIn(run), kindOf(run))) : 0,
      found: found.length,
    }
  }

  /** Each country's run looks through all that was found: only those that there are are asked for. */
  async function foundCountries(row_ids: string): Promise<(run: Run) => boolean> {
    const rows = await countriesOfRows(database, { partner_id: partnerId, row_ids })
    const there = new Set(rows.map((row) => row.company_country))
    return ({ country }) => country === undefined || there.has(country)
  }

  /** The list's filters, for a statement and as its values. */
  function filterOf({ country, relationship, attention }: ListQuery) {
    const isOf = { isOfCountry: country !== undefined, isOfRelationship: relationship !== undefined }
    const values = { partner_id: partnerId, country: country ?? '', relationship: relationship ?? '' }
    return { filter: { ...isOf, attention }, values }
  }

  /**
   * The filters of a run. By time there is an index for each relationship alone, because every edit writes into each of them:
   * a run of all is one of each relationship. The few in a state have an index of their own.
   */
  function filtersOf(query: ListQuery, run: Run) {
    const isWhole = run.key === 'sort_name' || query.relationship !== undefined || isOfFew(query.attention)
    return isWhole
      ? [filterOf(query)]
      : relationships.map((relationship) => filterOf({ ...query, relationship }))
  }

  /** Asks for a run under each of its filters. */
  async function askEach<Row>(query: ListQuery, run: Run, rowsOfRun: RunOfFiltered<Row>): Promise<Row[][]> {
    const ask = ({ filter, values }: ReturnType<typeof filterOf>) =>
      rowsOfRun(database, { ...values, ...valuesOf(run) }, { filter, run: kindOf(run) })
    return await Promise.all(filtersOf(query, run).map(ask))
  }

  /** Where the rows are that the filters leave. */
  function filteredRows<Row extends ListedKeys>(
    query: ListQuery,
    rowsOfRun: RunOfFiltered<Row>,
  ): Source<Row> {
    return async (run) => {
      const pieces = await askEach(query, run, rowsOfRun)
      return pieces.length === 1 ? pieces[0]! : joined(pieces, run)
    }
  }

  /** How many rows of a run the filters leave. */
  function countOfRun(query: ListQuery): Count {
    return async (run) => {
      const counts = (await askEach(query, run, countOfFilteredRun)).map(countedIn)
      return Math.min(
        counts.reduce((sum, count) => sum + count, 0),
        run.limit,
      )
    }
  }

  type Placed = Page<ListedCustomer> & { count: number; from: number | undefined }

  async function pageOfFiltered(query: ListQuery, countriesInOrder: readonly string[]): Promise<Placed> {
    const isChosen = query.columns !== undefined
    const page = await pageAround(
      query,
      countriesInOrder,
      filteredRows(query, (reading, values, kind) =>
        listedOfFiltered(reading, values, { ...kind, isChosen }),
      ),
    )
    return {
      ...page,
      count: await countFiltered(query),
      from: await placeOf(page, query, countriesInOrder, countOfRun(query)),
    }
  }

  /** Of the many that a search may find only the keys are put in order. */
  async function pageOfFound(query: ListQuery, countriesInOrder: readonly string[]): Promise<Placed> {
    const { source, count, found } = await foundSource(query)
    const page = await pageAround(query, countriesInOrder, source)
    return {
      ...page,
      rows: await foundByRow(
        page.rows.map((row) => row.row_id),
        query.columns !== undefined,
      ),
      count: found,
      from: await placeOf(page, query, countriesInOrder, count),
    }
  }

  /**
   * The place of a page's first row in the whole list, from 1. It is counted as far as a list is; further on it is as many
   * as the pages had on the way there, which the address says.
   */
  async function placeOf(
    page: Page<ListedKeys>,
    query: ListQuery,
    countriesInOrder: readonly string[],
    count: Count,
  ): Promise<number | undefined> {
    const [first] = page.rows
    if (!first || !page.previous) return first && 1
    const { after, before } = query
    const carried = after?.at ? after.at + 1 : before?.at && before.at - page.rows.length
    if (carried && carried > countedAtMost) return carried
    const counted = await countBefore(query, countriesInOrder, count, first, countedAtMost)
    return counted < countedAtMost ? counted + 1 : undefined
  }

  async function countFiltered(query: ListQuery): Promise<number> {
    if (isKept(query)) {
      const totals = await this_.totals()
      return query.attention ? totals.needs_attention : totals.customers
    }
    const { filter, values } = filterOf(query)
    return countedIn(await countOfFiltered(database, values, filter))
  }

  const tags = createTagsStore(database).forPartner(partnerId)

  const index = (row_id: number, tokens: readonly string[]) =>
    indexRow(database, { partner_id: partnerId, row_id }, tokens)

  /** Brings the index up to date; an edit that changes nothing of what is searched leaves it alone. */
  async function reindex(rowId: number, before: Customer, after: Customer, attention: AccountField[]) {
    const is = foundBy(after, attention.length > 0)
    if (isFoundByTheSame(foundBy(before, before.attention !== '[]'), is)) return
    await index(rowId, searchTokens(is))
  }

  /** The customer whose Microsoft ID or domain was typed. */
  function identifiedBy(query: ListQuery) {
    const typed = query.q.toLowerCase()
    return own()
      .where('archived', '=', sql.lit(''))
      .where((eb) => eb.or([eb('id', '=', typed), eb('primary_domain', '=', typed)]))
  }

  const this_ = {
    /** The customer that a search can only mean: the one that it finds, or whose Microsoft ID or domain it is. */
    async onlyFound(query: ListQuery): Promise<string | undefined> {
      const search = query.q === '' ? undefined : searchOf(query)
      if (!search) return undefined
      const found = await findInIndex(database, search, 2)
      if (found.length === 0) return undefined
      const isFiltered = query.country ?? query.relationship ?? query.attention ?? query.tag
      if (found.length > 1 && isFiltered !== undefined) return undefined
      const named =
        found.length === 1 ? ownRows(wordsOf(database).numbered(JSON.stringify(found))) : identifiedBy(query)
      return (await named.select('id').executeTakeFirst())?.id
    },

    /** A customer of this partner, or undefined. */
    async find(id: string): Promise<Customer | undefined> {
      const [customer] = await customerById(database, { partner_id: partnerId, id })
      return customer
    },

    /** The customer that has a domain, in whatever way it is written; its relationship may have ended. */
    async findByDomain(domain: string): Promise<AlikeCustomer | undefined> {
      const found = await own().select(told).where('primary_domain', 'in', formsOfDomain(domain)).execute()
      return found.find((one) => one.primary_domain === domain) ?? found[0]
    },

    /** Customers of a country whose names have one of the two longest words of a name, or the beginning of a long one. */
    async withSimilarWords(name: string, country: string): Promise<AlikeCustomer[]> {
      const longest = nameKernel(name).sort((a, b) => b.length - a.length)
      const beginnings = longest.slice(0, 2).map((word) => [...word].slice(0, 6).join(''))
      const either = beginnings.flatMap(wantedBy)
      if (either.length === 0) return []
      // An import looks for customers like the one that it has just added.
      if (database.isTransaction) await settleIndex(database)
      const search = {
        partner_id: partnerId,
        marks: searchMarks({ country }),
        wanted: [{ any: either }],
        without: searchExclusions({ attention: undefined }),
      }
      return await ownRows(foundInIndex(database, search, 200))
        .select(told)
        .execute()
    },

    /** What several customers have in common, a page at a time. */
    async alike(kind: AlikeKind, after: string, limit: number): Promise<string[]> {
      const rows = await several(kind).where('value', '>', after).orderBy('value').limit(limit).execute()
      return rows.map(({ value }) => value)
    },

    /** Customers that have in common what is said, at most ten. */
    async group(kind: AlikeKind, value: string): Promise<AlikeCustomer[]> {
      return await members(kind, value).select(told).orderBy('row_id').limit(toldAtMost).execute()
    },

    /** The customers next to one among the duplicates: within its group, else in the groups next to it. */
    async neighboursAlike(kind: AlikeKind, customer: Customer): Promise<Neighbours> {
      const value = alikeValue(kind, customer)
      const group = await several(kind).where('value', '=', value).executeTakeFirst()
      const place = { value, isGroup: group !== undefined, row_id: customer.row_id }
      return { previous: await nextAlike(kind, place, 'desc'), next: await nextAlike(kind, place, 'asc') }
    },

    /** The customers next to one in the list that the state asks for, so that it can be gone through. */
    async neighbours(
      query: ListQuery,
      countriesInOrder: readonly string[],
      customer: ListedKeys,
    ): Promise<Neighbours> {
      const source = isSearch(query) ? (await foundSource(query)).source : filteredRows(query, keysOfFiltered)
      const rows = await keysAround(query, countriesInOrder, source, customer)
      const row_ids = JSON.stringify([rows.previous, rows.next])
      const ids = await idsOfRows(database, { partner_id: partnerId, row_ids })
      const idOf = (row: number | undefined) => ids.find((one) => one.row_id === row)?.id
      return { previous: idOf(rows.previous), next: idOf(rows.next) }
    },

    /**
     * Every customer that the list's state shows, whole, some hundreds at a time, in the order of the list.
     * @param countriesInOrder this partner's countries as the reader's language orders their names
     */
    async *everything(query: ListQuery, countriesInOrder: readonly string[]): AsyncGenerator<CustomerRow[]> {
      const pieces = isSearch(query) ? foundPieces : filteredPieces
      for await (const rowIds of pieces(query, countriesInOrder)) yield await wholeByRow(rowIds)
    },

    /** Some customers, whole. */
    async *byIds(ids: readonly string[]): AsyncGenerator<CustomerRow[]> {
      if (ids.length === 0) return
      yield await own().selectAll('customers').where('id', 'in', ids).orderBy('row_id').execute()
    },

    async totals(): Promise<PartnerTotals> {
      return await partnerTotals(database, partnerId)
    },

    /** The countries that this partner has customers in: kept by the database. */
    async countries(): Promise<string[]> {
      const rows = await partnerCountries(database, { partner_id: partnerId })
      return rows.map((row) => row.country)
    },

    /** The countries that most of this partner's customers are in. */
    async mainCountries(limit: number): Promise<string[]> {
      const rows = await database
        .selectFrom('partner_countries')
        .select('country')
        .where('partner_id', '=', partnerId)
        .orderBy('customers', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => row.country)
    },

    /**
     * One page of the list.
     * @param query filters, search, order and place
     * @param countriesInOrder this partner's countries as the reader's language orders their names
     */
    async list(query: ListQuery, countriesInOrder: readonly string[]): Promise<CustomerPage> {
      const pageOf = isSearch(query) ? pageOfFound : pageOfFiltered
      const page = await pageOf(query, countriesInOrder)
      const { rows, count } = page
      const counted = asCounted(query, count)
      const from = counted.more ? page.from : placeWithin(count, page)
      const at = (place: Position | undefined, row: number) => place && { ...place, at: from && from + row }
      return {
        customers: rows,
        from,
        previous: at(page.previous, 0),
        next: at(page.next, rows.length - 1),
        ...counted,
      }
    },

    /** How many customers the list has in a state, whichever its order and place. */
    async count(query: ListQuery): Promise<Counted> {
      if (!isSearch(query)) return asCounted(query, await countFiltered(query))
      const search = searchOf(query)
      const found = search ? await findInIndex(database, search, countedAtMost + 1) : []
      return asCounted(query, found.length)
    },

    /**
     * Writes an edit over the version that it was made from.
     * @returns false when that version is no longer the current one; nothing was written then
     */
    async update(
      before: Customer,
      after: Account,
      edit: { attention: AccountField[]; at_ms: number; staff_id: number },
    ) {
      const changed = accountFields.filter((field) => before[field] !== after[field])
      const columns: NewColumns = {
        ...Object.fromEntries(changed.map((field) => [field, after[field]])),
        ...(changed.includes('company_name') && { sort_name: sortName(after.company_name) }),
        version: before.version + 1,
        attention: JSON.stringify(edit.attention),
        changed_at_ms: edit.at_ms,
        changed_by: edit.staff_id,
      }
      const edited: EditedVersion = { customer: before.id, partner: partnerId, from_version: before.version }
      const names = Object.keys(columns) as (keyof NewColumns)[]
      const [saved] = await updateVersion(database, { ...columns, ...edited }, names)
      if (!saved) return false
      if (changed.includes('tags') || changed.includes('archived')) await tags.count(before, after)
      await reindex(saved.row_id, before, { ...before, ...after }, edit.attention)
      return true
    },

    /** Adds a customer, as its version 1. @returns its row */
    async add(customer: NewCustomer): Promise<number> {
      const { account, attention, at_ms, staff_id, ...identity } = customer
      const { row_id } = await database
        .insertInto('customers')
        .values({
          ...identity,
          ...accountOf(account),
          partner_id: partnerId,
          version: 1,
          sort_name: sortName(account.company_name),
          attention: JSON.stringify(attention),
          created_at_ms: at_ms,
          changed_at_ms: at_ms,
          changed_by: null,
          created_by: staff_id,
        })
        .returning('row_id')
        .executeTakeFirstOrThrow()
      await tags.count(undefined, account)
      await index(row_id, searchTokens(foundBy({ ...identity, ...account }, attention.length > 0)))
      return row_id
    },

    /** Whole customers in the order in which they were made, beyond a row. */
    async inOrderMade(afterRow: number, limit: number) {
      return await own()
        .selectAll('customers')
        .where('row_id', '>', afterRow)
        .orderBy('row_id')
        .limit(limit)
        .execute()
    },

    /**
     * Brings up to date what is derived from an account.
     * @returns false when the account has been edited since it was read: that brought it up to date
     */
    async setDerived(row: CustomerRow, derived: Derived, search: boolean): Promise<boolean> {
      const result = await database
        .updateTable('customers')
        .set({ attention: JSON.stringify(derived.attention), sort_name: derived.sort_name })
        .where('partner_id', '=', partnerId)
        .where('id', '=', row.id)
        .where('version', '=', row.version)
        .executeTakeFirst()
      if (result.numUpdatedRows === 0n) return false
      const needsAttention = derived.attention.length > 0
      if (search || needsAttention !== (row.needs_attention === 1)) {
        await index(row.row_id, searchTokens(foundBy(row, needsAttention)))
      }
      return true
    },

    /** Notes that a member of staff looks at a customer; a second look within ten minutes writes nothing. */
    async visit(staffId: number, customerId: string, at_ms: number): Promise<void> {
      const [last] = await lastVisit(database, { staff_id: staffId, customer_id: customerId })
      if (last && last.visited_at_ms > at_ms - 600_000) return
      await database
        .insertInto('visits')
        .values({ staff_id: staffId, customer_id: customerId, visited_at_ms: at_ms })
        .onConflict((conflict) =>
          conflict.columns(['staff_id', 'customer_id']).doUpdateSet({ visited_at_ms: at_ms }),
        )
        .execute()
    },
  }
  return this_
}
