import type { Kysely } from 'kysely'
import type { Database } from '#src/database/engine.ts'
import type { Tables } from '#src/database/tables.ts'

/** What moves to another database, and what is made anew there. */

/** People sign in again, and whoever was kept out for wrong passwords is not. */
type Left = 'sessions' | 'sign_in_limits'

/** The target's own triggers count these as rows come in. Whatever is not moved and not counted does not compile. */
const totals = {
  partner_totals: ['partner_id'],
  partner_countries: ['partner_id', 'country'],
  change_totals: ['partner_id', 'quarter_hour'],
  alike: ['partner_id', 'kind', 'value'],
} as const satisfies Partial<Record<keyof Tables, readonly string[]>>

/** The key of each table that moves. Their order is that of foreign keys: what is referred to comes first. */
const moved = {
  partners: ['id'],
  staff: ['id'],
  customers: ['row_id'],
  history: ['seq'],
  history_changes: ['seq', 'position'],
  activity: ['seq'],
  kept_forms: ['id'],
  visits: ['staff_id', 'customer_id'],
  imports: ['id'],
  import_rows: ['import_id', 'line'],
  import_files: ['import_id', 'piece'],
  known_headers: ['partner_id', 'header'],
  tags: ['partner_id', 'key'],
  saved_views: ['id'],
  view_choices: ['staff_id'],
} as const satisfies Record<Exclude<keyof Tables, Left | keyof typeof totals>, readonly string[]>

export type Table = { name: keyof Tables; key: readonly string[] }

const tablesOf = (keys: Partial<Record<keyof Tables, readonly string[]>>): Table[] =>
  Object.entries(keys).map(([name, key]) => ({ name: name as keyof Tables, key }))

export const movedTables: readonly Table[] = tablesOf(moved)
export const countedTables: readonly Table[] = tablesOf(totals)

/** Tables whose rows the database numbers, and the columns that have the numbers. */
export const numberedTables: readonly [table: keyof Tables, column: string][] = [
  ['partners', 'id'],
  ['staff', 'id'],
  ['customers', 'row_id'],
  ['activity', 'seq'],
  ['imports', 'id'],
  ['saved_views', 'id'],
]

/** Columns that the database works out by itself. */
export const workedOut: readonly string[] = ['needs_attention', 'attested']

export type Row = Record<string, unknown>

/** The database as one whose tables all hold rows of whatever columns. */
export const asRows = (database: Database): Kysely<Record<string, Row>> =>
  database as unknown as Kysely<Record<string, Row>>
