import cluster, { type Worker } from 'node:cluster'

/** Several processes over one database file: SQLite lets all of them read at once, and one at a time write. */

/** A worker that ends sooner than this after its start, in ms, would only end again. */
const startMs = 5000

/**
 * Starts workers and keeps their number until this process is asked to stop; then each finishes what is in progress.
 * Every worker runs the program that this process runs.
 */
export function superviseWorkers(count: number): void {
  let stopping = false

  function fork(): void {
    const worker = cluster.fork()
    const started = Date.now()
    worker.once('exit', (code) => {
      if (stopping) endWithTheLast()
      else if (Date.now() - started < startMs) endAll(code === 0 ? 1 : code)
      else fork()
    })
  }

  function endWithTheLast(): void {
    if (running().length === 0) process.exit()
  }

  /** @param code what this process ends with */
  function endAll(code: number): void {
    stopping = true
    process.exitCode = code
    for (const worker of running()) worker.process.kill('SIGTERM')
    endWithTheLast()
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      endAll(0)
    })
  for (let n = 0; n < count; n += 1) fork()
}

const running = (): Worker[] => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
