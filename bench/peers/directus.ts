import { execFileSync } from 'node:child_process'
import { constants, copyFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import type { LoadRequest } from '../load.ts'
import { deepPage, sampleCustomers, searches, type CustomerKeys } from '../sample-customers.ts'
import { Server } from '../server.ts'
import {
  copyCustomers,
  customerColumns,
  dataOf,
  peerOf,
  type Peer,
  type PeerPage,
  type SubmitOf,
} from './peer.ts'

/**
 * Directus over the same customers. Its pages are made in the browser: what is measured are the records as JSON. Its
 * activity log and its revisions are on, as for any collection of its own.
 */

const token = 'token-of-the-benchmark'
const headers = { authorization: `Bearer ${token}` }
const items = '/items/customers'

const home = (folder: string): string => path.join(folder, 'directus')
/** The Node.js that its compiled part was made for. */
const program = (folder: string): string => path.join(home(folder), 'node')
const cli = (folder: string): string => path.join(home(folder), 'node_modules/directus/cli.js')

/** @param folder where data is kept and peers are installed */
export const isDirectusSetUp = (folder: string): boolean =>
  existsSync(program(folder)) && existsSync(cli(folder))

/**
 * Starts the peer on a copy of its data, which is made on the first run and kept.
 * @param source the portal's data
 */
export async function startDirectus(source: string, customers: number): Promise<Peer> {
  const folder = path.dirname(source)
  const file = path.join(folder, 'run-directus.db')
  copyFileSync(dataOf('directus', source, makeData(source)), file, constants.COPYFILE_FICLONE)
  const server = await Server.start((port) => ({
    program: program(folder),
    args: [cli(folder), 'start'],
    folder: home(folder),
    env: environment(file, port),
    readyPath: '/server/ping',
  }))
  const { looked, edited } = sampleCustomers(source)
  const pages = pagesOf(looked, customers)
  for (const [first] of Object.values(pages)) await assertRecords(server.url + (first?.path ?? ''))
  const forms = edited.map((keys) => ({ path: itemPath(keys), fixed: '' }))
  return peerOf({ name: 'Directus', server, file, headers, pages, forms, submitOf: asPatch, saved: 200 })
}

/** Its own tables, made by itself, and the customers as a collection. */
const makeData = (source: string) => (making: string) => {
  const folder = path.dirname(source)
  execFileSync(program(folder), [cli(folder), 'bootstrap'], {
    cwd: home(folder),
    env: environment(making),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const database = new SqliteDatabase(making)
  copyCustomers(database, source)
  database.exec(`INSERT INTO directus_collections (collection) VALUES ('customers');
    PRAGMA journal_mode = WAL`)
  database.close()
}

const environment = (file: string, port = 0): Record<string, string> => ({
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  DB_CLIENT: 'sqlite3',
  DB_FILENAME: file,
  SECRET: 'a secret of the benchmark that is long enough to be one',
  ADMIN_EMAIL: 'bench@partner-desk.example.com',
  ADMIN_PASSWORD: 'demonstration-only',
  ADMIN_TOKEN: token,
  LOG_LEVEL: 'error',
  TELEMETRY: 'false',
  WEBSOCKETS_ENABLED: 'false',
})

const itemPath = ({ row_id }: CustomerKeys): string => `${items}/${row_id}`

/** A search looks into all columns that are texts. */
function pagesOf(looked: readonly CustomerKeys[], customers: number): Record<PeerPage, LoadRequest[]> {
  const fields = customerColumns.join(',')
  const list = (query: Record<string, string>): LoadRequest[] => {
    const all = { limit: '25', sort: 'company_name', fields, 'filter[partner_id][_eq]': '1', ...query }
    return [{ path: `${items}?${new URLSearchParams(all).toString()}` }]
  }
  return {
    list: list({}),
    deep_list: list({ page: String(deepPage(customers)) }),
    search_rare: list({ search: searches.rare }),
    search_common: list({ search: searches.common }),
    edit: looked.map((keys) => ({ path: itemPath(keys) })),
  }
}

/** What has changed, as its own pages send it. */
const asPatch: SubmitOf = (_form, edited) => ({
  method: 'PATCH',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(edited),
})

async function assertRecords(url: string): Promise<void> {
  const response = await fetch(url, { headers })
  const { data } = (await response.json()) as { data?: unknown[] | Record<string, unknown> }
  if (!data || (Array.isArray(data) && data.length === 0))
    throw new Error(`Directus: ${url} answered ${response.status}`)
}
