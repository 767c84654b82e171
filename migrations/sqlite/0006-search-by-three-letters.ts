import { sql, type Kysely } from 'kysely'

/** Words are found by three letters in a row instead of two, and short ones without an index of beginnings. Filled by 0008. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE customer_search`.execute(database)
  await sql`CREATE VIRTUAL TABLE customer_search USING fts5 (
    tokens, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '#'"
  )`.execute(database)
}
