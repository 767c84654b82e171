import cluster, { type Worker } from 'node:cluster'
import type { WriterForWorkers } from './writer/hosts.ts'

/** Several processes over one database file: SQLite lets all of them read at once; the process above them writes. */

/** A worker that ends sooner than this after its start, in ms, would only end again. */
const startMs = 5000

/**
 * Starts workers and keeps their number until this process is asked to stop; then each finishes what is in progress.
 * Every worker runs the program that this process runs.
 * @param writer what they write with
 */
export function superviseWorkers(count: number, writer: WriterForWorkers): void {
  cluster.setupPrimary({ serialization: 'advanced' })
  let stopping = false

  function fork(): void {
    const worker = cluster.fork()
    writer.serve(worker)
    const started = Date.now()
    worker.once('exit', (code) => {
      if (stopping) endWithTheLast()
      else if (Date.now() - started < startMs) endAll(code === 0 ? 1 : code)
      else fork()
    })
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
    endWithTheLast()
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      endAll(0)
    })
  for (let n = 0; n < count; n += 1) fork()
}

const running = (): Worker[] => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
