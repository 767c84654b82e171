import type { Config } from './config.ts'
import { migrate } from './database/migrate.ts'
import { fileOf, openDatabase, openForReading, type Database } from './database/open.ts'
import { whenFree } from './database/when-free.ts'
import { demonstrationSignIns, seedDemonstration } from './demonstration/seed.ts'
import type { Clock } from './http/clock.ts'
import { createLogger, type Logger } from './http/log.ts'
import { createMetrics } from './http/metrics.ts'
import { SessionStore } from './http/session-store.ts'
import { createWrites, type Writer } from './writer/writes.ts'

/**
 * Opens the database and brings it to the newest schema. Outside production a new one is created and filled with
 * demonstration data. Several processes may do so at once.
 * @throws DatabaseError when it cannot be used
 */
export async function prepareDatabase(config: Config, clock: Clock = Date.now): Promise<Database> {
  return await whenFree(() => prepareOnce(config, clock))
}

async function prepareOnce(config: Config, clock: Clock): Promise<Database> {
  const database = openDatabase(config.databaseUrl, { create: !config.production })
  try {
    await migrate(database)
    if (!config.production) await seedDemonstration(database, clock(), config.historyKeys[0])
    return database
  } catch (error) {
    await database.destroy()
    throw error
  }
}

/** The composition root of the process that answers requests: it reads, and has a writer elsewhere. */
export async function compose(config: Config, writer: Writer, clock: Clock = Date.now) {
  const database = openForReading(config.databaseUrl, writer.writes.statement)
  return await depsOf(config, database, writer, clock, createLogger(config.logLevel))
}

/** The same with reader and writer on one connection of this very thread. */
export async function composeInOne(config: Config, clock: Clock = Date.now) {
  const database = await prepareDatabase(config, clock)
  const logger = createLogger(config.logLevel)
  const writer = createWrites({
    database,
    file: fileOf(config.databaseUrl),
    historyKey: config.historyKeys[0],
    clock,
    logger,
  })
  return await depsOf(config, database, writer, clock, logger)
}

async function depsOf(
  config: Config,
  database: Database,
  { writes, stop }: Writer,
  clock: Clock,
  logger: Logger,
) {
  return {
    config,
    logger,
    database,
    clock,
    sessionStore: new SessionStore(database, clock),
    writes,
    metrics: createMetrics(),
    behindTls: config.behindTls,
    metricsToken: config.metricsToken,
    demonstration: config.production ? undefined : await demonstrationSignIns(database),
    /** Ends after what is being written. */
    async close(): Promise<void> {
      await stop()
      await database.destroy()
    },
  }
}

export type Deps = Awaited<ReturnType<typeof compose>>
