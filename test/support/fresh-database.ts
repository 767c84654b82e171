import { randomUUID } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import type { Engine } from '#src/database/engine.ts'
import { postgresEngine } from '#src/database/postgres/engine.ts'
import { sqliteEngine } from '#src/database/sqlite/engine.ts'
import { openPGlite, poolOf } from './pglite.ts'
import { seedOn } from './seed.ts'

/** A database that a test has for itself, of the engine that the run is about. */
export type FreshDatabase = {
  url: string
  engine: Engine
  /** Where it is a file; '' elsewhere. */
  file: string
  remove: () => Promise<void>
}

declare module 'vitest' {
  interface ProvidedContext {
    /** A file with the demonstration data; each test works on a copy. */
    seededDatabase: string
    /** Which engine the run is about. */
    testEngine: 'sqlite' | 'pglite' | 'postgres'
    /** A PostgreSQL server to make databases on, and the one that they are copies of. */
    testServer: string
    seededOnServer: string
    /** The same without a server: what is in the folder of its data. */
    seededPGlite: string
  }
}

/**
 * @param from the demonstration's data, nothing, or a file to take a copy of
 */
export async function freshDatabase(
  from: 'demonstration' | 'nothing' | { file: string },
): Promise<FreshDatabase> {
  const kind = typeof from === 'string' ? inject('testEngine') : 'sqlite'
  if (kind === 'postgres')
    return await onServer(inject('testServer'), from === 'nothing' ? 'template0' : inject('seededOnServer'))
  if (kind === 'pglite') return await inProcess(from === 'nothing' ? undefined : inject('seededPGlite'))
  const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
  const file = path.join(folder, 'portal.db')
  if (from !== 'nothing') copyFileSync(typeof from === 'string' ? inject('seededDatabase') : from.file, file)
  return {
    url: `file:${file}`,
    engine: sqliteEngine(`file:${file}`),
    file,
    remove() {
      rmSync(folder, { recursive: true, force: true })
      return Promise.resolve()
    },
  }
}

/** Makes a database on a server as a copy of another one there. */
export async function onServer(server: string, template: string): Promise<FreshDatabase> {
  const name = `partner_desk_${randomUUID().replaceAll('-', '')}`
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  const url = new URL(server)
  url.pathname = name
  return {
    url: url.href,
    engine: postgresEngine(url.href),
    file: '',
    remove: () => administer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  }
}

/** Makes one in this process. @param from the file that its data are in */
async function inProcess(from: string | undefined): Promise<FreshDatabase> {
  if (from !== undefined && !existsSync(from)) await seedInProcess(from)
  const database = await openPGlite(from === undefined ? undefined : new Blob([readFileSync(from)]))
  const url = 'postgres://in-this-process/portal'
  return {
    url,
    engine: postgresEngine(url, () => poolOf(database)),
    file: '',
    remove: () => database.close(),
  }
}

/** Made by whoever wants it first. @param kept the file that gets what is in the folder of its data */
async function seedInProcess(kept: string): Promise<void> {
  const database = await openPGlite()
  await seedOn(postgresEngine('postgres://in-this-process/portal', () => poolOf(database)))
  const dump = await database.dumpDataDir('none')
  const making = `${kept}.${process.pid}`
  writeFileSync(making, Buffer.from(await dump.arrayBuffer()))
  renameSync(making, kept)
  await database.close()
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
