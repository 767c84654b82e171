import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { PortalUnderLoad } from './jobs.ts'
import { send, type Sample } from './load.ts'
import { quantile } from './numbers.ts'
import type { CustomerKeys } from './sample-customers.ts'
import { Server, type Memory } from './server.ts'

/** What this machine can do at most, measured in the same run: constant pages, a row by its id, a write to the disk. */

export const floorPages = ['list', 'account', 'edit'] as const
export type FloorPage = (typeof floorPages)[number]

/** A server that answers with the portal's own pages as constants. */
export class FloorServer {
  readonly #server: Server
  readonly #folder: string

  private constructor(server: Server, folder: string) {
    this.#server = server
    this.#folder = folder
  }

  static async start(kind: 'http' | 'express', load: PortalUnderLoad): Promise<FloorServer> {
    const folder = mkdtempSync(path.join(path.dirname(load.portal.file), 'floor-'))
    for (const page of floorPages) writeFileSync(path.join(folder, `${page}.html`), await load.bytes(page))
    const server = await Server.start((port) => ({
      program: process.execPath,
      args: [path.join(import.meta.dirname, 'floor-server.ts'), kind, String(port), folder],
      folder: import.meta.dirname,
      env: { NODE_ENV: 'production' },
      readyPath: '/',
    }))
    return new FloorServer(server, folder)
  }

  async page(page: FloorPage, connections: number, seconds: number): Promise<Sample> {
    const requests = [{ path: `/${page}.html` }]
    return await this.#server.watch(
      () => send({ url: this.#server.url, connections, until: { seconds }, requests, status: 200 }),
      () => this.#held(),
    )
  }

  /** The longest time in ms for which the event loop was held since this was asked last. */
  async #held(): Promise<number> {
    return Number(await (await fetch(`${this.#server.url}/held`)).text())
  }

  memory(): Memory | undefined {
    return this.#server.memory()
  }

  async stop(): Promise<void> {
    await this.#server.stop()
    rmSync(this.#folder, { recursive: true })
  }
}

/** Rows by their id, straight from SQLite. */
export function getById(file: string, customers: readonly CustomerKeys[], seconds: number): Sample {
  const database = new SqliteDatabase(file, { readonly: true })
  const statement = database.prepare('SELECT * FROM customers WHERE partner_id = 1 AND id = ?')
  const sample = repeat(seconds, (turn) => statement.get(customers[turn % customers.length]?.id))
  database.close()
  return sample
}

/** A small write that has reached the disk, where the data is. */
export function fsync(folder: string, seconds: number): Sample {
  const file = path.join(folder, 'fsync')
  const handle = openSync(file, 'w')
  const bytes = Buffer.alloc(4096)
  const sample = repeat(seconds, () => {
    writeSync(handle, bytes)
    fdatasyncSync(handle)
  })
  closeSync(handle)
  rmSync(file)
  return sample
}

function repeat(seconds: number, work: (turn: number) => unknown): Sample {
  const times: number[] = []
  const start = performance.now()
  let now = start
  while (now - start < seconds * 1000) {
    work(times.length)
    const done = performance.now()
    times.push(done - now)
    now = done
  }
  const rate = times.length / ((now - start) / 1000)
  return {
    rate,
    median_ms: quantile(times, 0.5),
    p99_ms: quantile(times, 0.99),
    answers: times.length,
    errors: 0,
    generator: 0,
  }
}
