import { Agent, createServer, request, type IncomingHttpHeaders } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import type { Express } from 'express'

/** The portal on a port of its own, for what no browser or client library would send. */

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

export type Wire = {
  port: number
  /** A request that Node's client sends for us. */
  send: (message: Message) => Promise<Answer>
  /** The bytes of a request as they are; what came back, whole. */
  raw: (bytes: string | Buffer) => Promise<string>
  close: () => Promise<void>
}

type Message = {
  method?: string
  path: string
  headers?: Record<string, string | string[]>
  body?: string | Buffer
  /** Whether the connection may be used again: for many requests in a row. */
  keep?: boolean
}

export async function openWire(app: Express): Promise<Wire> {
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const kept = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    port,
    send: (message) => send(port, message, message.keep ? kept : false),
    raw: (bytes) => raw(port, bytes),
    async close() {
      kept.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function send(
  port: number,
  { method = 'GET', path, headers = {}, body }: Message,
  agent: Agent | false,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
  })
  sent.on('error', reject)
  sent.end(body)
  return promise
}

function raw(port: number, bytes: string | Buffer): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const socket = connect(port, '127.0.0.1', () => socket.end(bytes))
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString()))
  socket.on('close', () => resolve(text))
  socket.on('error', reject)
  return promise
}

/** The status of a raw answer, or 0 when the connection was closed without one. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0)
}
