import { sql, type Kysely } from 'kysely'
import type { Database } from '#src/database/open.ts'
import { indexRow, settleIndex } from '#src/database/search-index.ts'
import { createCustomersStore } from '#src/features/customers/customers.store.ts'
import { searchTokens } from '#src/features/customers/search-tokens.ts'

/** Customers read at once. */
const batch = 500

/** Words are found by three letters in a row instead of two, and short ones without an index of beginnings. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE customer_search`.execute(database)
  await sql`CREATE VIRTUAL TABLE customer_search USING fts5 (
    tokens, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '#'"
  )`.execute(database)
  await makeIndexAnew(database)
}

/** The index is worked out from what is stored: by today's rules, whichever these are. */
async function makeIndexAnew(database: Database): Promise<void> {
  const partners = await database.selectFrom('partners').select('id').execute()
  for (const { id } of partners) {
    const customers = createCustomersStore(database).forPartner(id)
    for (let after = 0; ;) {
      const rows = await customers.inOrderMade(after, batch)
      for (const row of rows)
        await indexRow(database, row.row_id, searchTokens(id, row, row.needs_attention === 1))
      await settleIndex(database)
      const last = rows.at(-1)
      if (!last) break
      after = last.row_id
    }
  }
}
