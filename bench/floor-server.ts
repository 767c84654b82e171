import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import express from 'express'

/**
 * The least that a server can do: answers with constant pages. Run as `floor-server.ts KIND PORT FOLDER`; `/list.html` is
 * that file of the folder. `/held` tells for how many ms the event loop was held at most since that was asked last: it is
 * held by nothing but answers, so whatever is beyond their time is the machine's own.
 */

const [kind, port, folder = '.'] = process.argv.slice(2)
const pages = new Map(
  ['list.html', 'account.html', 'edit.html'].map((name) => [
    name,
    readFileSync(path.join(folder, name), 'utf8'),
  ]),
)

/** Time in ms between the monitor's ticks when nothing holds the loop. */
const tickMs = 10
const delay = monitorEventLoopDelay({ resolution: tickMs })
delay.enable()

function held(): string {
  const longest = Math.max(0, delay.max / 1e6 - tickMs)
  delay.reset()
  return String(longest)
}

if (kind === 'express') {
  const app = express()
  // Like the portal's: an ETag would cost a hash of every page.
  app.disable('etag')
  app.get('/', (_req, res) => {
    res.send('ready')
  })
  app.get('/held', (_req, res) => {
    res.send(held())
  })
  app.get('/:page', (req, res) => {
    res.type('html').send(pages.get(req.params.page))
  })
  app.listen(Number(port), '127.0.0.1')
} else {
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  const bodies = new Map([...pages].map(([name, page]) => [`/${name}`, Buffer.from(page)]))
  const ready = Buffer.from('ready')
  const server = createServer((req, res) => {
    const body = req.url === '/held' ? Buffer.from(held()) : (bodies.get(req.url ?? '') ?? ready)
    res.writeHead(200, { ...headers, 'content-length': body.length })
    res.end(body)
  })
  server.listen(Number(port), '127.0.0.1')
}
