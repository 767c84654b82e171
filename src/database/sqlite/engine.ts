import type { Engine, UseCases } from '../engine.ts'
import { backUp, restore } from './backup.ts'
import { checkInBackground } from './check-in-background.ts'
import { isCheckedAtStart } from './file.ts'
import { assertMigrated, migrate } from './migrations.ts'
import { writerAbove, writerForWorkers, writerInThread } from './hosts.ts'
import { fileOf, openDatabase, openForReading } from './open.ts'
import { createWriter, type Writer } from './writer.ts'

/** The database in one file. @param url `file:PATH`, relative to the working directory */
export function sqliteEngine(url: string): Engine {
  const file = fileOf(url)
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- opening fails as it does where somebody has to be waited for
    open: async (options) => openDatabase(url, options),
    migrate,
    assertMigrated,

    // eslint-disable-next-line @typescript-eslint/require-await -- as above
    async connect(program, role, onEnd) {
      if (role === 'in_one_thread') {
        const database = openDatabase(url, { create: false, checked: true })
        return connected(database, createWriter(url, database, program))
      }
      const writer = role === 'worker' ? writerAbove(program) : writerInThread(program, onEnd)
      return connected(openForReading(url, writer.functions.statement), writer)
    },

    connectWorkers: (program) => Promise.resolve(writerForWorkers(url, program)),

    watch(damaged) {
      if (isCheckedAtStart(file)) return
      checkInBackground(file, (problem) => {
        damaged(
          `${file}: the database is damaged (${problem}). Restore a backup, or keep the file and ask for help.`,
        )
      })
    },

    copies: { backUp: (to) => backUp(url, to), restore: (from) => restore(url, from) },
  }
}

function connected<Named extends UseCases>(
  database: ReturnType<typeof openDatabase>,
  { functions, stop }: Writer<Named>,
) {
  return {
    database,
    writes: functions,
    assertWritable: functions.assertWritable,
    async close() {
      await stop()
      await database.destroy()
    },
  }
}
