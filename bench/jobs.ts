import { load } from 'cheerio'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'
import { people } from '#test/support/person.ts'
import { customerWithLongHistory } from './data.ts'
import { send, type LoadRequest, type Sample } from './load.ts'
import { Portal } from './portal.ts'
import { deepPage, sampleCustomers, searches, type SampleCustomers } from './sample-customers.ts'
import { Submits } from './submits.ts'

/** What people do with the portal, as load. */

export const pageJobs = [
  'dashboard',
  'list',
  'deep_list',
  'search_rare',
  'search_common',
  'search_chinese',
  'search_pinyin',
  'account',
  'account_found',
  'edit',
  'history',
] as const
export type PageJob = (typeof pageJobs)[number]

export type Job =
  | PageJob
  | 'first_look'
  | 'submit'
  | 'sign_in'
  | 'readers'
  | 'readers_beside_writers'
  | 'writers_beside_readers'
  | 'get_by_id'
  | 'fsync'

export const jobNames: Record<Job, string> = {
  dashboard: 'dashboard',
  list: 'list, first page',
  deep_list: 'list, page 1,000',
  search_rare: 'search, rare word',
  search_common: 'search, common word',
  search_chinese: 'search, two Chinese characters',
  search_pinyin: 'search, pinyin',
  account: 'account page',
  account_found: 'account page, from a common search',
  edit: 'edit form',
  history: 'history',
  first_look: 'account page, first look',
  submit: 'submit',
  sign_in: 'sign-in',
  readers: 'account pages, nobody submits',
  readers_beside_writers: 'account pages, 8 clients submit',
  writers_beside_readers: 'submits, 4 clients read',
  get_by_id: 'row by id, prepare().get()',
  fsync: 'fsync of 4 KiB',
}

/** Sign-ins of one measurement: the portal takes a hundred from one address in a quarter of an hour. */
const signIns = 8

/** The portal with everything that can be asked of it. */
export class PortalUnderLoad {
  readonly portal: Portal
  readonly #pages: Record<PageJob, LoadRequest[]>
  readonly #submits: Submits
  readonly #unseen: SampleCustomers['unseen']

  private constructor(
    portal: Portal,
    pages: Record<PageJob, LoadRequest[]>,
    submits: Submits,
    unseen: SampleCustomers['unseen'],
  ) {
    this.portal = portal
    this.#pages = pages
    this.#submits = submits
    this.#unseen = unseen
  }

  static async start(source: string, customers: number, workers?: number): Promise<PortalUnderLoad> {
    const sample = sampleCustomers(source)
    const portal = await Portal.start(source, workers)
    try {
      const pages = await pagesOf(portal, sample, customers)
      const submits = await Submits.prepare(portal, sample.edited)
      return new PortalUnderLoad(portal, pages, submits, [...sample.unseen])
    } catch (error) {
      await portal.stop()
      throw error
    }
  }

  async page(job: PageJob, clients: number, seconds: number): Promise<Sample> {
    return await this.portal.watch(() => this.#read(job, clients, seconds))
  }

  /** Accounts that this person has not looked at for a while: each look is noted, which is a write. */
  async firstLook(clients: number, seconds: number): Promise<Sample> {
    // An eighth of what is left, so that small data lasts for all rounds.
    const each = Math.max(1, Math.min(Math.ceil(seconds * 25), Math.floor(this.#unseen.length / clients / 8)))
    const lists = Array.from({ length: clients }, () => this.#unseen.splice(0, each).map(accountRequest))
    if (lists.at(-1)?.length !== each) throw new Error('everybody has been looked at: take more customers')
    return await this.portal.watch(() =>
      send({
        ...this.#asked(clients),
        until: { answers: clients * each },
        requests: (client) => lists[client % clients] ?? [],
      }),
    )
  }

  async submit(clients: number, seconds: number): Promise<Sample> {
    return await this.portal.watch(() => this.#submits.send(clients, seconds))
  }

  async signIn(): Promise<Sample> {
    const body = new URLSearchParams({ email: people.sales, password: demonstrationPassword }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return await this.portal.watch(() =>
      send({
        url: this.portal.url,
        connections: 1,
        until: { answers: signIns },
        requests: [{ method: 'POST', path: '/sign-in', headers, body }],
        status: 303,
      }),
    )
  }

  /** Readers and writers at the same time. */
  async readersAndWriters(readers: number, writers: number, seconds: number): Promise<Sample[]> {
    await this.portal.held()
    const samples = await Promise.all([
      this.#read('account', readers, seconds),
      this.#submits.send(writers, seconds),
    ])
    const held_ms = await this.portal.held()
    return samples.map((sample) => ({ ...sample, held_ms }))
  }

  /** The first page of each kind, as bytes: what the floors answer with. */
  async bytes(job: PageJob): Promise<string> {
    const path = this.#pages[job][0]?.path ?? '/'
    return await (await this.portal.person.get(path)).text()
  }

  /** The size in bytes of a page of each kind. */
  async sizes(): Promise<Record<PageJob, number>> {
    const sizes: [string, number][] = []
    for (const job of pageJobs) sizes.push([job, Buffer.byteLength(await this.bytes(job))])
    return Object.fromEntries(sizes) as Record<PageJob, number>
  }

  async #read(job: PageJob, clients: number, seconds: number): Promise<Sample> {
    return await send({ ...this.#asked(clients), until: { seconds }, requests: this.#pages[job] })
  }

  #asked(connections: number) {
    const headers = { cookie: this.portal.person.cookie }
    return { url: this.portal.url, headers, connections, status: 200 }
  }
}

async function pagesOf(
  portal: Portal,
  { looked }: SampleCustomers,
  customers: number,
): Promise<Record<PageJob, LoadRequest[]>> {
  const search = (q: string): LoadRequest[] => [
    { path: `/customers?${new URLSearchParams({ q }).toString()}` },
  ]
  const pages: Omit<Record<PageJob, LoadRequest[]>, 'account_found'> = {
    dashboard: [{ path: '/' }],
    list: [{ path: '/customers' }],
    deep_list: [{ path: await pathOfPage(portal, deepPage(customers)) }],
    search_rare: search(searches.rare),
    search_common: search(searches.common),
    search_chinese: search(searches.chinese),
    search_pinyin: search(searches.pinyin),
    account: looked.map(accountRequest),
    edit: looked.map(({ id }) => ({ path: `/customers/${id}/account/edit` })),
    history: [{ path: `/customers/${customerWithLongHistory}/history` }],
  }
  const all = { ...pages, account_found: await accountsFound(portal, pages.search_common[0]?.path ?? '') }
  for (const job of pageJobs) await assertContent(portal, job, all[job][0]?.path ?? '')
  // The portal notes a first look at a customer; here it is about the looks after that.
  for (const { path } of [...all.account, ...all.account_found]) await portal.person.get(path ?? '')
  // From now on everybody comes from the first page of the list: the portal shows which customers come before and after.
  await portal.person.get('/customers')
  return all
}

/** The accounts that a search shows, as asked for by somebody who comes from that search. */
async function accountsFound(portal: Portal, path: string): Promise<LoadRequest[]> {
  const $ = load(await (await portal.person.get(path)).text())
  const headers = { cookie: portal.person.cookie }
  return $('a.row-link')
    .toArray()
    .map((link) => ({ path: $(link).attr('href') ?? '', headers }))
}

const accountRequest = ({ id }: { id: string }): LoadRequest => ({ path: `/customers/${id}/account` })

/** The address of a page of the list, reached as people do: by Next. */
async function pathOfPage(portal: Portal, page: number): Promise<string> {
  let path = '/customers'
  for (let at = 1; at < page; at += 1) {
    const html = await (await portal.person.get(path)).text()
    const next = /<a class="btn" rel="next" href="([^"]+)"/.exec(html)?.[1]
    if (next === undefined) throw new Error(`the list has no page ${at + 1}`)
    path = next.replaceAll('&amp;', '&')
  }
  return path
}

/** Something that each page has when it is what is meant to be measured. */
const content: Record<PageJob, string> = {
  dashboard: 'main svg',
  list: 'tbody tr:nth-child(25)',
  deep_list: 'tbody tr:nth-child(25)',
  search_rare: 'tbody tr',
  search_common: 'tbody tr:nth-child(25)',
  search_chinese: 'tbody tr',
  search_pinyin: 'tbody tr',
  account: 'dl dd',
  account_found: 'dl dd',
  edit: 'form.account-form [name="billing_email"]',
  history: '[id="version-500"]',
}

async function assertContent(portal: Portal, job: PageJob, path: string): Promise<void> {
  const response = await portal.person.get(path)
  const $ = load(await response.text())
  if (response.status !== 200 || $(content[job]).length === 0)
    throw new Error(`${path} is not the page that was to be measured (${jobNames[job]}, ${response.status})`)
}
