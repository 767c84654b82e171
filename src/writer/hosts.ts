import type { Worker as WorkerProcess } from 'node:cluster'
import { Worker } from 'node:worker_threads'
import type { Config } from '#src/config.ts'
import { openDatabase } from '#src/database/open.ts'
import type { HistoryKey } from '#src/history/chain.ts'
import { createLogger } from '#src/http/log.ts'
import { answerCalls, callThrough, type Port } from './calls.ts'
import { createWrites, writeNames, type Writes } from './writes.ts'

/** Where the writer lives: in a thread beside the requests, or, for several processes that answer them, in the one above. */

export type WriterSettings = { databaseUrl: string; historyKey: HistoryKey; logLevel: string }

/**
 * Memory of the thread in MiB: several times what it holds at any moment. Without a limit it would let the garbage of a
 * large import grow to several hundred before it looks after it.
 */
const memory = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 }

/** A writer, and what ends it once it has written what it was given. */
export type Writer = { writes: Writes; stop: () => Promise<void> }

type Stoppable = Writes & { stop: () => Promise<void> }

/** @param onFailure told when the thread ends by itself: nothing can be written any more */
export function writerInThread(config: Config, onFailure: (error: unknown) => void): Writer {
  const settings: WriterSettings = {
    databaseUrl: config.databaseUrl,
    historyKey: config.historyKeys[0],
    logLevel: config.logLevel,
  }
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: settings,
    resourceLimits: memory,
  })
  thread.once('error', onFailure)
  const port: Port = {
    post: (message) => {
      thread.postMessage(message)
    },
    hear: (listener) => void thread.on('message', listener),
  }
  const { stop, ...writes } = callThrough<Stoppable>(port, [...writeNames, 'stop'])
  return {
    writes,
    async stop() {
      await stop()
      await thread.terminate()
    },
  }
}

/** The writer of the process above, as one of its workers reaches it. */
export function writerAbove(): Writer {
  const port: Port = {
    post: (message) => void process.send?.(message),
    hear: (listener) => void process.on('message', listener),
  }
  return { writes: callThrough<Writes>(port, writeNames), stop: () => Promise.resolve() }
}

export type WriterForWorkers = { serve: (worker: WorkerProcess) => void; stop: () => Promise<void> }

/** The writer of the workers under this process, which sends messages as threads do (serialization "advanced"). */
export function writerForWorkers(config: Config): WriterForWorkers {
  const database = openDatabase(config.databaseUrl, { create: false })
  const logger = createLogger(config.logLevel)
  const { writes, stop } = createWrites({
    database,
    historyKey: config.historyKeys[0],
    clock: Date.now,
    logger,
  })
  return {
    async stop() {
      await stop()
      await database.destroy()
    },
    serve(worker) {
      const port: Port = {
        post: (message) => {
          // Whoever has gone in the meantime is not answered.
          if (worker.isConnected()) worker.send(message as object)
        },
        hear: (listener) => void worker.on('message', listener),
      }
      answerCalls(port, writes)
    },
  }
}
