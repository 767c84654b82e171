import { renameSync } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import request, { type Response } from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { known } from '#test/support/customers.ts'
import { people } from '#test/support/person.ts'
import { openPortal, openPortalForTest, type Portal } from '#test/support/portal.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})

afterAll(() => portal.close())

const get = (path: string) => request(portal.app).get(path)

/** Answers while another process holds the write lock. */
async function whileLocked<T>(file: string, work: () => Promise<T>): Promise<T> {
  const other = new SqliteDatabase(file)
  other.exec('BEGIN IMMEDIATE')
  try {
    return await work()
  } finally {
    other.exec('ROLLBACK')
    other.close()
  }
}

function expectBusy(response: Response): void {
  expect(response.status).toBe(503)
  expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
}

describe('/healthz', () => {
  it('says that the process is alive while the database is locked', async () => {
    await whileLocked(portal.file, async () => {
      expect((await get('/healthz')).status).toBe(200)
    })
  })
})

describe('/readyz', () => {
  it('says that the database is locked, while it is, and recovers', async () => {
    await whileLocked(portal.file, async () => {
      expectBusy(await get('/readyz'))
    })
    for (let time = 0; time < 3; time += 1) expect((await get('/readyz')).status).toBe(200)
  })

  it('says that the database cannot be written to, and recovers', async () => {
    const own = await openPortalForTest()
    await sql`PRAGMA query_only = 1`.execute(own.deps.database)
    const response = await request(own.app).get('/readyz')
    expectBusy(response)
    expect(response.text).toContain('The portal cannot save at the moment')
    await sql`PRAGMA query_only = 0`.execute(own.deps.database)
    expect((await request(own.app).get('/readyz')).status).toBe(200)
  })
})

describe('/readyz of a database', () => {
  it.each(['', '-wal'])(
    'whose file %s was taken away says so, and so does a Submit, until it is back',
    async (part) => {
      const own = await openPortalForTest()
      const person = await own.signIn(people.admin)
      expect((await request(own.app).get('/readyz')).status).toBe(200)
      renameSync(own.file + part, `${own.file}.away`)
      const response = await request(own.app).get('/readyz')
      expect(response.status).toBe(503)
      expect(response.body).toMatchObject({ reason: 'database_replaced' })
      expect((await person.edit(known.quintana.id, { company_city: 'Toledo' })).status).toBe(503)
      renameSync(`${own.file}.away`, own.file + part)
      expect((await request(own.app).get('/readyz')).status).toBe(200)
      expect((await person.edit(known.quintana.id, { company_city: 'Toledo' })).status).toBe(303)
    },
  )
})

describe('a database that another process has locked', () => {
  it('can still be read, and what would be written is put off with a word', async () => {
    const person = await portal.signIn(people.admin)
    const id = /\/customers\/([^/]+)\/account/.exec((await person.get('/customers')).text)?.[1] ?? ''
    const form = await person.editForm(id)
    // A minute later, so that the session's own time would be written as well.
    portal.clock.now += 61_000
    await whileLocked(portal.file, async () => {
      for (const path of ['/', '/customers?q=a', `/customers/${id}/account`, `/customers/${id}/history`]) {
        expect((await person.get(path)).status, path).toBe(200)
      }
      const response = await person.post(`/customers/${id}/account`, { ...form, company_name: 'Too early' })
      expectBusy(response)
      expect(response.text).toContain('The portal is busy')
      expectBusy(await portal.visitor().signIn(people.admin))
    })
    const again = await person.post(`/customers/${id}/account`, { ...form, company_name: 'In time' })
    expect(again.status).toBe(303)
  })
})
