import { writeFileSync } from 'node:fs'
import path from 'node:path'
import prettier from 'prettier'
import { dataFile } from './data.ts'
import { FloorServer } from './floors.ts'
import { PortalUnderLoad } from './jobs.ts'
import { readOptions, type Options } from './options.ts'
import { isAdminJsSetUp, startAdminJs } from './peers/adminjs.ts'
import { isDirectusSetUp, startDirectus } from './peers/directus.ts'
import { isDjangoSetUp, startDjango } from './peers/django.ts'
import { plot } from './plot.ts'
import { knowsWorkers } from './portal.ts'
import { markdown, type Report } from './report.ts'
import { measure } from './results.ts'
import { sampleCustomers } from './sample-customers.ts'
import { express, nodeHttp, tasksOf, twoWorkers, warmUp, type Subjects } from './tasks.ts'

/**
 * The benchmark: makes the data, starts the portal as in production, its floors and its peers, measures all of them in
 * turns, and writes down what it found.
 */

const plotName = 'results.svg'
/** Those that are not set up are left out. */
const knownPeers = [
  { name: 'Django admin', script: 'bench/peers/django/setup.sh', isSetUp: isDjangoSetUp, start: startDjango },
  {
    name: 'Directus',
    script: 'bench/peers/directus/setup.sh',
    isSetUp: isDirectusSetUp,
    start: startDirectus,
  },
  { name: 'AdminJS', script: 'bench/peers/adminjs/setup.sh', isSetUp: isAdminJsSetUp, start: startAdminJs },
]
const workersUnknown = 'This version of the portal serves with one process; two workers were not measured.'

type Running = Subjects & { stop: () => Promise<void> }

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const files = []
  for (const customers of options.sizes)
    files.push({ customers, file: await dataFile(options.folder, customers) })
  say('starting')
  const subjects = await start(files)
  try {
    say('warming up')
    await warmUp(subjects, options)
    const results = await measure(tasksOf(subjects, options), options.rounds, say)
    const facts = { results, sizes: options.sizes, memory: subjects.portals.at(-1)!.load.portal.memory() }
    const bytes = await subjects.portals.at(-1)!.load.sizes()
    await write({ ...reportOf(facts, subjects, options), bytes }, options)
  } finally {
    await subjects.stop()
  }
}

/** Starts everything that is measured; stops what runs already if something does not start. */
async function start(files: readonly { customers: number; file: string }[]): Promise<Running> {
  const stops: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const each of stops) await each()
  }
  const largest = files.at(-1)!
  try {
    const portals: Subjects['portals'] = []
    for (const { customers, file } of files) {
      const load = await PortalUnderLoad.start(file, customers)
      stops.push(() => load.portal.stop())
      portals.push({ customers, load })
    }
    const workers = knowsWorkers()
      ? await PortalUnderLoad.start(largest.file, largest.customers, 2)
      : undefined
    if (workers) stops.push(() => workers.portal.stop())
    const floors: Subjects['floors'] = []
    for (const [kind, name] of [
      ['http', nodeHttp],
      ['express', express],
    ] as const) {
      const server = await FloorServer.start(kind, portals.at(-1)!.load)
      stops.push(() => server.stop())
      floors.push({ name, server })
    }
    const peers: Subjects['peers'] = []
    for (const { isSetUp, start } of knownPeers) {
      if (!isSetUp(path.dirname(largest.file))) continue
      const peer = await start(largest.file, largest.customers)
      stops.push(() => peer.stop())
      peers.push(peer)
    }
    return { portals, twoWorkers: workers, floors, peers, sample: sampleCustomers(largest.file), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function reportOf(
  facts: Pick<Report, 'results' | 'sizes' | 'memory'>,
  subjects: Subjects,
  options: Options,
): Omit<Report, 'bytes'> {
  const { portals, twoWorkers: workers, floors, peers } = subjects
  return {
    ...facts,
    rounds: options.rounds,
    seconds: options.seconds,
    quick: options.quick,
    floors: floors.map((floor) => floor.name),
    peers: peers.map((peer) => peer.name),
    memories: [
      ...portals.map(({ customers, load }) => ({
        name: `Partner Desk, ${customers.toLocaleString('en')} customers`,
        memory: load.portal.memory(),
      })),
      ...(workers ? [{ name: twoWorkers, memory: workers.portal.memory() }] : []),
      ...floors.map(({ name, server }) => ({ name, memory: server.memory() })),
      ...peers.map((peer) => ({ name: peer.name, memory: peer.memory() })),
    ],
    remarks: [
      ...knownPeers
        .filter(({ name }) => !peers.some((peer) => peer.name === name))
        .map(({ name, script }) => `${name} was not measured: \`${script}\` installs what it needs.`),
      ...(workers ? [] : [workersUnknown]),
    ],
    plot: plotName,
  }
}

/** Writes the results, and prints them. */
async function write(report: Report, { resultsFolder, quick }: Options): Promise<void> {
  const file = path.join(resultsFolder, quick ? 'quick.md' : 'RESULTS.md')
  const style = await prettier.resolveConfig(file)
  const text = await prettier.format(markdown(report), { ...style, parser: 'markdown' })
  writeFileSync(file, text)
  writeFileSync(path.join(resultsFolder, plotName), plot(report))
  process.stderr.write('\r\u001B[K')
  process.stdout.write(`${text}\n${file}\n`)
}

/** What is being done, in a line that the next one overwrites. */
function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001B[K`)
  else process.stderr.write(`${text}\n`)
}

// Servers are ended as this process exits, which a signal alone would not have it do.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
await main()
