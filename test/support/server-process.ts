import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** The portal as its own process, as it runs for real: it can be stopped, killed and started again on the same file. */

const project = path.join(import.meta.dirname, '../..')
/** How long a start or a stop may take before something must be wrong, in ms. */
const patience = 60_000

/** What an npm script gives to Node: its options and, last of all, the program. */
export function nodeArguments(script: 'start' | 'portal'): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')) as {
    scripts: Record<typeof script, string>
  }
  return scripts[script].split(' ').slice(1)
}

/** Arguments of `sh` for a program that may write only so much into a file. */
export function limited(blocks: number | 'unlimited', program: readonly string[]): string[] {
  return ['-c', 'ulimit -f "$0" && exec "$@"', String(blocks), ...program]
}

type Exit = { code: number | null; signal: NodeJS.Signals | null }

export type ServerOptions = {
  /** The database that the server works on. */
  file: string
  env?: Record<string, string>
  /** The size at which the process may not write any further into a file, in blocks of 512 bytes. */
  largestFile?: number
}

export class ServerProcess {
  readonly file: string
  readonly #env: Record<string, string>
  readonly #largestFile: number | 'unlimited'
  #child: ChildProcess | undefined
  #port = 0
  #said = ''
  readonly #listeners = new Set<() => void>()

  private constructor({ file, env = {}, largestFile }: ServerOptions) {
    this.file = file
    this.#largestFile = largestFile ?? 'unlimited'
    this.#env = env
  }

  /** Starts the portal; it is ready when this is done. */
  static async start(options: ServerOptions): Promise<ServerProcess> {
    const server = new ServerProcess(options)
    await server.startAgain()
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get port(): number {
    return this.#port
  }

  get running(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null
  }

  /** Starts the process on the same file and, from the second time on, the same port. */
  async startAgain(): Promise<void> {
    const child = spawn('sh', limited(this.#largestFile, [process.execPath, ...nodeArguments('start')]), {
      cwd: project,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        HOST: '127.0.0.1',
        PORT: String(this.#port),
        DATABASE_URL: `file:${this.file}`,
        SESSION_SECRETS: 'a secret for tests that is long enough to be one',
        ...this.#env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    const hear = (chunk: Buffer) => {
      this.#said += chunk.toString()
      for (const listener of this.#listeners) listener()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    // However the tests end, no process is left behind.
    const end = () => child.kill('SIGKILL')
    process.once('exit', end)
    child.once('exit', () => process.off('exit', end))
    this.#port = await this.#ready(child)
  }

  /** The port, once the process has said that it is ready. */
  async #ready(child: ChildProcess): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const port = /Partner Desk is (?:ready at|listening on) http:\/\/[^:]+:(\d+)\//.exec(said)?.[1]
      if (port) resolve(Number(port))
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => reject(new Error(`the portal did not start:\n${said}`)))
    const deadline = setTimeout(() => reject(new Error(`the portal is not ready:\n${said}`)), patience)
    try {
      return await promise
    } finally {
      clearTimeout(deadline)
    }
  }

  /** What the process has written so far, log and all. */
  get said(): string {
    return this.#said
  }

  /** Waits until the process has written something as often as that. */
  async hears(pattern: RegExp, times = 1): Promise<RegExpExecArray[]> {
    const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray[]>()
    const look = () => {
      const found = [...this.#said.matchAll(pattern)]
      if (found.length >= times) resolve(found)
    }
    const deadline = setTimeout(() => reject(new Error(`never said ${pattern}:\n${this.#said}`)), patience)
    this.#listeners.add(look)
    look()
    try {
      return await promise
    } finally {
      this.#listeners.delete(look)
      clearTimeout(deadline)
    }
  }

  /** Waits for the end of the process, whoever ends it. */
  async ended(): Promise<Exit> {
    const child = this.#child
    if (child && this.running) await once(child, 'exit')
    return { code: child?.exitCode ?? null, signal: child?.signalCode ?? null }
  }

  /** Sends a signal and waits for the end of the process. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    const child = this.#child
    if (!child) return { code: null, signal: null }
    this.#child = undefined
    if (child.exitCode !== null || child.signalCode !== null) {
      return { code: child.exitCode, signal: child.signalCode }
    }
    const deadline = setTimeout(() => child.kill('SIGKILL'), patience)
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
    child.kill(signal)
    const [code, endedBy] = await ended
    clearTimeout(deadline)
    return { code, signal: endedBy }
  }
}

/**
 * A folder with a copy of a database.
 * @returns the copy, and what removes the folder
 */
export function copyDatabase(source: string): { file: string; remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
  const file = path.join(folder, 'portal.db')
  copyFileSync(source, file)
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
