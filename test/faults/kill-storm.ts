import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import SqliteDatabase from 'better-sqlite3'
import { migrate } from '#src/database/sqlite/migrations.ts'
import { openDatabase } from '#src/database/sqlite/open.ts'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'
import { readConfig } from '#src/config.ts'
import { seedDemonstration } from '#src/demonstration/seed.ts'
import { accountFields, type AccountField } from '#src/features/customers/customer.ts'
import { FormClient, type Edit } from '#test/support/form-client.ts'
import { people } from '#test/support/person.ts'
import { ServerProcess } from '#test/support/server-process.ts'

/**
 * Many people submit forms to the real process, which is killed in the middle of it, again and again, on one file. What
 * was acknowledged must be there, and the history must explain every customer's state.
 *
 *   node test/faults/kill-storm.ts --rounds 100 --writers 16
 */

/** The process is killed at a random moment between these, in ms after its first answer of the round. */
const killedBetween = { from: 200, to: 800 }
/** One in so many edits goes to a customer that every writer edits. */
const sharedEvery = 10
/** Text fields that no other field depends on. */
const fields = [
  'billing_company_name',
  'billing_first_name',
  'billing_middle_name',
  'billing_last_name',
  'company_name',
] as const satisfies AccountField[]

/** An edit that was answered with 303. */
type Acknowledged = { customer_id: string; field: AccountField; value: string }

export type StormReport = {
  rounds: number
  acknowledged: number
  conflicts: number
  /** Answers other than saved and conflict. */
  others: Record<string, number>
  /** Edits that were written without the answer reaching the writer. */
  unanswered: number
  history_rows: number
  /** From the start of the process to its first answer, in ms. */
  slowest_start_ms: number
  mean_start_ms: number
  /** Everything that is not as it must be. */
  losses: string[]
}

/**
 * Runs the storm.
 * @param options.seeded a database with the demonstration; a copy of it is used
 * @param options.progress told after each round
 */
export async function killStorm(options: {
  seeded: string
  rounds: number
  writers: number
  progress?: (round: number, report: StormReport) => void
}): Promise<StormReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-storm-'))
  const file = path.join(folder, 'portal.db')
  copyFileSync(options.seeded, file)
  const before = readStates(file)
  const report: StormReport = {
    rounds: 0,
    acknowledged: 0,
    conflicts: 0,
    others: {},
    unanswered: 0,
    history_rows: 0,
    slowest_start_ms: 0,
    mean_start_ms: 0,
    losses: [],
  }
  const acknowledged: Acknowledged[] = []
  const rows = before.history.length
  let server: ServerProcess | undefined
  try {
    server = await ServerProcess.start({ file })
    const writers = await makeWriters(server.url, options.writers, [...before.customers.keys()], acknowledged)
    for (let round = 1; round <= options.rounds; round += 1) {
      await oneRound(server, writers, report)
      report.rounds = round
      report.losses.push(
        ...check(file, folder, before, acknowledged).map((loss) => `round ${round}: ${loss}`),
      )
      const started = performance.now()
      await server.startAgain()
      const took = performance.now() - started
      report.slowest_start_ms = Math.max(report.slowest_start_ms, Math.round(took))
      report.mean_start_ms += took / options.rounds
      options.progress?.(round, report)
      if (report.losses.length > 0) break
    }
    report.acknowledged = acknowledged.length
    report.mean_start_ms = Math.round(report.mean_start_ms)
    report.history_rows = readStates(file).history.length - rows
    report.unanswered = report.history_rows - report.acknowledged
    return report
  } finally {
    await server?.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

class Writer {
  readonly #number: number
  readonly #client: FormClient
  readonly #own: string
  readonly #shared: string
  readonly #acknowledged: Acknowledged[]
  #count = 0
  #edit: Edit | undefined

  constructor(
    number: number,
    client: FormClient,
    customers: { own: string; shared: string },
    acknowledged: Acknowledged[],
  ) {
    this.#number = number
    this.#client = client
    this.#own = customers.own
    this.#shared = customers.shared
    this.#acknowledged = acknowledged
  }

  /** Opens the form that it keeps submitting. A killed process may have stored one edit more: those two merge. */
  async begin(): Promise<void> {
    this.#edit = await this.#client.open(this.#own)
  }

  /** Submits one form after the other until the server is gone. */
  async write(report: StormReport, answered: () => void): Promise<void> {
    try {
      for (;;) {
        await this.#submit(report)
        answered()
      }
    } catch {
      // The server was killed.
    }
  }

  async #submit(report: StormReport): Promise<void> {
    this.#count += 1
    const isShared = this.#count % sharedEvery === 0
    const customer_id = isShared ? this.#shared : this.#own
    const form = isShared || !this.#edit ? await this.#client.open(customer_id) : this.#edit
    const field = fields[(this.#number + this.#count) % fields.length]!
    const value = `Writer ${this.#number} edit ${this.#count}`
    const next = { ...form, fields: { ...form.fields, [field]: value } }
    const { status } = await this.#client.submit(next)
    if (status === 303) this.#acknowledged.push({ customer_id, field, value })
    else if (status === 409) report.conflicts += 1
    else report.others[status] = (report.others[status] ?? 0) + 1
    if (isShared) return
    const version = String(Number(next.fields.version) + 1)
    if (status === 303)
      this.#edit = { ...next, fields: { ...next.fields, version, original_version: version } }
    else this.#edit = undefined
  }
}

/** Signs the writers in, one after the other: each password takes a core for a while. */
async function makeWriters(
  url: string,
  count: number,
  customers: string[],
  acknowledged: Acknowledged[],
): Promise<Writer[]> {
  const emails = [people.admin, people.sales, people.globalAdmin]
  const writers: Writer[] = []
  for (let number = 0; number < count; number += 1) {
    const client = new FormClient(url)
    await client.signIn(emails[number % emails.length]!, demonstrationPassword)
    const places = { own: customers[number + 1]!, shared: customers[0]! }
    const writer = new Writer(number, client, places, acknowledged)
    await writer.begin()
    writers.push(writer)
  }
  return writers
}

async function oneRound(server: ServerProcess, writers: Writer[], report: StormReport): Promise<void> {
  const { from, to } = killedBetween
  const first = Promise.withResolvers<undefined>()
  const writing = writers.map((writer) => writer.write(report, () => first.resolve(undefined)))
  await first.promise
  await pause(from + Math.random() * (to - from))
  await server.stop('SIGKILL')
  await Promise.all(writing)
}

type Account = Record<AccountField, string>
type CustomerState = Account & { id: string; version: number; partner_id: number }
type Entry = {
  seq: number
  customer_id: string
  from_version: number
  to_version: number
  changes: Changed[]
}
type Changed = { field: AccountField; before: string; after: string }
type States = {
  quick_check: string
  customers: Map<string, CustomerState>
  history: Entry[]
  totals: { partner_id: number; customers: number; needs_attention: number }[]
  counted: { partner_id: number; customers: number; needs_attention: number }[]
  changes_counted: number
}

/** The first partner's customers with their history, and the totals of all. */
function readStates(file: string): States {
  const database = new SqliteDatabase(file)
  try {
    const all = <Row>(sql: string): Row[] => database.prepare<[], Row>(sql).all()
    const customers = all<CustomerState>(`SELECT * FROM customers WHERE partner_id = 1 ORDER BY row_id`)
    const changes = Map.groupBy(
      all<Changed & { seq: number }>(
        `SELECT seq, field, before_value AS before, after_value AS after FROM history_changes ORDER BY seq, position`,
      ),
      (change) => change.seq,
    )
    return {
      quick_check: String(database.pragma('quick_check', { simple: true })),
      customers: new Map(customers.map((customer) => [customer.id, customer])),
      history: all<Omit<Entry, 'changes'>>(
        `SELECT seq, customer_id, from_version, to_version FROM history WHERE partner_id = 1 ORDER BY seq`,
      ).map((entry) => ({ ...entry, changes: changes.get(entry.seq) ?? [] })),
      totals: all(`SELECT partner_id, customers, needs_attention FROM partner_totals ORDER BY partner_id`),
      counted: all(
        `SELECT partner_id, count(*) AS customers, sum(needs_attention) AS needs_attention FROM customers
          GROUP BY partner_id ORDER BY partner_id`,
      ),
      changes_counted: database
        .prepare<[], number>(`SELECT sum(changes) FROM change_totals WHERE partner_id = 1`)
        .pluck()
        .get()!,
    }
  } finally {
    database.close()
  }
}

/**
 * Looks at the file as the killed process left it. A copy is opened, so that the portal itself finds the write-ahead log.
 * @returns what is lost or does not fit, in words
 */
function check(
  file: string,
  folder: string,
  before: States,
  acknowledged: readonly Acknowledged[],
): string[] {
  const copy = path.join(folder, 'left-behind.db')
  for (const part of ['', '-wal', '-shm']) rmSync(copy + part, { force: true })
  for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, copy + part)
  const after = readStates(copy)
  const entriesOf = Map.groupBy(after.history, (entry) => entry.customer_id)
  const losses: string[] = []
  if (after.quick_check !== 'ok') losses.push(`quick_check: ${after.quick_check}`)
  for (const [id, first] of before.customers) {
    const customer = after.customers.get(id)
    if (customer) losses.push(...checkCustomer(first, customer, entriesOf.get(id) ?? []))
    else losses.push(`customer ${id} is gone`)
  }
  const written = new Set(
    after.history.flatMap(({ customer_id, changes }) =>
      changes.map((change) => `${customer_id} ${change.field} ${change.after}`),
    ),
  )
  for (const { customer_id, field, value } of acknowledged) {
    if (!written.has(`${customer_id} ${field} ${value}`))
      losses.push(`not in the history: ${field} "${value}"`)
  }
  if (JSON.stringify(after.totals) !== JSON.stringify(after.counted)) losses.push('the totals are wrong')
  if (after.changes_counted !== after.history.length) losses.push('the count of changes is wrong')
  return losses
}

/** A customer's row must be what its history makes of how it was, and what its history says it came from. */
function checkCustomer(first: CustomerState, now: CustomerState, entries: readonly Entry[]): string[] {
  const losses: string[] = []
  if (now.version !== entries.length + 1) {
    losses.push(`customer ${now.id}: version ${now.version} with ${entries.length} history rows`)
  }
  const state = { ...now }
  for (const [index, entry] of entries.toReversed().entries()) {
    const version = entries.length + 1 - index
    if (entry.to_version !== version || entry.from_version !== version - 1) {
      losses.push(`customer ${now.id}: entry ${entry.seq} is ${entry.from_version} → ${entry.to_version}`)
    }
    if (entry.changes.length === 0) losses.push(`customer ${now.id}: entry ${entry.seq} has no fields`)
    for (const { field, before, after } of entry.changes) {
      if (state[field] !== after)
        losses.push(`customer ${now.id}: version ${version} does not have its ${field}`)
      state[field] = before
    }
    if (entry.to_version === first.version + 1) {
      const changed = accountFields.filter((field) => state[field] !== first[field])
      if (changed.length > 0) losses.push(`customer ${now.id}: ${changed.join()} changed without an entry`)
    }
  }
  return losses
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '100' },
      writers: { type: 'string', default: '16' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    console.log('node test/faults/kill-storm.ts [--rounds 100] [--writers 16]')
    return
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-seeded-'))
  const seeded = path.join(folder, 'seeded.db')
  const database = openDatabase(`file:${seeded}`, { create: true })
  await migrate(database)
  await seedDemonstration(
    database,
    Date.now(),
    readConfig({ SESSION_SECRETS: 'a secret for tests that is long enough to be one' }).historyKeys[0],
  )
  await database.destroy()
  try {
    const report = await killStorm({
      seeded,
      rounds: Number(values.rounds),
      writers: Number(values.writers),
      progress: (round) => {
        if (round % 10 === 0) console.log(`${round} rounds`)
      },
    })
    console.log(report)
    if (report.losses.length > 0) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await main()
