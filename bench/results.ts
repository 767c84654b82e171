import { jobNames, type Job } from './jobs.ts'
import type { Sample } from './load.ts'
import { spreadOf, type Spread } from './numbers.ts'

/** What was measured: who did which job for how many clients, with a sample of each round. */

export type Key = { subject: string; job: Job; clients: number }

/** One measurement, repeated in every round; it may find more than one thing at once. */
export type Task = { keys: readonly Key[]; seconds: number; run: (seconds: number) => Promise<Sample[]> }

/** A measurement of one thing. */
export function task(key: Key, seconds: number, run: (seconds: number) => Promise<Sample> | Sample): Task {
  return { keys: [key], seconds, run: async (s) => [await run(s)] }
}

const keyText = ({ subject, job, clients }: Key): string => `${subject} ${job} ${clients}`

export class Results {
  readonly #samples = new Map<string, Sample[]>()

  add(key: Key, sample: Sample): void {
    const text = keyText(key)
    const known = this.#samples.get(text)
    if (known) known.push(sample)
    else this.#samples.set(text, [sample])
  }

  of(key: Key): Sample[] {
    return this.#samples.get(keyText(key)) ?? []
  }

  /** One value of a measurement over the rounds. */
  spread(key: Key, value: (sample: Sample) => number | undefined): Spread | undefined {
    return spreadOf(this.of(key).flatMap((sample) => value(sample) ?? []))
  }

  /** One value of two measurements against each other, round by round: what slows the machine in a round slows both. */
  ratio(of: Key, to: Key, value: (sample: Sample) => number): Spread | undefined {
    const base = this.of(to)
    return spreadOf(
      this.of(of).flatMap((sample, round) => {
        const against = base[round]
        return against ? value(sample) / value(against) : []
      }),
    )
  }

  errors(key: Key): number {
    return this.of(key).reduce((sum, sample) => sum + sample.errors, 0)
  }

  /** All samples of a subject. */
  ofSubject(subject: string): Sample[] {
    return [...this.#samples]
      .filter(([text]) => text.startsWith(`${subject} `))
      .flatMap(([, samples]) => samples)
  }
}

/**
 * The part of a measurement that comes before it and does not count: by then what is read is in memory again. A machine may
 * take back what was not used for a minute, and everything waits for its turn for longer than that.
 */
const beforeItCounts = 1 / 3

/**
 * Measures everything in turns: each round does every task once, so that what the machine does meanwhile falls on all
 * alike.
 * @param say told what is being measured
 */
export async function measure(
  tasks: readonly Task[],
  rounds: number,
  say: (text: string) => void,
): Promise<Results> {
  const results = new Results()
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, { keys, seconds, run }] of tasks.entries()) {
      const what = `${keys[0]?.subject}, ${jobNames[keys[0]!.job]}`
      say(`round ${round} of ${rounds}, ${index + 1} of ${tasks.length}: ${what}`)
      await run(seconds * beforeItCounts)
      const samples = await run(seconds)
      for (const [at, sample] of samples.entries()) results.add(keys[at]!, sample)
    }
  }
  return results
}
