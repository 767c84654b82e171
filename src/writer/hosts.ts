import type { Worker as WorkerProcess } from 'node:cluster'
import { Worker } from 'node:worker_threads'
import type { Config } from '#src/config.ts'
import { sqliteError, UncertainCommitError } from '#src/database/sqlite.ts'
import { answerCalls, callThrough, threadPort, type Port } from './calls.ts'
import { openWriter, type Writer, type WriterSettings, type Writes } from './writes.ts'

/** Where the writer lives: in a thread beside the requests, or, for several processes that answer them, in the one above. */

/**
 * Memory of the thread in MiB: several times what it holds at any moment. Without a limit it would let the garbage of a
 * large import grow to several hundred before it looks after it.
 */
const memory = { maxOldGenerationSizeMb: 192 }

const settingsOf = ({ databaseUrl, historyKeys, logLevel }: Config): WriterSettings => ({
  databaseUrl,
  historyKey: historyKeys[0],
  logLevel,
})

/**
 * @param onFailure told when the thread ends by itself: nothing can be written any more, and whoever waits for it has been
 * told so
 */
export function writerInThread(config: Config, onFailure: (error: unknown) => void): Writer {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: settingsOf(config),
    resourceLimits: memory,
  })
  const { functions, breakOff } = callThrough(threadPort(thread))
  let expected = false

  function ended(error: unknown): void {
    breakOff({
      called: new UncertainCommitError('the writer has ended'),
      calling: sqliteError('the writer has ended', 'SQLITE_CANTOPEN'),
    })
    if (!expected) onFailure(error)
    expected = true
  }
  thread.once('error', ended)
  thread.once('exit', (code) => {
    ended(new Error(`the writer has ended with ${code}`))
  })

  const writes = functions as Writes & Pick<Writer, 'stop'>
  return {
    writes,
    async stop() {
      const isThere = !expected
      expected = true
      if (isThere) await writes.stop()
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
  return { writes: callThrough(port).functions as Writes, stop: () => Promise.resolve() }
}

export type WriterForWorkers = { serve: (worker: WorkerProcess) => void; stop: () => Promise<void> }

/** The writer of the workers under this process, which sends messages as threads do (serialization "advanced"). */
export function writerForWorkers(config: Config): WriterForWorkers {
  const { writes, stop } = openWriter(settingsOf(config))
  return {
    stop,
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
