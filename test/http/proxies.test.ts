import { Writable } from 'node:stream'
import express from 'express'
import { pino } from 'pino'
import request from 'supertest'
import { expect, it } from 'vitest'
import { noticeProxies } from '#src/http/middleware/proxies.ts'

async function logOf(trusted: boolean, requests: { path: string; forwarded?: string }[]): Promise<string[]> {
  const lines: string[] = []
  const log = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push((JSON.parse(line.toString()) as { msg: string }).msg)
      done()
    },
  })
  const app = express()
  app.use(noticeProxies(pino(log), trusted), (_req, res) => {
    res.end()
  })
  for (const { path, forwarded } of requests)
    await request(app)
      .get(path)
      .set(forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded })
  return lines
}

const direct = { path: '/sign-in' }
const proxied = { path: '/sign-in', forwarded: '192.0.2.1' }

it.each([
  [
    'a proxy that TRUST_PROXY does not know of',
    false,
    [direct, proxied, proxied],
    'until TRUST_PROXY is set',
  ],
  [
    'somebody who comes past the proxy',
    true,
    [proxied, direct, direct],
    'a request came without X-Forwarded-For',
  ],
])('%s is said in the log, once', async (_name, trusted, requests, said) => {
  const lines = await logOf(trusted, requests)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain(said)
})

it.each([
  ['no proxy', false, [direct, direct]],
  ['a proxy that is known, and who looks after the portal beside it', true, [proxied, { path: '/readyz' }]],
])('%s is nothing to be said', async (_name, trusted, requests) => {
  expect(await logOf(trusted, requests)).toEqual([])
})
