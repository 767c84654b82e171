import type { RequestHandler } from 'express'
import { badRequest } from '#src/access/refusals.ts'
import { HttpError } from '../errors.ts'

const methods = new Set(['GET', 'HEAD', 'POST'])

/**
 * Refuses requests whose meaning is not certain: unknown methods, more than one Host (RFC 9112, 3.2), an address that is
 * not valid percent-encoded UTF-8 or holds NUL. Express would take the last two literally.
 */
export const wellFormed: RequestHandler = (req, _res, next) => {
  if (!methods.has(req.method)) throw new HttpError(405, 'method not allowed')
  const hosts = req.rawHeaders.filter((header, index) => index % 2 === 0 && header.toLowerCase() === 'host')
  if (hosts.length > 1) throw badRequest('more than one Host')
  if (!req.originalUrl.startsWith('/')) throw badRequest('the request target is not a path')
  if (!isCleanEncoding(req.originalUrl)) throw badRequest('the address is not valid UTF-8')
  next()
}

/** Whether text decodes as percent-encoded UTF-8 (RFC 3986, 2.1) without NUL. */
export function isCleanEncoding(text: string): boolean {
  if (text.includes('\0') || text.includes('%00')) return false
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
