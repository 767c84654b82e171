import { sql } from 'kysely'
import { inject } from 'vitest'
import type { Database } from '#src/database/engine.ts'

/** What somebody does who has the database, another program, and no respect for the portal's guards. */

const onServer = (): boolean => inject('testEngine') !== 'sqlite'

async function carryOut(database: Database, ...statements: string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database)
}

/** Takes away what keeps the history as it is. */
export async function withoutGuards(database: Database): Promise<void> {
  if (!onServer()) {
    const { rows } = await sql<{
      name: string
    }>`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'history%'`.execute(database)
    await carryOut(database, ...rows.map(({ name }) => `DROP TRIGGER ${name}`))
    await carryOut(database, 'PRAGMA foreign_keys = OFF', 'PRAGMA ignore_check_constraints = ON')
    return
  }
  const { rows } = await sql<{ owner: string; name: string }>`
    SELECT conrelid::regclass::text AS owner, conname AS name FROM pg_constraint
    WHERE contype IN ('f', 'c')
      AND (conrelid IN ('history'::regclass, 'history_changes'::regclass) OR confrelid = 'history'::regclass)`.execute(
    database,
  )
  await carryOut(
    database,
    ...rows.map(({ owner, name }) => `ALTER TABLE ${owner} DROP CONSTRAINT ${name}`),
    'ALTER TABLE history DISABLE ROW LEVEL SECURITY, DISABLE TRIGGER USER',
    'ALTER TABLE history_changes DISABLE ROW LEVEL SECURITY, DISABLE TRIGGER USER',
  )
}

/** Makes every new row of a table fail until what is returned is called. */
export async function refusingRowsOf(database: Database, table: string): Promise<() => Promise<void>> {
  if (onServer()) {
    await carryOut(
      database,
      `CREATE FUNCTION no_rows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`,
      `CREATE TRIGGER no_rows BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION no_rows()`,
    )
    return () => carryOut(database, `DROP TRIGGER no_rows ON ${table}`, 'DROP FUNCTION no_rows')
  }
  await carryOut(
    database,
    `CREATE TRIGGER no_rows BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'no'); END`,
  )
  return () => carryOut(database, 'DROP TRIGGER no_rows')
}

/** For a run in which nothing has to outlive a power cut. A test's server is told so when it is started. */
export async function withoutWaitingForTheDisk(database: Database): Promise<void> {
  if (!onServer()) await carryOut(database, 'PRAGMA synchronous = 0')
}
