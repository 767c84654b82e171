import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Database } from '../engine.ts'
import { storageErrorOf } from './faults.ts'
import { applicationId } from './file.ts'

/** Two ways to find out whether the storage keeps what it is given. */

/** More than an edit takes, in bytes. */
const roomBytes = 256 * 1024

/** More pages than an edit writes into the log (some 36): where it has just failed, a single one might fit and say nothing. */
export const pagesOfAnEdit = 64

/** Writes the file's first page as it is: one page into the log, and a commit like any other. */
export async function writeNothingNew(transaction: Database): Promise<void> {
  await sql`PRAGMA application_id = ${sql.lit(applicationId)}`.execute(transaction)
}

/**
 * Shows that there is room for edits where the database is: the last page of a full disk would take a probe, and no edit.
 * @throws an error of the storage when there is none
 */
export async function assertRoom(file: string): Promise<void> {
  const beside = `${file}-room`
  try {
    // Nothing that the file system could make smaller.
    await writeFile(beside, randomBytes(roomBytes), { mode: 0o600, flush: true })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw storageErrorOf(sqliteCodes[code ?? ''] ?? 'SQLITE_IOERR_WRITE', message, error)
  } finally {
    await rm(beside, { force: true }).catch(() => undefined)
  }
}

const sqliteCodes: Record<string, string> = {
  ENOSPC: 'SQLITE_FULL',
  EDQUOT: 'SQLITE_FULL',
  EROFS: 'SQLITE_READONLY',
}
