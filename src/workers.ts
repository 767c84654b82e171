import cluster, { type Worker } from 'node:cluster'
import { drainMs } from './drain.ts'
import type { Logger } from './http/log.ts'
import type { ForWorkers } from './database/engine.ts'

/** Several processes over one database file: SQLite lets all of them read at once; the process above them writes. */

/** A worker that ends before it listens, or sooner than this afterwards, in ms, has ended early. */
const earlyMs = 5000
/** As many early ends as there are workers and these, in this time in ms: another one would only end again. */
const earlyEndsMore = 3
const earlyEndsWithinMs = 5 * 60_000

/** How a worker ended: with a code, or by a signal (its code is null then); with neither, it never began. */
type End = { code: number | null; signal: string | null }

/**
 * Starts workers and keeps their number until this process is asked to stop; then each finishes what is in progress.
 * Every worker runs the program that this process runs.
 * @param writer what they write with
 * @returns what ends them, and then this process; and what ends them without waiting for anything
 */
export function superviseWorkers(
  count: number,
  writer: ForWorkers,
  logger: Logger,
): { stop: () => void; kill: () => void } {
  cluster.setupPrimary({ serialization: 'advanced' })
  let stopping = false
  let earlyEnds: number[] = []

  function fork(): void {
    const worker = cluster.fork()
    writer.serve(worker.process)
    // Of one that never listens, an end is always early.
    let listensSince = Infinity
    worker.once('listening', () => {
      listensSince = performance.now()
    })
    logger.info({ pid: worker.process.pid }, 'a worker has started')
    // What is sent to it at the moment of its end fails; heard by nobody, that would be the end of this process.
    worker.on('error', (error: NodeJS.ErrnoException) => {
      logger.warn({ pid: worker.process.pid, code: error.code }, 'a worker was not reached')
      if (neverStarted(worker)) ended({ code: null, signal: null }, true)
    })
    worker.once('exit', (code: number | null, signal: string | null) => {
      ended({ code, signal }, performance.now() - listensSince < earlyMs)
    })
  }

  function ended(end: End, early: boolean): void {
    if (stopping) endWithTheLast()
    else replace(end, early)
  }

  function replace(end: End, early: boolean): void {
    const now = performance.now()
    earlyEnds = earlyEnds.filter((at) => now - at < earlyEndsWithinMs)
    if (early) earlyEnds.push(now)
    if (earlyEnds.length >= count + earlyEndsMore) {
      logger.fatal(end, 'workers end soon after their start, again and again')
      endAll(1)
      return
    }
    logger.error({ ...end, early }, 'a worker has ended, another one takes its place')
    fork()
  }

  function endWithTheLast(): void {
    if (running().length > 0) return
    const end = () => process.exit()
    writer.stop().then(end, end)
  }

  /** @param code what this process ends with */
  function endAll(code: number): void {
    stopping = true
    process.exitCode = code
    for (const worker of running()) worker.process.kill('SIGTERM')
    setTimeout(killAll, drainMs + 1000).unref()
    endWithTheLast()
  }

  function killAll(): void {
    for (const worker of running()) worker.process.kill('SIGKILL')
  }

  for (let n = 0; n < count; n += 1) fork()
  return {
    stop() {
      if (!stopping) endAll(0)
    },
    kill: killAll,
  }
}

/** What the system had no process for has no number, and no end that would be told. */
const neverStarted = (worker: Worker): boolean => worker.process.pid === undefined

/** One that has ended may stand in the list for a moment yet. */
const running = (): Worker[] =>
  Object.values(cluster.workers ?? {}).filter(
    (worker) => worker !== undefined && !neverStarted(worker) && !worker.isDead(),
  ) as Worker[]
