import { fork, type ChildProcess } from 'node:child_process'
import SqliteDatabase from 'better-sqlite3'

/** Checks a large database beside the running portal: it would hold up the start for too long. */

/**
 * Starts the check in a process of its own, which ends with this one: a thread could not be stopped in the middle, and
 * would hold up the end.
 * @param file the database
 * @param damaged told what is wrong; never called when the database is sound
 * @returns the process, which the portal does not wait for
 */
export function checkInBackground(file: string, damaged: (problem: string) => void): ChildProcess {
  const check = fork(import.meta.filename, [file])
  const end = () => check.kill('SIGKILL')
  process.once('exit', end)
  check.once('exit', () => process.off('exit', end))
  check.once('message', (problem: string) => {
    if (problem !== 'ok') damaged(problem)
  })
  check.once('error', (error) => damaged(error.message))
  check.unref()
  check.channel?.unref()
  return check
}

if (process.argv[1] === import.meta.filename) {
  const database = new SqliteDatabase(process.argv[2], { readonly: true })
  process.send?.(String(database.pragma('quick_check(1)', { simple: true })))
  database.close()
  process.disconnect()
}
