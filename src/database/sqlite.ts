import { existsSync, rmSync, statSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import SqliteDatabase from 'better-sqlite3'
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
import { unknownMigrations } from './newer.ts'
import { createPrivate, tighten } from './private-files.ts'

/** "PtDk": marks a file as this program's (https://www.sqlite.org/pragma.html#pragma_application_id). */
export const applicationId = 0x5074446b

/** How long the portal waits for another process's lock, in ms. The wait holds the event loop, so it is short. */
const portalWaitsMs = 200

/** What must hold on every connection, beside its wait for a lock; each is read back after it was set. */
export const pragmas = {
  journal_mode: 'wal',
  // 2 = FULL. NORMAL loses acknowledged commits on power failure in WAL mode.
  synchronous: 2,
  foreign_keys: 1,
  // Lets the history's delete trigger see the implicit delete of REPLACE.
  recursive_triggers: 1,
  trusted_schema: 0,
  // In KiB, and in bytes: what is read often is read from memory. The latter is the most that SQLite maps
  // (SQLITE_MAX_MMAP_SIZE, 0x7fff0000).
  cache_size: -16_384,
  mmap_size: 2_147_418_112,
  cell_size_check: 1,
  // What the log keeps of the disk when it is begun anew, in bytes; without it, all that it ever took.
  journal_size_limit: 8 * 1024 * 1024,
} as const

/** The database cannot be used; the message says why and what to do. */
export class DatabaseError extends Error {}

export type OpenOptions = {
  /** Whether a missing file may be created. */
  create: boolean
  /** Whether the file was found sound just now, by whoever opened it first. */
  checked?: boolean
  /** How long a statement waits for another process's lock, in ms; as long as the portal's own, unless said. */
  waitMs?: number
}

/**
 * Opens an SQLite file and proves that it is sound and durable.
 * @param path the file
 * @param options whether it may be created, and whether it is known to be sound
 * @throws DatabaseError when the file is missing, damaged, not this program's, or a safety setting does not hold
 */
export function openSqlite(path: string, options: OpenOptions): SqliteDatabase.Database {
  const existed = existsSync(path) && statSync(path).size > 0
  if (!existed && !options.create) {
    throw new DatabaseError(`${path}: no database there. "npm run portal -- migrate" creates one.`)
  }
  if (!existed) makeFolderFor(path)
  const { waitMs = portalWaitsMs } = options
  if (existed) lookAtOnly(path, waitMs)
  const database = connect(path, { timeout: waitMs })
  try {
    if (existed) assertOurs(database, path)
    if (existed && !options.checked && isCheckedAtStart(path)) assertUndamaged(database, path)
    if (!existed) database.pragma(`application_id = ${applicationId}`)
    setPragmas(database, path, { ...pragmas, busy_timeout: waitMs })
    tighten(path)
    return database
  } catch (error) {
    database.close()
    throw readable(error, path)
  }
}

function makeFolderFor(path: string): void {
  try {
    createPrivate(path)
  } catch (error) {
    throw new DatabaseError(`${path}: its folder cannot be made (${(error as NodeJS.ErrnoException).code}).`)
  }
}

function connect(path: string, options: SqliteDatabase.Options): SqliteDatabase.Database {
  try {
    return new SqliteDatabase(path, options)
  } catch (error) {
    throw readable(error, path)
  }
}

/**
 * What a killed process left in the log beside a file goes into the file when somebody closes it who may write. So who it
 * belongs to is found out before, by one who may not.
 */
function lookAtOnly(path: string, timeout: number): void {
  const [log, index] = [`${path}-wal`, `${path}-shm`]
  if (!existsSync(log) || statSync(log).size === 0) return
  const hadIndex = existsSync(index)
  const database = connect(path, { readonly: true, timeout })
  try {
    assertOurs(database, path)
  } catch (error) {
    database.close()
    if (!hadIndex) rmSync(index, { force: true })
    throw readable(error, path)
  }
  database.close()
}

function assertOurs(database: SqliteDatabase.Database, path: string): void {
  if (database.pragma('application_id', { simple: true }) !== applicationId)
    throw new DatabaseError(`${path}: not a Partner Desk database. Nothing was changed.`)
  const unknown = unknownMigrations(database)
  if (unknown.length > 0)
    throw new DatabaseError(
      `${path}: the database is newer than this program (it has ${unknown.join(', ')}). Nothing was changed. Start the newer version.`,
    )
}

function assertUndamaged(database: SqliteDatabase.Database, path: string): void {
  const problems = database.pragma('quick_check(1)', { simple: true })
  if (problems !== 'ok') throw damaged(path, String(problems))
}

/**
 * Whether a database is small enough (in bytes) to be checked whole before the portal starts, in about a second. A larger
 * one is checked while the portal runs.
 */
export function isCheckedAtStart(path: string): boolean {
  return statSync(path).size <= 256 * 1024 * 1024
}

function setPragmas(
  database: SqliteDatabase.Database,
  path: string,
  settings: Record<string, number | string>,
): void {
  for (const [name, wanted] of Object.entries(settings)) {
    database.pragma(`${name} = ${wanted}`)
    const got = database.pragma(name, { simple: true })
    if (got !== wanted) throw new DatabaseError(`${path}: ${name} is ${String(got)}, not ${wanted}.`)
  }
}

function damaged(path: string, detail: string): DatabaseError {
  return new DatabaseError(
    `${path}: the database is damaged (${detail}). Nothing was changed. Restore a backup, or keep the file and ask for help.`,
  )
}

function readable(error: unknown, path: string): unknown {
  const code = sqliteCode(error)
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return damaged(path, code)
  if (code !== '') return new DatabaseError(`${path}: cannot be opened (${code}).`, { cause: error })
  return error
}

/** SQLite's extended result code of an error, or '' for any other error. */
export function sqliteCode(error: unknown): string {
  return error instanceof SqliteDatabase.SqliteError ? error.code : ''
}

/** An error of SQLite's, as it came from another thread or process. */
export function sqliteError(message: string, code: string): Error {
  return new SqliteDatabase.SqliteError(message, code)
}

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

/** COMMIT itself failed: what the transaction wrote may or may not be on the disk. */
export class UncertainCommitError extends Error {}

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
        throw sqliteError('the database has been removed or replaced', 'SQLITE_READONLY_DBMOVED')
    }
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

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    this.#assertInPlace()
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await this.#lastOfAll((statement) => connection.executeQuery(CompiledQuery.raw(statement)))
    try {
      await super.commitTransaction(connection)
    } catch (error) {
      throw new UncertainCommitError('the commit failed', { cause: error })
    }
  }

  /** Some failures have ended the transaction already: the cause is worth more than that. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#isInTransaction()) await super.rollbackTransaction(connection)
  }
}

/** SQLite's DDL is transactional, so a migration is either done and noted, or neither. */
class TransactionalAdapter extends SqliteAdapter {
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
    const statement = this.#kept.prepare(sql) as SqliteDatabase.Statement
    if (!statement.readonly) return (await this.#write(sql, parameters)) as QueryResult<Row>
    const began = (this.#turnBegan ??= this.#beginTurn())
    const rows = statement.all(parameters) as Row[]
    // Reading holds the thread, and pages would do all of theirs in one go.
    if (performance.now() - began > longTurnMs) await nextTurn()
    return { rows }
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
class ReadingAdapter extends SqliteAdapter {
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
