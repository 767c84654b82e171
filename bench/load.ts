import autocannon from 'autocannon'
import { quantile } from './numbers.ts'

/** The load generator: autocannon, with its answers timed one by one instead of in whole milliseconds. */

export type LoadRequest = autocannon.Request

export type Load = {
  url: string
  /** Tell who asks. */
  headers?: Record<string, string>
  connections: number
  /** How long, or until how many answers. */
  until: { seconds: number } | { answers: number }
  /** What every connection asks for in turn, or what each one does. */
  requests: LoadRequest[] | ((connection: number) => LoadRequest[])
  /** The status that answers must have; any other is an error. */
  status: number
}

/** What one measurement found. */
export type Sample = {
  /** Answers a second. */
  rate: number
  median_ms: number
  p99_ms: number
  answers: number
  errors: number
  /** Cores that the generator itself used: near 1 it was the limit, and not the server. */
  generator: number
  /** CPU time that the server spent on an answer, all its processes and threads together. */
  cpu_ms?: number | undefined
  /** The longest time for which the server's event loop was held, where the server tells. */
  held_ms?: number | undefined
}

/** Answers that there have to be, however long they take: a search of a peer may take longer than a measurement. */
const leastAnswers = 2
/** When a server is given up, in seconds. */
const patience = 300
/** How often autocannon looks whether it is time to stop, in ms. */
const stopsWithin = 50

/** Sends load, and tells what came back. */
export async function send({
  url,
  headers = {},
  connections,
  until,
  requests,
  status,
}: Load): Promise<Sample> {
  const times: number[] = []
  let errors = 0
  let connected = 0
  const usedBefore = process.cpuUsage()
  const start = performance.now()
  let last = start
  await new Promise<void>((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        connections,
        headers,
        sampleInt: stopsWithin,
        timeout: patience,
        ...('seconds' in until ? { duration: patience } : { amount: until.answers }),
        ...(typeof requests === 'function'
          ? { setupClient: (client: autocannon.Client) => client.setRequests(requests(connected++)) }
          : { requests }),
      },
      (error: unknown) => {
        if (error instanceof Error) reject(error)
        else resolve()
      },
    )
    instance.on('response', (_client, answered, _bytes, ms) => {
      last = performance.now()
      times.push(ms)
      if (answered !== status) errors += 1
      if ('seconds' in until && last - start >= until.seconds * 1000 && times.length >= leastAnswers)
        instance.stop()
    })
    instance.on('reqError', () => {
      errors += 1
    })
  })
  const used = process.cpuUsage(usedBefore)
  const seconds = (last - start) / 1000
  return {
    rate: times.length / seconds,
    median_ms: quantile(times, 0.5),
    p99_ms: quantile(times, 0.99),
    answers: times.length,
    errors,
    generator: (used.user + used.system) / 1e6 / seconds,
  }
}
