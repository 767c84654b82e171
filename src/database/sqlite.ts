import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type SqliteDatabase as KyselySqliteDatabase,
} from 'kysely'

/** "PtDk": marks a file as this program's (https://www.sqlite.org/pragma.html#pragma_application_id). */
export const applicationId = 0x5074446b

/** How long a statement waits for another process's lock, in ms. The wait holds the event loop, so it is short. */
const busyTimeoutMs = 200

/** What must hold on every connection; each is read back after it was set. */
const pragmas = {
  journal_mode: 'wal',
  // 2 = FULL. NORMAL loses acknowledged commits on power failure in WAL mode.
  synchronous: 2,
  foreign_keys: 1,
  // Lets the history's delete trigger see the implicit delete of REPLACE.
  recursive_triggers: 1,
  busy_timeout: busyTimeoutMs,
  trusted_schema: 0,
  // In KiB, and in bytes: what is read often is read from memory.
  cache_size: -65_536,
  mmap_size: 1_073_741_824,
  cell_size_check: 1,
} as const

/** The database cannot be used; the message says why and what to do. */
export class DatabaseError extends Error {}

/**
 * Opens an SQLite file and proves that it is sound and durable.
 * @param path the file
 * @param options.create whether a missing file may be created
 * @throws DatabaseError when the file is missing, damaged, not this program's, or a safety setting does not hold
 */
export function openSqlite(path: string, options: { create: boolean }): SqliteDatabase.Database {
  const existed = existsSync(path) && statSync(path).size > 0
  if (!existed && !options.create) {
    throw new DatabaseError(`${path}: no database there. "npm run portal -- migrate" creates one.`)
  }
  if (!existed) mkdirSync(dirname(path), { recursive: true })
  const database = connect(path)
  try {
    if (existed) assertOurs(database, path)
    else database.pragma(`application_id = ${applicationId}`)
    setPragmas(database, path)
    return database
  } catch (error) {
    database.close()
    throw readable(error, path)
  }
}

function connect(path: string): SqliteDatabase.Database {
  try {
    return new SqliteDatabase(path, { timeout: busyTimeoutMs })
  } catch (error) {
    throw readable(error, path)
  }
}

function assertOurs(database: SqliteDatabase.Database, path: string): void {
  if (database.pragma('application_id', { simple: true }) !== applicationId) {
    throw new DatabaseError(`${path}: not a Partner Desk database. Nothing was changed.`)
  }
  if (!isCheckedAtStart(path)) return
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

function setPragmas(database: SqliteDatabase.Database, path: string): void {
  for (const [name, wanted] of Object.entries(pragmas)) {
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
  if (code !== '') return new DatabaseError(`${path}: cannot be opened (${code}).`)
  return error
}

/** SQLite's extended result code of an error, or '' for any other error. */
export function sqliteCode(error: unknown): string {
  return error instanceof SqliteDatabase.SqliteError ? error.code : ''
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

/** Takes the write lock at BEGIN: a deferred transaction that read first could not be upgraded, only failed. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.commitTransaction(connection)
    } catch (error) {
      throw new UncertainCommitError('the commit failed', { cause: error })
    }
  }
}

/** SQLite's DDL is transactional, so a migration is either done and noted, or neither. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Kysely's SQLite dialect with kept statements and immediate transactions. */
export class PortalSqliteDialect extends SqliteDialect {
  readonly #database: KyselySqliteDatabase

  constructor(database: SqliteDatabase.Database) {
    const cached = withStatementCache(database)
    super({ database: cached })
    this.#database = cached
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: this.#database })
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalAdapter()
  }
}
