import type { Config } from './config.ts'
import { migrate } from './database/migrate.ts'
import { openDatabase } from './database/open.ts'
import { createImportJobs } from './features/customers/import/import-jobs.ts'
import { demonstrationSignIns, seedDemonstration } from './demonstration/seed.ts'
import type { Clock } from './http/clock.ts'
import { createLogger } from './http/log.ts'
import { createMetrics } from './http/metrics.ts'
import { SessionStore } from './http/session-store.ts'

/**
 * The composition root: opens and migrates the database, and makes what the app stands on. Outside production a new
 * database is created and filled with demonstration data.
 * @throws DatabaseError when the database cannot be used
 */
export async function compose(config: Config, clock: Clock = Date.now) {
  const logger = createLogger(config.logLevel)
  const metrics = createMetrics()
  const database = openDatabase(config.databaseUrl, { create: !config.production })
  try {
    await migrate(database)
    if (!config.production) await seedDemonstration(database, clock(), config.historyKeys[0])
  } catch (error) {
    await database.destroy()
    throw error
  }
  return {
    config,
    logger,
    database,
    clock,
    historyKey: config.historyKeys[0],
    sessionStore: new SessionStore(database, clock),
    importJobs: createImportJobs(database, config.historyKeys[0], clock, logger, metrics.isBusy),
    metrics,
    behindTls: config.behindTls,
    metricsToken: config.metricsToken,
    demonstration: config.production ? undefined : await demonstrationSignIns(database),
  }
}

export type Deps = Awaited<ReturnType<typeof compose>>
