import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, onTestFinished, vi } from 'vitest'
import { demonstrationPassword } from '#src/demonstration/demonstration.ts'
import { portalCommand } from '#test/support/command.ts'
import { FormClient } from '#test/support/form-client.ts'
import { people } from '#test/support/person.ts'
import { copyDatabase, ServerProcess } from '#test/support/server-process.ts'

/** The real process when it is told to stop, is locked out, is not alone, or meets slow clients. */

let database: { file: string; remove: () => void }
let customers: string[]
let server: ServerProcess
/** How long the connection of a slow client was kept, in ms. */
let slow: Promise<number>

beforeAll(async () => {
  database = copyDatabase(inject('seededDatabase'))
  customers = withDatabase((file) =>
    file.prepare<[], string>('SELECT id FROM customers WHERE partner_id = 1').pluck().all(),
  )
  server = await ServerProcess.start({ file: database.file })
  slow = openSlowly(server.port)
})

beforeEach(async () => {
  if (!server.running) await server.startAgain()
})

afterAll(async () => {
  await server.stop()
  database.remove()
})

function withDatabase<Result>(work: (file: SqliteDatabase.Database) => Result): Result {
  const file = new SqliteDatabase(database.file)
  try {
    return work(file)
  } finally {
    file.close()
  }
}

async function signedIn(url: string, email: string): Promise<FormClient> {
  const client = new FormClient(url)
  await client.signIn(email, demonstrationPassword)
  return client
}

describe('SIGTERM', () => {
  it('answers every Submit in flight, then ends well', async () => {
    const other = copyDatabase(inject('seededDatabase'))
    onTestFinished(other.remove)
    const stopping = await ServerProcess.start({ file: other.file })
    onTestFinished(async () => {
      await stopping.stop()
    })
    const client = await signedIn(stopping.url, people.admin)
    const { fields } = await client.open(customers[0]!)
    const submits = await Promise.all(
      customers.slice(0, 64).map((id, index) => {
        const version = String(versionOf(other.file, id))
        const body = new URLSearchParams({
          _csrf: fields._csrf!,
          version,
          billing_middle_name: `Before the end ${index}`,
        })
        return halfSubmit(stopping.port, id, client.cookie, body.toString())
      }),
    )
    const stopped = performance.now()
    const ended = stopping.stop('SIGTERM')
    const answers = await Promise.all(submits.map((submit) => submit.finish()))
    expect(answers.map((answer) => answer.split('\r\n')[0])).toEqual(
      answers.map(() => 'HTTP/1.1 303 See Other'),
    )
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(performance.now() - stopped).toBeLessThan(10_000)
    const file = new SqliteDatabase(other.file)
    const kept = file
      .prepare<[], number>(`SELECT count(*) FROM customers WHERE billing_middle_name LIKE 'Before the end %'`)
      .pluck()
      .get()
    file.close()
    expect(kept).toBe(64)
  })
})

describe('another process holds the write lock', () => {
  it('a Submit is told to come again, without waiting for the lock, pages are shown, and all is well afterwards', async () => {
    const client = await signedIn(server.url, people.admin)
    const form = await client.open(customers[20]!)
    const edit = { ...form, fields: { ...form.fields, billing_middle_name: 'Patient' } }
    const holder = new SqliteDatabase(database.file)
    holder.exec('BEGIN IMMEDIATE')
    try {
      const refused = await client.submit(edit)
      expect(refused.status).toBe(503)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      for (const path of ['/', '/customers?q=ma', `/customers/${customers[20]}/account`, '/activity']) {
        expect((await client.get(path)).status, path).toBe(200)
      }
      expect((await client.get('/readyz')).status).toBe(503)
    } finally {
      holder.exec('ROLLBACK')
      holder.close()
    }
    expect((await client.submit(edit)).status).toBe(303)
    expect((await client.get('/readyz')).status).toBe(200)
  })
})

describe('a storage that keeps nothing any more', () => {
  it('makes every Submit and /readyz 503, until it keeps what is written again', async () => {
    const other = copyDatabase(inject('seededDatabase'))
    onTestFinished(other.remove)
    // The database fits, what SQLite gathers in the log before it empties that does not.
    const full = await ServerProcess.start({ file: other.file, largestFile: 6000 })
    onTestFinished(async () => {
      await full.stop()
    })
    const client = await signedIn(full.url, people.admin)
    const edit = await client.open(customers[50]!)
    expect((await client.get('/readyz')).status).toBe(200)
    let saved = 0
    const submit = async () => {
      const version = String(versionOf(other.file, edit.customer_id))
      const fields = {
        ...edit.fields,
        version,
        original_version: version,
        billing_middle_name: `Edit ${saved}`,
      }
      return (await client.submit({ ...edit, fields })).status
    }
    let status = await submit()
    while (status === 303) {
      saved += 1
      status = await submit()
    }
    expect(status).toBe(503)
    const answer = await client.get('/readyz')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({ reason: 'failing' })
    expect((await client.get('/')).status).toBe(200)

    const room = new SqliteDatabase(other.file)
    room.pragma('wal_checkpoint(TRUNCATE)')
    room.close()
    expect((await client.get('/readyz')).status).toBe(200)
    expect(await submit()).toBe(303)
  })
})

describe('two first starts at once', () => {
  it('both serve the database that one of them has made', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
    const file = path.join(folder, 'data', 'portal.db')
    const [first, second, command] = await Promise.all([
      ServerProcess.start({ file }),
      ServerProcess.start({ file }),
      portalCommand(file, ['seed']),
    ])
    onTestFinished(async () => {
      await Promise.all([first.stop(), second.stop()])
      rmSync(folder, { recursive: true })
    })
    expect(command).toMatchObject({ code: 0, err: '' })
    // Each is ready as soon as its writer is.
    for (const { url } of [first, second])
      await vi.waitUntil(async () => (await fetch(`${url}/readyz`)).ok, { timeout: 60_000 })
    const made = new SqliteDatabase(file)
    expect(made.prepare('SELECT count(*) FROM partners').pluck().get()).toBe(2)
    made.close()
  })
})

describe('two processes on one file', () => {
  it('lose no edit of the same customer', async () => {
    const second = await ServerProcess.start({ file: database.file })
    onTestFinished(async () => {
      await second.stop()
    })
    const id = customers[30]!
    const before = versionOf(database.file, id)
    const racers = await Promise.all([
      signedIn(server.url, people.admin),
      signedIn(second.url, people.sales),
      signedIn(server.url, people.globalAdmin),
      signedIn(second.url, people.admin),
    ])
    const saved: string[] = []
    await Promise.all(
      racers.map(async (racer, number) => {
        const { fields } = await racer.open(id)
        for (let count = 0; count < 10; count += 1) {
          saved.push(await insist(racer, id, fields._csrf!, `Racer ${number} edit ${count}`))
        }
      }),
    )
    expect(new Set(saved).size).toBe(40)
    const { versions, values } = withDatabase((file) => ({
      versions: file
        .prepare<[string, number], number>(
          'SELECT to_version FROM history WHERE customer_id = ? AND to_version > ? ORDER BY seq',
        )
        .pluck()
        .all(id, before),
      values: file
        .prepare<[string, number], string>(
          `SELECT after_value FROM history JOIN history_changes USING (seq)
            WHERE customer_id = ? AND to_version > ? ORDER BY seq`,
        )
        .pluck()
        .all(id, before),
    }))
    expect(versions).toEqual(Array.from({ length: 40 }, (_, index) => before + 1 + index))
    expect(versionOf(database.file, id)).toBe(before + 40)
    expect(values.toSorted()).toEqual(saved.toSorted())
  })
})

describe('several workers over one file', () => {
  it('share sessions, lose no edit, and end when they are told to', async () => {
    const several = await ServerProcess.start({ file: database.file, env: { WEB_CONCURRENCY: '2' } })
    const id = customers[40]!
    const before = versionOf(database.file, id)
    const racers = await Promise.all([
      signedIn(several.url, people.admin),
      signedIn(several.url, people.sales),
      signedIn(several.url, people.globalAdmin),
    ])
    const saved: string[] = []
    await Promise.all(
      racers.map(async (racer, number) => {
        const { fields } = await racer.open(id)
        for (let count = 0; count < 10; count += 1)
          saved.push(await insist(racer, id, fields._csrf!, `Worker ${number} edit ${count}`))
      }),
    )
    expect(versionOf(database.file, id)).toBe(before + 30)
    expect(new Set(saved).size).toBe(30)
    expect(await several.stop('SIGTERM')).toEqual({ code: 0, signal: null })
    await expect(fetch(several.url)).rejects.toThrow()
  })
})

describe('a client that takes its time', () => {
  it('is let go within 20 seconds', async () => {
    expect(await slow).toBeLessThan(20_000)
  })
})

/** Edits one field until that is saved: after a lost race, or while the other process writes, it tries again. */
async function insist(client: FormClient, id: string, _csrf: string, value: string): Promise<string> {
  for (;;) {
    const version = String(versionOf(database.file, id))
    const fields = { _csrf, version, billing_middle_name: value }
    const { status } = await client.submit({ customer_id: id, fields })
    if (status === 303) return value
    if (status !== 409 && status !== 503) throw new Error(`an unexpected answer: ${status}`)
  }
}

function versionOf(path: string, id: string): number {
  const file = new SqliteDatabase(path)
  const version = file.prepare<[string], number>('SELECT version FROM customers WHERE id = ?').pluck().get(id)
  file.close()
  return version ?? 0
}

/** Sends a Submit but for the last byte, so that it is in flight until `finish`. */
async function halfSubmit(port: number, id: string, cookie: string, body: string) {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    [
      `POST /customers/${id}/account HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      `Cookie: ${cookie}`,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
      '',
      '',
    ].join('\r\n'),
  )
  // The server says so when it has read the head: from then on it has the request.
  const [goAhead] = (await once(socket, 'data')) as [Buffer]
  expect(goAhead.toString()).toMatch(/^HTTP\/1\.1 100 /)
  socket.write(body.slice(0, -1))
  return {
    async finish(): Promise<string> {
      const answer = received(socket)
      socket.write(body.slice(-1))
      return await answer
    },
  }
}

/** What arrives until the other side is done, or has answered whole. */
async function received(socket: Socket): Promise<string> {
  let text = ''
  for await (const chunk of socket) {
    text += String(chunk)
    if (text.includes('\r\n\r\n')) break
  }
  return text
}

/**
 * A connection whose headers trickle in and never end.
 * @returns how long it took the server to close it, in ms
 */
async function openSlowly(port: number): Promise<number> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const opened = performance.now()
  socket.on('error', () => undefined)
  socket.write('GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n')
  const trickle = setInterval(() => socket.write('X-More: 1\r\n'), 500)
  socket.resume()
  await once(socket, 'close')
  clearInterval(trickle)
  return performance.now() - opened
}
