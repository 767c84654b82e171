import { parentPort, Worker } from 'node:worker_threads'
import type { ForWorkers, UseCases, WritingProgram } from '../engine.ts'
import { StorageError } from '../storage-fault.ts'
import { answerCalls, callThrough, threadPort, type Port } from './calls.ts'
import { errorsAsData } from './errors-as-data.ts'
import { openWriter, writerFunctions, type Writer, type WriterFunctions } from './writer.ts'

/** Where the writer lives: in a thread beside the requests, or, for several processes that answer them, in the one above. */

/**
 * Memory of the thread in MiB: several times what it holds at any moment. Without a limit it would let the garbage of a
 * large import grow to several hundred before it looks after it.
 */
const memory = { maxOldGenerationSizeMb: 192 }

/**
 * How long a call may wait for the writer, in ms. It answers within a moment, behind the longest piece of an import within
 * a second or two: after so long it hangs, and whoever has pressed Submit learns that before a proxy gives up.
 */
const patienceMs = 20_000

type Stoppable<Named extends UseCases> = Named & WriterFunctions & { stop: () => Promise<void> }

/**
 * @param onEnd told when the thread ends by itself: nothing can be written any more, and whoever waits for it has been
 * told so
 */
export function writerInThread<Named extends UseCases>(
  { thread: { module, settings }, names, lasting, errors }: WritingProgram<Named>,
  onEnd: (error: unknown) => void,
  waitMs: number = patienceMs,
): Writer<Named> {
  const thread = new Worker(module, { workerData: settings, resourceLimits: memory })
  const { functions, breakOff } = callThrough<Stoppable<Named>>(
    threadPort(thread),
    [...names, ...writerFunctions, 'stop'],
    errorsAsData(errors),
    { ms: waitMs, unbounded: [...lasting, 'stop'] },
  )
  let expected = false

  function ended(error: unknown): void {
    breakOff({
      called: new StorageError('uncertain', 'failing', 'the writer has ended'),
      calling: new StorageError('not_durable', 'unreachable', 'the writer has ended'),
    })
    if (!expected) onEnd(error)
    expected = true
  }
  thread.once('error', ended)
  thread.once('exit', (code) => {
    ended(new Error(`the writer has ended with ${code}`))
  })

  return {
    functions,
    async stop() {
      const isThere = !expected
      expected = true
      if (isThere) await functions.stop()
      await thread.terminate()
    },
  }
}

/** The writer as the thread itself, beside the one that answers requests: neither waits for the other. */
export function serveAsThread<Named extends UseCases>(url: string, program: WritingProgram<Named>): void {
  const { functions, stop } = openWriter(url, program)
  answerCalls(threadPort(parentPort!), { ...functions, stop }, errorsAsData(program.errors))
}

/** The writer of the process above, as one of its workers reaches it. */
export function writerAbove<Named extends UseCases>({
  names,
  lasting,
  errors,
}: WritingProgram<Named>): Writer<Named> {
  const port: Port = {
    post: (message) => void process.send?.(message),
    hear: (listener) => void process.on('message', listener),
  }
  const { functions, breakOff } = callThrough<Named & WriterFunctions>(
    port,
    [...names, ...writerFunctions],
    errorsAsData(errors),
    { ms: patienceMs, unbounded: lasting },
  )
  process.once('disconnect', () => {
    breakOff({
      called: new StorageError('uncertain', 'failing', 'the process above has ended'),
      calling: new StorageError('not_durable', 'unreachable', 'the process above has ended'),
    })
  })
  return { functions, stop: () => Promise.resolve() }
}

/** The writer of the workers under this process, which sends messages as threads do (serialization "advanced"). */
export function writerForWorkers<Named extends UseCases>(
  url: string,
  program: WritingProgram<Named>,
): ForWorkers {
  const { functions, stop } = openWriter(url, program)
  return {
    stop,
    serve(worker) {
      const port: Port = {
        post: (message) => {
          // Whoever has gone in the meantime, or goes at this very moment, is not answered.
          if (worker.connected) worker.send(message as object, () => undefined)
        },
        hear: (listener) => void worker.on('message', listener),
      }
      answerCalls(port, functions, errorsAsData(program.errors))
    },
  }
}
