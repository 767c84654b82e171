import { statSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Database } from '../engine.ts'
import { emptyLog, logLimitBytes } from './write-ahead-log.ts'
import type { Logger } from 'pino'

/** How often to look at the log, in ms. */
const everyMs = 1000
/** A log of this size, in bytes, is worth a word: somebody reads for long. */
const longBytes = 16 * logLimitBytes

/**
 * Empties the write-ahead log that grew while somebody read for long, as soon as nobody does.
 * @param isBusy whether somebody writes or waits to: whoever writes begins the log anew by that
 * @returns what ends it
 */
export function keepLogShort(
  database: Database,
  file: string,
  isBusy: () => boolean,
  logger: Logger,
): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  let isLong = false

  async function look(): Promise<void> {
    const { size = 0 } = statSync(`${file}-wal`, { throwIfNoEntry: false }) ?? {}
    if (size > longBytes && !isLong)
      logger.warn({ bytes: size }, 'the write-ahead log grows: a process has been reading for long')
    isLong = size > longBytes
    if (size > logLimitBytes && !isBusy()) await emptyLog(database)
  }

  async function run(): Promise<void> {
    const { signal } = stopping
    while (await setTimeout(everyMs, true, { signal, ref: false }).catch(() => false)) {
      await look().catch((error: unknown) => {
        logger.warn({ type: (error as Error).name }, 'the write-ahead log was not emptied')
      })
    }
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
