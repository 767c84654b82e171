import { existsSync, renameSync, statSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { fileOf } from './open.ts'
import { applicationId, DatabaseError } from './sqlite.ts'

/** Copies of the database that are whole: SQLite's own online backup, never a copy of the file. */

/**
 * Copies the database while the portal runs, and checks the copy.
 * @param url the portal's `DATABASE_URL`
 * @param to a file that does not exist yet
 * @returns the copy's size in bytes
 * @throws DatabaseError when there is nothing to copy, the place is taken, or the copy is not sound
 */
export async function backUp(url: string, to: string): Promise<number> {
  const from = fileOf(url)
  if (!existsSync(from)) throw new DatabaseError(`${from}: no database there.`)
  if (existsSync(to)) throw new DatabaseError(`${to}: there is a file already. Nothing was changed.`)
  await copy(from, to)
  return statSync(to).size
}

/**
 * Puts a backup in the place of the database. What was there is kept beside it.
 * @returns where the former database is now, if there was one
 * @throws DatabaseError when the backup is not sound, or the portal still runs
 */
export async function restore(url: string, from: string): Promise<string | undefined> {
  const to = fileOf(url)
  if (!existsSync(from)) throw new DatabaseError(`${from}: no backup there.`)
  assertSound(from)
  const kept = existsSync(to)
    ? `${to}.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
    : undefined
  if (kept) {
    assertUnused(to)
    renameSync(to, kept)
  }
  await copy(from, to)
  return kept
}

async function copy(from: string, to: string): Promise<void> {
  const source = new SqliteDatabase(from, { readonly: true, fileMustExist: true })
  try {
    await source.backup(to)
  } finally {
    source.close()
  }
  assertSound(to)
}

function assertSound(file: string): void {
  const problem = problemOf(file)
  if (problem) throw new DatabaseError(`${file}: ${problem}`)
}

function problemOf(file: string): string | undefined {
  let database: SqliteDatabase.Database | undefined
  try {
    database = new SqliteDatabase(file, { fileMustExist: true })
    if (database.pragma('application_id', { simple: true }) !== applicationId)
      return 'not a Partner Desk database.'
    const check = database.pragma('quick_check(1)', { simple: true })
    return check === 'ok' ? undefined : `the database is damaged (${String(check)}).`
  } catch (error) {
    return `cannot be read (${(error as Error).message}).`
  } finally {
    database?.close()
  }
}

/** Leaving WAL mode needs the file for oneself alone: it fails while the portal has it open. */
function assertUnused(file: string): void {
  const database = new SqliteDatabase(file, { timeout: 200 })
  try {
    database.pragma('journal_mode = delete')
  } catch {
    throw new DatabaseError(`${file}: the portal is running. Stop it, then restore. Nothing was changed.`)
  } finally {
    database.close()
  }
}
