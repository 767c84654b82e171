import { statSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { expect, it, onTestFinished, vi } from 'vitest'
import { emptyLog, logLimitBytes } from '#src/database/sqlite/write-ahead-log.ts'
import { openPortalForTest } from '#test/support/portal.ts'

/** A portal, and a process that reads its database for as long as the test lets it. */
async function portalAndReader() {
  const { file, deps } = await openPortalForTest()
  const { database } = deps
  await sql`CREATE TABLE ballast (bytes BLOB) STRICT`.execute(database)
  const reader = new SqliteDatabase(file, { readonly: true })
  onTestFinished(() => void reader.close())
  reader.exec('BEGIN; SELECT count(*) FROM partners')
  // Three times what it is cut down to.
  for (let time = 0; time < 6; time += 1)
    await sql`INSERT INTO ballast VALUES (zeroblob(${sql.lit(logLimitBytes / 2)}))`.execute(database)
  return { database, reader, sizeOfLog: () => statSync(`${file}-wal`).size }
}

it('the log grows while somebody reads, and is cut down by itself once nobody does', async () => {
  const { database, reader, sizeOfLog } = await portalAndReader()
  expect(await emptyLog(database)).toBe(false)
  expect(sizeOfLog()).toBeGreaterThan(2 * logLimitBytes)
  reader.exec('COMMIT')
  await vi.waitUntil(() => sizeOfLog() <= logLimitBytes, { timeout: 20_000 })
})
