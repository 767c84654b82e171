import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '#src/database/open.ts'
import { createLogger } from '#src/http/log.ts'
import { answerCalls, type Port } from './calls.ts'
import type { WriterSettings } from './hosts.ts'
import { createWrites } from './writes.ts'

/** The writer as a thread beside the one that answers requests: neither waits for the other. */

const { databaseUrl, historyKey, logLevel } = workerData as WriterSettings
const parent = parentPort!
const port: Port = {
  post: (message) => {
    parent.postMessage(message)
  },
  hear: (listener) => void parent.on('message', listener),
}

const database = openDatabase(databaseUrl, { create: false })
const { writes, stop } = createWrites({
  database,
  historyKey,
  clock: Date.now,
  logger: createLogger(logLevel),
})
answerCalls(port, {
  ...writes,
  async stop() {
    await stop()
    await database.destroy()
  },
})
