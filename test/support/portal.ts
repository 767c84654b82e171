import type { Express } from 'express'
import { onTestFinished } from 'vitest'
import { createApp } from '#src/app.ts'
import { acrossPartners, type Engine } from '#src/database/engine.ts'
import { compose, prepareDatabase, type Deps } from '#src/compose.ts'
import { readConfig } from '#src/config.ts'
import { freshDatabase } from './fresh-database.ts'
import { Person } from './person.ts'

export type Portal = {
  app: Express
  deps: Deps
  /** What names the database. */
  url: string
  engine: Engine
  /** The database's file, where the engine keeps it in one. */
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
  const { url, file, engine, remove } = await freshDatabase(
    options.from === undefined ? (options.empty ? 'nothing' : 'demonstration') : { file: options.from },
  )
  const clock = { now: Date.now() }
  const config = readConfig({
    NODE_ENV: options.empty ? 'production' : 'test',
    SESSION_SECRETS: 'a secret for tests that is long enough to be one',
    DATABASE_URL: url,
    LOG_LEVEL: 'silent',
    ...options.env,
  })
  if (options.empty) await createEmpty(engine)
  await prepareDatabase(config, () => clock.now, engine)
  const deps = await compose(config, 'in_one_thread', () => clock.now, undefined, engine)
  const app = createApp(deps)
  return {
    app,
    // Tests look at everybody's rows.
    deps: { ...deps, database: acrossPartners(deps.database) },
    url,
    engine,
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
      await remove()
    },
  }
}

/** A portal for one test, closed when it ends. */
export async function openPortalForTest(options?: Parameters<typeof openPortal>[0]): Promise<Portal> {
  const portal = await openPortal(options)
  onTestFinished(portal.close)
  return portal
}

async function createEmpty(engine: Engine): Promise<void> {
  const database = await engine.open({ create: true })
  await engine.migrate(database)
  await database.destroy()
}
