import type { MessagePort, Worker } from 'node:worker_threads'
import type { UseCases } from '../engine.ts'
import { StorageError } from '../storage-fault.ts'
import type { ErrorData, ErrorsAsData } from './errors-as-data.ts'

/** Functions that another thread or process carries out: what goes in and out goes as messages. */

/** A thread or a process, as something to send messages to and to hear them from. */
export type Port = { post: (message: unknown) => void; hear: (listener: (message: unknown) => void) => void }

/** The other end of a thread, from above or from within. */
export function threadPort(end: Worker | MessagePort): Port {
  return {
    post: (message) => {
      end.postMessage(message)
    },
    hear: (listener) => void end.on('message', listener),
  }
}

type Call = { call: number; name: string; input: unknown[] }
type Answer = { answer: number } & ({ result: unknown } | { error: ErrorData })

/** Carries out what is asked for through the port. */
export function answerCalls(port: Port, functions: UseCases, { dataOf }: ErrorsAsData): void {
  async function answerTo({ call, name, input }: Call): Promise<Answer> {
    try {
      const asked = functions[name]
      if (!asked) throw new Error(`there is no ${name}`)
      return { answer: call, result: await asked(...input) }
    } catch (error) {
      return { answer: call, error: dataOf(error) }
    }
  }
  port.hear((message) => {
    if (isCall(message)) void answerTo(message).then(port.post)
  })
}

/** The functions at the other end of a port, and what to do when there is no other end any more. */
export type CalledThrough<Named extends UseCases> = {
  functions: Named
  /** Ends the wait of all who have called, and of those who will. */
  breakOff: (errors: { called: Error; calling: Error }) => void
}

/** How long the other end may take, in ms; those of `unbounded` as long as they need. */
export type Patience = { ms: number; unbounded: readonly string[] }

type Waiting = {
  resolve: (result: unknown) => void
  reject: (error: Error) => void
  deadline: NodeJS.Timeout | undefined
}

/**
 * The functions at the other end of the port, by their names: what is called here is carried out there. One that is not
 * answered in time may be carried out yet: its caller is told that this is uncertain.
 * @param names of all of `Named`
 */
export function callThrough<Named extends UseCases>(
  port: Port,
  names: readonly (keyof Named & string)[],
  { errorFrom }: ErrorsAsData,
  patience: Patience,
): CalledThrough<Named> {
  const waiting = new Map<number, Waiting>()
  let calls = 0
  let nobodyThere: Error | undefined
  port.hear((message) => {
    if (!isAnswer(message)) return
    const one = noLongerWaiting(message.answer)
    if ('error' in message) one?.reject(errorFrom(message.error))
    else one?.resolve(message.result)
  })

  function noLongerWaiting(call: number): Waiting | undefined {
    const one = waiting.get(call)
    waiting.delete(call)
    clearTimeout(one?.deadline)
    return one
  }

  function deadlineOf(call: number, name: string): NodeJS.Timeout | undefined {
    if (patience.unbounded.includes(name)) return undefined
    return setTimeout(() => {
      noLongerWaiting(call)?.reject(new StorageError('uncertain', 'failing', 'the writer does not answer'))
    }, patience.ms)
  }

  const functionOf =
    (name: string) =>
    (...input: unknown[]) => {
      if (nobodyThere) return Promise.reject(nobodyThere)
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      calls += 1
      waiting.set(calls, { resolve, reject, deadline: deadlineOf(calls, name) })
      port.post({ call: calls, name, input } satisfies Call)
      return promise
    }
  return {
    functions: Object.fromEntries(names.map((name) => [name, functionOf(name)])) as Named,
    breakOff({ called, calling }) {
      nobodyThere = calling
      for (const call of waiting.keys()) noLongerWaiting(call)?.reject(called)
    },
  }
}

const isCall = (message: unknown): message is Call =>
  typeof message === 'object' && message !== null && 'call' in message

const isAnswer = (message: unknown): message is Answer =>
  typeof message === 'object' && message !== null && 'answer' in message
