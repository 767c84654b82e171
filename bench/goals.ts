import { jobNames, pageJobs, type Job } from './jobs.ts'
import type { Sample } from './load.ts'
import type { Spread } from './numbers.ts'
import type { Key, Results } from './results.ts'
import type { Memory } from './server.ts'
import { express, growthJobs, many, portalOf, readers, twoWorkers } from './tasks.ts'

/** What the portal has to reach, each as a ratio within one run or as a limit. */

export type Goal = {
  text: string
  wanted: { least: number } | { most: number }
  /** Undefined where this run did not measure it. */
  measured: Spread | undefined
  unit: string
}

export type Facts = { results: Results; sizes: readonly number[]; memory: Memory | undefined }

const django = 'Django admin'
const directus = 'Directus'
const rate = (sample: Sample): number => sample.rate

export function isMet({ wanted, measured }: Goal): boolean | undefined {
  if (!measured) return undefined
  return 'least' in wanted ? measured.median >= wanted.least : measured.median <= wanted.most
}

export function goalsOf(facts: Facts): Goal[] {
  return [
    ...floorGoals(facts),
    ...peerGoals(facts),
    ...submitGoals(facts),
    ...growthGoals(facts),
    ...limitGoals(facts),
  ]
}

const mainOf = ({ sizes }: Facts): string => portalOf(sizes.at(-1)!)

function floorGoals(facts: Facts): Goal[] {
  const goal = (job: Job, least: number): Goal => ({
    text: `${jobNames[job]}, of the Express constant`,
    wanted: { least },
    measured: ratioTo(express, job, many, facts),
    unit: '',
  })
  return [goal('list', 0.25), goal('account', 0.33), goal('edit', 0.28)]
}

function peerGoals(facts: Facts): Goal[] {
  const goal = (job: Job, clients: number, least: number, peer = django, peerJob: Job = job): Goal => ({
    text: `${jobNames[job]}, of ${peer}`,
    wanted: { least },
    measured: ratioTo(peer, job, clients, facts, peerJob),
    unit: '×',
  })
  return [
    goal('list', many, 40),
    // Django's change page is account page and form in one.
    goal('account', many, 18, django, 'edit'),
    goal('edit', many, 15),
    goal('search_rare', 1, 200),
    goal('search_common', 1, 80),
    goal('search_rare', 1, 2, directus),
    goal('search_common', 1, 2, directus),
    goal('submit', many, 4),
  ]
}

function ratioTo(
  subject: string,
  job: Job,
  clients: number,
  facts: Facts,
  theirJob = job,
): Spread | undefined {
  return facts.results.ratio(
    { subject: mainOf(facts), job, clients },
    { subject, job: theirJob, clients },
    rate,
  )
}

function submitGoals(facts: Facts): Goal[] {
  const { results } = facts
  const subject = mainOf(facts)
  const at = (job: Job, clients: number): Key => ({ subject, job, clients })
  const alone = at('readers', readers)
  const beside = at('readers_beside_writers', readers)
  const errors = results
    .ofSubject(subject)
    .map((sample) => sample.errors)
    .reduce((sum, each) => sum + each, 0)
  return [
    { text: 'answers that are errors', wanted: { most: 0 }, measured: exactly(errors), unit: '' },
    {
      text: 'submits of 16 clients, of one',
      wanted: { least: 2 },
      measured: results.ratio(at('submit', many), at('submit', 1), rate),
      unit: '×',
    },
    {
      text: 'readers while 8 clients submit, of alone',
      wanted: { least: 0.5 },
      measured: results.ratio(beside, alone, rate),
      unit: '×',
    },
    {
      text: 'p99 of readers while 8 clients submit, of alone',
      wanted: { most: 2 },
      measured: results.ratio(beside, alone, (sample) => sample.p99_ms),
      unit: '×',
    },
  ]
}

/** The time of every job on the largest data against the smallest. */
function growthGoals(facts: Facts): Goal[] {
  const [least] = facts.sizes
  return growthJobs.map((job) => ({
    text: `growth: ${jobNames[job]}`,
    wanted: { most: 1.3 },
    measured: growth(facts, job, least!),
    unit: '×',
  }))
}

/** How many times as long a job takes on the largest data. */
export function growth(facts: Facts, job: Job, from: number): Spread | undefined {
  return facts.results.ratio(
    { subject: mainOf(facts), job, clients: 1 },
    { subject: portalOf(from), job, clients: 1 },
    (sample) => sample.median_ms,
  )
}

function limitGoals(facts: Facts): Goal[] {
  const { results, memory } = facts
  const subject = mainOf(facts)
  const p99 = (job: Job) => results.spread({ subject, job, clients: many }, (sample) => sample.p99_ms)
  const slowest = pageJobs
    .map(p99)
    .reduce((worst, each) => (!worst || (each && each.median > worst.median) ? each : worst))
  const held = results.ofSubject(subject).flatMap((sample) => sample.held_ms ?? [])
  return [
    {
      text: 'p99 of the slowest page, 16 clients',
      wanted: { most: 15 },
      measured: slowest,
      unit: 'ms',
    },
    { text: 'p99 of submits, 16 clients', wanted: { most: 25 }, measured: p99('submit'), unit: 'ms' },
    {
      text: 'event loop held at most',
      wanted: { most: 20 },
      measured: held.length > 0 ? exactly(Math.max(...held)) : undefined,
      unit: 'ms',
    },
    { text: 'memory', wanted: { most: 300 }, measured: memory && exactly(memory.own), unit: 'MiB' },
  ]
}

/** Two workers against one, by job. */
export function workersRatio(facts: Facts, job: Job): Spread | undefined {
  return facts.results.ratio(
    { subject: twoWorkers, job, clients: many },
    { subject: mainOf(facts), job, clients: many },
    rate,
  )
}

const exactly = (value: number): Spread => ({ median: value, min: value, max: value })
