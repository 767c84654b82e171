import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { unknownMigrations } from '../migrate.ts'
import { DatabaseError, storageFault } from '../storage-fault.ts'
import { storageSentence } from '../storage-words.ts'
import { sqliteCode, told } from './faults.ts'
import { applicationId } from './file.ts'
import { executedMigrations, migrationFolder } from './migrations.ts'
import { fileOf } from './open.ts'
import { tighten } from './private-files.ts'

/**
 * Copies of the database that are whole: SQLite's own online backup, never a copy of the file. A copy gets its name when it
 * is whole, checked and on the disk; whatever ends the process before, what was there is there still.
 */

/**
 * Copies the database while the portal runs, and checks the copy.
 * @param url the portal's `DATABASE_URL`
 * @param to a file that does not exist yet
 * @returns the copy's size in bytes
 * @throws DatabaseError when there is nothing to copy, the place is taken or has no room, or the copy is not sound
 */
export async function backUp(url: string, to: string): Promise<number> {
  const from = fileOf(url)
  if (!existsSync(from)) throw new DatabaseError(`${from}: no database there.`)
  if (existsSync(to)) throw taken(to)
  return await inWords(to, async () => {
    await withUnfinished(to, async (unfinished) => {
      await copy(from, unfinished)
      placeNew(unfinished, to)
    })
    return statSync(to).size
  })
}

/**
 * Puts a backup in the place of the database. What was there is kept beside it.
 * @returns where the former database is now, if there was one
 * @throws DatabaseError when the backup is not sound or is newer than this program, there is no room, or the portal runs
 */
export async function restore(url: string, from: string): Promise<string | undefined> {
  const to = fileOf(url)
  if (!existsSync(from)) throw new DatabaseError(`${from}: no backup there.`)
  assertSound(from)
  return await inWords(to, async () => {
    mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 })
    const release = holdUnused(to)
    try {
      return await withUnfinished(to, async (unfinished) => {
        await copy(from, unfinished)
        return placeOver(unfinished, to)
      })
    } finally {
      release()
    }
  })
}

const taken = (file: string): DatabaseError =>
  new DatabaseError(`${file}: there is a file already. Nothing was changed.`)

/** Says in a sentence what the disk or the file system refused. */
async function inWords<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const sentence = error instanceof DatabaseError ? undefined : storageSentence(told(error))
    if (sentence === undefined) throw error
    throw new DatabaseError(`${file}: ${sentence} Nothing was changed.`, { cause: error })
  }
}

/** A file beside the one that it is to become, on the same disk; it is gone afterwards, unless it got its name. */
async function withUnfinished<Result>(
  file: string,
  work: (unfinished: string) => Promise<Result>,
): Promise<Result> {
  removeLeftBehind(file)
  const unfinished = `${file}.unfinished-${process.pid}`
  try {
    closeSync(openSync(unfinished, 'wx', 0o600))
    return await work(unfinished)
  } finally {
    for (const part of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + part, { force: true })
  }
}

/** What processes left that were killed while they copied. */
function removeLeftBehind(file: string): void {
  const folder = path.dirname(file)
  const begins = `${path.basename(file)}.unfinished-`
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = name.startsWith(begins) ? Number.parseInt(name.slice(begins.length), 10) : NaN
    if (!Number.isNaN(pid) && !isAlive(pid)) rmSync(path.join(folder, name), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Copies in a single step after the first: one that is spread over many begins anew whenever the portal writes, and would
 * not end while people work.
 */
async function copy(from: string, to: string): Promise<void> {
  const source = openToRead(from)
  try {
    await source.backup(to, { progress: ({ totalPages }) => totalPages })
  } finally {
    source.close()
  }
  closeForGood(to)
  // What is wrong with the copy is wrong with what it is of.
  assertSound(to, from)
  sync(to)
}

/** What keeps it from being read is said of it, and not of where it was to be copied. */
function openToRead(file: string): SqliteDatabase.Database {
  let database: SqliteDatabase.Database | undefined
  try {
    database = new SqliteDatabase(file, { readonly: true, fileMustExist: true })
    database.pragma('schema_version')
    return database
  } catch (error) {
    database?.close()
    throw new DatabaseError(
      `${file}: ${storageSentence(told(error)) ?? 'It cannot be read.'} Nothing was changed.`,
      {
        cause: error,
      },
    )
  }
}

/** Takes a copy out of WAL mode, so that it is one file that can be read from anywhere, read-only places included. */
function closeForGood(file: string): void {
  const database = new SqliteDatabase(file, { fileMustExist: true })
  try {
    database.pragma('journal_mode = delete')
  } finally {
    database.close()
  }
}

/** @param name the file that is spoken of */
function assertSound(file: string, name = file): void {
  const problem = problemOf(file)
  if (problem) throw new DatabaseError(`${name}: ${problem} Nothing was changed.`)
}

function problemOf(file: string): string | undefined {
  let database: SqliteDatabase.Database | undefined
  try {
    database = new SqliteDatabase(file, { readonly: isOneFile(file), fileMustExist: true })
    if (database.pragma('application_id', { simple: true }) !== applicationId)
      return 'not a Partner Desk database.'
    const check = database.pragma('quick_check(1)', { simple: true })
    if (check !== 'ok') return `the database is damaged (${String(check)}).`
    const unknown = unknownMigrations(migrationFolder, executedMigrations(database))
    return unknown.length === 0
      ? undefined
      : `the database is newer than this program (it has ${unknown.join(', ')}).`
  } catch (error) {
    const code = sqliteCode(error)
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return `the database is damaged (${code}).`
    return `cannot be read (${(error as Error).message}).`
  } finally {
    database?.close()
  }
}

/** Bytes 18 and 19 of the header say whether a file wants a log beside it (https://www.sqlite.org/fileformat2.html, 1.3.3). */
function isOneFile(file: string): boolean {
  const header = Buffer.alloc(20)
  const descriptor = openSync(file, 'r')
  try {
    readSync(descriptor, header, 0, 20, 0)
  } finally {
    closeSync(descriptor)
  }
  return header[18] === 1
}

/**
 * Holds the file for oneself alone. Leaving WAL mode fails while the portal has it open, and leaves nothing beside it.
 * @returns what lets go of it
 */
function holdUnused(file: string): () => void {
  if (!existsSync(file)) return () => undefined
  const database = new SqliteDatabase(file, { timeout: 200 })
  try {
    database.pragma('journal_mode = delete')
    database.exec('BEGIN EXCLUSIVE')
    return () => void database.close()
  } catch (error) {
    database.close()
    if (storageFault(told(error)) === 'busy')
      throw new DatabaseError(`${file}: the portal is running. Stop it, then restore. Nothing was changed.`)
    // A damaged one is what a backup is for: it is kept as it is.
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(sqliteCode(error))) return () => undefined
    throw error
  }
}

/** Gives a copy its name, unless somebody else has taken that meanwhile. */
function placeNew(unfinished: string, to: string): void {
  try {
    link(unfinished, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw taken(to)
    throw error
  }
  syncFolderOf(to)
}

/** Puts a copy over the database in one step, before which that has a second name. @returns the second name */
function placeOver(unfinished: string, to: string): string | undefined {
  const kept = `${to}.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  const existed = existsSync(to)
  if (existed) link(to, kept)
  // Only a damaged database still has a log: SQLite would play it into whatever has the name.
  if (existsSync(`${to}-wal`)) renameSync(`${to}-wal`, `${kept}-wal`)
  for (const part of ['-shm', '-journal']) rmSync(to + part, { force: true })
  renameSync(unfinished, to)
  syncFolderOf(to)
  if (!existed) return undefined
  tighten(kept)
  return kept
}

/** A second name for a file, or where there is no such thing a second copy of it. */
function link(file: string, name: string): void {
  try {
    linkSync(file, name)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error
    copyFileSync(file, name, constants.COPYFILE_EXCL)
    sync(name)
  }
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

const syncFolderOf = (file: string): void => {
  sync(path.dirname(file))
}
