import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** The end of a server: whoever has asked is answered, and nobody else holds it up. */

/** How long an answer may be worked out once the server was asked to end, in ms. */
export const drainMs = 9000
/** How long a client may take to send the rest of a request, or to take the rest of an answer, in ms. */
const clientMs = 2000
const lookEveryMs = 100

type Exchange = { req: IncomingMessage; res: ServerResponse }

/**
 * Watches a server's connections from its beginning.
 * @returns ends it: is done when the last connection has closed
 */
export function drainable(server: Server): () => Promise<void> {
  const connections = new Map<Socket, Set<Exchange>>()
  let draining = false

  server.on('connection', (socket: Socket) => {
    connections.set(socket, new Set())
    socket.once('close', () => connections.delete(socket))
  })
  // Before the listener that answers.
  server.prependListener('request', (req, res) => {
    const exchange = { req, res }
    const own = connections.get(req.socket)
    own?.add(exchange)
    if (draining) res.setHeader('Connection', 'close')
    res.once('close', () => {
      own?.delete(exchange)
      if (draining) server.closeIdleConnections()
    })
  })

  return async function drain(): Promise<void> {
    draining = true
    const closed = once(server, 'close')
    server.close()
    for (const { res } of [...connections.values()].flatMap((exchanges) => [...exchanges]))
      if (!res.headersSent) res.setHeader('Connection', 'close')
    const waitsSince = new WeakMap<Socket, number>()
    const began = performance.now()
    const look = setInterval(() => {
      const now = performance.now()
      for (const [socket, exchanges] of connections) {
        if (isWorkedOn(exchanges)) waitsSince.delete(socket)
        else if (!waitsSince.has(socket)) waitsSince.set(socket, now)
        const waits = now - (waitsSince.get(socket) ?? now)
        if (socket.bytesRead === 0 || waits > clientMs || now - began > drainMs) socket.destroy()
      }
    }, lookEveryMs)
    await closed
    clearInterval(look)
  }
}

/** Whether it is the portal that is waited for, and not the client: a request has come whole, its answer is not given yet. */
function isWorkedOn(exchanges: ReadonlySet<Exchange>): boolean {
  return [...exchanges].some(({ req, res }) => req.complete && !res.writableEnded)
}
