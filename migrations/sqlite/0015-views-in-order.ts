import { sql, type Kysely } from 'kysely'

/** The order that a person has put saved views in, as a JSON array of their numbers, and the one that their list opens with. */
const statement = `CREATE TABLE view_choices (
  staff_id INTEGER PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
  arranged TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(arranged)),
  opened_id INTEGER
) STRICT`

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(statement).execute(database)
}
