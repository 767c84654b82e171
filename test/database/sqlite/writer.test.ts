import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { Refusal } from '#src/access/refusals.ts'
import { programOf } from '#src/compose.ts'
import { readConfig } from '#src/config.ts'
import { storageFault } from '#src/database/storage-fault.ts'
import { callThrough } from '#src/database/sqlite/calls.ts'
import { errorsAsData } from '#src/database/sqlite/errors-as-data.ts'
import { openForReading } from '#src/database/sqlite/open.ts'
import { submissionOf } from '#src/features/customers/edit/submission.ts'
import { ImportError } from '#src/features/customers/import/import-error.ts'
import { writerInThread } from '#src/database/sqlite/hosts.ts'
import { known } from '#test/support/customers.ts'
import { openPortalForTest } from '#test/support/portal.ts'

const configOf = (file: string) =>
  readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: `file:${file}`,
    LOG_LEVEL: 'silent',
    SESSION_SECRETS: 'a secret for tests that is long enough to be one',
  })

/** The writer's thread on a database. */
function threadOn(
  file: string,
  onFailure: (error: unknown) => void = (error) => {
    throw error
  },
) {
  const config = configOf(file)
  const { functions: writes, stop } = writerInThread(programOf(config), onFailure)
  return { writes, stop, openReader: () => openForReading(config.databaseUrl, writes.statement) }
}

/** A thread on a database of its own, and a reader of that. */
async function threadAndReader() {
  const { file } = await openPortalForTest()
  const { writes, stop, openReader } = threadOn(file)
  const database = openReader()
  onTestFinished(async () => {
    await stop()
    await database.destroy()
  })
  return { file, database, writes }
}

const editor = { id: 1, partner_id: 1, roles: ['admin_agent'] }

it('writes what a reader’s statements say, and the reader sees it', async () => {
  const { database } = await threadAndReader()
  const result = await database
    .updateTable('staff')
    .set({ locale: 'es' })
    .where('id', '=', 1)
    .executeTakeFirst()
  expect(result.numUpdatedRows).toBe(1n)
  const row = await database.selectFrom('staff').select('locale').where('id', '=', 1).executeTakeFirst()
  expect(row?.locale).toBe('es')
  const made = await database
    .insertInto('partners')
    .values({ name: 'New', time_zone: 'UTC' })
    .returning(['id', 'name'])
    .executeTakeFirstOrThrow()
  expect(made).toMatchObject({ name: 'New' })
})

it('is the only one that writes: a reader has no transactions', async () => {
  const { database } = await threadAndReader()
  await expect(database.transaction().execute(() => Promise.resolve())).rejects.toThrow('writer')
})

it('saves an edit, and says what became of it', async () => {
  const { writes } = await threadAndReader()
  const submission = submissionOf(known.quintana.id, 1, { company_city: 'Toledo' })
  const saved = await writes.updateAccount(editor, submission, Date.now())
  expect(saved).toMatchObject({ outcome: 'saved' })
  expect(await writes.updateAccount(editor, submission, Date.now())).toEqual(saved)
})

it('throws here what it throws there', async () => {
  const { file, writes } = await threadAndReader()
  const nobody = submissionOf('no such customer', 1, { company_city: 'Toledo' })
  const missing = await writes.updateAccount(editor, nobody, 0).catch((error: unknown) => error)
  expect(missing).toBeInstanceOf(Refusal)
  expect(missing).toMatchObject({ kind: 'not_found' })

  const empty = { path: '/dev/null', name: 'empty.csv', reason: 'Import', languages: ['en'] }
  const unread = await writes.readImportFile(editor, empty, 0).catch((error: unknown) => error)
  expect(unread).toBeInstanceOf(ImportError)
  expect(unread).toMatchObject({ key: 'import.error.empty' })

  const wrong = await writes.statement('INSERT INTO nowhere VALUES (1)', []).catch((error: unknown) => error)
  expect(wrong).toMatchObject({ message: 'no such table: nowhere' })
  expect(storageFault(wrong)).toBeUndefined()

  const other = new SqliteDatabase(file)
  other.exec('BEGIN IMMEDIATE')
  const busy = await writes.assertWritable().catch((error: unknown) => error)
  expect(storageFault(busy)).toBe('busy')
  const statement = await writes
    .statement('UPDATE partners SET name = name', [])
    .catch((error: unknown) => error)
  expect(storageFault(statement)).toBe('busy')
  other.exec('ROLLBACK')
  other.close()
  await expect(writes.assertWritable()).resolves.toBeUndefined()
})

it('ends after what it was given', async () => {
  const { file } = await openPortalForTest()
  const { writes, stop, openReader } = threadOn(file)
  const saved = writes.updateAccount(editor, submissionOf(known.quintana.id, 1, { tags: 'last' }), Date.now())
  await stop()
  expect(await saved).toMatchObject({ outcome: 'saved' })
  const reader = openReader()
  const { rows } = await sql<{ tags: string }>`
    SELECT tags FROM customers WHERE id = ${known.quintana.id}`.execute(reader)
  expect(rows).toEqual([{ tags: 'last' }])
  await reader.destroy()
})

it('leaves nobody waiting when it has ended by itself, and says so once', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const { writes, stop } = threadOn('/nowhere/portal.db', resolve)
  const called = await writes.assertWritable().catch((error: unknown) => error)
  expect(storageFault(called)).toBe('uncertain')
  expect(await promise).toMatchObject({ message: expect.stringContaining('no database there') as string })
  const calling = await writes.assertWritable().catch((error: unknown) => error)
  expect(storageFault(calling)).toBe('not_durable')
  await stop()
})

/** A thread that hears everything and answers nothing, but when it is to stop. */
const hung = new URL(
  `data:text/javascript,import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ call, name }) => name === 'stop' && parentPort.postMessage({ answer: call }))`,
)

it('a thread that does not answer keeps nobody waiting, who is told that it is uncertain', async () => {
  const program = programOf(configOf('/nowhere/portal.db'))
  const thread = { ...program.thread, module: hung }
  const { functions: writes, stop } = writerInThread({ ...program, thread }, () => undefined, 5)
  const submission = submissionOf(known.quintana.id, 1, { company_city: 'Toledo' })
  const calls = [
    writes.updateAccount(editor, submission, 0),
    writes.statement('UPDATE partners SET name = name', []),
    writes.assertWritable(),
  ]
  for (const { status, reason } of (await Promise.allSettled(calls)) as PromiseRejectedResult[]) {
    expect(status).toBe('rejected')
    expect(reason).toMatchObject({ fault: 'uncertain', message: 'the writer does not answer' })
  }
  await stop()
})

it('what may take long is waited for, however long; an answer that comes too late is nobody’s', async () => {
  const asked: { call: number; name: string }[] = []
  let answer: (message: unknown) => void = () => undefined
  const port = {
    post: (message: unknown) => void asked.push(message as (typeof asked)[number]),
    hear: (listener: typeof answer) => void (answer = listener),
  }
  const { functions } = callThrough<Record<'short' | 'long', () => Promise<unknown>>>(
    port,
    ['short', 'long'],
    errorsAsData([]),
    { ms: 1, unbounded: ['long'] },
  )
  const long = functions.long()
  expect(storageFault(await functions.short().catch((error: unknown) => error))).toBe('uncertain')
  for (const { call, name } of asked.toReversed()) answer({ answer: call, result: name })
  expect(await long).toBe('long')
})
