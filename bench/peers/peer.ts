import type { Sample } from '../load.ts'
import type { Memory } from '../server.ts'

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
