import cluster from 'node:cluster'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from './app.ts'
import { compose, engineOf, prepareDatabase, programOf, type Deps } from './compose.ts'
import { assertServable, ConfigError, readConfig, type Config } from './config.ts'
import { readHead } from './history/head.ts'
import { createSignInLimits } from './access/sign-in-limits.ts'
import { publishedSignIns } from './demonstration/seed.ts'
import type { Role } from './database/engine.ts'
import { DatabaseError } from './database/storage-fault.ts'
import { storageSentence } from './database/storage-words.ts'
import { createImportsStore } from './features/customers/import/imports.store.ts'
import { drainable, drainMs } from './drain.ts'
import { createLogger } from './http/log.ts'
import { onStopOfWorker, onStopSignals, type Stop } from './stop-signals.ts'
import { logTheUnexpected } from './unexpected.ts'
import { sweepUploads } from './http/uploads.ts'
import { superviseWorkers } from './workers.ts'

/** The process: settings, listen, drain, stop. */

/** How long the whole end may take once the last answer had its time, in ms: a writer may be stuck. */
const closeMs = 2000
const sweepEveryMs = 10 * 60_000
/** How often to look for imports that a process which has ended left behind, in ms. */
const wakeEveryMs = 15_000

/** Until there is something to end in order, a signal ends the process as it is: what is half done is undone. */
const life: Stop = {
  inOrder() {
    process.exit()
  },
  atOnce() {
    // Nothing to do before.
  },
}

/**
 * One process with a thread that writes; or with WEB_CONCURRENCY several that answer, and this one above them writes.
 * Either way the database is there and of this version before anybody else opens it.
 */
async function main(): Promise<void> {
  // What this process writes, whichever part or library does, is its user's alone.
  process.umask(0o077)
  const config = readConfig(process.env)
  assertServable(config)
  logTheUnexpected(createLogger(config.logLevel))
  if (cluster.isWorker) {
    onStopOfWorker(life)
    await start(config, 'worker')
    return
  }
  onStopSignals(life)
  await prepareDatabase(config)
  if (config.workers === 1) await start(config, 'alone')
  else await supervise(config)
}

/** A process that answers is of no use once it cannot write any more. */
function endWithTheWriter(config: Config): (error: unknown) => void {
  return (error) => {
    logged(config).fatal(
      { type: (error as Error).name, message: (error as Error).message },
      'the writer has ended',
    )
    process.exitCode = 1
    life.inOrder()
  }
}

async function supervise(config: Config): Promise<void> {
  const { stop, kill } = superviseWorkers(
    config.workers,
    await engineOf(config).connectWorkers(programOf(config)),
    logged(config),
  )
  life.inOrder = stop
  life.atOnce = kill
}

const logged = ({ logLevel }: Config) => createLogger(logLevel)

async function start(config: Config, role: Role): Promise<void> {
  const deps = await compose(config, role, Date.now, endWithTheWriter(config))
  const server = createServer(
    {
      // Clients that are slow to ask are let go soon. A file of customers may take its time to come, as long as it comes.
      headersTimeout: 10_000,
      requestTimeout: 1_800_000,
      connectionsCheckingInterval: 2_000,
    },
    createApp(deps),
  )
  const drain = drainable(server)
  if (config.production) {
    logHead(deps)
    warnOfPublishedPasswords(deps)
  }
  engineOf(config).watch(stopDamaged)
  server.on('error', fail)
  server.listen(config.port, config.host, () => {
    // Of several workers the first one speaks.
    if ((cluster.worker?.id ?? 1) === 1) announce(deps, server)
  })
  sweepFiles(deps, true)
  wakeImports(deps)
  setInterval(() => {
    wakeImports(deps)
  }, wakeEveryMs).unref()
  const sweeper = setInterval(() => {
    logHead(deps)
    sweep(deps)
    sweepFiles(deps, false)
  }, sweepEveryMs)
  sweeper.unref()
  life.inOrder = () => {
    clearInterval(sweeper)
    stop(drain, deps)
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

/** @param isStart whether this process has taken no file yet */
function sweepFiles({ config, logger }: Deps, isStart: boolean): void {
  sweepUploads(config.uploadFolder, isStart, Date.now()).catch((error: unknown) => {
    logger.warn({ type: (error as Error).name }, 'files of uploads that were broken off were not removed')
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

function stopDamaged(message: string): void {
  console.error(message)
  process.exit(1)
}

/** Answers what is in progress, takes nothing new, closes the database. */
function stop(drain: () => Promise<void>, deps: Deps): void {
  life.inOrder = () => undefined
  setTimeout(() => process.exit(1), drainMs + closeMs).unref()
  drain()
    .then(() => deps.close())
    .then(() => process.exit(), fail)
}

/** Says what is wrong in words for whoever starts the portal. */
function fail(error: unknown): void {
  const expected = error instanceof ConfigError || error instanceof DatabaseError
  const sentence = ofListening[(error as NodeJS.ErrnoException).code ?? ''] ?? storageSentence(error)
  if (sentence) console.error(sentence)
  else if (expected) console.error(`Partner Desk cannot start.\n${error.message}`)
  else throw error
  process.exit(1)
}

const ofListening: Record<string, string> = {
  EADDRINUSE: 'The port is in use. Set PORT to another one.',
  EADDRNOTAVAIL: 'This machine has no such address. Set HOST to one that it has.',
  ENOTFOUND: 'This machine has no such address. Set HOST to one that it has.',
  EACCES: 'The user of this process may not listen on that port. Set PORT to one above 1023.',
}

main().catch(fail)
