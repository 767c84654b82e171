import { sql, type Kysely } from 'kysely'

const attestations = [
  'registration_number_attestation',
  'company_phone_number_attestation',
  'company_address_attestation',
  'billing_phone_number_attestation',
  'billing_address_attestation',
]

const statements = [
  // Why a value that its country's rules refuse is right all the same; empty where none has to be said.
  ...attestations.map((name) => `ALTER TABLE customers ADD COLUMN ${name} TEXT NOT NULL DEFAULT ''`),
  `ALTER TABLE customers ADD COLUMN attested INTEGER NOT NULL
    AS (${attestations.map((name) => `${name} <> ''`).join(' OR ')}) VIRTUAL`,

  // Few accounts are attested: an index for each order that the list can have.
  `CREATE INDEX attested_by_name
    ON customers (partner_id, sort_name, row_id, company_country, relationship) WHERE attested = 1`,
  `CREATE INDEX attested_by_changed
    ON customers (partner_id, changed_at_ms, row_id, company_country, relationship) WHERE attested = 1`,
  `CREATE INDEX attested_by_country
    ON customers (partner_id, company_country, sort_name, row_id, relationship) WHERE attested = 1`,
]

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database)
}
