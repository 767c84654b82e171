import { sql, type Kysely } from 'kysely'

/** In which countries a partner has customers, for the list's filter: kept, as the totals are. Archived ones do not count. */

const leave = `UPDATE partner_countries SET customers = customers - 1
  WHERE partner_id = OLD.partner_id AND country = OLD.company_country AND OLD.archived = '';`

const join = `INSERT INTO partner_countries (partner_id, country, customers)
  SELECT NEW.partner_id, NEW.company_country, 1 WHERE NEW.archived = ''
  ON CONFLICT DO UPDATE SET customers = customers + 1;`

const statements = [
  `CREATE TABLE partner_countries (
    partner_id INTEGER NOT NULL REFERENCES partners (id),
    country TEXT NOT NULL,
    customers INTEGER NOT NULL,
    PRIMARY KEY (partner_id, country)
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO partner_countries (partner_id, country, customers)
    SELECT partner_id, company_country, count(*) FROM customers WHERE archived = '' GROUP BY 1, 2`,
  `CREATE TRIGGER partner_countries_insert AFTER INSERT ON customers BEGIN ${join} END`,
  `CREATE TRIGGER partner_countries_delete AFTER DELETE ON customers BEGIN ${leave} END`,
  `CREATE TRIGGER partner_countries_update AFTER UPDATE OF company_country, archived ON customers
    WHEN (OLD.company_country, OLD.archived) IS NOT (NEW.company_country, NEW.archived)
    BEGIN ${leave} ${join} END`,
]

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database)
}
