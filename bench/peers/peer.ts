import { existsSync, renameSync } from 'node:fs'
import path from 'node:path'
import type SqliteDatabase from 'better-sqlite3'
import { accountFields } from '#src/features/customers/customer.ts'
import { edit } from '../edits.ts'
import { removeFiles } from '../files.ts'
import { send, type LoadRequest, type Sample } from '../load.ts'
import { clientsAtMost, editedByEach } from '../sample-customers.ts'
import type { Memory, Server } from '../server.ts'

/** Another program that does the same jobs on the same customers. */

export const peerPages = ['list', 'deep_list', 'search_rare', 'search_common', 'edit'] as const
export type PeerPage = (typeof peerPages)[number]

export type Peer = {
  name: string
  page: (job: PeerPage, clients: number, seconds: number) => Promise<Sample>
  submit: (clients: number, seconds: number) => Promise<Sample>
  memory: () => Memory | undefined
  stop: () => Promise<void>
}

/** The form of a customer: where it is sent to, and the part of its body that stays the same. */
export type PeerForm = { path: string; fixed: string }

/** How a peer is told of an edit of the customer that a form is for. */
export type SubmitOf = (
  form: PeerForm,
  edited: Record<string, string>,
) => { method: 'POST' | 'PATCH'; headers: Record<string, string>; body: string }

type Started = {
  name: string
  server: Server
  /** The copy of the data that it works on; removed at the end. */
  file: string
  /** Tell who asks. */
  headers: Record<string, string>
  pages: Record<PeerPage, LoadRequest[]>
  /** Of the customers that are edited, in their order. */
  forms: readonly PeerForm[]
  /** As browsers send forms unless said. */
  submitOf?: SubmitOf
  /** The status that tells that a form was saved. */
  saved: number
}

/** A peer that runs and has somebody signed in. */
export function peerOf({ name, server, file, headers, pages, forms, submitOf, saved }: Started): Peer {
  const load = (connections: number, seconds: number) => ({
    url: server.url,
    headers,
    connections,
    until: { seconds },
  })
  const requests = submitsOf(forms, submitOf ?? asForm)
  return {
    name,
    page: (job, clients, seconds) =>
      server.watch(() => send({ ...load(clients, seconds), requests: pages[job], status: 200 })),
    submit: (clients, seconds) =>
      server.watch(() => send({ ...load(clients, seconds), requests, status: saved })),
    memory: () => server.memory(),
    stop: async () => {
      await server.stop()
      removeFiles(path.dirname(file), path.basename(file))
    },
  }
}

/**
 * A peer's data for the portal's, which is made on the first run and kept.
 * @param source the portal's data
 * @param make makes it in the file that it is given
 */
export function dataOf(name: string, source: string, make: (file: string) => void): string {
  const kept = path.join(path.dirname(source), path.basename(source).replace(/^portal/, name))
  if (existsSync(kept)) return kept
  removeFiles(path.dirname(source), path.basename(kept))
  console.error(`Copying the customers for ${name}`)
  const making = `${kept}.making`
  make(making)
  renameSync(making, kept)
  return kept
}

/** The columns that a peer without a model of its own has, besides the primary key. */
export const customerColumns = [
  ...new Set([
    'id',
    'partner_id',
    'version',
    'primary_domain',
    'relationship',
    'changed_at_ms',
    ...accountFields,
  ]),
]

/** Copies the portal's customers into a table, with indexes for the orders and filters of a list. */
export function copyCustomers(database: SqliteDatabase.Database, source: string): void {
  const names = customerColumns.join(', ')
  const typed = customerColumns.map((name) => `${name} ${integers.has(name) ? 'INTEGER' : 'TEXT'}`)
  database.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE customers (row_id INTEGER PRIMARY KEY, ${typed.join(', ')});
    ATTACH '${source}' AS portal;
    INSERT INTO customers (row_id, ${names}) SELECT row_id, ${names} FROM portal.customers;
    DETACH portal;
    CREATE INDEX by_name ON customers (partner_id, company_name, row_id);
    CREATE INDEX by_country ON customers (partner_id, company_country, company_name);
    CREATE INDEX by_relationship ON customers (partner_id, relationship, company_name);
    CREATE INDEX by_changed ON customers (partner_id, changed_at_ms);
    PRAGMA journal_mode = DELETE;`)
}

const integers = new Set(['partner_id', 'version', 'changed_at_ms'])

const asForm: SubmitOf = ({ fixed }, edited) => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: `${fixed}&${new URLSearchParams(edited).toString()}`,
})

/** The same edits as the portal's: each client's own customers in turn. */
function submitsOf(forms: readonly PeerForm[], submitOf: SubmitOf): (client: number) => LoadRequest[] {
  let number = 0
  return (client) => {
    const from = (client % clientsAtMost) * editedByEach
    const own = forms.slice(from, from + editedByEach)
    let turn = -1
    const setupRequest = (request: LoadRequest): LoadRequest => {
      turn = (turn + 1) % own.length
      number += 1
      const form = own[turn]!
      const { body } = submitOf(form, edit(number))
      return { ...request, path: form.path, body }
    }
    return [{ ...submitOf(own[0]!, edit(0)), setupRequest }]
  }
}
