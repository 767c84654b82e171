import { statSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type SqliteDatabase from 'better-sqlite3'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type QueryCompiler,
  type QueryResult,
  type SqliteDatabase as KyselySqliteDatabase,
} from 'kysely'
import type { EngineAdapter } from '../engine.ts'
import { storageErrorOf, told, uncertain } from './faults.ts'
import { words } from './words.ts'

/** Keeps prepared statements, so that a query is parsed by SQLite once in the life of the process. */
function withStatementCache(database: SqliteDatabase.Database): KyselySqliteDatabase {
  const statements = new Map<string, SqliteDatabase.Statement>()
  const limit = 1000
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql)
      if (known && !known.busy) return known
      const statement = database.prepare(sql)
      if (statements.size >= limit) statements.clear()
      statements.set(sql, statement)
      return statement
    },
  }
}

/** What a transaction does last. @param execute carries a statement out in it */
export type LastOfAll = (execute: (statement: string) => Promise<QueryResult<unknown>>) => Promise<void>

/**
 * SQLite goes on writing into a file that was removed or replaced, and it would all be gone with the process.
 * @returns what throws when the database or its log is not the file any more that was opened
 */
function inPlace(database: SqliteDatabase.Database): () => void {
  const files = [database.name, `${database.name}-wal`]
  // The log is made at the first look into the database.
  const opened = new Map<string, string>()
  return () => {
    for (const file of files) {
      const { dev, ino } = statSync(file, { throwIfNoEntry: false }) ?? { dev: undefined, ino: undefined }
      const now = `${dev}:${ino}`
      if (ino !== undefined && !opened.has(file)) opened.set(file, now)
      if (opened.has(file) && opened.get(file) !== now)
        throw storageErrorOf('SQLITE_READONLY_DBMOVED', 'the database has been removed or replaced')
    }
  }
}

/** Says of a statement that fails whether the storage did. */
class TellingConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection

  constructor(connection: DatabaseConnection) {
    this.#connection = connection
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      return await this.#connection.executeQuery<Row>(query)
    } catch (error) {
      throw told(error)
    }
  }

  /** Whole results are read at once: a page, or some hundred rows. */
  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('not streamed')
  }
}

/** Takes the write lock at BEGIN: a deferred transaction that read first could not be upgraded, only failed. */
class ImmediateDriver extends SqliteDriver {
  readonly #isInTransaction: () => boolean
  readonly #assertInPlace: () => void
  readonly #lastOfAll: LastOfAll

  constructor(database: SqliteDatabase.Database, kept: KyselySqliteDatabase, lastOfAll: LastOfAll) {
    super({ database: kept })
    this.#assertInPlace = inPlace(database)
    this.#assertInPlace()
    this.#isInTransaction = () => database.inTransaction
    this.#lastOfAll = lastOfAll
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new TellingConnection(await super.acquireConnection())
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    this.#assertInPlace()
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#lastOfAll((statement) => connection.executeQuery(CompiledQuery.raw(statement)))
    try {
      await super.commitTransaction(connection)
    } catch (error) {
      throw uncertain(error)
    }
  }

  /** Some failures have ended the transaction already: the cause is worth more than that. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#isInTransaction()) await super.rollbackTransaction(connection)
  }
}

/** SQLite's DDL is transactional, so a migration is either done and noted, or neither. */
class TransactionalAdapter extends SqliteAdapter implements EngineAdapter {
  readonly words = words

  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/**
 * Writes every parameter as `+?`, which means the same. SQLite plans a query again whenever a bare `?` in a comparison or
 * a LIMIT gets another value, in the hope of a better plan (https://www.sqlite.org/c3ref/prepare.html): several times the
 * work of the query itself, where all of ours are found by the same index whatever the value.
 */
class PlanOnceQueryCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }
}

/** Kysely's SQLite dialect with queries that are planned once. */
class PlanOnceSqliteDialect extends SqliteDialect {
  override createQueryCompiler(): QueryCompiler {
    return new PlanOnceQueryCompiler()
  }
}

/** The same with kept statements and immediate transactions. */
export class PortalSqliteDialect extends PlanOnceSqliteDialect {
  readonly #database: SqliteDatabase.Database
  readonly #kept: KyselySqliteDatabase
  readonly #lastOfAll: LastOfAll

  constructor(database: SqliteDatabase.Database, lastOfAll: LastOfAll) {
    const kept = withStatementCache(database)
    super({ database: kept })
    this.#database = database
    this.#kept = kept
    this.#lastOfAll = lastOfAll
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#database, this.#kept, this.#lastOfAll)
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalAdapter()
  }
}

/** Carries a single statement out elsewhere, and says what came of it. */
export type WriteStatement = (sql: string, parameters: readonly unknown[]) => Promise<QueryResult<unknown>>

/** For how many ms a turn of the event loop may read before whatever else waits comes first. */
const longTurnMs = 4

/** Reads here; what writes goes to the writer. */
class ReadingConnection implements DatabaseConnection {
  readonly #kept: KyselySqliteDatabase
  readonly #write: WriteStatement
  #turnBegan: number | undefined

  constructor(kept: KyselySqliteDatabase, write: WriteStatement) {
    this.#kept = kept
    this.#write = write
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = this.#prepare(sql)
    if (!statement.readonly) return (await this.#write(sql, parameters)) as QueryResult<Row>
    const began = (this.#turnBegan ??= this.#beginTurn())
    const rows = this.#read<Row>(statement, parameters)
    // Reading holds the thread, and pages would do all of theirs in one go.
    if (performance.now() - began > longTurnMs) await nextTurn()
    return { rows }
  }

  #prepare(sql: string): SqliteDatabase.Statement {
    try {
      return this.#kept.prepare(sql) as SqliteDatabase.Statement
    } catch (error) {
      throw told(error)
    }
  }

  #read<Row>(statement: SqliteDatabase.Statement, parameters: readonly unknown[]): Row[] {
    try {
      return statement.all(parameters) as Row[]
    } catch (error) {
      throw told(error)
    }
  }

  #beginTurn(): number {
    setImmediate(() => (this.#turnBegan = undefined))
    return performance.now()
  }

  /** Whole results are read at once: a page, or some hundred rows. */
  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('not streamed')
  }
}

/** Several may ask at once, of the same connection: there is no transaction that a statement could get into. */
class ReadingAdapter extends SqliteAdapter implements EngineAdapter {
  readonly words = words

  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/** Nobody waits for anybody. */
class ReadingDriver implements Driver {
  readonly #kept: KyselySqliteDatabase
  readonly #connection: DatabaseConnection

  constructor(kept: KyselySqliteDatabase, write: WriteStatement) {
    this.#kept = kept
    this.#connection = new ReadingConnection(kept, write)
  }

  init = (): Promise<void> => Promise.resolve()
  acquireConnection = (): Promise<DatabaseConnection> => Promise.resolve(this.#connection)
  releaseConnection = (): Promise<void> => Promise.resolve()
  beginTransaction = (): Promise<void> => Promise.reject(new Error('transactions are the writer’s'))
  commitTransaction = (): Promise<void> => Promise.reject(new Error('no transaction'))
  rollbackTransaction = (): Promise<void> => Promise.reject(new Error('no transaction'))

  destroy(): Promise<void> {
    this.#kept.close()
    return Promise.resolve()
  }
}

/** Reads the file while another connection, the only one that writes, is told every statement that changes it. */
export class ReadingSqliteDialect extends PlanOnceSqliteDialect {
  readonly #kept: KyselySqliteDatabase
  readonly #write: WriteStatement

  constructor(database: SqliteDatabase.Database, write: WriteStatement) {
    const kept = withStatementCache(database)
    super({ database: kept })
    this.#kept = kept
    this.#write = write
    database.pragma('query_only = 1')
    // Looks at every cell of each page that is read, which for mapped pages is each time: half of a broad search. The
    // writer's connection keeps it, and the file was found sound at the start.
    database.pragma('cell_size_check = 0')
  }

  override createDriver(): Driver {
    return new ReadingDriver(this.#kept, this.#write)
  }

  override createAdapter(): DialectAdapter {
    return new ReadingAdapter()
  }
}
