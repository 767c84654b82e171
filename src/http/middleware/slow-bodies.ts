import type { Request, RequestHandler } from 'express'

/** How long a form may take to come, in ms. */
const formMs = 15_000
/** How much of a file has to come, in bytes, in the same time. */
const leastOfFile = 8 * 1024

/** What lets go of the client of a request that has not come whole. */
const watches = new WeakMap<Request, NodeJS.Timeout>()

/**
 * Lets go of clients that are slow to send a body, of whatever kind and to whatever address; also of those that were
 * answered before it came.
 */
export const slowBodies: RequestHandler = (req, _res, next) => {
  if (!req.complete) {
    watch(
      req,
      setTimeout(() => {
        letGo(req)
      }, formMs),
    )
    req.once('close', () => {
      clearTimeout(watches.get(req))
    })
  }
  next()
}

/** A file may take its time, as long as something of it comes. */
export function letFileCome(req: Request): void {
  const { socket } = req
  let before = socket.bytesRead
  watch(
    req,
    setInterval(() => {
      if (socket.bytesRead - before < leastOfFile) letGo(req)
      before = socket.bytesRead
    }, formMs),
  )
}

function watch(req: Request, timer: NodeJS.Timeout): void {
  clearTimeout(watches.get(req))
  watches.set(req, timer.unref())
}

function letGo(req: Request): void {
  clearTimeout(watches.get(req))
  if (!req.complete) req.socket.destroy()
}
