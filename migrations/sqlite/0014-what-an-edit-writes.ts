import { sql, type Kysely } from 'kysely'

/**
 * Every edit writes into each index that has its time. These are gone, because others serve in their place: a list of all
 * relationships is put together of those of each, what is of all actions of those of each action, and the entries of the
 * history by time are the acts of editing. What is searched waits until it is written to the index for many customers
 * together, whose pieces are merged beside the edits instead of in them.
 */
const statements = [
  `DROP INDEX customers_by_changed`,
  `DROP INDEX customers_by_country_changed`,
  `DROP INDEX activity_by_time`,
  `DROP INDEX activity_by_staff`,
  `DROP INDEX history_by_time`,
  `CREATE TABLE search_waiting (index_row INTEGER PRIMARY KEY, tokens TEXT NOT NULL) STRICT`,
  `INSERT INTO customer_search (customer_search, rank) VALUES ('automerge', 0)`,
]

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database)
}
