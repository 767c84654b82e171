import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { drainable } from '#src/drain.ts'

/** A server's end is held up by whoever waits for an answer, and by nobody who lets it wait. */

/** More than the network keeps for a reader who does not read, in bytes. */
const large = 64 * 1024 * 1024

/** A server whose answers are given by the test, and a client of it. */
async function serverToDrain() {
  const asked = new Map<string, (res: ServerResponse) => void>()
  const server = createServer((req, res) => {
    req.resume()
    asked.get(req.url ?? '')?.(res)
  })
  const drain = drainable(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  async function client(text: string): Promise<Socket> {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    socket.write(text)
    return socket
  }
  /** The server's side of a request that it has read. */
  const arrived = (url: string) =>
    new Promise<ServerResponse>((resolve) => {
      asked.set(url, resolve)
    })
  return { drain, client, arrived }
}

const get = (url: string): string => `GET ${url} HTTP/1.1\r\nHost: portal\r\n\r\n`

async function whole(socket: Socket): Promise<string> {
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  return text
}

it('whoever is slow is let go while another one is still being answered, and that one is answered whole', async () => {
  const { drain, client, arrived } = await serverToDrain()
  const [answered, half, slow, busy] = ['/answered', '/half', '/slow', '/busy'].map(arrived)

  const silent = await client('')
  const halfHead = await client('GET /never HTTP/1.1\r\nHost: por')
  const kept = await client(get('/answered'))
  ;(await answered!).end('once')
  await once(kept, 'data')
  const halfBody = await client('POST /half HTTP/1.1\r\nHost: portal\r\nContent-Length: 10\r\n\r\nhalf')
  await half
  const slowReader = await client(get('/slow'))
  slowReader.pause()
  ;(await slow!).end(Buffer.alloc(large))
  const waiting = await client(get('/busy'))
  const answer = await busy!

  const over = drain()
  const received = whole(waiting)
  await Promise.all([silent, halfHead, kept, halfBody, slowReader].map((socket) => gone(socket)))
  answer.end('at last')
  expect(await received).toMatch(/Connection: close[^]*at last/)
  await over
})

it('what arrives whole in the meantime is answered', async () => {
  const { drain, client, arrived } = await serverToDrain()
  const late = arrived('/late')
  const socket = await client(get('/late').slice(0, -2))
  const other = arrived('/other')
  const asking = await client(get('/other'))
  const answer = await other
  const over = drain()
  socket.write('\r\n')
  const received = whole(socket)
  ;(await late).end('late')
  expect(await received).toContain('late')
  const answered = whole(asking)
  answer.end('other')
  expect(await answered).toContain('other')
  await over
})

/** The end of a connection, which a client sees that does not read only when it does. */
async function gone(socket: Socket): Promise<void> {
  if (socket.destroyed) return
  const closed = once(socket, 'close')
  socket.resume()
  await closed
}
