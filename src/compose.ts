import type { Config } from './config.ts'
import type { Engine, Role } from './database/engine.ts'
import { postgresEngine } from './database/postgres/engine.ts'
import { sqliteEngine } from './database/sqlite/engine.ts'
import { assertWhole } from './database/unfinished-copy.ts'
import { whenFree } from './database/when-free.ts'
import { demonstrationSignIns, seedDemonstration } from './demonstration/seed.ts'
import type { Clock } from './http/clock.ts'
import { createLogger } from './http/log.ts'
import { createMetrics } from './http/metrics.ts'
import { SessionStore } from './http/session-store.ts'
import { writingProgram } from './use-cases.ts'

/** The composition root: config → engine → stores → app. */

/** The engine of the database that `DATABASE_URL` names. */
export function engineOf({ databaseUrl }: Pick<Config, 'databaseUrl'>): Engine {
  return databaseUrl.startsWith('file:') ? sqliteEngine(databaseUrl) : postgresEngine(databaseUrl)
}

/**
 * Brings the database to the newest schema. Outside production a new one is created and filled with demonstration data.
 * Several processes may do so at once.
 * @throws DatabaseError when it cannot be used
 */
export async function prepareDatabase(
  config: Config,
  clock: Clock = Date.now,
  engine: Engine = engineOf(config),
): Promise<void> {
  await whenFree(() => prepareOnce(config, clock, engine))
}

async function prepareOnce(config: Config, clock: Clock, engine: Engine): Promise<void> {
  const database = await engine.open({ create: !config.production })
  try {
    await assertWhole(database)
    await engine.migrate(database)
    if (!config.production) await seedDemonstration(database, clock(), config.historyKeys[0])
  } finally {
    await database.destroy()
  }
}

/** The program that writes, with this configuration's settings. */
export function programOf({ databaseUrl, historyKeys, logLevel }: Config, clock: Clock = Date.now) {
  return writingProgram({ databaseUrl, historyKey: historyKeys[0], logLevel }, clock)
}

/**
 * Everything that a process has which answers requests.
 * @param role how it stands to other processes; the database has been prepared
 * @param onEnd told when nothing can be written any more, for good
 */
export async function compose(
  config: Config,
  role: Role,
  clock: Clock = Date.now,
  onEnd: (error: unknown) => void = () => undefined,
  engine: Engine = engineOf(config),
) {
  const { database, writes, assertWritable, close } = await engine.connect(
    programOf(config, clock),
    role,
    onEnd,
  )
  return {
    config,
    logger: createLogger(config.logLevel),
    database,
    clock,
    sessionStore: new SessionStore(database, clock),
    writes,
    assertWritable,
    metrics: createMetrics(),
    behindTls: config.behindTls,
    metricsToken: config.metricsToken,
    demonstration: config.production ? undefined : await demonstrationSignIns(database),
    close,
  }
}

export type Deps = Awaited<ReturnType<typeof compose>>
