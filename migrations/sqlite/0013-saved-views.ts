import { sql, type Kysely } from 'kysely'

const statements = [
  // A state of the list under a name: its maker's own, or shared with the partner's staff.
  `CREATE TABLE saved_views (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    partner_id INTEGER NOT NULL REFERENCES partners (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
    state TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    created_at_ms INTEGER NOT NULL,
    changed_at_ms INTEGER NOT NULL
  ) STRICT`,
  // What a person sees, and that no name is there twice among the own ones or among the shared.
  `CREATE UNIQUE INDEX saved_views_own ON saved_views (staff_id, folded_name) WHERE shared = 0`,
  `CREATE UNIQUE INDEX saved_views_shared ON saved_views (partner_id, folded_name) WHERE shared = 1`,
  `CREATE INDEX saved_views_by_staff ON saved_views (staff_id)`,
]

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database)
}
