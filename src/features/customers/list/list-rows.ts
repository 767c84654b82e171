import { sql, type SelectQueryBuilder } from 'kysely'
import { wordsOf, type Database } from '#src/database/engine.ts'
import { prepared, type Given } from '#src/database/prepared.ts'
import type { CustomerRow, Tables } from '#src/database/tables.ts'
import { rowsByNumber } from '../customer-rows.ts'
import { countedAtMost } from './counted.ts'
import { listedKeys, runOf, type RunKind, type RunValues } from './list-order.ts'
import type { ListQuery } from './list-query.ts'

/** The list's statements: of the rows that a search found, by their numbers, and of those that filters leave. */

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

/** How many rows a query finds, which says where it stops. */
const countIn = (database: Database, rows: SelectQueryBuilder<Tables, 'customers', { row_id: number }>) =>
  database.selectFrom(rows.as('matches')).select((eb) => eb.fn.countAll<number>().as('count'))

/** Numbers of rows, as JSON. */
export type RowsValues = { partner_id: number; row_ids: string }

const rowsIn = (database: Database, given: Given<RowsValues>) =>
  rowsByNumber(database, given.partner_id, wordsOf(database).numbered(given.row_ids))

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

export const rowsOfFound = prepared((database, given: Given<RowsValues>, { isChosen }: ShownKind) =>
  asListed(rowsIn(database, given))
    .select(searched)
    .$if(isChosen, (rows) => rows.select(further)),
)

export const idsOfRows = prepared((database, given: Given<RowsValues>) =>
  rowsIn(database, given).select(['customers.row_id', 'customers.id']),
)

export const countriesOfRows = prepared((database, given: Given<RowsValues>) =>
  rowsIn(database, given).select('company_country').distinct(),
)

/** A run of what a search found. */
export const keysOfFound = prepared((database, given: Given<RowsValues & RunValues>, run: RunKind) =>
  runOf(rowsIn(database, given).select(listedKeys), given, run),
)

export const countOfFoundRun = prepared((database, given: Given<RowsValues & RunValues>, run: RunKind) =>
  countIn(database, runOf(rowsIn(database, given).select('customers.row_id'), given, run)),
)

/** The list's filters that the table answers: which there are, and their values. */
export type FilterKind = {
  isOfCountry: boolean
  isOfRelationship: boolean
  attention: ListQuery['attention']
}
export type FilterValues = { partner_id: number; country: string; relationship: string }

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
      // Literals, as in the condition of the index, which serves no query that says it otherwise.
      .$if(attention === 'yes', (rows) => rows.where('needs_attention', '=', sql.lit(1)))
      .$if(attention === 'attested', (rows) => rows.where('attested', '=', sql.lit(1)))
  )
}

/** Whether a state is one that few customers are in. */
export const isOfFew = (attention: ListQuery['attention']) => attention === 'yes' || attention === 'attested'

export type FilteredRunKind = { filter: FilterKind; run: RunKind }
export type RunOfFiltered<Row> = (
  database: Database,
  values: FilterValues & RunValues,
  kind: FilteredRunKind,
) => Promise<Row[]>

/** A run of the rows that the filters leave. */
export const keysOfFiltered = prepared(
  (database, given: Given<FilterValues & RunValues>, { filter, run }: FilteredRunKind) =>
    runOf(filtered(database, given, filter).select(listedKeys), given, run),
)

/** The same as the list shows them. */
export const listedOfFiltered = prepared(
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
export const countOfFiltered = prepared((database, given: Given<FilterValues>, filter: FilterKind) =>
  countIn(
    database,
    filtered(database, given, filter)
      .select('row_id')
      .limit(countedAtMost + 1),
  ),
)

export const countOfFilteredRun = prepared(
  (database, given: Given<FilterValues & RunValues>, { filter, run }: FilteredRunKind) =>
    countIn(database, runOf(filtered(database, given, filter).select('row_id'), given, run)),
)

/** The number that a statement counted. */
export const countedIn = ([row]: { count: number }[]): number => row!.count

/** Rows as their numbers stand in a list; those that are not there are left out. */
export function inOrderOf<Row extends { row_id: number }>(
  rowIds: readonly number[],
  rows: readonly Row[],
): Row[] {
  const byRow = new Map(rows.map((row) => [row.row_id, row]))
  return rowIds.flatMap((rowId) => byRow.get(rowId) ?? [])
}
