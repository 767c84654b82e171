import { sql, type Kysely } from 'kysely'

const statements = [
  // Staff stay in the history that they made: who leaves can no longer sign in, and is never deleted.
  `ALTER TABLE staff ADD COLUMN ended_at_ms INTEGER`,
  `ALTER TABLE staff ADD COLUMN version INTEGER NOT NULL DEFAULT 1`,
  // The member of staff that an act was about.
  `ALTER TABLE activity ADD COLUMN subject_id INTEGER REFERENCES staff (id)`,
]

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database)
}
