import { hkdfSync } from 'node:crypto'
import { parseCookie, type Cookies } from 'cookie'
import { sign, unsign } from 'cookie-signature'
import type { CookieOptions, Request, Response } from 'express'
import { remembered } from '#src/reference/remembered.ts'
import type { Clock } from './clock.ts'

/**
 * The portal's own cookies. What a browser sends is text and nothing else. What is signed is signed for one name and up to
 * a time, with the first of the secrets, and believed with any: under another name or after its end it says nothing,
 * whatever a browser keeps.
 */

/** Characters of a cookie's value; browsers keep 4,096 bytes of name and value (RFC 6265bis, 5.6). */
const longest = 4096

const sent = new WeakMap<Request, Cookies>()

function cookiesOf(req: Request): Cookies {
  const known = sent.get(req) ?? parseCookie(req.get('cookie') ?? '')
  sent.set(req, known)
  return known
}

/** What a browser sent under a name, without asking who wrote it: input like any other. */
export function plainCookieOf(req: Request, name: string): string | undefined {
  const value = cookiesOf(req)[name]
  return value !== undefined && value.length <= longest ? value : undefined
}

/** What a signed cookie holds; undefined when there is none, it is past its end, or somebody else wrote it. */
export function cookieOf(req: Request, name: string): unknown {
  const value = plainCookieOf(req, name)
  if (value === undefined) return undefined
  for (const secret of req.app.get('cookie secrets') as string[]) {
    const text = unsign(value, cookieKey(name, secret))
    if (text === false) continue
    const { holds, until_ms } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Sealed
    return until_ms > (req.app.get('clock') as Clock)() ? holds : undefined
  }
  return undefined
}

type Sealed = { holds: unknown; until_ms: number }

/** Leaves a signed cookie that says something up to its end, here and in the browser. */
export function setCookie(res: Response, name: string, holds: unknown, aliveMs: number): void {
  const until_ms = (res.app.get('clock') as Clock)() + aliveMs
  const text = Buffer.from(JSON.stringify({ holds, until_ms } satisfies Sealed)).toString('base64url')
  const [secret = ''] = res.app.get('cookie secrets') as string[]
  res.cookie(name, sign(text, cookieKey(name, secret)), { ...cookieOptions(res), maxAge: aliveMs })
}

export function clearCookie(res: Response, name: string): void {
  res.clearCookie(name, cookieOptions(res))
}

/** The key that signs the cookies of one name (HKDF, RFC 5869). */
export const cookieKey = remembered((name: string, secret: string): string =>
  Buffer.from(hkdfSync('sha256', secret, '', `partner-desk cookie ${name}`, 32)).toString('base64url'),
)

/** How every cookie of the portal's own is set: out of reach of scripts, and not sent along from other sites. */
export function cookieOptions(res: Response): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: res.app.get('cookies secure') as boolean }
}
