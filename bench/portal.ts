import { copyFileSync, constants } from 'node:fs'
import path from 'node:path'
import { readConfig } from '#src/config.ts'
import { FormClient } from '#test/support/form-client.ts'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'
import { people } from '#test/support/person.ts'
import { nodeArguments } from '#test/support/server-process.ts'
import { removeFiles } from './files.ts'
import type { Sample } from './load.ts'
import { Server, type Memory } from './server.ts'

/** The portal as it runs in production, on a copy of the data, with somebody signed in. */

const project = path.join(import.meta.dirname, '..')
const secret = 'a secret of the benchmark that is long enough to be one'
const metricsToken = 'token-of-the-benchmark'

/** The portal signs the history with this key; so does the made data. */
export const historyKey = readConfig({ SESSION_SECRETS: secret }).historyKeys[0]

export class Portal {
  readonly #server: Server
  /** The copy of the data that it works on. */
  readonly file: string
  readonly person: FormClient

  private constructor(server: Server, file: string, person: FormClient) {
    this.#server = server
    this.file = file
    this.person = person
  }

  /**
   * Starts the portal and signs in.
   * @param source the data, which is copied
   * @param workers processes that serve; one unless said
   */
  static async start(source: string, workers?: number): Promise<Portal> {
    const file = path.join(path.dirname(source), `run-${workers ?? 1}-${path.basename(source)}`)
    copyFileSync(source, file, constants.COPYFILE_FICLONE)
    const server = await Server.start((port) => ({
      program: process.execPath,
      args: nodeArguments('start'),
      folder: project,
      env: {
        NODE_ENV: 'production',
        LOG_LEVEL: 'warn',
        HOST: '127.0.0.1',
        PORT: String(port),
        BASE_URL: `http://localhost:${port}`,
        DATABASE_URL: `file:${file}`,
        SESSION_SECRETS: secret,
        METRICS_TOKEN: metricsToken,
        WEB_CONCURRENCY: String(workers ?? 1),
      },
      readyPath: '/readyz',
    }))
    const person = new FormClient(server.url)
    await person.signIn(people.admin, demonstrationPassword)
    return new Portal(server, file, person)
  }

  get url(): string {
    return this.#server.url
  }

  memory(): Memory | undefined {
    return this.#server.memory()
  }

  /** Waits for the submits that a load left behind when it ended: whoever asks whether one can write comes after them. */
  async settled(): Promise<void> {
    const afterThoseBeingWritten = () => fetch(`${this.url}/readyz`)
    await afterThoseBeingWritten()
    await afterThoseBeingWritten()
  }

  /** Measures, and adds what it cost in CPU time and for how long the event loop was held. */
  async watch(measure: () => Promise<Sample>): Promise<Sample> {
    return await this.#server.watch(measure, () => this.held())
  }

  /** The longest time in ms for which the event loop was held since this was asked last, by the portal's own metrics. */
  async held(): Promise<number | undefined> {
    const response = await fetch(`${this.url}/metrics`, {
      headers: { authorization: `Bearer ${metricsToken}` },
    })
    const seconds = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(await response.text())?.[1]
    // The monitor counts from one of its ticks to the next, which are 10 ms apart when nothing holds the loop.
    return seconds === undefined ? undefined : Math.max(0, Number(seconds) * 1000 - 10)
  }

  async stop(): Promise<void> {
    await this.#server.stop()
    removeFiles(path.dirname(this.file), path.basename(this.file))
  }
}

/** Whether this portal can serve with more than one process. */
export function knowsWorkers(): boolean {
  const config = readConfig({ WEB_CONCURRENCY: '2' }) as Record<string, unknown>
  const plain = readConfig({ WEB_CONCURRENCY: '1' }) as Record<string, unknown>
  return JSON.stringify(config) !== JSON.stringify(plain)
}
