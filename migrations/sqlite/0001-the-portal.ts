import { sql, type Kysely } from 'kysely'

const statements = [
  `CREATE TABLE partners (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL
  ) STRICT`,

  `CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    partner_id INTEGER NOT NULL REFERENCES partners (id),
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    roles TEXT NOT NULL CHECK (json_valid(roles)),
    password_hash TEXT NOT NULL,
    locale TEXT,
    theme TEXT NOT NULL DEFAULT 'auto' CHECK (theme IN ('auto', 'light', 'dark')),
    time_zone TEXT,
    UNIQUE (partner_id, id)
  ) STRICT`,

  `CREATE TABLE sessions (
    id_hash TEXT PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    csrf_token TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    seen_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX sessions_by_staff ON sessions (staff_id, seen_at_ms)`,
  `CREATE INDEX sessions_by_age ON sessions (seen_at_ms)`,

  // The shape that rate-limiter-flexible keeps its buckets in.
  `CREATE TABLE sign_in_limits (
    key TEXT PRIMARY KEY,
    points INTEGER NOT NULL DEFAULT 0,
    expire INTEGER
  ) STRICT`,

  `CREATE TABLE customers (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    partner_id INTEGER NOT NULL REFERENCES partners (id),
    version INTEGER NOT NULL CHECK (version > 0),
    primary_domain TEXT NOT NULL,
    relationship TEXT NOT NULL
      CHECK (relationship IN ('reseller', 'advisor', 'syndication', 'microsoft_support', 'none', 'unknown')),
    company_name TEXT NOT NULL,
    registration_number TEXT NOT NULL,
    company_email TEXT NOT NULL,
    company_phone_number TEXT NOT NULL,
    company_country TEXT NOT NULL,
    company_address_line_1 TEXT NOT NULL,
    company_address_line_2 TEXT NOT NULL,
    company_district TEXT NOT NULL,
    company_city TEXT NOT NULL,
    company_state TEXT NOT NULL,
    company_postal_code TEXT NOT NULL,
    billing_company_name TEXT NOT NULL,
    billing_first_name TEXT NOT NULL,
    billing_middle_name TEXT NOT NULL,
    billing_last_name TEXT NOT NULL,
    billing_email TEXT NOT NULL,
    billing_phone_number TEXT NOT NULL,
    billing_language TEXT NOT NULL,
    billing_culture TEXT NOT NULL,
    billing_country TEXT NOT NULL,
    billing_address_line_1 TEXT NOT NULL,
    billing_address_line_2 TEXT NOT NULL,
    billing_district TEXT NOT NULL,
    billing_city TEXT NOT NULL,
    billing_state TEXT NOT NULL,
    billing_postal_code TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    attention TEXT NOT NULL CHECK (json_valid(attention)),
    needs_attention INTEGER NOT NULL AS (attention <> '[]') STORED,
    created_at_ms INTEGER NOT NULL,
    changed_at_ms INTEGER NOT NULL,
    changed_by INTEGER,
    UNIQUE (partner_id, id),
    UNIQUE (partner_id, primary_domain),
    FOREIGN KEY (partner_id, changed_by) REFERENCES staff (partner_id, id)
  ) STRICT`,

  // One index for each order the list can have under each filter, so that no page scans.
  `CREATE INDEX customers_by_name ON customers (partner_id, sort_name, row_id)`,
  `CREATE INDEX customers_by_changed ON customers (partner_id, changed_at_ms, row_id)`,
  `CREATE INDEX customers_by_country ON customers (partner_id, company_country, sort_name, row_id)`,
  `CREATE INDEX customers_by_country_changed ON customers (partner_id, company_country, changed_at_ms, row_id)`,
  `CREATE INDEX customers_by_relationship ON customers (partner_id, relationship, sort_name, row_id)`,
  `CREATE INDEX customers_by_relationship_changed ON customers (partner_id, relationship, changed_at_ms, row_id)`,
  `CREATE INDEX customers_by_relationship_country
    ON customers (partner_id, relationship, company_country, sort_name, row_id)`,
  `CREATE INDEX customers_by_relationship_country_changed
    ON customers (partner_id, relationship, company_country, changed_at_ms, row_id)`,
  // Few customers need attention; the last column lets the relationship be told without reading the row.
  `CREATE INDEX attention_by_name
    ON customers (partner_id, sort_name, row_id, company_country, relationship) WHERE needs_attention = 1`,
  `CREATE INDEX attention_by_changed
    ON customers (partner_id, changed_at_ms, row_id, company_country, relationship) WHERE needs_attention = 1`,
  `CREATE INDEX attention_by_country
    ON customers (partner_id, company_country, sort_name, row_id, relationship) WHERE needs_attention = 1`,

  // Tokens come ready made and hold ASCII separators only between them. The text itself is not kept twice.
  `CREATE VIRTUAL TABLE customer_search USING fts5 (
    tokens, content = '', contentless_delete = 1, prefix = '1', tokenize = "ascii tokenchars '#'"
  )`,

  // Who changed which customer when. `mac` chains each row to the one before it.
  `CREATE TABLE history (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    partner_id INTEGER NOT NULL,
    customer_id TEXT NOT NULL,
    staff_id INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    from_version INTEGER NOT NULL,
    to_version INTEGER NOT NULL,
    origin TEXT CHECK (origin IN ('restores', 'undoes', 'erases')),
    origin_version INTEGER,
    reason TEXT,
    reason_salt BLOB,
    reason_digest TEXT,
    key_id TEXT NOT NULL,
    mac TEXT NOT NULL,
    FOREIGN KEY (partner_id, customer_id) REFERENCES customers (partner_id, id),
    FOREIGN KEY (partner_id, staff_id) REFERENCES staff (partner_id, id)
  ) STRICT`,
  `CREATE UNIQUE INDEX history_by_customer ON history (partner_id, customer_id, to_version)`,

  `CREATE INDEX history_by_time ON history (partner_id, at_ms, seq)`,

  // Values of an erased person are NULL, with their salt; the digest stays, and with it the chain.
  `CREATE TABLE history_changes (
    seq INTEGER NOT NULL REFERENCES history (seq),
    position INTEGER NOT NULL CHECK (position >= 0),
    customer_row INTEGER NOT NULL REFERENCES customers (row_id),
    field TEXT NOT NULL,
    before_value TEXT,
    after_value TEXT,
    salt BLOB,
    digest TEXT NOT NULL,
    PRIMARY KEY (seq, position)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX history_changes_by_field ON history_changes (customer_row, field, seq)`,

  // Everything that a partner's staff did: one row an act, edits among them.
  `CREATE TABLE activity (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    partner_id INTEGER NOT NULL REFERENCES partners (id),
    at_ms INTEGER NOT NULL,
    action TEXT NOT NULL,
    staff_id INTEGER REFERENCES staff (id),
    customer_id TEXT,
    history_seq INTEGER REFERENCES history (seq),
    detail TEXT NOT NULL DEFAULT ''
  ) STRICT`,
  ...['', 'action, ', 'staff_id, ', 'customer_id, ', 'staff_id, action, '].map(
    (filter) =>
      `CREATE INDEX activity_by_${filter.replaceAll(/_id|, $/g, '').replaceAll(', ', '_') || 'time'}
        ON activity (partner_id, ${filter}at_ms, seq)`,
  ),

  // Append-only: what is written stays. REPLACE deletes without firing a DELETE trigger unless
  // recursive_triggers is on, so taken keys are refused before the insert as well. The one update there is
  // empties values, and can only empty them.
  ...['history', 'history_changes', 'activity'].map(
    (table) => `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
      BEGIN SELECT RAISE(ABORT, 'history is append-only'); END`,
  ),
  `CREATE TRIGGER activity_no_update BEFORE UPDATE ON activity
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END`,
  `CREATE TRIGGER history_no_update BEFORE UPDATE ON history
    WHEN NEW.reason IS NOT NULL OR NEW.reason_salt IS NOT NULL
      OR (NEW.seq, NEW.partner_id, NEW.customer_id, NEW.staff_id, NEW.at_ms, NEW.from_version, NEW.to_version,
        NEW.origin, NEW.origin_version, NEW.reason_digest, NEW.key_id, NEW.mac)
      IS NOT (OLD.seq, OLD.partner_id, OLD.customer_id, OLD.staff_id, OLD.at_ms, OLD.from_version, OLD.to_version,
        OLD.origin, OLD.origin_version, OLD.reason_digest, OLD.key_id, OLD.mac)
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END`,
  `CREATE TRIGGER history_changes_no_update BEFORE UPDATE ON history_changes
    WHEN NEW.before_value IS NOT NULL OR NEW.after_value IS NOT NULL OR NEW.salt IS NOT NULL
      OR (NEW.seq, NEW.position, NEW.customer_row, NEW.field, NEW.digest)
      IS NOT (OLD.seq, OLD.position, OLD.customer_row, OLD.field, OLD.digest)
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END`,
  `CREATE TRIGGER history_no_replace BEFORE INSERT ON history
    WHEN EXISTS (SELECT 1 FROM history WHERE seq = NEW.seq OR
      (partner_id = NEW.partner_id AND customer_id = NEW.customer_id AND to_version = NEW.to_version))
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END`,
  `CREATE TRIGGER history_changes_no_replace BEFORE INSERT ON history_changes
    WHEN EXISTS (SELECT 1 FROM history_changes WHERE seq = NEW.seq AND position = NEW.position)
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END`,
  `CREATE TRIGGER activity_no_replace BEFORE INSERT ON activity
    WHEN EXISTS (SELECT 1 FROM activity WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END`,

  // Forms that were submitted after their session had ended, kept for the same person to submit again.
  `CREATE TABLE kept_forms (
    id TEXT PRIMARY KEY,
    staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    customer_id TEXT NOT NULL,
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    kept_at_ms INTEGER NOT NULL,
    UNIQUE (staff_id, customer_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX kept_forms_by_age ON kept_forms (kept_at_ms)`,

  // Totals are kept, so that the dashboard never counts a million rows.
  `CREATE TABLE partner_totals (
    partner_id INTEGER PRIMARY KEY REFERENCES partners (id),
    customers INTEGER NOT NULL DEFAULT 0,
    needs_attention INTEGER NOT NULL DEFAULT 0
  ) STRICT`,
  `CREATE TRIGGER partner_totals_new AFTER INSERT ON partners
    BEGIN INSERT INTO partner_totals (partner_id) VALUES (NEW.id); END`,
  `CREATE TRIGGER partner_totals_insert AFTER INSERT ON customers
    BEGIN UPDATE partner_totals SET customers = customers + 1, needs_attention = needs_attention + NEW.needs_attention
      WHERE partner_id = NEW.partner_id; END`,
  `CREATE TRIGGER partner_totals_delete AFTER DELETE ON customers
    BEGIN UPDATE partner_totals SET customers = customers - 1, needs_attention = needs_attention - OLD.needs_attention
      WHERE partner_id = OLD.partner_id; END`,
  `CREATE TRIGGER partner_totals_update AFTER UPDATE OF attention ON customers
    WHEN OLD.needs_attention IS NOT NEW.needs_attention
    BEGIN UPDATE partner_totals SET needs_attention = needs_attention + NEW.needs_attention - OLD.needs_attention
      WHERE partner_id = NEW.partner_id; END`,

  // Changes by quarter of an hour since 1970: every time zone's day is made of whole ones.
  `CREATE TABLE change_totals (
    partner_id INTEGER NOT NULL REFERENCES partners (id),
    quarter_hour INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    PRIMARY KEY (partner_id, quarter_hour)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TRIGGER change_totals_insert AFTER INSERT ON history WHEN NEW.origin IS NOT 'erases'
    BEGIN INSERT INTO change_totals (partner_id, quarter_hour, changes) VALUES (NEW.partner_id, NEW.at_ms / 900000, 1)
      ON CONFLICT DO UPDATE SET changes = changes + 1; END`,

  // Which customers a member of staff looked at last.
  `CREATE TABLE visits (
    staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    customer_id TEXT NOT NULL,
    visited_at_ms INTEGER NOT NULL,
    PRIMARY KEY (staff_id, customer_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX visits_by_time ON visits (staff_id, visited_at_ms)`,
]

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database)
}
