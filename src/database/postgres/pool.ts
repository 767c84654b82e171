import pg from 'pg'
import type { Client, Pool } from './driver.ts'

/** Connections that a process has at most: with each node's the server's own limit has to do. */
const connectionsAtMost = 10
/** How long to wait for a connection, and how long a statement may take, in ms. */
const connectWithinMs = 5_000
const statementWithinMs = 30_000

/** int8 and numeric (by their numbers in pg_type) as numbers: whatever the portal counts is far below 2^53. */
const asNumbers: number[] = [20, 1700]

const parserOf = pg.types.getTypeParser as (oid: number, format?: string) => unknown

const types = {
  getTypeParser: (oid: number, format?: string) => (asNumbers.includes(oid) ? Number : parserOf(oid, format)),
} as pg.CustomTypesConfig

/**
 * @param url `postgres://…`, with `sslmode` and whatever else the library takes
 * @param options.waitMs how long a statement waits for another's lock
 */
export function createPool(url: string, { waitMs = statementWithinMs }: { waitMs?: number } = {}): Pool {
  const pool = new pg.Pool({
    connectionString: withUsualModes(url),
    max: connectionsAtMost,
    connectionTimeoutMillis: connectWithinMs,
    statement_timeout: statementWithinMs,
    lock_timeout: waitMs,
    idle_in_transaction_session_timeout: statementWithinMs,
    application_name: 'partner-desk',
    types,
  })
  // Of a connection that nobody is using: the next one who wants one gets another.
  pool.on('error', () => undefined)
  // Of one that somebody has: whoever asks it next is told.
  pool.on('connect', (client) => void client.on('error', () => undefined))
  const clients = new WeakMap<pg.PoolClient, Client>()
  return {
    async connect() {
      const connected = await pool.connect()
      const client = clients.get(connected) ?? clientOf(connected)
      clients.set(connected, client)
      return client
    },
    end: () => pool.end(),
  }
}

/** `sslmode` as PostgreSQL's own programs take it (https://www.postgresql.org/docs/current/libpq-ssl.html). */
function withUsualModes(url: string): string {
  const usual = new URL(url)
  if (usual.searchParams.has('sslmode')) usual.searchParams.set('uselibpqcompat', 'true')
  return usual.href
}

function clientOf(connected: pg.PoolClient): Client {
  return {
    query: ({ text, values, name }) =>
      connected.query({ text, values: [...values], ...(name !== undefined && { name }) }),
    release: (discard) => {
      connected.release(discard)
    },
  }
}
