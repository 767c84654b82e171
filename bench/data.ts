import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { migrate } from '#src/database/sqlite/migrations.ts'
import type { Database } from '#src/database/engine.ts'
import { openDatabase } from '#src/database/sqlite/open.ts'
import { mergeIndex } from '#src/database/sqlite/search-index.ts'
import { demonstrationCustomer } from '#src/demonstration/demonstration.ts'
import { seedDemonstration } from '#src/demonstration/seed.ts'
import { attentionOf } from '#src/features/customers/account-rules.ts'
import { accountOf } from '#src/features/customers/customer.ts'
import { createCustomersStore } from '#src/features/customers/customers.store.ts'
import { recordEdit } from '#src/features/customers/record-edit.ts'
import { progressBar } from '#src/progress.ts'
import { removeFiles } from './files.ts'
import { historyKey } from './portal.ts'

/**
 * The data, made by the portal's own stores: always the same customers of two partners, with names in their own scripts,
 * and histories. Only the dates are the day's.
 */

const project = path.join(import.meta.dirname, '..')
/** Customers or edits in one transaction. */
const batch = 1000
/** Of ten customers one is the second partner's. */
const partnersInTurn = [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
/** Customers that get a history, at most, and the edits of each. */
const edited = { customers: 1500, edits: 2 }
/** Versions of the one customer that everybody edits. */
const versionsOfTheLongest = 500

/** What decides about the content of the data: a change of it makes the data anew. */
const decisive = [
  'migrations',
  'src/demonstration',
  'src/database/search-index.ts',
  'src/database/sqlite/search-index.ts',
  'src/features/customers/account-rules.ts',
  'src/features/customers/customer.ts',
  'src/features/customers/search/pinyin.ts',
  'src/features/customers/record-edit.ts',
  'src/features/customers/search/pieces.ts',
  'src/features/customers/search/search-text.ts',
  'src/features/customers/search/search-tokens.ts',
]
/** Goes up when this file makes other data. */
const recipe = 2

/**
 * The data file with a number of customers; made if it is not there yet.
 * @param folder where made files are kept
 * @returns the file, which is never written again: runs work on copies
 */
export async function dataFile(folder: string, customers: number): Promise<string> {
  const kept = path.join(folder, `portal-${customers}-${fingerprint()}.db`)
  if (existsSync(kept)) return kept
  mkdirSync(folder, { recursive: true })
  removeFiles(folder, `portal-${customers}-`)
  console.error(`Making ${customers} customers; they are kept in ${folder} for the next run.`)
  const making = `${kept}.making`
  const database = openDatabase(`file:${making}`, { create: true })
  try {
    await fill(database, customers)
  } finally {
    await database.destroy()
  }
  renameSync(making, kept)
  return kept
}

function fingerprint(): string {
  const hash = createHash('sha256').update(String(recipe))
  for (const place of decisive) {
    const entry = path.join(project, place)
    const files = place.endsWith('.ts') ? [entry] : readdirSync(entry).map((name) => path.join(entry, name))
    for (const file of files.sort()) hash.update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 10)
}

async function fill(database: Database, customers: number): Promise<void> {
  // Nobody needs a half-made file: the disk is waited for once, at the end.
  await sql`PRAGMA synchronous = OFF`.execute(database)
  await sql`PRAGMA cache_size = -1000000`.execute(database)
  const now = Date.now()
  await migrate(database)
  await seedDemonstration(database, now, historyKey)
  const sortIndexes = await withoutSortIndexes(database)
  await addCustomers(database, customers, now)
  for (const create of sortIndexes) await sql.raw(create).execute(database)
  await addHistories(database, customers, now)
  // As a portal leaves it in which nobody has written for a while.
  while (await mergeIndex(database));
  await sql`PRAGMA synchronous = FULL`.execute(database)
  // One file, with nothing beside it: it can be copied.
  await sql`PRAGMA journal_mode = DELETE`.execute(database)
}

/** Takes the indexes of the list away: made at the end they cost seconds, kept up on the way many minutes. */
async function withoutSortIndexes(database: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string; create: string }>`
    SELECT name, sql AS "create" FROM sqlite_master
    WHERE type = 'index' AND tbl_name = 'customers' AND sql IS NOT NULL`.execute(database)
  for (const { name } of rows) await sql`DROP INDEX ${sql.ref(name)}`.execute(database)
  return rows.map((row) => row.create)
}

/** Adds customers to those of the demonstration, the partners' in turn. */
async function addCustomers(database: Database, customers: number, now: number): Promise<void> {
  const partners = await totals(database)
  const next = partners.map((partner) => partner.customers)
  let there = next.reduce((sum, each) => sum + each, 0)
  const progress = progressBar(customers)
  while (there < customers) {
    const upTo = Math.min(there + batch, customers)
    await database.transaction().execute(async (transaction) => {
      const stores = partners.map(({ partner_id }) =>
        createCustomersStore(transaction).forPartner(partner_id),
      )
      for (; there < upTo; there += 1) {
        const index = partnersInTurn[there % partnersInTurn.length] ?? 0
        const { id, primary_domain, account } = demonstrationCustomer(index, next[index]!++)
        const attention = attentionOf(account)
        await stores[index]!.add({ id, primary_domain, account, attention, at_ms: now, staff_id: null })
      }
    })
    progress(there)
  }
}

async function totals(database: Database) {
  return await database
    .selectFrom('partner_totals')
    .select(['partner_id', 'customers'])
    .orderBy('partner_id')
    .execute()
}

/** Edits of the last hours: some of many customers of the first partner, and very many of one. */
async function addHistories(database: Database, customers: number, now: number): Promise<void> {
  const { customers: own } = (await totals(database))[0]!
  const several = Math.min(edited.customers, Math.floor(customers / 5))
  const spread = Array.from({ length: several }, (_, index) => Math.floor((index * own) / several))
  const walk = [
    ...Array.from({ length: versionsOfTheLongest }, () => longestHistory),
    ...Array.from({ length: edited.edits }, () => spread).flat(),
  ]
  const everyMs = 1000
  for (let from = 0; from < walk.length; from += batch) {
    await database.transaction().execute(async (transaction) => {
      for (const [index, n] of walk.slice(from, from + batch).entries()) {
        const number = from + index
        await edit(transaction, n, number, now - (walk.length - number) * everyMs)
      }
    })
  }
}

/** The customer of the first partner that has the longest history, as a number of the demonstration. */
const longestHistory = 300
export const customerWithLongHistory = demonstrationCustomer(0, longestHistory).id

async function edit(database: Database, n: number, number: number, at_ms: number): Promise<void> {
  const staff = await database
    .selectFrom('staff')
    .select(['id', 'partner_id'])
    .orderBy('id')
    .executeTakeFirstOrThrow()
  const before = await createCustomersStore(database)
    .forPartner(staff.partner_id)
    .find(demonstrationCustomer(0, n).id)
  if (!before) throw new Error(`customer ${n} is not there`)
  const account = accountOf(before)
  const after = {
    ...account,
    billing_address_line_1: `${number} Market Street`,
    billing_email: `accounts.${number}@partner-desk.example`,
  }
  const reason = number % 3 === 0 ? `Ticket ${1000 + number}` : ''
  await recordEdit(
    database,
    { before, after, staff, at_ms, reason, origin: null, origin_version: null },
    historyKey,
  )
}
