import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import SqliteDatabase from 'better-sqlite3'

/** Checks a large database beside the running portal: it would hold up the start for too long. */

/**
 * Starts the check on a connection and a thread of its own.
 * @param file the database
 * @param damaged told what is wrong; never called when the database is sound
 */
export function checkInBackground(file: string, damaged: (problem: string) => void): void {
  const worker = new Worker(new URL(import.meta.url), { workerData: file })
  worker.once('message', (problem: string) => {
    if (problem !== 'ok') damaged(problem)
  })
  worker.once('error', (error: Error) => damaged(error.message))
  worker.unref()
}

if (!isMainThread && parentPort) {
  const database = new SqliteDatabase(workerData as string, { readonly: true })
  parentPort.postMessage(String(database.pragma('quick_check(1)', { simple: true })))
  database.close()
}
