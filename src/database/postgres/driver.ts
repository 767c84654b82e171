import { createHash } from 'node:crypto'
import {
  type CompiledQuery,
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
import { isConnectionLost, isOutdated, told } from './faults.ts'
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
  #keepsStatements = true
  #isInTransaction = false

  constructor(client: Client) {
    this.#client = client
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { sql: text, parameters: values } = query
    const { command, rowCount, rows } =
      isKept(query) && this.#keepsStatements
        ? await this.#sendKept({ text, values, name: nameOf(text) })
        : await this.#send({ text, values })
    const isChange = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE'
    return {
      rows: rows as Row[],
      ...(isChange && { numAffectedRows: BigInt(rowCount ?? 0) }),
    }
  }

  /** A statement that is kept is of no use any more once a newer node has given its table another column. */
  async #sendKept(statement: Required<Statement>) {
    try {
      return await this.#send(statement)
    } catch (error) {
      if (!isOutdated(error)) throw error
      this.#keepsStatements = false
      if (this.#isInTransaction) throw error
      const { text, values } = statement
      return await this.#send({ text, values })
    }
  }

  async begin(characteristics: readonly string[]): Promise<void> {
    await this.#send({ text: ['begin', ...characteristics].join(' '), values: [] })
    this.#isInTransaction = true
  }

  /** @throws Error where a statement had failed, and nothing is there to be kept: the server answers that with a rollback */
  async commit(): Promise<void> {
    this.#isInTransaction = false
    const { command } = await this.#send({ text: 'commit', values: [] })
    if (command === 'ROLLBACK')
      throw new Error('a transaction with a statement that had failed was to be kept')
  }

  async rollback(): Promise<void> {
    this.#isInTransaction = false
    await this.#send({ text: 'rollback', values: [] })
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
    const { isolationLevel, accessMode } = settings
    await rawConnection(connection).begin([
      ...(isolationLevel ? [`isolation level ${isolationLevel}`] : []),
      ...(accessMode ? [accessMode] : []),
    ])
  }

  /** @throws StorageError `uncertain` where the answer to COMMIT did not come: it may be done or not */
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await rawConnection(connection).commit()
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
      await own.rollback()
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
