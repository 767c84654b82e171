import { existsSync, rmSync, statSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { assertNotNewer } from '../migrate.ts'
import { DatabaseError } from '../storage-fault.ts'
import { sqliteCode, told } from './faults.ts'
import { executedMigrations, migrationFolder } from './migrations.ts'
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

export type FileOptions = {
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
export function openSqlite(path: string, options: FileOptions): SqliteDatabase.Database {
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
  assertNotNewer(path, migrationFolder, executedMigrations(database))
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
  if (code !== '') return new DatabaseError(`${path}: cannot be opened (${code}).`, { cause: told(error) })
  return error
}
