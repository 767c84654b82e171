import { CompiledQuery } from 'kysely'
import type { Database, UseCases, WritingProgram } from '../engine.ts'
import { createReadiness, type Readiness } from '../readiness.ts'
import type { WriteStatement } from './dialect.ts'
import { createGroupCommit } from './group-commit.ts'
import { keepIndexMerged } from './index-merging.ts'
import { keepLogShort } from './log-size.ts'
import { fileOf, openDatabase } from './open.ts'
import { assertRoom, pagesOfAnEdit, writeNothingNew } from './storage-probe.ts'

/** Everything that is written, by the one connection that writes; pages only read. */

/** What a writer carries out beside the use cases. */
export type WriterFunctions = {
  /** A single statement of a store. */
  statement: WriteStatement
  /** Fails when nothing can be written. */
  assertWritable: () => Promise<void>
}

export const writerFunctions = ['statement', 'assertWritable'] as const satisfies (keyof WriterFunctions)[]

/** A writer, and what ends it once it has written what it was given. */
export type Writer<Named extends UseCases> = {
  functions: Named & WriterFunctions
  stop: () => Promise<void>
}

/** A writer with a connection of its own, to a database that has been prepared. */
export function openWriter<Named extends UseCases>(
  url: string,
  program: WritingProgram<Named>,
): Writer<Named> {
  const database = openDatabase(url, { create: false, checked: true })
  const { functions, stop } = createWriter(url, database, program)
  return {
    functions,
    async stop() {
      await stop()
      await database.destroy()
    },
  }
}

/** A writer on a connection of somebody else's. */
export function createWriter<Named extends UseCases>(
  url: string,
  database: Database,
  { begin, logger }: WritingProgram<Named>,
): Writer<Named> {
  const file = fileOf(url)
  const { write, isBusy, settled } = createGroupCommit(database)
  const { useCases, isRunning, stop } = begin({ database, write, isBusy })
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
  const merging = keepIndexMerged(database, () => isBusy() || isRunning(), logger)
  const log = keepLogShort(database, file, isBusy, logger)
  const statement: WriteStatement = (text, parameters) =>
    write((transaction) => transaction.executeQuery(CompiledQuery.raw(text, [...parameters])))
  return {
    functions: {
      ...heardBy(readiness, { ...useCases, statement }),
      assertWritable: readiness.assertWritable,
    },
    async stop() {
      await stop()
      await merging.stop()
      await log.stop()
      await settled()
    },
  }
}

/** The same functions; of each that fails it is heard. */
function heardBy<Named extends UseCases>({ hear }: Readiness, functions: Named): Named {
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
