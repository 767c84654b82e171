import path from 'node:path'
import { parseArgs } from 'node:util'

/** What a run measures, on how much data and for how long. */
export type Options = {
  quick: boolean
  /** Customers in each data file, ascending. Jobs are compared on the last; growth is told by all. */
  sizes: readonly [number, ...number[]]
  rounds: number
  /** Of one measurement. */
  seconds: number
  /** Of each job before anything is measured. */
  warmUpSeconds: number
  /** Of one measurement with one client, of which growth is told. */
  growthSeconds: number
  /** Where the made data is kept. */
  folder: string
  /** Where the results go. */
  resultsFolder: string
}

const usage = `npm run bench -- [--quick] [--customers N] [--rounds N] [--seconds N]

  --quick        10,000 customers and one short round: under two minutes. bench/RESULTS.md stays as it is
  --customers N  customers in the largest data file (1,000,000)
  --rounds N     how often everything is measured, in turns (3)
  --seconds N    length of one measurement (4)

BENCH_DATA names the folder in which the made data is kept (bench/.data).
`

/** Reads the command line; prints the usage and ends where that is asked for. */
export function readOptions(argv: string[]): Options {
  const { values } = parseArgs({
    args: argv,
    options: {
      quick: { type: 'boolean', default: false },
      customers: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    process.exit(0)
  }
  const { quick } = values
  const largest = number(values.customers, quick ? 10_000 : 1_000_000)
  if (largest < 1000) throw new Error('below 1,000 customers nothing is compared with anything')
  const sizes = [1_000, 100_000].filter((size) => size < largest && !(quick && size > 1_000))
  const seconds = number(values.seconds, quick ? 0.4 : 4)
  const folder = path.resolve(process.env.BENCH_DATA ?? path.join(import.meta.dirname, '.data'))
  return {
    quick,
    sizes: [...sizes, largest] as unknown as Options['sizes'],
    rounds: number(values.rounds, quick ? 1 : 3),
    seconds,
    warmUpSeconds: quick ? 0.1 : 8,
    growthSeconds: seconds / 2,
    folder,
    resultsFolder: quick ? folder : import.meta.dirname,
  }
}

function number(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text)
  if (!(value > 0)) throw new Error(`${text} is no number above 0`)
  return value
}
