import { CompiledQuery } from 'kysely'
import { createGroupCommit } from '#src/database/group-commit.ts'
import { fileOf, openDatabase, type Database } from '#src/database/open.ts'
import type { WriteStatement } from '#src/database/sqlite.ts'
import { assertRoom, pagesOfAnEdit, writeNothingNew } from '#src/database/storage-probe.ts'
import { addCustomer, type AddCustomer } from '#src/features/customers/add-customer.ts'
import { createImportJobs } from '#src/features/customers/import/import-jobs.ts'
import {
  readImportAgain,
  readImportFile,
  startBulkChange,
  type ReadImportAgain,
  type ReadImportFile,
  type StartBulkChange,
} from '#src/features/customers/import/start-import.ts'
import {
  addView,
  changeView,
  removeView,
  type AddView,
  type ChangeView,
  type RemoveView,
} from '#src/features/customers/views/save-view.ts'
import { updateAccount, type UpdateAccount } from '#src/features/customers/update-account.ts'
import {
  addStaffMember,
  changeStaffMember,
  type AddStaffMember,
  type ChangeStaffMember,
} from '#src/features/staff/save-staff.ts'
import type { HistoryKey } from '#src/history/chain.ts'
import type { Clock } from '#src/http/clock.ts'
import { createLogger, type Logger } from '#src/http/log.ts'
import type { Functions } from './calls.ts'
import { keepIndexMerged } from './index-merging.ts'
import { keepLogShort } from './log-size.ts'
import { createReadiness, type Readiness } from './readiness.ts'

/** Everything that is written, by the one connection that writes; pages only read. */
export type Writes = {
  /** A single statement of a store. */
  statement: WriteStatement
  updateAccount: UpdateAccount
  addCustomer: AddCustomer
  addView: AddView
  changeView: ChangeView
  removeView: RemoveView
  addStaffMember: AddStaffMember
  changeStaffMember: ChangeStaffMember
  readImportFile: ReadImportFile
  readImportAgain: ReadImportAgain
  startBulkChange: StartBulkChange
  /** Imports there is something to do for, and if nobody does it yet it is begun. */
  wakeImports: () => Promise<void>
  /** Fails when nothing can be written. */
  assertWritable: () => Promise<void>
}

/** A writer, and what ends it once it has written what it was given. */
export type Writer = { writes: Writes; stop: () => Promise<void> }

/** What a writer needs to know, wherever it lives. */
export type WriterSettings = { databaseUrl: string; historyKey: HistoryKey; logLevel: string }

/** A writer with a connection of its own, to a database that has been prepared. */
export function openWriter({ databaseUrl, historyKey, logLevel }: WriterSettings): Writer {
  const database = openDatabase(databaseUrl, { create: false, checked: true })
  const writer = createWrites({
    database,
    file: fileOf(databaseUrl),
    historyKey,
    clock: Date.now,
    logger: createLogger(logLevel),
  })
  return {
    writes: writer.writes,
    async stop() {
      await writer.stop()
      await database.destroy()
    },
  }
}

type Deps = { database: Database; file: string; historyKey: HistoryKey; clock: Clock; logger: Logger }

/** A writer on a connection of somebody else's. */
export function createWrites({ database, file, historyKey, clock, logger }: Deps): Writer {
  const { write, isBusy, settled } = createGroupCommit(database)
  const imports = createImportJobs(database, historyKey, clock, logger, isBusy)
  const readiness = createReadiness(
    {
      turn: () => write(() => Promise.resolve()),
      async write(hasFailed) {
        for (let page = 0; page < (hasFailed ? pagesOfAnEdit : 1); page += 1) await write(writeNothingNew)
        if (hasFailed) await assertRoom(file)
      },
    },
    logger,
  )
  const merging = keepIndexMerged(database, () => isBusy() || imports.isRunning(), logger)
  const log = keepLogShort(database, file, isBusy, logger)
  /** An import that may want work now. */
  const begun = (id: number): number => {
    imports.wake()
    return id
  }
  const writes = {
    statement: (text, parameters) =>
      write((transaction) => transaction.executeQuery(CompiledQuery.raw(text, [...parameters]))),
    updateAccount: (...input) => write((transaction) => updateAccount(transaction, historyKey, ...input)),
    addCustomer: (...input) => write((transaction) => addCustomer(transaction, ...input)),
    addView: (...input) => write((transaction) => addView(transaction, ...input)),
    changeView: (...input) => write((transaction) => changeView(transaction, ...input)),
    removeView: (...input) => write((transaction) => removeView(transaction, ...input)),
    addStaffMember: (...input) => addStaffMember(database, ...input),
    changeStaffMember: (...input) => changeStaffMember(database, ...input),
    readImportFile: async (...input) => begun(await readImportFile(database, ...input)),
    readImportAgain: (...input) => readImportAgain(database, ...input),
    startBulkChange: async (...input) => begun(await startBulkChange(database, ...input)),
    wakeImports() {
      imports.wake()
      return Promise.resolve()
    },
  } satisfies Omit<Writes, 'assertWritable'>
  return {
    writes: { ...heardBy(readiness, writes), assertWritable: readiness.assertWritable },
    async stop() {
      await imports.stop()
      await merging.stop()
      await log.stop()
      await settled()
    },
  }
}

/** The same functions; of each that fails it is heard. */
function heardBy<Named extends Functions>({ hear }: Readiness, functions: Named): Named {
  const heard = Object.entries(functions).map(([name, write]) => [
    name,
    async (...input: unknown[]) => {
      try {
        return await write(...input)
      } catch (error) {
        hear(error)
        throw error
      }
    },
  ])
  return Object.fromEntries(heard) as Named
}
