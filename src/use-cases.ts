import { TooBusyError } from './access/passwords.ts'
import { Refusal } from './access/refusals.ts'
import type { WritingMeans, WritingProgram } from './database/engine.ts'
import { addCustomer, type AddCustomer } from './features/customers/add/add-customer.ts'
import { ImportError } from './features/customers/import/import-error.ts'
import { createImportJobs, type ImportJobs } from './features/customers/import/import-jobs.ts'
import {
  readImportAgain,
  readImportFile,
  startBulkChange,
  type ReadImportAgain,
  type ReadImportFile,
  type StartBulkChange,
} from './features/customers/import/start-import.ts'
import {
  addView,
  changeView,
  removeView,
  type AddView,
  type ChangeView,
  type RemoveView,
} from './features/customers/views/save-view.ts'
import { updateAccount, type UpdateAccount } from './features/customers/edit/update-account.ts'
import {
  addStaffMember,
  changeStaffMember,
  type AddStaffMember,
  type ChangeStaffMember,
} from './features/staff/save-staff.ts'
import type { HistoryKey } from './history/chain.ts'
import type { Clock } from './http/clock.ts'
import { createLogger, type Logger } from './http/log.ts'

/**
 * The use cases that write, by their names. Whoever has `writes` calls them so, wherever the engine carries them out: in
 * this process, in a thread beside it or in the process above.
 */

/** What use cases are carried out with. */
type Means = WritingMeans & { historyKey: HistoryKey; imports: ImportJobs }

/** An import that may want work now. */
function begun({ imports }: Means, id: number): number {
  imports.wake()
  return id
}

const useCases = {
  updateAccount: ({ write, historyKey }: Means, ...input: Parameters<UpdateAccount>) =>
    write((transaction) => updateAccount(transaction, historyKey, ...input)),
  addCustomer: ({ write }: Means, ...input: Parameters<AddCustomer>) =>
    write((transaction) => addCustomer(transaction, ...input)),
  addView: ({ write }: Means, ...input: Parameters<AddView>) =>
    write((transaction) => addView(transaction, ...input)),
  changeView: ({ write }: Means, ...input: Parameters<ChangeView>) =>
    write((transaction) => changeView(transaction, ...input)),
  removeView: ({ write }: Means, ...input: Parameters<RemoveView>) =>
    write((transaction) => removeView(transaction, ...input)),
  addStaffMember: ({ database }: Means, ...input: Parameters<AddStaffMember>) =>
    addStaffMember(database, ...input),
  changeStaffMember: ({ database }: Means, ...input: Parameters<ChangeStaffMember>) =>
    changeStaffMember(database, ...input),
  readImportFile: async (means: Means, ...input: Parameters<ReadImportFile>) =>
    begun(means, await readImportFile(means.database, ...input)),
  readImportAgain: ({ database }: Means, ...input: Parameters<ReadImportAgain>) =>
    readImportAgain(database, ...input),
  startBulkChange: async (means: Means, ...input: Parameters<StartBulkChange>) =>
    begun(means, await startBulkChange(means.database, ...input)),
  /** Imports there is something to do for, and if nobody does it yet it is begun. */
  wakeImports: ({ imports }: Means) => {
    imports.wake()
    return Promise.resolve()
  },
}

type InputOf<UseCase> = UseCase extends (means: Means, ...input: infer Input) => unknown ? Input : never

/** The use cases as they are called. */
export type Writes = {
  [Name in keyof typeof useCases]: (
    ...input: InputOf<(typeof useCases)[Name]>
  ) => ReturnType<(typeof useCases)[Name]>
}

const names = Object.keys(useCases) as (keyof Writes)[]

/** Those that take as long as a file, or a choice of customers, is large. */
const lasting = ['readImportFile', 'readImportAgain', 'startBulkChange'] as const

/** What a thread that writes is told when it starts. */
export type WriterSettings = { databaseUrl: string; historyKey: HistoryKey; logLevel: string }

/** The program that writes, for the engine to begin. */
export function writingProgram(
  settings: WriterSettings,
  clock: Clock = Date.now,
  logger: Logger = createLogger(settings.logLevel),
): WritingProgram<Writes> {
  const { historyKey } = settings
  return {
    names,
    lasting,
    errors: [Refusal, ImportError, TooBusyError],
    thread: { module: new URL('./writer-thread.ts', import.meta.url), settings },
    logger,
    begin(given) {
      const imports = createImportJobs(given.database, historyKey, clock, logger, given.isBusy)
      const means: Means = { ...given, historyKey, imports }
      return {
        useCases: carriedOutWith(means),
        isRunning: imports.isRunning,
        stop: imports.stop,
      }
    },
  }
}

function carriedOutWith(means: Means): Writes {
  const bound = names.map((name) => {
    const carryOut = useCases[name] as (means: Means, ...input: unknown[]) => Promise<unknown>
    return [name, (...input: unknown[]) => carryOut(means, ...input)]
  })
  return Object.fromEntries(bound) as Writes
}
