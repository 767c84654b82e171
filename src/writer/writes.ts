import { CompiledQuery, sql } from 'kysely'
import { createGroupCommit } from '#src/database/group-commit.ts'
import type { Database } from '#src/database/open.ts'
import type { WriteStatement } from '#src/database/sqlite.ts'
import { addCustomer, type AddCustomer } from '#src/features/customers/add-customer.ts'
import { createImportJobs } from '#src/features/customers/import/import-jobs.ts'
import {
  readImportFile,
  startBulkChange,
  type ReadImportFile,
  type StartBulkChange,
} from '#src/features/customers/import/start-import.ts'
import { updateAccount, type UpdateAccount } from '#src/features/customers/update-account.ts'
import {
  addStaffMember,
  changeStaffMember,
  type AddStaffMember,
  type ChangeStaffMember,
} from '#src/features/staff/save-staff.ts'
import type { HistoryKey } from '#src/history/chain.ts'
import type { Clock } from '#src/http/clock.ts'
import type { Logger } from '#src/http/log.ts'

/** Everything that is written, by the one connection that writes; pages only read. */
export type Writes = {
  /** A single statement of a store. */
  statement: WriteStatement
  updateAccount: UpdateAccount
  addCustomer: AddCustomer
  addStaffMember: AddStaffMember
  changeStaffMember: ChangeStaffMember
  readImportFile: ReadImportFile
  startBulkChange: StartBulkChange
  /** Imports there is something to do for, and if nobody does it yet it is begun. */
  wakeImports: () => Promise<void>
  /** Fails when nothing can be written. */
  assertWritable: () => Promise<void>
}

/** The names by which they are called from elsewhere. */
export const writeNames: (keyof Writes)[] = [
  'statement',
  'updateAccount',
  'addCustomer',
  'addStaffMember',
  'changeStaffMember',
  'readImportFile',
  'startBulkChange',
  'wakeImports',
  'assertWritable',
]

type Deps = { database: Database; historyKey: HistoryKey; clock: Clock; logger: Logger }

/** @returns the functions, and what ends the work that goes on by itself */
export function createWrites({ database, historyKey, clock, logger }: Deps): {
  writes: Writes
  stop: () => Promise<void>
} {
  const { write, isBusy, settled } = createGroupCommit(database)
  const imports = createImportJobs(database, historyKey, clock, logger, isBusy)
  const writes: Writes = {
    statement: (text, parameters) =>
      write((transaction) => transaction.executeQuery(CompiledQuery.raw(text, [...parameters]))),
    updateAccount: (...input) => write((transaction) => updateAccount(transaction, historyKey, ...input)),
    addCustomer: (...input) => write((transaction) => addCustomer(transaction, ...input)),
    addStaffMember: (...input) => addStaffMember(database, ...input),
    changeStaffMember: (...input) => changeStaffMember(database, ...input),
    readImportFile: (...input) => readImportFile(database, ...input),
    startBulkChange: (...input) => startBulkChange(database, ...input),
    wakeImports() {
      imports.wake()
      return Promise.resolve()
    },
    async assertWritable() {
      const transaction = await database.startTransaction().execute()
      try {
        await sql`UPDATE partner_totals SET customers = customers`.execute(transaction)
      } finally {
        await transaction.rollback().execute()
      }
    },
  }
  return {
    writes,
    async stop() {
      await imports.stop()
      await settled()
    },
  }
}
