import { sql, type Kysely } from 'kysely'

/**
 * Archived customers are no duplicates: whoever archives one of two has done with both. Until now they counted, and the
 * worklist walked over everything that had been dealt with.
 */

type Kind = 'number' | 'name'

/** What customers of a kind have in common, and which customers count. */
const kinds = {
  number: {
    columns: 'registration_number',
    value: (row: string) => `${row}.registration_number`,
    counts: (row: string) => `${row}.archived = '' AND ${row}.registration_number <> ''`,
  },
  name: {
    columns: 'company_country, sort_name',
    value: (row: string) => `${row}.company_country || ' ' || ${row}.sort_name`,
    counts: (row: string) => `${row}.archived = ''`,
  },
}

function leave(kind: Kind): string {
  const { value, counts } = kinds[kind]
  return `UPDATE alike SET customers = customers - 1
    WHERE partner_id = OLD.partner_id AND kind = '${kind}' AND value = ${value('OLD')} AND ${counts('OLD')};`
}

function join(kind: Kind): string {
  const { value, counts } = kinds[kind]
  return `INSERT INTO alike (partner_id, kind, value, customers)
    SELECT NEW.partner_id, '${kind}', ${value('NEW')}, 1 WHERE ${counts('NEW')}
    ON CONFLICT DO UPDATE SET customers = customers + 1;`
}

function triggers(kind: Kind): string[] {
  const { columns, value } = kinds[kind]
  return [
    `CREATE TRIGGER alike_${kind}_insert AFTER INSERT ON customers BEGIN ${join(kind)} END`,
    `CREATE TRIGGER alike_${kind}_delete AFTER DELETE ON customers BEGIN ${leave(kind)} END`,
    `CREATE TRIGGER alike_${kind}_update AFTER UPDATE OF ${columns}, archived ON customers
      WHEN (${value('OLD')}, OLD.archived) IS NOT (${value('NEW')}, NEW.archived)
      BEGIN ${leave(kind)} ${join(kind)} END`,
  ]
}

function count(kind: Kind): string {
  const { value, counts } = kinds[kind]
  const row = 'customers'
  return `INSERT INTO alike (partner_id, kind, value, customers)
    SELECT partner_id, '${kind}', ${value(row)}, count(*) FROM customers WHERE ${counts(row)} GROUP BY 1, 3`
}

const statements = (Object.keys(kinds) as Kind[]).flatMap((kind) => [
  ...['insert', 'delete', 'update'].map((event) => `DROP TRIGGER alike_${kind}_${event}`),
  `DELETE FROM alike WHERE kind = '${kind}'`,
  count(kind),
  ...triggers(kind),
])

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database)
}
