import type { Request, Response } from 'express'
import { cookieOptions } from '#src/http/cookies.ts'
import { safePath, urls } from '#src/http/urls.ts'

/** Where the list was left, so that the way back from a customer leads to the same place. Kept by the browser alone. */

const name = 'list'

/** The longest address that is kept, in characters: a cookie holds 4 kB. */
const longest = 2000

export function rememberList(res: Response, address: string): void {
  if (address.length <= longest) res.cookie(name, address, cookieOptions(res))
}

export function listLeftAt(req: Request): string {
  const address = safePath((req.signedCookies as Record<string, unknown>)[name])
  return address.startsWith(urls.customers) ? address : urls.customers
}
