import { sql, type Kysely } from 'kysely'

const statements = [
  // In whose name, and with whose rights, the work goes on: whoever confirmed or undid it, who need not have brought the file.
  `ALTER TABLE imports ADD COLUMN acting_id INTEGER REFERENCES staff (id)`,
  // Why it ended before its end; '' where it did not, or nobody knows.
  `ALTER TABLE imports ADD COLUMN stopped TEXT NOT NULL DEFAULT '' CHECK (stopped IN ('', 'not_allowed'))`,
  // The domain of a customer that is to be added, as all ways of writing it have it: in a file each customer stands once.
  `ALTER TABLE import_rows ADD COLUMN domain TEXT`,
  `CREATE INDEX import_rows_by_domain ON import_rows (import_id, domain) WHERE domain IS NOT NULL`,
  `CREATE INDEX import_rows_by_customer ON import_rows (customer_id, import_id) WHERE customer_id IS NOT NULL`,
]

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database)
}
