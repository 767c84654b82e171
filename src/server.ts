import cluster from 'node:cluster'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from './app.ts'
import { compose, prepareDatabase, type Deps } from './compose.ts'
import { assertServable, ConfigError, readConfig, type Config } from './config.ts'
import { readHead } from './history/head.ts'
import { createSignInLimits } from './access/sign-in-limits.ts'
import { checkInBackground } from './database/check-in-background.ts'
import { publishedSignIns } from './demonstration/seed.ts'
import { fileOf } from './database/open.ts'
import { DatabaseError, isCheckedAtStart } from './database/sqlite.ts'
import { createImportsStore } from './features/customers/import/imports.store.ts'
import { superviseWorkers } from './workers.ts'
import { writerAbove, writerForWorkers, writerInThread } from './writer/hosts.ts'
import type { Writer } from './writer/writes.ts'

/** The process: settings, listen, drain, stop. */

/** How long answers in progress may take once the process was asked to stop, in ms. */
const drainMs = 9000
const sweepEveryMs = 10 * 60_000
/** How often to look for imports that a process which has ended left behind, in ms. */
const wakeEveryMs = 15_000

/**
 * One process with a thread that writes; or with WEB_CONCURRENCY several that answer, and this one above them writes.
 * Either way the database is there and of this version before anybody else opens it.
 */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  assertServable(config)
  if (cluster.isWorker) {
    await start(config, writerAbove())
    return
  }
  const database = await prepareDatabase(config)
  await database.destroy()
  if (config.workers === 1) await start(config, writerInThread(config, fail))
  else superviseWorkers(config.workers, writerForWorkers(config))
}

async function start(config: Config, writer: Writer): Promise<void> {
  const deps = await compose(config, writer)
  const server = createServer(
    {
      // Clients that are slow to ask are let go soon; a file of customers may take its time to come.
      headersTimeout: 10_000,
      requestTimeout: 120_000,
      connectionsCheckingInterval: 2_000,
    },
    createApp(deps),
  )
  if (config.production) {
    logHead(deps)
    warnOfPublishedPasswords(deps)
  }
  const file = fileOf(config.databaseUrl)
  if (!isCheckedAtStart(file))
    checkInBackground(file, (problem) => {
      stopDamaged(file, problem)
    })
  server.on('error', fail)
  server.listen(config.port, config.host, () => {
    // Of several workers the first one speaks.
    if ((cluster.worker?.id ?? 1) === 1) announce(deps, server)
  })
  wakeImports(deps)
  setInterval(() => {
    wakeImports(deps)
  }, wakeEveryMs).unref()
  const sweeper = setInterval(() => {
    logHead(deps)
    sweep(deps)
  }, sweepEveryMs)
  sweeper.unref()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      clearInterval(sweeper)
      stop(server, deps)
    })
  }
}

function announce({ config, demonstration, logger }: Deps, server: Server): void {
  const { port } = server.address() as AddressInfo
  const url = config.port === port ? config.baseUrl.href : `http://localhost:${port}/`
  if (config.production) {
    logger.info({ port, host: config.host }, `Partner Desk is listening on ${url}`)
    return
  }
  const lines = [`Partner Desk is ready at ${url}`]
  if (demonstration) {
    lines.push('', 'Sign in with one of', ...demonstration.emails.map((email) => `  ${email}`))
    lines.push(`and the password ${demonstration.password}`)
  }
  process.stdout.write(`\n${lines.join('\n')}\n\n`)
}

/** Imports that a process left behind which has ended go on. */
function wakeImports({ writes, logger }: Deps): void {
  writes.wakeImports().catch((error: unknown) => {
    logger.warn({ type: (error as Error).name }, 'imports were not woken')
  })
}

/** Takes away what has run out. */
function sweep({ sessionStore, database, clock, logger }: Deps): void {
  Promise.all([
    sessionStore.sweep(),
    createSignInLimits(database).sweep(clock()),
    createImportsStore(database).sweep(clock()),
  ]).catch((error: unknown) => {
    logger.warn({ type: (error as Error).name }, 'what had run out was not removed')
  })
}

/** The end of the history goes to the log: kept elsewhere, it shows whether the end was ever cut off. */
function logHead({ database, logger }: Deps): void {
  readHead(database).then(
    (head) => {
      if (head) logger.info({ history_head: `${head.seq}:${head.mac}` }, 'history')
    },
    (error: unknown) => {
      logger.warn({ type: (error as Error).name }, 'the head of the history was not read')
    },
  )
}

/** Somebody who tried the portal and went on with the same database has published passwords in it. */
function warnOfPublishedPasswords({ database, logger }: Deps): void {
  publishedSignIns(database).then(
    (count) => {
      if (count > 0)
        logger.warn(
          { published_sign_ins: count },
          'staff of the demonstration can sign in with the published password: set others with "staff password", or end their access',
        )
    },
    (error: unknown) => {
      logger.warn({ type: (error as Error).name }, 'the passwords of the demonstration were not looked for')
    },
  )
}

function stopDamaged(file: string, problem: string): void {
  console.error(
    `${file}: the database is damaged (${problem}). Restore a backup, or keep the file and ask for help.`,
  )
  process.exit(1)
}

/** Answers what is in progress, takes nothing new, closes the database. */
function stop(server: Server, deps: Deps): void {
  const deadline = setTimeout(() => {
    server.closeAllConnections()
  }, drainMs)
  deadline.unref()
  server.close(() => {
    deps.close().then(() => process.exit(0), fail)
  })
  server.closeIdleConnections()
}

/** Says what is wrong in words for whoever starts the portal. */
function fail(error: unknown): void {
  const expected = error instanceof ConfigError || error instanceof DatabaseError
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') console.error('The port is in use. Set PORT to another one.')
  else console.error(expected ? `Partner Desk cannot start.\n${error.message}` : error)
  process.exit(1)
}

main().catch(fail)
