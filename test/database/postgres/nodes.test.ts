import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { acrossPartners, type Database } from '#src/database/engine.ts'
import { readConfig } from '#src/config.ts'
import { verifyHistory } from '#src/history/verify.ts'
import { testSecret } from '#test/support/seed.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import { customersOfPartner } from '#test/support/customers.ts'
import { FormClient } from '#test/support/form-client.ts'
import { freshDatabase, type FreshDatabase } from '#test/support/fresh-database.ts'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'
import { people } from '#test/support/person.ts'
import { ServerProcess } from '#test/support/server-process.ts'

/** Several nodes over one database: what a balancer would spread over them. Wants a server. */

let fresh: FreshDatabase
let database: Database
let nodes: ServerProcess[] = []

beforeAll(async () => {
  fresh = await freshDatabase('demonstration')
  database = acrossPartners(await fresh.engine.open({ create: false }))
  nodes = await Promise.all(
    [1, 2, 3].map(() => ServerProcess.start({ file: '', env: { DATABASE_URL: fresh.url } })),
  )
}, 120_000)

afterAll(async () => {
  await Promise.all(nodes.map((node) => node.stop()))
  await database.destroy()
  await fresh.remove()
})

async function signedIn(node: ServerProcess, email: string): Promise<FormClient> {
  const client = new FormClient(node.url)
  await client.signIn(email, demonstrationPassword)
  return client
}

const customers = customersOfPartner(0)

/** Every value that the history says a customer's first name was given, in the order of the versions. */
async function namesGiven(id: string): Promise<string[]> {
  const entries = await createHistoryStore(database).forPartner(1).ofCustomer(id, 10_000)
  return entries
    .flatMap(({ changes }) => changes.filter(({ field }) => field === 'billing_first_name'))
    .map(({ after }) => after)
}

describe('several nodes', () => {
  it('know the session that one of them has begun, and its end', async () => {
    const [first, second] = nodes as [ServerProcess, ServerProcess]
    const client = await signedIn(first, people.sales)
    const elsewhere = () =>
      fetch(`${second.url}/profile`, { headers: { cookie: client.cookie }, redirect: 'manual' })
    expect((await elsewhere()).status).toBe(200)
    const form = await (await client.get('/profile')).text()
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(form)?.[1] ?? ''
    expect((await client.post('/sign-out', { _csrf })).status).toBe(303)
    expect((await elsewhere()).status).toBe(303)
  })

  it('lose no edit of one customer, while one of them is killed', { timeout: 120_000 }, async () => {
    const id = customers[20]!.id
    const killed = nodes[2]!
    onTestFinished(() => killed.startAgain())
    const racers = await Promise.all(
      nodes.flatMap((node) => [signedIn(node, people.admin), signedIn(node, people.globalAdmin)]),
    )
    const acknowledged: string[] = []
    const unanswered: string[] = []
    let count = 0

    async function race(racer: FormClient, number: number): Promise<void> {
      for (let edit = 0; edit < 12; edit += 1) {
        const name = `Racer ${number} edit ${edit}`
        try {
          const { fields } = await racer.open(id)
          const answer = await racer.submit({
            customer_id: id,
            fields: { ...fields, billing_first_name: name },
          })
          if (answer.status === 303) acknowledged.push(name)
          // Somebody else was first: that is no loss.
          else expect([409, 503]).toContain(answer.status)
        } catch (error) {
          if (!(error instanceof TypeError)) throw error
          unanswered.push(name)
          return
        }
        count += 1
        if (count === 20) await killed.stop('SIGKILL')
      }
    }
    await Promise.all(racers.map(race))
    const given = await namesGiven(id)
    expect(acknowledged.length).toBeGreaterThan(10)
    expect(unanswered.length).toBeGreaterThan(0)
    for (const name of acknowledged) expect(given.filter((one) => one === name)).toEqual([name])
    for (const name of given) expect([...acknowledged, ...unanswered, ...given.slice(-1)]).toContain(name)
  })

  it('write one chain together', async () => {
    const edits = customers.slice(30, 42).map(async ({ id }, at) => {
      const client = await signedIn(nodes[at % 2]!, people.admin)
      const { fields } = await client.open(id)
      const answer = await client.submit({
        customer_id: id,
        fields: { ...fields, billing_first_name: `Chained ${at}` },
      })
      expect(answer.status).toBe(303)
    })
    await Promise.all(edits)
    const { historyKeys } = readConfig({ SESSION_SECRETS: testSecret })
    expect((await verifyHistory(database, historyKeys)).broken).toBeUndefined()
  })
})
