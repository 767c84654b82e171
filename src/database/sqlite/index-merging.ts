import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Database } from '../engine.ts'
import { mergeIndex } from './search-index.ts'
import type { Logger } from 'pino'

/** How long to wait before looking again whether there is something to merge, and after a failure, in ms. */
const soonMs = 1000
const laterMs = 60_000
/**
 * Steps at once: some 20 ms of each second. What merging writes is in no reader's memory yet, and without a pause searches
 * take twenty times as long meanwhile (docs/decisions/0002).
 */
const stepsAtOnce = 4

/**
 * Merges the pieces of the search index, a little at a time and while nobody writes, so that searches have few to look
 * into. Who wants to write waits for one step.
 * @param isBusy whether somebody writes or waits to
 * @returns what ends it
 */
export function keepIndexMerged(
  database: Database,
  isBusy: () => boolean,
  logger: Logger,
): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping

  async function mergeALittle(): Promise<void> {
    for (let step = 0; step < stepsAtOnce; step += 1) {
      if (signal.aborted || isBusy() || !(await mergeIndex(database))) return
      // Those who ask at this moment come first.
      await setImmediate()
    }
  }

  async function run(): Promise<void> {
    let waitMs = soonMs
    while (await passed(waitMs, signal)) {
      try {
        await mergeALittle()
        waitMs = soonMs
      } catch (error) {
        // Searches find the same, if slower. Who writes is told what is wrong with the storage.
        logger.warn({ type: (error as Error).name }, 'the search index was not merged')
        waitMs = laterMs
      }
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

/** @returns whether the time has passed, instead of the signal having come; nobody stays up for it */
async function passed(ms: number, signal: AbortSignal): Promise<boolean> {
  return await setTimeout(ms, true, { signal, ref: false }).catch(() => false)
}
