import { sql, type Kysely } from 'kysely'
import type { Database } from '#src/database/engine.ts'
import { indexRow, settleIndex } from '#src/database/search-index.ts'
import { createCustomersStore } from '#src/features/customers/customers.store.ts'
import { foundBy, searchTokens } from '#src/features/customers/search/search-tokens.ts'

/** Customers read at once. */
const batch = 500

/**
 * The rows of a partner lie together in the search index, instead of having a mark of it, which every search went through.
 * Pieces of the index are merged as soon as there are two of a size.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`INSERT INTO customer_search (customer_search) VALUES ('delete-all')`.execute(database)
  await sql`INSERT INTO customer_search (customer_search, rank) VALUES ('usermerge', 2)`.execute(database)
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
        await indexRow(
          database,
          { partner_id: id, row_id: row.row_id },
          searchTokens(foundBy(row, row.needs_attention === 1)),
        )
      await settleIndex(database)
      const last = rows.at(-1)
      if (!last) break
      after = last.row_id
    }
  }
}
