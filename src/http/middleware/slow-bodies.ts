import type { RequestHandler } from 'express'

/** How long a form may take to come, in ms. */
const formMs = 15_000

/** Lets go of clients that are slow to send a form; a file may take as long as the server waits for any request. */
export const slowBodies: RequestHandler = (req, res, next) => {
  if (!req.complete && !req.is('multipart/form-data')) {
    const timer = setTimeout(() => {
      if (!req.complete) req.socket.destroy()
    }, formMs)
    res.once('close', () => {
      clearTimeout(timer)
    })
  }
  next()
}
