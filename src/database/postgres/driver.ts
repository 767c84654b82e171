import { createHash } from 'node:crypto'
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresDialect,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import type { EngineAdapter } from '../engine.ts'
import { isKept } from '../prepared.ts'
import { StorageError } from '../storage-fault.ts'
import { isConnectionLost, told } from './faults.ts'
import type { Scope } from './scope.ts'
import { words } from './words.ts'

/** A statement as the server's library takes it. One with a name is parsed once a connection. */
export type Statement = { text: string; values: readonly unknown[]; name?: string }

export type Client = {
  query: (statement: Statement) => Promise<{ command: string; rowCount: number | null; rows: unknown[] }>
  /** @param discard whether nobody shall have it again */
  release: (discard?: boolean) => void
}

export type Pool = { connect: () => Promise<Client>; end: () => Promise<void> }

/** A client's connection, for as long as the pool keeps it. */
export class PostgresConnection implements DatabaseConnection {
  readonly #client: Client
  #scope: Scope | undefined
  #isLost = false

  constructor(client: Client) {
    this.#client = client
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { sql: text, parameters: values } = query
    const { command, rowCount, rows } = await this.#send(
      isKept(query) ? { text, values, name: nameOf(text) } : { text, values },
    )
    const isChange = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE'
    return {
      rows: rows as Row[],
      ...(isChange && { numAffectedRows: BigInt(rowCount ?? 0) }),
    }
  }

  /** Says whose rows are asked for from now on, where that is somebody else than before. */
  async see(scope: Scope): Promise<void> {
    if (this.#scope === scope) return
    await this.#send({
      text: `SELECT set_config('portal.partner', $1, false)`,
      values: [scope],
      name: 'see',
    })
    this.#scope = scope
  }

  /** What was set in a transaction that is taken back is taken back with it. */
  forget(): void {
    this.#scope = undefined
  }

  async #send(statement: Statement) {
    try {
      return await this.#client.query(statement)
    } catch (error) {
      this.#isLost ||= isConnectionLost(error)
      throw told(error)
    }
  }

  release(): void {
    this.#client.release(this.#isLost)
  }

  discard(): void {
    this.#isLost = true
  }

  /** Whole results are read at once: a page, or some hundred rows. */
  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('not streamed')
  }
}

const names = new Map<string, string>()

/** The name of a statement that is kept: PostgreSQL's names have 63 bytes at most. */
function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = createHash('sha256').update(text).digest('base64url')
  names.set(text, name)
  return name
}

/** The connection itself, of one that may stand for it. */
export function rawConnection(connection: DatabaseConnection): PostgresConnection {
  return connection instanceof PostgresConnection
    ? connection
    : (connection as DatabaseConnection & { raw: PostgresConnection }).raw
}

/** Connections of a pool; a failure is told in the portal's words. */
class PostgresDriver implements Driver {
  readonly #pool: Pool
  readonly #connections = new WeakMap<Client, PostgresConnection>()

  constructor(pool: Pool) {
    this.#pool = pool
  }

  init = (): Promise<void> => Promise.resolve()

  async acquireConnection(): Promise<DatabaseConnection> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw told(error)
    })
    const known = this.#connections.get(client)
    if (known) return known
    const connection = new PostgresConnection(client)
    this.#connections.set(client, connection)
    return connection
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const { isolationLevel, accessMode = '' } = settings
    const isolation = isolationLevel ? `isolation level ${isolationLevel}` : ''
    await rawConnection(connection).executeQuery(CompiledQuery.raw(`begin ${isolation} ${accessMode}`.trim()))
  }

  /** @throws StorageError `uncertain` where the answer to COMMIT did not come: it may be done or not */
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await rawConnection(connection).executeQuery(CompiledQuery.raw('commit'))
    } catch (error) {
      if (error instanceof StorageError && error.reason === 'unreachable')
        throw new StorageError('uncertain', 'unreachable', 'the commit was not answered', { cause: error })
      throw error
    }
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    const own = rawConnection(connection)
    own.forget()
    try {
      await own.executeQuery(CompiledQuery.raw('rollback'))
    } catch {
      // The server takes it back by itself when the connection ends. What led here is worth more than that.
      own.discard()
    }
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    rawConnection(connection).release()
    return Promise.resolve()
  }

  async destroy(): Promise<void> {
    await this.#pool.end()
  }
}

class PortalPostgresAdapter extends PostgresAdapter implements EngineAdapter {
  readonly words = words
}

/** Kysely's PostgreSQL dialect with connections of one's own. */
export class PortalPostgresDialect extends PostgresDialect {
  readonly #pool: Pool

  constructor(pool: Pool) {
    super({ pool: pool as never })
    this.#pool = pool
  }

  override createDriver(): Driver {
    return new PostgresDriver(this.#pool)
  }

  override createAdapter(): DialectAdapter {
    return new PortalPostgresAdapter()
  }
}
