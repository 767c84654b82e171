import { sql, type Kysely } from 'kysely'

/** The orders of the list, each with the columns that its index goes by: archived customers are a list of their own. */
const orders = {
  customers_by_name: 'sort_name, row_id',
  customers_by_changed: 'changed_at_ms, row_id',
  customers_by_country: 'company_country, sort_name, row_id',
  customers_by_country_changed: 'company_country, changed_at_ms, row_id',
  customers_by_relationship: 'relationship, sort_name, row_id',
  customers_by_relationship_changed: 'relationship, changed_at_ms, row_id',
  customers_by_relationship_country: 'relationship, company_country, sort_name, row_id',
  customers_by_relationship_country_changed: 'relationship, company_country, changed_at_ms, row_id',
}

/**
 * Few customers are in one of these states: four orders do, and the last columns tell the other filters. The state is
 * among the columns as well: SQLite passes over an index whose condition is all that speaks of a generated column.
 */
const states = { attention: 'needs_attention', attested: 'attested' }
const stateOrders = {
  by_name: 'sort_name, row_id, company_country, relationship',
  by_changed: 'changed_at_ms, row_id, company_country, relationship',
  by_country: 'company_country, sort_name, row_id, relationship',
  by_country_changed: 'company_country, changed_at_ms, row_id, relationship',
}

const statements = [
  // Comma-separated; and whether the relationship has ended: such customers are out of the lists unless asked for.
  `ALTER TABLE customers ADD COLUMN tags TEXT NOT NULL DEFAULT ''`,
  `ALTER TABLE customers ADD COLUMN archived TEXT NOT NULL DEFAULT '' CHECK (archived IN ('', 'yes'))`,
  `ALTER TABLE customers ADD COLUMN created_by INTEGER REFERENCES staff (id)`,

  ...Object.keys(orders).map((name) => `DROP INDEX ${name}`),
  ...Object.keys(states).flatMap((state) =>
    ['by_name', 'by_changed', 'by_country'].map((order) => `DROP INDEX ${state}_${order}`),
  ),
  ...Object.entries(orders).map(
    ([name, columns]) => `CREATE INDEX ${name} ON customers (partner_id, archived, ${columns})`,
  ),
  ...Object.entries(states).flatMap(([state, column]) =>
    Object.entries(stateOrders).map(
      ([order, columns]) =>
        `CREATE INDEX ${state}_${order} ON customers (partner_id, archived, ${column}, ${columns})
          WHERE ${column} = 1`,
    ),
  ),

  // Archived customers do not count.
  ...['insert', 'delete', 'update'].map((event) => `DROP TRIGGER partner_totals_${event}`),
  `CREATE TRIGGER partner_totals_insert AFTER INSERT ON customers WHEN NEW.archived = ''
    BEGIN UPDATE partner_totals SET customers = customers + 1, needs_attention = needs_attention + NEW.needs_attention
      WHERE partner_id = NEW.partner_id; END`,
  `CREATE TRIGGER partner_totals_delete AFTER DELETE ON customers WHEN OLD.archived = ''
    BEGIN UPDATE partner_totals SET customers = customers - 1, needs_attention = needs_attention - OLD.needs_attention
      WHERE partner_id = OLD.partner_id; END`,
  `CREATE TRIGGER partner_totals_update AFTER UPDATE OF attention, archived ON customers
    WHEN (OLD.needs_attention, OLD.archived) IS NOT (NEW.needs_attention, NEW.archived)
    BEGIN UPDATE partner_totals SET
        customers = customers + (NEW.archived = '') - (OLD.archived = ''),
        needs_attention = needs_attention
          + (NEW.archived = '') * NEW.needs_attention - (OLD.archived = '') * OLD.needs_attention
      WHERE partner_id = NEW.partner_id; END`,

  // How many customers have the same registration number, or the same name in the same country: kept, so that finding
  // duplicates never compares a million rows.
  `CREATE TABLE alike (
    partner_id INTEGER NOT NULL REFERENCES partners (id),
    kind TEXT NOT NULL CHECK (kind IN ('number', 'name')),
    value TEXT NOT NULL,
    customers INTEGER NOT NULL,
    PRIMARY KEY (partner_id, kind, value)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX alike_several ON alike (partner_id, kind, value) WHERE customers > 1`,
  `CREATE INDEX customers_by_number ON customers (partner_id, registration_number, row_id)
    WHERE registration_number <> '' AND archived = ''`,
  ...alikeTriggers(),
  `INSERT INTO alike (partner_id, kind, value, customers)
    SELECT partner_id, 'number', registration_number, count(*) FROM customers
      WHERE registration_number <> '' GROUP BY partner_id, registration_number`,
  `INSERT INTO alike (partner_id, kind, value, customers)
    SELECT partner_id, 'name', company_country || ' ' || sort_name, count(*) FROM customers
      GROUP BY partner_id, company_country, sort_name`,

  // Files of customers on their way in, and changes of many at once: a row for each line, with what comes of it.
  `CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    partner_id INTEGER NOT NULL REFERENCES partners (id),
    staff_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('file', 'bulk')),
    name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN
      ('reading', 'mapping', 'checking', 'checked', 'applying', 'applied', 'undoing', 'undone', 'failed')),
    header TEXT NOT NULL CHECK (json_valid(header)),
    mapping TEXT NOT NULL CHECK (json_valid(mapping)),
    reason TEXT NOT NULL,
    total INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0,
    created_at_ms INTEGER NOT NULL,
    started_at_ms INTEGER,
    finished_at_ms INTEGER,
    claimed_by TEXT,
    claimed_until_ms INTEGER NOT NULL DEFAULT 0,
    FOREIGN KEY (partner_id, staff_id) REFERENCES staff (partner_id, id)
  ) STRICT`,
  `CREATE INDEX imports_by_partner ON imports (partner_id, id)`,
  `CREATE INDEX imports_at_work ON imports (id) WHERE status IN ('checking', 'applying', 'undoing')`,
  `CREATE TABLE import_rows (
    import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    cells TEXT NOT NULL CHECK (json_valid(cells)),
    outcome TEXT NOT NULL DEFAULT 'unread' CHECK (outcome IN
      ('unread', 'add', 'change', 'unchanged', 'refused', 'conflict', 'added', 'changed', 'undone', 'kept')),
    customer_id TEXT,
    version INTEGER,
    detail TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(detail)),
    PRIMARY KEY (import_id, line)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX import_rows_by_outcome ON import_rows (import_id, outcome, line)`,
  // What a partner's headers mean, as it was last said.
  `CREATE TABLE known_headers (
    partner_id INTEGER NOT NULL REFERENCES partners (id),
    header TEXT NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (partner_id, header)
  ) STRICT, WITHOUT ROWID`,
]

/** Counts follow a customer from one value to another. */
function alikeTriggers(): string[] {
  const kinds = {
    number: (row: string) => ({
      value: `${row}.registration_number`,
      has: `${row}.registration_number <> ''`,
    }),
    name: (row: string) => ({ value: `${row}.company_country || ' ' || ${row}.sort_name`, has: 'true' }),
  }
  const columns = { number: 'registration_number', name: 'company_country, sort_name' }
  const leave = (kind: 'number' | 'name') => {
    const { value, has } = kinds[kind]('OLD')
    return `UPDATE alike SET customers = customers - 1
      WHERE partner_id = OLD.partner_id AND kind = '${kind}' AND value = ${value} AND ${has};`
  }
  const join = (kind: 'number' | 'name') => {
    const { value, has } = kinds[kind]('NEW')
    return `INSERT INTO alike (partner_id, kind, value, customers)
      SELECT NEW.partner_id, '${kind}', ${value}, 1 WHERE ${has}
      ON CONFLICT DO UPDATE SET customers = customers + 1;`
  }
  return (['number', 'name'] as const).flatMap((kind) => {
    const before = kinds[kind]('OLD').value
    const after = kinds[kind]('NEW').value
    return [
      `CREATE TRIGGER alike_${kind}_insert AFTER INSERT ON customers BEGIN ${join(kind)} END`,
      `CREATE TRIGGER alike_${kind}_delete AFTER DELETE ON customers BEGIN ${leave(kind)} END`,
      `CREATE TRIGGER alike_${kind}_update AFTER UPDATE OF ${columns[kind]} ON customers
        WHEN ${before} IS NOT ${after} BEGIN ${leave(kind)} ${join(kind)} END`,
    ]
  })
}

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database)
}
