import { CompiledQuery } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createApp } from '#src/app.ts'
import { openForReading } from '#src/database/sqlite/open.ts'
import { SessionStore } from '#src/http/session-store.ts'
import { customersOfPartner, known } from '#test/support/customers.ts'
import { people, Person } from '#test/support/person.ts'
import { openPortalForTest } from '#test/support/portal.ts'

const { quintana } = known

describe('a look at a customer', () => {
  /** A portal whose writer may be made to wait, or to fail. */
  async function portalWithSlowWriter() {
    const own = await openPortalForTest()
    const { database } = own.deps
    const disk = { wait: (): Promise<unknown> => Promise.resolve(), writes: 0 }
    const reading = openForReading(`file:${own.file}`, async (text, parameters) => {
      disk.writes += 1
      await disk.wait()
      return await database.executeQuery(CompiledQuery.raw(text, [...parameters]))
    })
    onTestFinished(() => reading.destroy())
    const sessionStore = new SessionStore(reading, own.deps.clock)
    const person = new Person(createApp({ ...own.deps, database: reading, sessionStore }))
    await person.signIn(people.admin)
    return { clock: own.clock, disk, person }
  }

  const visited = async (person: Person) => {
    const $ = await person.page('/')
    return $('section[aria-labelledby=visited] a').toArray().length
  }

  test('is noted, and so is that the session is in use, but the page does not wait for that', async () => {
    const { clock, disk, person } = await portalWithSlowWriter()
    const { promise, resolve } = Promise.withResolvers<unknown>()
    disk.wait = () => promise
    clock.now += 20 * 60_000
    expect((await person.get(`/customers/${quintana.id}/account`)).status).toBe(200)
    expect(await visited(person)).toBe(0)
    resolve(undefined)
    expect(await visited(person)).toBe(1)
    // Half an hour after signing in, but not after the look.
    clock.now += 20 * 60_000
    expect(await visited(person)).toBe(1)
  })

  test('asks no more of a slow disk than it can keep', async () => {
    const { clock, disk, person } = await portalWithSlowWriter()
    const { promise, resolve } = Promise.withResolvers<unknown>()
    disk.wait = () => promise
    clock.now += 20 * 60_000
    disk.writes = 0
    const looks = customersOfPartner(0).slice(0, 120)
    for (const { id } of looks) expect((await person.get(`/customers/${id}/account`)).status).toBe(200)
    // A hundred looks, and once that the session is in use.
    expect(disk.writes).toBe(101)
    resolve(undefined)
    await person.get(`/customers/${looks.at(-1)?.id}/account`)
    expect(disk.writes).toBe(102)
  })

  test('shows the account when it cannot be noted', async () => {
    const { disk, person } = await portalWithSlowWriter()
    disk.wait = () => Promise.reject(new Error('the disk is full'))
    expect((await person.get(`/customers/${quintana.id}/account`)).status).toBe(200)
    expect(await visited(person)).toBe(0)
  })
})
