import { constants, copyFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { FormClient } from '#test/support/form-client.ts'
import { unedited } from '../edits.ts'
import type { LoadRequest } from '../load.ts'
import { deepPage, sampleCustomers, searches, type CustomerKeys } from '../sample-customers.ts'
import { Server } from '../server.ts'
import {
  copyCustomers,
  customerColumns,
  dataOf,
  peerOf,
  type Peer,
  type PeerForm,
  type PeerPage,
} from './peer.ts'

/**
 * AdminJS over the same customers by TypeORM and better-sqlite3. Its pages are made in the browser: what is measured are
 * the records as JSON.
 */

const password = 'demonstration-only'
const api = '/admin/api/resources/Customer'
const pageSize = 25

const home = (folder: string): string => path.join(folder, 'adminjs')

/** @param folder where data is kept and peers are installed */
export const isAdminJsSetUp = (folder: string): boolean =>
  existsSync(path.join(home(folder), 'node_modules/adminjs/package.json'))

/**
 * Starts the peer on a copy of its data, which is made on the first run and kept.
 * @param source the portal's data
 */
export async function startAdminJs(source: string, customers: number): Promise<Peer> {
  const folder = path.dirname(source)
  const file = path.join(folder, 'run-adminjs.db')
  copyFileSync(dataOf('adminjs', source, makeData(source)), file, constants.COPYFILE_FICLONE)
  // It runs where its packages are.
  const program = path.join(home(folder), 'server.js')
  copyFileSync(path.join(import.meta.dirname, 'adminjs/server.js'), program)
  const server = await Server.start((port) => ({
    program: process.execPath,
    args: [program, String(port), file, password, customerColumns.join(',')],
    folder: home(folder),
    env: { NODE_ENV: 'production' },
    readyPath: '/admin/login',
  }))
  const person = new FormClient(server.url)
  await person.post('/admin/login', { email: 'bench@partner-desk.example', password })
  const { looked, edited } = sampleCustomers(source)
  const pages = pagesOf(looked, customers)
  for (const [first] of Object.values(pages)) await assertRecords(person, first?.path ?? '')
  const forms: PeerForm[] = []
  for (const keys of edited) forms.push(await openForm(person, keys))
  const headers = { cookie: person.cookie }
  return peerOf({ name: 'AdminJS', server, file, headers, pages, forms, saved: 200 })
}

const makeData = (source: string) => (making: string) => {
  const database = new SqliteDatabase(making)
  copyCustomers(database, source)
  database.close()
}

const editPath = ({ row_id }: CustomerKeys): string => `${api}/records/${row_id}/edit`

/** It searches one field at a time. */
function pagesOf(looked: readonly CustomerKeys[], customers: number): Record<PeerPage, LoadRequest[]> {
  const list = (query: Record<string, string>): LoadRequest[] => {
    const all = { page: '1', perPage: String(pageSize), ...query }
    return [{ path: `${api}/actions/list?${new URLSearchParams(all).toString()}` }]
  }
  return {
    list: list({}),
    deep_list: list({ page: String(deepPage(customers)) }),
    search_rare: list({ 'filters.primary_domain': searches.rare }),
    search_common: list({ 'filters.company_name': searches.common }),
    edit: looked.map((keys) => ({ path: editPath(keys) })),
  }
}

type Answer = { records?: unknown[]; record?: { params: Record<string, string | number | null> } }

async function assertRecords(person: FormClient, page: string): Promise<void> {
  const response = await person.get(page)
  const { records, record } = (await response.json()) as Answer
  if (!record && !records?.length) throw new Error(`AdminJS: ${page} answered ${response.status}`)
}

async function openForm(person: FormClient, keys: CustomerKeys): Promise<PeerForm> {
  const { record } = (await (await person.get(editPath(keys))).json()) as Answer
  const fields = Object.entries(record?.params ?? {}).map(([name, value]) => [name, String(value ?? '')])
  return { path: editPath(keys), fixed: unedited(Object.fromEntries(fields) as Record<string, string>) }
}
