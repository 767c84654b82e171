import { sql } from 'kysely'
import type { Database } from '../engine.ts'
import { assertNotNewer, migrationFolderOf } from '../migrate.ts'
import { DatabaseError, StorageError } from '../storage-fault.ts'

/** What has to be true of a server and a database before the portal works with it, in words for whoever starts it. */

/** The oldest server there is support for, as the server counts its versions. */
const oldest = 150_000

/** @throws DatabaseError when the server is too old, or the database is of a newer program */
export async function assertUsable(database: Database, name: string): Promise<void> {
  try {
    const { rows } = await sql<{ version: number }>`
      SELECT current_setting('server_version_num')::int AS version`.execute(database)
    if (rows[0]!.version < oldest)
      throw new DatabaseError(`${name}: the server is too old: the portal wants PostgreSQL 15 or newer.`)
    assertNotNewer(name, migrationFolderOf('postgres'), await executedMigrations(database))
  } catch (error) {
    throw inWords(error, name)
  }
}

/** The names of the migrations that the database has had. */
async function executedMigrations(database: Database): Promise<string[]> {
  const { rows: tables } = await sql<{ found: string | null }>`
    SELECT to_regclass('kysely_migration')::text AS found`.execute(database)
  if (!tables[0]?.found) return []
  const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration ORDER BY name`.execute(
    database,
  )
  return rows.map((row) => row.name)
}

/** Refusals of the server (SQLSTATE), of TLS and of the network, each with what is to be done. */
const sentences: [is: RegExp, sentence: string][] = [
  [/^3D000/, 'there is no such database on the server. Create it, and make the portal’s user its owner.'],
  [/^28P01/, 'the server refuses the password.'],
  [
    /^28/,
    'the server does not let this user in from here: look at the user, at TLS (sslmode) and at pg_hba.conf.',
  ],
  [/^42501/, 'the user may not do that in this database. Make it the owner.'],
  [/does not support SSL/, 'the server does not speak TLS, which sslmode asks for.'],
  [
    /CERT|certificate|self.signed/i,
    'the certificate of the server is not one that is trusted here (sslrootcert).',
  ],
]

/** Whatever kept it from being opened, in a sentence. */
function inWords(error: unknown, name: string): unknown {
  if (error instanceof DatabaseError) return error
  const { code = '', message = '' } = (error instanceof StorageError ? error.cause : error) as {
    code?: string
    message?: string
  }
  const sentence = sentences.find(([is]) => is.test(code) || is.test(message))?.[1]
  if (sentence) return new DatabaseError(`${name}: ${sentence}`, { cause: error })
  if (!(error instanceof StorageError)) return error
  return new DatabaseError(
    error.fault === 'busy'
      ? `${name}: the server has no connection left for the portal.`
      : `${name}: the server cannot be reached, or is not ready.`,
    { cause: error },
  )
}

/** Whether the wall below the stores holds for the user: it does not for a superuser, nor for one that may pass by it. */
export async function passesByTheWall(database: Database): Promise<boolean> {
  const { rows } = await sql<{ passes: boolean }>`
    SELECT rolsuper OR rolbypassrls AS passes FROM pg_roles WHERE rolname = current_user`.execute(database)
  return rows[0]?.passes ?? false
}
