import { PGlite, types } from '@electric-sql/pglite'
import type { Client, Pool } from '#src/database/postgres/driver.ts'

/** PostgreSQL without a server: the real one, compiled for this process, with a single connection. */

const parsers = { [types.INT8]: Number, [types.NUMERIC]: Number }

/** Row-level security does not hold for who made the database: the portal is somebody else, as on a server. */
const asPortal = ['CREATE ROLE portal', 'GRANT ALL ON SCHEMA public TO portal', 'SET ROLE portal']

/** @param from what `dumpDataDir` gave, instead of an empty database */
export async function openPGlite(from?: Blob): Promise<PGlite> {
  const database = await PGlite.create(from ? { loadDataDir: from } : {})
  for (const statement of from ? asPortal.slice(-1) : asPortal) await database.exec(statement)
  return database
}

/** Its one connection as a pool, of which everybody has it in turn. */
export function poolOf(database: PGlite): Pool {
  let last: Promise<unknown> = Promise.resolve()
  return {
    async connect() {
      const { promise, resolve } = Promise.withResolvers<unknown>()
      const before = last
      last = promise
      await before
      return clientOf(database, () => {
        resolve(undefined)
      })
    },
    end: () => Promise.resolve(),
  }
}

function clientOf(database: PGlite, release: () => void): Client {
  return {
    async query({ text, values }) {
      const { rows, command, rowCount } = await database.query(text, [...values], { parsers })
      return { rows, command: command ?? '', rowCount: rowCount ?? null }
    },
    release,
  }
}
