import { sql, type Kysely } from 'kysely'
import type { Database } from '#src/database/engine.ts'
import { indexRow, settleIndex } from '#src/database/search-index.ts'
import { createCustomersStore } from '#src/features/customers/customers.store.ts'
import { foundBy, searchTokens } from '#src/features/customers/search/search-tokens.ts'
import { createTagsStore } from '#src/features/customers/tags.store.ts'

/** Customers read at once. */
const batch = 500

/**
 * Names are found with and without what stands between their words and in each of their East Asian forms, so the search index
 * is made anew. Tags that are in use are counted by partner. Staff may do without shortcuts of a single key.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE staff ADD COLUMN single_keys INTEGER NOT NULL DEFAULT 1 CHECK (single_keys IN (0, 1))`.execute(
    database,
  )
  await sql`CREATE TABLE tags (
    partner_id INTEGER NOT NULL REFERENCES partners (id),
    key TEXT NOT NULL,
    spelling TEXT NOT NULL,
    customers INTEGER NOT NULL CHECK (customers > 0),
    PRIMARY KEY (partner_id, key)
  ) STRICT, WITHOUT ROWID`.execute(database)
  await sql`CREATE INDEX tags_by_use ON tags (partner_id, customers)`.execute(database)
  await sql`INSERT INTO customer_search (customer_search) VALUES ('delete-all')`.execute(database)
  await fill(database)
}

/** Index and tags are worked out from what is stored: by today's rules, whichever these are. */
async function fill(database: Database): Promise<void> {
  const partners = await database.selectFrom('partners').select('id').execute()
  for (const { id } of partners) {
    const customers = createCustomersStore(database).forPartner(id)
    const tags = createTagsStore(database).forPartner(id)
    for (let after = 0; ;) {
      const rows = await customers.inOrderMade(after, batch)
      for (const row of rows) {
        const tokens = searchTokens(foundBy(row, row.needs_attention === 1))
        await indexRow(database, { partner_id: id, row_id: row.row_id }, tokens)
        await tags.count(undefined, row)
      }
      await settleIndex(database)
      const last = rows.at(-1)
      if (!last) break
      after = last.row_id
    }
  }
}
