import { sql, type Kysely } from 'kysely'

/**
 * Every edit writes into each index that has its time. These are gone, because others serve in their place: a list of all
 * relationships is put together of those of each, what is of all actions of those of each action, and the entries of the
 * history by time are the acts of editing. The pieces of the search index are merged beside the edits (src/writer) instead
 * of in them.
 */
const statements = [
  `DROP INDEX customers_by_changed`,
  `DROP INDEX customers_by_country_changed`,
  `DROP INDEX activity_by_time`,
  `DROP INDEX activity_by_staff`,
  `DROP INDEX history_by_time`,
  `INSERT INTO customer_search (customer_search, rank) VALUES ('automerge', 0)`,
]

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database)
}
