import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database, Write } from '../engine.ts'

/**
 * Writes that wait at the same moment share one transaction, and so one wait for the disk, which is most of what a write
 * costs. Each has its own savepoint: one that fails is taken back alone. Nobody is answered before the commit.
 */

type Waiting = {
  work: (transaction: Database) => Promise<unknown>
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
}

/** Writes in one transaction, at most: the first of them waits for the last. */
const mostAtOnce = 32

export type GroupCommit = {
  /**
   * Carries work out in a transaction, together with others.
   * @throws what the work throws, and whatever keeps the transaction from beginning or committing
   */
  write: Write
  /** Whether somebody waits to write, or writes. */
  isBusy: () => boolean
  /** Is done when everything that was asked for is answered. */
  settled: () => Promise<void>
}

export function createGroupCommit(database: Database): GroupCommit {
  const waiting: Waiting[] = []
  let running: Promise<void> | undefined

  async function write<Result>(work: (transaction: Database) => Promise<Result>): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    waiting.push({ work, resolve, reject })
    running ??= run()
    return (await promise) as Result
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      // Those who ask at this moment come along.
      await setImmediate()
      await commitTogether(database, waiting.splice(0, mostAtOnce))
    }
    running = undefined
  }

  return {
    write,
    isBusy: () => running !== undefined,
    async settled() {
      while (running) await running
    },
  }
}

async function commitTogether(database: Database, group: readonly Waiting[]): Promise<void> {
  try {
    const answers = await database.transaction().execute(async (transaction) => {
      const given: (() => void)[] = []
      for (const one of group) given.push(await answerTo(one, transaction))
      return given
    })
    for (const answer of answers) answer()
  } catch (error) {
    for (const { reject } of group) reject(error)
  }
}

/** @returns what is to be said once the transaction is committed */
async function answerTo({ work, resolve, reject }: Waiting, transaction: Database): Promise<() => void> {
  await sql`SAVEPOINT one`.execute(transaction)
  try {
    const result = await work(transaction)
    await sql`RELEASE one`.execute(transaction)
    return () => {
      resolve(result)
    }
  } catch (error) {
    await takeBack(transaction, error)
    return () => {
      reject(error)
    }
  }
}

/** Some failures of the storage end the whole transaction (sqlite.org/lang_transaction.html): then there is no savepoint. */
async function takeBack(transaction: Database, cause: unknown): Promise<void> {
  try {
    await sql`ROLLBACK TO one`.execute(transaction)
    await sql`RELEASE one`.execute(transaction)
  } catch {
    throw cause
  }
}
