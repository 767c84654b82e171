import { floorPages, fsync, getById, type FloorServer } from './floors.ts'
import { pageJobs, type PageJob, type PortalUnderLoad } from './jobs.ts'
import type { Options } from './options.ts'
import { peerPages, type Peer } from './peers/peer.ts'
import { task, type Task } from './results.ts'
import type { SampleCustomers } from './sample-customers.ts'

/** Everything that a round measures, in order. What is compared stands close together. */

/** Clients at once where it is about throughput. */
export const many = 16
/** Clients of the job in which people read while others submit. */
export const readers = 4
export const writers = 8

export type Subjects = {
  /** By size, ascending; the last is the one that is compared with floors and peers. */
  portals: { customers: number; load: PortalUnderLoad }[]
  twoWorkers: PortalUnderLoad | undefined
  floors: { name: string; server: FloorServer }[]
  peers: Peer[]
  sample: SampleCustomers
}

export const portalOf = (customers: number): string => `portal:${customers}`
export const twoWorkers = 'portal, 2 workers'
export const nodeHttp = 'node:http'
export const express = 'Express'
export const sqlite = 'SQLite'
export const disk = 'disk'

/** Jobs that every size is asked for, for growth. */
export const growthJobs = [...pageJobs, 'submit', 'sign_in'] as const
/** Jobs that two workers are measured on. */
export const workerJobs = ['list', 'account', 'edit', 'submit'] as const

/** Peers search for one client: what counts is how long it waits, and for sixteen it would wait for a minute. */
export const peerClients = (job: string): number => (job.startsWith('search') ? 1 : many)

export function tasksOf(subjects: Subjects, options: Options): Task[] {
  return [
    ...pageJobs.flatMap((job) => pageTasks(job, subjects, options)),
    ...submitTasks(subjects, options),
    ...growthTasks(subjects, options),
    ...machineTasks(subjects, options),
    ...readersAndWriters(subjects, options),
  ]
}

/**
 * Node compiles what runs often, and a page or a submit is a lot of code: after some ten thousand answers one takes half of
 * what the first took. A portal runs all day, so everything is used before it is measured; all alike, or growth would
 * look less than it is.
 */
export async function warmUp(
  { portals, twoWorkers: workers, peers }: Subjects,
  { warmUpSeconds }: Options,
): Promise<void> {
  for (const load of [...portals.map((portal) => portal.load), ...(workers ? [workers] : [])]) {
    for (const job of pageJobs) await load.page(job, many, warmUpSeconds)
    await load.submit(many, warmUpSeconds)
  }
  for (const peer of peers) {
    for (const job of peerPages) await peer.page(job, peerClients(job), warmUpSeconds)
    await peer.submit(many, warmUpSeconds)
  }
}

function mainOf({ portals }: Subjects) {
  const { customers, load } = portals.at(-1)!
  return { subject: portalOf(customers), load }
}

/** A page for many clients: as a constant, by the portal, by the peers. */
function pageTasks(job: PageJob, subjects: Subjects, { seconds }: Options): Task[] {
  const { subject, load } = mainOf(subjects)
  const constant = floorPages.find((page) => page === job)
  const ofPeers = peerPages.find((page) => page === job)
  const { floors, peers, twoWorkers: workers } = subjects
  return [
    ...(constant ? floors : []).map(({ name, server }) =>
      task({ subject: name, job, clients: many }, seconds, (s) => server.page(constant!, many, s)),
    ),
    task({ subject, job, clients: many }, seconds, (s) => load.page(job, many, s)),
    ...(workers && isIn(workerJobs, job)
      ? [task({ subject: twoWorkers, job, clients: many }, seconds, (s) => workers.page(job, many, s))]
      : []),
    ...(ofPeers ? peers : []).map((peer) => {
      const clients = peerClients(job)
      return task({ subject: peer.name, job, clients }, seconds, (s) => peer.page(ofPeers!, clients, s))
    }),
  ]
}

function submitTasks(subjects: Subjects, { seconds }: Options): Task[] {
  const { subject, load } = mainOf(subjects)
  const { peers, twoWorkers: workers } = subjects
  const job = 'submit'
  return [
    task({ subject, job, clients: many }, seconds, (s) => load.submit(many, s)),
    ...(workers
      ? [task({ subject: twoWorkers, job, clients: many }, seconds, (s) => workers.submit(many, s))]
      : []),
    ...peers.flatMap((peer) =>
      [many, 1].map((clients) =>
        task({ subject: peer.name, job, clients }, seconds, (s) => peer.submit(clients, s)),
      ),
    ),
    task({ subject, job: 'first_look', clients: many }, seconds, (s) => load.firstLook(many, s)),
  ]
}

/** Each job for one client, on every size in turn. */
function growthTasks({ portals }: Subjects, { growthSeconds: seconds }: Options): Task[] {
  return growthJobs.flatMap((job) =>
    portals.map(({ customers, load }) =>
      task({ subject: portalOf(customers), job, clients: 1 }, seconds, async (s) => {
        if (job === 'sign_in') return await load.signIn()
        return job === 'submit' ? await load.submit(1, s) : await load.page(job, 1, s)
      }),
    ),
  )
}

function machineTasks(subjects: Subjects, { folder, growthSeconds: seconds }: Options): Task[] {
  const { file } = mainOf(subjects).load.portal
  return [
    task({ subject: sqlite, job: 'get_by_id', clients: 1 }, seconds, (s) =>
      getById(file, subjects.sample.looked, s),
    ),
    task({ subject: disk, job: 'fsync', clients: 1 }, seconds, (s) => fsync(folder, s)),
  ]
}

/** Readers alone, then the same readers beside writers. */
function readersAndWriters(subjects: Subjects, { seconds }: Options): Task[] {
  const { subject, load } = mainOf(subjects)
  return [
    task({ subject, job: 'readers', clients: readers }, seconds, (s) => load.page('account', readers, s)),
    {
      keys: [
        { subject, job: 'readers_beside_writers', clients: readers },
        { subject, job: 'writers_beside_readers', clients: writers },
      ],
      seconds,
      run: (s) => load.readersAndWriters(readers, writers, s),
    },
  ]
}

function isIn(names: readonly string[], name: string): boolean {
  return names.includes(name)
}
