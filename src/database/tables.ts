import type { Generated, Insertable, Selectable } from 'kysely'

/** The tables as the migrations leave them. Column names are the names used everywhere else. */
export interface Tables {
  partners: PartnersTable
  staff: StaffTable
  sessions: SessionsTable
  sign_in_limits: SignInLimitsTable
  customers: CustomersTable
  history: HistoryTable
  history_changes: HistoryChangesTable
  activity: ActivityTable
  kept_forms: KeptFormsTable
  partner_totals: PartnerTotalsTable
  partner_countries: PartnerCountriesTable
  change_totals: ChangeTotalsTable
  visits: VisitsTable
  alike: AlikeTable
  imports: ImportsTable
  import_rows: ImportRowsTable
  import_files: ImportFilesTable
  known_headers: KnownHeadersTable
  tags: TagsTable
  saved_views: SavedViewsTable
  view_choices: ViewChoicesTable
}

/** Wrong passwords within a window of time; a key is a digest of what they count for. */
interface SignInLimitsTable {
  key: string
  points: number
  /** When the window passes, in ms. */
  expire: number
}

interface PartnersTable {
  id: Generated<number>
  name: string
  time_zone: string
}

interface StaffTable {
  id: Generated<number>
  partner_id: number
  email: string
  name: string
  /** JSON array of role ids. */
  roles: string
  password_hash: string
  locale: string | null
  theme: 'light' | 'dark' | 'auto'
  time_zone: string | null
  /** 1 where shortcuts of a single key are on. */
  single_keys: Generated<number>
  /** When the person lost access; null for those who may sign in. */
  ended_at_ms: number | null
  version: Generated<number>
}

/** One row a signed-in browser. The cookie's id itself is never stored, only its SHA-256. */
interface SessionsTable {
  id_hash: string
  staff_id: number
  csrf_token: string
  user_agent: string
  created_at_ms: number
  seen_at_ms: number
}

interface CustomersTable {
  row_id: Generated<number>
  /** Partner Center's "Microsoft ID", a GUID. */
  id: string
  partner_id: number
  version: number
  primary_domain: string
  relationship: string
  company_name: string
  registration_number: string
  registration_number_attestation: Generated<string>
  company_email: string
  company_phone_number: string
  company_phone_number_attestation: Generated<string>
  company_country: string
  company_address_line_1: string
  company_address_line_2: string
  company_district: string
  company_city: string
  company_state: string
  company_postal_code: string
  company_address_attestation: Generated<string>
  billing_company_name: string
  billing_first_name: string
  billing_middle_name: string
  billing_last_name: string
  billing_email: string
  billing_phone_number: string
  billing_phone_number_attestation: Generated<string>
  billing_language: string
  billing_culture: string
  billing_country: string
  billing_address_line_1: string
  billing_address_line_2: string
  billing_district: string
  billing_city: string
  billing_state: string
  billing_postal_code: string
  billing_address_attestation: Generated<string>
  /** What the list is sorted by: the company name, folded. */
  sort_name: string
  /** Comma-separated. */
  tags: Generated<string>
  /** 'yes' once the relationship has ended. */
  archived: Generated<string>
  /** JSON array of the fields that fail today's rules; '[]' when none does. */
  attention: string
  /** 1 where `attention` names a field. */
  needs_attention: Generated<number>
  /** 1 where something is attested. */
  attested: Generated<number>
  created_at_ms: number
  created_by: number | null
  changed_at_ms: number
  changed_by: number | null
}

interface HistoryTable {
  seq: number
  partner_id: number
  customer_id: string
  staff_id: number
  at_ms: number
  from_version: number
  to_version: number
  /** What the edit brought back or did, beside being an edit. */
  origin: 'restores' | 'undoes' | 'erases' | null
  origin_version: number | null
  reason: string | null
  reason_salt: Buffer | null
  reason_digest: string | null
  /** Which key signed the row, and its HMAC-SHA-256 over the row before it and itself. */
  key_id: string
  mac: string
}

interface HistoryChangesTable {
  seq: number
  /** Place of the field within the entry, from 0. */
  position: number
  customer_row: number
  field: string
  /** NULL once erased. */
  before_value: string | null
  after_value: string | null
  salt: Buffer | null
  digest: string
}

interface ActivityTable {
  seq: Generated<number>
  partner_id: number
  at_ms: number
  action: string
  staff_id: number | null
  customer_id: string | null
  history_seq: number | null
  detail: Generated<string>
  /** The member of staff that the act was about. */
  subject_id: number | null
}

interface KeptFormsTable {
  id: string
  staff_id: number
  customer_id: string
  /** JSON object of what was typed. */
  fields: string
  kept_at_ms: number
}

interface PartnerTotalsTable {
  partner_id: number
  customers: number
  needs_attention: number
}

interface PartnerCountriesTable {
  partner_id: number
  country: string
  customers: number
}

interface ChangeTotalsTable {
  partner_id: number
  quarter_hour: number
  changes: number
}

interface VisitsTable {
  staff_id: number
  customer_id: string
  visited_at_ms: number
}

interface AlikeTable {
  partner_id: number
  kind: 'number' | 'name'
  value: string
  customers: number
}

interface ImportsTable {
  id: Generated<number>
  partner_id: number
  staff_id: number
  kind: 'file' | 'bulk'
  name: string
  status:
    'reading' | 'mapping' | 'checking' | 'checked' | 'applying' | 'applied' | 'undoing' | 'undone' | 'failed'
  /** JSON array of the file's headers. */
  header: string
  /** JSON array: the field that each column is, or '' for none. */
  mapping: string
  /** JSON object: how the file was read; '' where there is none. */
  reading: Generated<string>
  reason: string
  /** Lines, and how many of them the present step has dealt with. */
  total: Generated<number>
  done: Generated<number>
  created_at_ms: number
  started_at_ms: number | null
  finished_at_ms: number | null
  /** Which process works on it, and until when it may be taken to. */
  claimed_by: string | null
  claimed_until_ms: Generated<number>
  /** In whose name the work goes on; null: whoever began the import. */
  acting_id: Generated<number | null>
  /** Why it ended before its end, where that is known. */
  stopped: Generated<'' | 'not_allowed'>
}

interface ImportRowsTable {
  import_id: number
  line: number
  /** JSON array of what stands in the columns. */
  cells: string
  outcome: Generated<ImportOutcome>
  customer_id: string | null
  /** The domain of a customer that is to be added, by which another line of it is found. */
  domain: Generated<string | null>
  /** The version that the line was looked at with, and then the one that it made. */
  version: number | null
  /** JSON array: the changes of a line, or its problems. */
  detail: Generated<string>
}

/** A file that may have to be read again, in pieces, compressed by gzip. */
interface ImportFilesTable {
  import_id: number
  piece: number
  bytes: Uint8Array
}

export type ImportOutcome =
  'unread' | 'add' | 'change' | 'unchanged' | 'refused' | 'conflict' | 'added' | 'changed' | 'undone' | 'kept'

interface KnownHeadersTable {
  partner_id: number
  header: string
  field: string
}

interface TagsTable {
  partner_id: number
  /** What a tag is the same by. */
  key: string
  spelling: string
  /** How many have it, not counting the archived ones. */
  customers: number
}

interface SavedViewsTable {
  id: Generated<number>
  partner_id: number
  /** Who made it. */
  staff_id: number
  name: string
  /** The name as names are compared. */
  folded_name: string
  /** 1 where the partner's staff have it, 0 where its maker alone. */
  shared: 0 | 1
  /** The list's state as it stands in an address. */
  state: string
  version: Generated<number>
  created_at_ms: number
  changed_at_ms: number
}

/** What a person has chosen of the views that they see. Numbers of views that are gone mean nothing. */
interface ViewChoicesTable {
  staff_id: number
  /** JSON array of views in the person's order; those that are not in it come after. */
  arranged: Generated<string>
  /** The view that the list opens with; null: all customers. */
  opened_id: number | null
}

export type CustomerRow = Selectable<CustomersTable>
export type NewCustomerRow = Insertable<CustomersTable>
