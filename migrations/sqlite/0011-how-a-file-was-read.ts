import { sql, type Kysely } from 'kysely'

/** How a file of an import was read, and the file itself for as long as it may have to be read in another way. */

const statements = [
  `ALTER TABLE imports ADD COLUMN reading TEXT NOT NULL DEFAULT ''`,
  `CREATE TABLE import_files (
    import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    piece INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (import_id, piece)
  ) STRICT`,
]

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database)
}
