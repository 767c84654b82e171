import path from 'node:path'
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

type Started = {
  name: string
  server: Server
  /** The copy of the data that it works on; removed at the end. */
  file: string
  cookie: string
  pages: Record<PeerPage, LoadRequest[]>
  /** Of the customers that are edited, in their order. */
  forms: readonly PeerForm[]
  /** The status that tells that a form was saved. */
  saved: number
}

/** A peer that runs and has somebody signed in. */
export function peerOf({ name, server, file, cookie, pages, forms, saved }: Started): Peer {
  const load = (connections: number, seconds: number) => ({
    url: server.url,
    cookie,
    connections,
    until: { seconds },
  })
  const requests = submitsOf(forms)
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

/** The same edits as the portal's: each client's own customers in turn. */
function submitsOf(forms: readonly PeerForm[]): (client: number) => LoadRequest[] {
  let number = 0
  return (client) => {
    const from = (client % clientsAtMost) * editedByEach
    const own = forms.slice(from, from + editedByEach)
    let turn = -1
    const setupRequest = (request: LoadRequest): LoadRequest => {
      turn = (turn + 1) % own.length
      number += 1
      const { path, fixed } = own[turn]!
      return { ...request, path, body: `${fixed}&${new URLSearchParams(edit(number)).toString()}` }
    }
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return [{ method: 'POST', headers, setupRequest }]
  }
}
