import type { Request, Response } from 'express'
import { cookieOptions, plainCookieOf } from '#src/http/cookies.ts'
import { safePath, urls } from '#src/http/urls.ts'

/**
 * Where the list was left, so that the way back from a customer leads to the same place. Kept by the browser alone, and
 * read like an address that somebody typed: there is nothing in it to be signed.
 */

const listCookie = 'list'

/** The longest address that is kept, in characters: a cookie holds 4 kB. */
const longest = 2000

export function rememberList(res: Response, address: string): void {
  if (address.length <= longest) res.cookie(listCookie, address, cookieOptions(res))
}

/** The address of the list that was left last, if the browser still knows it. */
export function addressOfListLeft(req: Request): string | undefined {
  const address = safePath(plainCookieOf(req, listCookie))
  return address.startsWith(urls.customers) ? address : undefined
}

/** The way back to the list. */
export function listLeftAt(req: Request): string {
  return addressOfListLeft(req) ?? urls.customers
}
