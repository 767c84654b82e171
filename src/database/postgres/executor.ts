import {
  DefaultConnectionProvider,
  DefaultQueryExecutor,
  Kysely,
  type CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  type DialectAdapter,
  type KyselyPlugin,
  type QueryCompiler,
  type QueryExecutor,
  type QueryResult,
} from 'kysely'
import type { Database } from '../engine.ts'
import type { Tables } from '../tables.ts'
import { nobody, ScopePlugin, type Scope } from './scope.ts'
import { rawConnection, PortalPostgresDialect, type Pool, type PostgresConnection } from './driver.ts'

/** Says to a connection whose rows it shall see, before it is asked. */
class ScopedConnection implements DatabaseConnection {
  readonly raw: PostgresConnection
  readonly #scope: Scope

  constructor(connection: DatabaseConnection, scope: Scope) {
    this.raw = rawConnection(connection)
    this.#scope = scope
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    await this.raw.see(this.#scope)
    return await this.raw.executeQuery<Row>(query)
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('not streamed')
  }
}

/** Asks on connections that see what its scope says. */
class ScopingExecutor extends DefaultQueryExecutor {
  readonly #parts: [QueryCompiler, DialectAdapter]
  readonly #provider: ConnectionProvider
  readonly #scope: Scope

  constructor(
    compiler: QueryCompiler,
    adapter: DialectAdapter,
    provider: ConnectionProvider,
    plugins: readonly KyselyPlugin[] = [],
    scope: Scope = nobody,
  ) {
    super(compiler, adapter, provider, [...plugins])
    this.#parts = [compiler, adapter]
    this.#provider = provider
    this.#scope = scope
  }

  override async provideConnection<Result>(
    consumer: (connection: DatabaseConnection) => Promise<Result>,
  ): Promise<Result> {
    const scope = this.#scope
    return await super.provideConnection((connection) => consumer(new ScopedConnection(connection, scope)))
  }

  override withPlugin(plugin: KyselyPlugin): ScopingExecutor {
    return plugin instanceof ScopePlugin
      ? new ScopingExecutor(...this.#parts, this.#provider, this.plugins, plugin.scope)
      : new ScopingExecutor(...this.#parts, this.#provider, [...this.plugins, plugin], this.#scope)
  }

  override withConnectionProvider(provider: ConnectionProvider): ScopingExecutor {
    return new ScopingExecutor(...this.#parts, provider, this.plugins, this.#scope)
  }

  override withoutPlugins(): ScopingExecutor {
    return new ScopingExecutor(...this.#parts, this.#provider, [], this.#scope)
  }
}

/** The database over a pool. It sees nobody's rows before it is said whose. */
export function overPool(pool: Pool): Database {
  const dialect = new PortalPostgresDialect(pool)
  const driver = dialect.createDriver()
  const executor: QueryExecutor = new ScopingExecutor(
    dialect.createQueryCompiler(),
    dialect.createAdapter(),
    new DefaultConnectionProvider(driver),
  )
  return new Kysely<Tables>({ config: { dialect }, dialect, driver, executor })
}
