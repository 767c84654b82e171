import { cpus, totalmem, type } from 'node:os'
import { goalsOf, growth, isMet, workersRatio, type Facts, type Goal } from './goals.ts'
import { jobNames, pageJobs, type Job } from './jobs.ts'
import type { Sample } from './load.ts'
import type { Spread } from './numbers.ts'
import type { Key } from './results.ts'
import type { Memory } from './server.ts'
import { growthJobs, many, portalOf, readers, sqlite, disk, workerJobs, writers } from './tasks.ts'

/** The results as Markdown: goals first, then what they come from. */

export type Report = Facts & {
  rounds: number
  seconds: number
  quick: boolean
  /** Names of the programs that were compared, as subjects of the results. */
  floors: readonly string[]
  peers: readonly string[]
  /** Size of a page of each kind. */
  bytes: Partial<Record<Job, number>>
  memories: readonly { name: string; memory: Memory | undefined }[]
  /** What was left out, and why. */
  remarks: readonly string[]
  plot: string
}

type Column = { head: string; cell: (job: Job) => string }

export function markdown(report: Report): string {
  const { results, sizes, rounds, seconds, quick, remarks, plot } = report
  const customers = number(sizes.at(-1)!)
  return [
    '# Results',
    `${quick ? 'A quick run, too short to quote. ' : ''}Made by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${customers} customers, ${rounds === 1 ? 'one round' : `${rounds} rounds in turns`}, ${seconds} s a measurement, on ${machine()}. Numbers are medians of the rounds with the least and the greatest; ratios are taken within each round. [README.md](README.md) says what each means.`,
    ...remarks,
    `![Requests a second, and growth](${plot})`,
    '## Goals',
    table(['Goal', 'wanted', 'measured', ''], goalsOf(report).map(goalRow)),
    '## Requests a second',
    '16 clients; the peers search for one client at a time. `*`: the load generator used more than nine tenths of a core, and may have been the limit.',
    rates(report),
    '## CPU time of the server',
    'In ms an answer, all its processes and threads together; and the size of the page in kB.',
    costs(report),
    '## Submits',
    submits(report),
    '## Event loop held',
    'The longest time in ms of each round. What holds Express, whose answers take next to none, is the machine itself.',
    held(report),
    '## One client, by number of customers',
    'Median time in ms.',
    growthTable(report),
    '## The machine',
    table(
      ['', 'a second'],
      (
        [
          [sqlite, 'get_by_id'],
          [disk, 'fsync'],
        ] as const
      ).map(([subject, job]) => [
        jobNames[job],
        spread(results.spread({ subject, job, clients: 1 }, rate), whole),
      ]),
    ),
    '## Memory',
    'At the end of the run, in MiB. Mapped pages of the database file count as resident; the kernel takes them back when it needs them.',
    table(
      ['', 'resident', 'own'],
      report.memories.map(({ name, memory }) => [
        name,
        memory ? whole(memory.all) : '–',
        memory ? whole(memory.own) : '–',
      ]),
    ),
    ...workers(report),
  ].join('\n\n')
}

function machine(): string {
  const cores = cpus()
  const model = cores[0]?.model.trim() ?? 'an unknown processor'
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cores.length} cores (${model}), ${memory} GiB, ${type()}, Node.js ${process.versions.node}`
}

function goalRow(goal: Goal): string[] {
  const { wanted, measured, unit, text } = goal
  const limit = 'least' in wanted ? `≥ ${wanted.least}` : `≤ ${wanted.most}`
  const met = isMet(goal)
  return [
    text,
    `${limit} ${unit}`.trim(),
    measured ? `${spread(measured, significant)} ${unit}`.trim() : 'not measured',
    met === undefined ? '–' : met ? 'met' : '**not met**',
  ]
}

function rates(report: Report): string {
  const { results, sizes } = report
  const main = portalOf(sizes.at(-1)!)
  const of = (subject: string): Column => ({
    head: subject === main ? 'Partner Desk' : subject,
    cell: (job) => {
      const samples = [many, 1]
        .map((clients) => ({ subject, job, clients }))
        .find((key) => results.of(key).length > 0)
      return samples && (subject !== main || samples.clients === many) ? rateCell(report, samples) : '–'
    },
  })
  const p99: Column = {
    head: 'p99, ms',
    cell: (job) =>
      spread(
        results.spread({ subject: main, job, clients: many }, (sample) => sample.p99_ms),
        significant,
      ),
  }
  const alone: Column = {
    head: 'Partner Desk, 1 client',
    cell: (job) => rateCell(report, { subject: main, job, clients: 1 }),
  }
  const columns = [...report.floors.map(of), of(main), p99, alone, ...report.peers.map(of)]
  const jobs: Job[] = [...pageJobs, 'first_look', 'sign_in']
  return table(
    ['', ...columns.map((column) => column.head)],
    jobs.map((job) => [jobNames[job], ...columns.map((column) => column.cell(job))]),
  )
}

function costs({ results, sizes, floors, peers, bytes }: Report): string {
  const main = portalOf(sizes.at(-1)!)
  const jobs: Job[] = [...pageJobs, 'first_look', 'submit', 'sign_in']
  const cell = (subject: string, job: Job) => {
    const key = [many, 1]
      .map((clients) => ({ subject, job, clients }))
      .find((each) => results.of(each).length > 0)
    return key
      ? spread(
          results.spread(key, (sample) => sample.cpu_ms),
          significant,
        )
      : '–'
  }
  return table(
    ['', ...floors, 'Partner Desk', ...peers, 'kB'],
    jobs.map((job) => [
      jobNames[job],
      ...[...floors, main, ...peers].map((subject) => cell(subject, job)),
      bytes[job] === undefined ? '–' : significant(bytes[job] / 1000),
    ]),
  )
}

function submits(report: Report): string {
  const { results, sizes, peers } = report
  const main = portalOf(sizes.at(-1)!)
  const row = (name: string, key: Key): string[] => [
    name,
    String(key.clients),
    rateCell(report, key),
    spread(
      results.spread(key, (sample) => sample.p99_ms),
      significant,
    ),
    String(results.errors(key)),
  ]
  return table(
    ['', 'clients', 'a second', 'p99, ms', 'errors'],
    [
      row('Partner Desk', { subject: main, job: 'submit', clients: 1 }),
      row('Partner Desk', { subject: main, job: 'submit', clients: many }),
      ...peers.flatMap((peer) =>
        [1, many].map((clients) => row(peer, { subject: peer, job: 'submit', clients })),
      ),
      row(jobNames.readers, { subject: main, job: 'readers', clients: readers }),
      row(jobNames.readers_beside_writers, {
        subject: main,
        job: 'readers_beside_writers',
        clients: readers,
      }),
      row(jobNames.writers_beside_readers, {
        subject: main,
        job: 'writers_beside_readers',
        clients: writers,
      }),
    ],
  )
}

function held({ results, sizes, floors }: Report): string {
  const main = portalOf(sizes.at(-1)!)
  const cell = (subject: string, job: Job, clients: number) =>
    spread(
      results.spread({ subject, job, clients }, (sample) => sample.held_ms),
      significant,
    )
  const jobs: Job[] = [...pageJobs, 'first_look', 'submit', 'sign_in']
  return table(
    ['', ...floors, 'Partner Desk', 'Partner Desk, 1 client'],
    jobs.map((job) => [
      jobNames[job],
      ...[...floors, main].map((subject) => cell(subject, job, many)),
      cell(main, job, 1),
    ]),
  )
}

function growthTable(report: Report): string {
  const { results, sizes } = report
  return table(
    ['', ...sizes.map(number), 'growth'],
    growthJobs.map((job) => [
      jobNames[job],
      ...sizes.map((customers) =>
        spread(
          results.spread({ subject: portalOf(customers), job, clients: 1 }, (sample) => sample.median_ms),
          significant,
        ),
      ),
      `${spread(growth(report, job, sizes[0]!), significant)}×`,
    ]),
  )
}

function workers(report: Report): string[] {
  const rows = workerJobs.map((job) => ({ job, ratio: workersRatio(report, job) }))
  if (rows.every(({ ratio }) => !ratio)) return []
  return [
    '## Two workers',
    'Of one, 16 clients.',
    table(
      ['', '2 : 1'],
      rows.map(({ job, ratio }) => [jobNames[job], spread(ratio, significant)]),
    ),
  ]
}

const rate = (sample: Sample): number => sample.rate

function rateCell({ results }: Report, key: Key): string {
  const limited = results.of(key).some((sample) => sample.generator > 0.9)
  return spread(results.spread(key, rate), significant) + (limited ? '\\*' : '')
}

function spread(value: Spread | undefined, format: (value: number) => string): string {
  if (!value) return '–'
  const [median, min, max] = [value.median, value.min, value.max].map(format)
  return min === max ? `${median}` : `${median} (${min}–${max})`
}

const number = (value: number): string => value.toLocaleString('en')
const whole = (value: number): string => number(Math.round(value))
/** Three digits say all that such a measurement knows. */
const significant = (value: number): string =>
  value.toLocaleString('en', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 })

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}
