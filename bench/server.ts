import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Sample } from './load.ts'

/** Servers under load, each a process of its own: started, watched and stopped. */

/** How long a start or a stop may take, in ms: a large database is opened and checked by then. */
const patience = 120_000
/** The unit of CPU time in /proc: USER_HZ, which is 100 on every Linux. */
const tickMs = 10

/** What a process and its children hold in memory, in MiB. */
export type Memory = {
  /** Everything resident, shared pages by their share. */
  all: number
  /** The part that is no page of a mapped file: what the kernel cannot take back. */
  own: number
}

export type Command = {
  program: string
  args: readonly string[]
  folder: string
  env: Record<string, string>
  /** Answered with a status below 500 once the server is ready. */
  readyPath: string
}

export class Server {
  readonly url: string
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, url: string) {
    this.#child = child
    this.url = url
  }

  /** Starts a server. @param command what to run, given a free port */
  static async start(command: (port: number) => Command): Promise<Server> {
    const port = await freePort()
    const { program, args, folder, env, readyPath } = command(port)
    const child = spawn(program, args, {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    // However the run ends, no process is left behind.
    const end = () => child.kill('SIGKILL')
    process.once('exit', end)
    child.once('exit', () => process.off('exit', end))
    const server = new Server(child, `http://127.0.0.1:${port}`)
    await server.#answers(readyPath)
    await server.quiet()
    return server
  }

  async #answers(path: string): Promise<void> {
    const deadline = Date.now() + patience
    while (Date.now() < deadline) {
      if (this.#child.exitCode !== null) throw new Error('the server did not start')
      const status = await fetch(this.url + path, { redirect: 'manual' }).then(
        (response) => response.status,
        () => 599,
      )
      if (status < 500) return
      await pause(100)
    }
    throw new Error('the server is not ready')
  }

  /** Waits until the process does nothing of its own any more for some time (in ms), such as checking its database. */
  async quiet(everyMs = 500): Promise<void> {
    const deadline = Date.now() + patience
    while (Date.now() < deadline) {
      const before = this.#ticks()
      await pause(everyMs)
      if ((this.#ticks() - before) * tickMs < everyMs * 0.06) return
    }
  }

  /**
   * Measures, and adds what an answer cost this server in CPU time, which other work on the machine changes little, and for
   * how long the event loop was held. Then waits until the server has done what it was asked for when the load ended: a
   * search of a peer takes it ten seconds, in which whatever is measured next would have one core less.
   * @param held the longest time in ms for which the event loop was held since this was asked last, of a server that tells
   */
  async watch(measure: () => Promise<Sample>, held?: () => Promise<number | undefined>): Promise<Sample> {
    await held?.()
    const before = this.#ticks()
    const sample = await measure()
    const spent = (this.#ticks() - before) * tickMs
    const held_ms = await held?.()
    await this.quiet(20)
    return { ...sample, cpu_ms: spent === 0 ? undefined : spent / sample.answers, held_ms }
  }

  #ticks(): number {
    return this.#processes()
      .map((pid) => {
        // After the name, which may hold spaces, utime and stime are the 12th and 13th (proc(5)).
        const fields = procFile(pid, 'stat')
          .replace(/^.*\) /s, '')
          .split(' ')
        return Number(fields[11] ?? 0) + Number(fields[12] ?? 0)
      })
      .reduce((sum, ticks) => sum + ticks, 0)
  }

  /** What the server holds now; undefined where the system does not tell. */
  memory(): Memory | undefined {
    const rolled = this.#processes().map((pid) => procFile(pid, 'smaps_rollup'))
    const sum = (name: string) =>
      rolled
        .map((text) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1024)
        .reduce((total, each) => total + each, 0)
    return sum('Pss') === 0 ? undefined : { all: sum('Pss'), own: sum('Pss_Anon') }
  }

  /** The process and its children. */
  #processes(): number[] {
    const known = [this.#child.pid ?? 0]
    for (const pid of known) {
      const children = procFile(pid, `task/${pid}/children`).trim()
      if (children !== '') known.push(...children.split(' ').map(Number))
    }
    return known
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const deadline = setTimeout(() => this.#child.kill('SIGKILL'), patience / 10)
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await ended
    clearTimeout(deadline)
  }
}

/** Whether a program runs without complaint: how peers are found. */
export function runs(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    // Not Linux, or the process has just ended.
    return ''
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
