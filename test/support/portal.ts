import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Express } from 'express'
import { inject, onTestFinished } from 'vitest'
import { createApp } from '#src/app.ts'
import { compose, engineOf, prepareDatabase, type Deps } from '#src/compose.ts'
import { readConfig, type Config } from '#src/config.ts'
import { Person } from './person.ts'

export type Portal = {
  app: Express
  deps: Deps
  /** The database's file. */
  file: string
  /** What the portal's clock shows, in ms; tests may move it. */
  clock: { now: number }
  /** A person signed in by the demonstration's password. */
  signIn: (email: string) => Promise<Person>
  /** Somebody who is not signed in. */
  visitor: () => Person
  close: () => Promise<void>
}

/**
 * The real portal on a database file of its own.
 * @param options.empty a new database without any data, instead of the demonstration's
 * @param options.from a database's file to take a copy of
 * @param options.env settings beside the test's own
 */
export async function openPortal(
  options: { empty?: boolean; from?: string; env?: Record<string, string> } = {},
): Promise<Portal> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
  const file = path.join(folder, 'portal.db')
  if (!options.empty) copyFileSync(options.from ?? inject('seededDatabase'), file)
  const clock = { now: Date.now() }
  const config = readConfig({
    NODE_ENV: options.empty ? 'production' : 'test',
    SESSION_SECRETS: 'a secret for tests that is long enough to be one',
    DATABASE_URL: `file:${file}`,
    LOG_LEVEL: 'silent',
    ...options.env,
  })
  if (options.empty) await createEmpty(config)
  await prepareDatabase(config, () => clock.now)
  const deps = await compose(config, 'in_one_thread', () => clock.now)
  const app = createApp(deps)
  return {
    app,
    deps,
    file,
    clock,
    visitor: () => new Person(app),
    async signIn(email) {
      const person = new Person(app)
      await person.signIn(email)
      return person
    },
    async close() {
      await deps.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A portal for one test, closed when it ends. */
export async function openPortalForTest(options?: Parameters<typeof openPortal>[0]): Promise<Portal> {
  const portal = await openPortal(options)
  onTestFinished(portal.close)
  return portal
}

async function createEmpty(config: Config): Promise<void> {
  const engine = engineOf(config)
  const database = await engine.open({ create: true })
  await engine.migrate(database)
  await database.destroy()
}
