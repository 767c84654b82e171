import path from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigError, isDatabaseUrl, readConfig, type Config } from './config.ts'
import { engineOf } from './compose.ts'
import { acrossPartners, type Database, type Engine } from './database/engine.ts'
import { DatabaseError, storageFault } from './database/storage-fault.ts'
import { storageSentence } from './database/storage-words.ts'
import { whenFree } from './database/when-free.ts'
import { assertWhole } from './database/unfinished-copy.ts'
import { addCustomers, seedDemonstration } from './demonstration/seed.ts'
import { eraseCustomer } from './features/customers/commands/erase-customer.ts'
import { refreshCustomers } from './features/customers/commands/refresh-customers.ts'
import { copyPortal, type Copied } from './moving/copy-portal.ts'
import { progressBar } from './progress.ts'
import { addPartner, addStaff, setStaffPassword } from './features/staff/staff-commands.ts'

import type { Head } from './history/head.ts'
import { verifyHistory, type Fault, type Verification } from './history/verify.ts'

/** The portal's commands, each a thin call. */

type Command = {
  usage: string
  help: string
  options: NonNullable<Parameters<typeof parseArgs>[0]>['options']
} & (
  | { run: (database: Database, values: Values, config: Config, engine: Engine) => Promise<string> }
  // Commands that handle the file itself, without opening it as the portal does.
  | { runOnFile: (copies: Copies, values: Values) => Promise<string> }
  // The one that is about two databases, whatever DATABASE_URL says.
  | { runOnTwo: (values: Values, config: Config) => Promise<string> }
)

type Values = Record<string, string | undefined>
type Copies = NonNullable<Engine['copies']>

const commands: Record<string, Command> = {
  migrate: {
    usage: 'migrate',
    help: 'Creates the database if there is none, and brings it to the newest schema.',
    options: {},
    run: async (database, _values, _config, engine) => {
      const applied = await engine.migrate(database)
      return applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`
    },
  },
  seed: {
    usage: 'seed [--customers N]',
    help: 'Fills a new database with demonstration data; with --customers adds N more customers to its first partner.',
    options: { customers: { type: 'string' } },
    run: async (database, { customers }, { historyKeys }, engine) => {
      const count = customers === undefined ? 0 : wholeNumber(customers, '--customers')
      await engine.migrate(database)
      await seedDemonstration(database, Date.now(), historyKeys[0])
      if (count > 0) await addCustomers(database, count, Date.now(), progressBar(count))
      return count > 0 ? `Added ${count} customers.` : 'The demonstration data is there.'
    },
  },
  backup: {
    usage: 'backup --to FILE',
    help: 'Copies the database, checked and whole, also while the portal runs.',
    options: { to: { type: 'string' } },
    runOnFile: async ({ backUp }, values) => {
      const to = need(values, 'to')
      return `${to}: ${await backUp(to)} bytes, checked.`
    },
  },
  restore: {
    usage: 'restore --from FILE',
    help: 'Puts a backup in the place of the database. Stop the portal first; what was there is kept beside it.',
    options: { from: { type: 'string' } },
    runOnFile: async ({ restore }, values) => {
      const kept = await restore(need(values, 'from'))
      return kept ? `Restored. The former database is ${kept}.` : 'Restored.'
    },
  },
  copy: {
    usage: 'copy --from URL --to URL',
    help: 'Copies the portal into another database, file:PATH or postgres://…, which is new or empty. Stop the portal first. The source is only read. Sessions stay behind: everybody signs in again. Broken off, the same command goes on. Every row is compared at the end, and the history checked.',
    options: { from: { type: 'string' }, to: { type: 'string' } },
    runOnTwo: async (values, config) => {
      const [from, to] = [urlIn(values, 'from'), urlIn(values, 'to')]
      if (from === to) throw new UsageError('--from and --to are the same database')
      const { rows, history } = await copyBetween(from, to, config)
      return `Copied ${rows} rows, the same in both. ${reportOf(history)}`
    },
  },
  'history verify': {
    usage: 'history verify [--head SEQ:MAC]',
    help: 'Checks every entry of the history, and with --head that an earlier end of it is still there.',
    options: { head: { type: 'string' } },
    run: async (database, { head }, { historyKeys }) => {
      return reportOf(
        await verifyHistory(database, historyKeys, head === undefined ? undefined : headFrom(head)),
      )
    },
  },
  'customer erase': {
    usage: 'customer erase --id MICROSOFT_ID --by EMAIL',
    help: 'Empties the personal values of a customer, in the history too. EMAIL names the member of staff who does it.',
    options: { id: { type: 'string' }, by: { type: 'string' } },
    run: async (database, values, { historyKeys }) => {
      const erasure = { customer_id: need(values, 'id'), by_email: need(values, 'by'), at_ms: Date.now() }
      await eraseCustomer(database, erasure, historyKeys[0])
      return 'Erased. Backups from before still hold the values.'
    },
  },
  'attention refresh': {
    usage: 'attention refresh [--search]',
    help: 'Checks every customer by the rules of this version, while the portal runs. With --search also makes the search index anew.',
    options: { search: { type: 'boolean' } },
    run: async (database, { search }) => {
      const { total } = await acrossPartners(database)
        .selectFrom('partner_totals')
        .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('customers'), eb.lit(0)).as('total'))
        .executeTakeFirstOrThrow()
      const options = { search: search !== undefined }
      const { checked, changed } = await refreshCustomers(database, options, progressBar(total))
      return `Checked ${checked} customers; ${changed} were brought up to date.`
    },
  },
  'partner add': {
    usage: 'partner add --name NAME --time-zone ZONE',
    help: 'Adds a partner organisation. ZONE is an IANA time zone such as Europe/Madrid.',
    options: { name: { type: 'string' }, 'time-zone': { type: 'string' } },
    run: async (database, values) => {
      const id = await addPartner(database, {
        name: need(values, 'name'),
        time_zone: need(values, 'time-zone'),
      })
      return `Added partner ${id}.`
    },
  },
  'staff add': {
    usage: 'staff add --partner ID --name NAME --email EMAIL --role ROLE',
    help: 'Adds a member of staff. The password is read from standard input.',
    options: {
      partner: { type: 'string' },
      name: { type: 'string' },
      email: { type: 'string' },
      role: { type: 'string' },
    },
    run: async (database, values) => {
      const id = await addStaff(database, {
        partner_id: wholeNumber(need(values, 'partner'), '--partner'),
        name: need(values, 'name'),
        email: need(values, 'email'),
        role: need(values, 'role'),
        password: await readStandardInput(),
      })
      return `Added staff member ${id}.`
    },
  },
  'staff password': {
    usage: 'staff password --email EMAIL',
    help: 'Gives a member of staff a new password, read from standard input, and signs the person out everywhere.',
    options: { email: { type: 'string' } },
    run: async (database, values) => {
      await setStaffPassword(database, need(values, 'email'), await readStandardInput())
      return 'The password is set.'
    },
  },
}

async function copyBetween(from: string, to: string, { historyKeys }: Config): Promise<Copied> {
  const source = await openFor(from, false)
  try {
    const target = await openFor(to, true)
    try {
      return await copyPortal(source, target, historyKeys, (step, total) => {
        process.stderr.write(step === 'copying' ? 'Copying\n' : 'Comparing\n')
        return progressBar(total)
      })
    } finally {
      await target.database.destroy()
    }
  } finally {
    await source.database.destroy()
  }
}

async function openFor(databaseUrl: string, create: boolean) {
  const engine = engineOf({ databaseUrl })
  return { engine, database: await engine.open({ create, waitMs: commandWaitsMs }) }
}

/** @returns the URL of a database, written in one way */
function urlIn(values: Values, name: string): string {
  const url = need(values, name)
  if (!isDatabaseUrl(url)) throw new UsageError(`--${name} takes file:PATH or postgres://…`)
  return url.startsWith('file:') ? `file:${path.resolve(url.slice('file:'.length))}` : url
}

/** The history does not hold; the message says where. */
class BrokenHistoryError extends Error {}

const faults: Record<Fault, string> = {
  missing: 'is missing',
  unknown_key: 'is signed with a key that HISTORY_KEYS does not have',
  changed: 'was changed, moved or signed without the key',
  values_changed: 'has other values than were signed',
  erased_without_record: 'has values taken out, and no erasure is recorded',
  head_missing: 'is missing: the end of the history was cut off',
}

function reportOf({ entries, erased, head, broken }: Verification): string {
  if (broken)
    throw new BrokenHistoryError(
      `Entry ${broken.seq} ${faults[broken.why]}. ${entries} entries before it hold.`,
    )
  const end = head ? ` Head: ${head.seq}:${head.mac}` : ''
  return `All ${entries} entries hold; ${erased} of them have erased values.${end}`
}

function headFrom(text: string): Head {
  const match = /^([1-9]\d{0,14}):([\w-]{43})$/.exec(text)
  if (!match) throw new UsageError('--head takes SEQ:MAC, as an earlier verification printed it')
  return { seq: Number(match[1]), mac: match[2]! }
}

/** What was typed is not a command; the message says what is. */
class UsageError extends Error {}

async function main(argv: string[]): Promise<void> {
  // Backups, too, are their user's alone.
  process.umask(0o077)
  const name = Object.keys(commands).find((key) => argv.slice(0, key.split(' ').length).join(' ') === key)
  const command = name === undefined ? undefined : commands[name]
  if (name === undefined || !command) {
    const asked = argv.length === 0 || argv[0] === '--help'
    if (!asked) throw new UsageError(`No such command.\n\n${overview()}`)
    process.stdout.write(`${overview()}\n`)
    return
  }
  const values = readOptions(command, argv.slice(name.split(' ').length))
  if (values.help) {
    process.stdout.write(`npm run portal -- ${command.usage}\n\n${command.help}\n`)
    return
  }
  process.stdout.write(`${await carryOut(name, command, values as Values)}\n`)
}

/** How long a command waits for a portal that writes, in ms. Unlike the portal's own wait, it holds up nobody. */
const commandWaitsMs = 5000

async function carryOut(name: string, command: Command, values: Values): Promise<string> {
  const config = readConfig(process.env)
  if ('runOnFile' in command) return await command.runOnFile(copiesOf(engineOf(config)), values)
  if ('runOnTwo' in command) return await command.runOnTwo(values, config)
  const create = name === 'migrate' || name === 'seed'
  const carry = () => carryOutOn(config, command, values, create)
  // What makes a database may meet another process that makes it.
  return create ? await whenFree(carry) : await carry()
}

function copiesOf({ copies }: Engine): Copies {
  if (!copies)
    throw new UsageError('A PostgreSQL database is backed up and restored by its own tools (pg_dump).')
  return copies
}

async function carryOutOn(
  config: Config,
  command: Extract<Command, { run: unknown }>,
  values: Values,
  create: boolean,
): Promise<string> {
  const { engine, database } = await openFor(config.databaseUrl, create)
  try {
    await assertWhole(database)
    if (!create) await engine.assertMigrated(database)
    return await command.run(database, values, config, engine)
  } finally {
    await database.destroy()
  }
}

function readOptions(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: { ...command.options, help: { type: 'boolean' } } }).values
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\nnpm run portal -- ${command.usage}`)
  }
}

function overview(): string {
  const lines = Object.values(commands).map(({ usage, help }) => `  ${usage}\n      ${help}`)
  return `npm run portal -- COMMAND\n\n${lines.join('\n')}\n\nEach takes --help.`
}

function need(values: Values, name: string): string {
  const value = values[name]?.trim()
  if (!value) throw new UsageError(`--${name} is missing`)
  return value
}

function wholeNumber(text: string, name: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`${name} takes a whole number`)
  return Number(text)
}

async function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Password, then Enter and Ctrl-D: ')
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
}

/** What the person who gave a command reads of its failure: a sentence, whatever it was. */
function readable(error: unknown): string {
  if (storageFault(error) === 'busy') {
    return 'Another process is writing to the database, or has locked it. Give the command again when it is done.'
  }
  const expected =
    error instanceof UsageError ||
    error instanceof ConfigError ||
    error instanceof DatabaseError ||
    error instanceof RangeError ||
    error instanceof BrokenHistoryError
  if (expected) return error.message
  const { path, message, stack } = error as NodeJS.ErrnoException
  const sentence = storageSentence(error)
  if (sentence) return path === undefined ? sentence : `${path}: ${sentence}`
  const where = /^(debug|trace)$/.test(process.env.LOG_LEVEL ?? '') ? `\n${stack}` : ''
  return `A mistake of this program: ${message}. LOG_LEVEL=debug says where.${where}`
}

/** Nobody has to read what a command says; but where it was to be kept, it is missed. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    process.exitCode = 1
    if (stream === process.stdout) console.error(`The answer could not be written: ${readable(error)}`)
  })

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(readable(error))
  process.exitCode = 1
})
