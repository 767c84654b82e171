import cookieParser from 'cookie-parser'
import type { CookieOptions, Request, RequestHandler, Response } from 'express'

/**
 * The portal's own cookies: signed with the first of the secrets, and believed when signed with any. One that says nothing
 * to be believed is plain.
 */

/** Reads the cookies of a request. Signatures are checked when a cookie is asked for: each is an HMAC. */
export const cookies: RequestHandler[] = [
  cookieParser(),
  (req, _res, next) => {
    // What `res.cookie` signs with.
    Object.assign(req, { secret: secretsOf(req)[0] })
    next()
  },
]

/** What a cookie of the portal's own holds; undefined when there is none, or somebody else wrote it. */
export function cookieOf(req: Request, name: string): unknown {
  const cookie = plainCookieOf(req, name)
  if (typeof cookie !== 'string' || !cookie.startsWith('s:')) return undefined
  const text = cookieParser.signedCookie(cookie, secretsOf(req))
  return text === false ? undefined : (cookieParser.JSONCookie(text) ?? text)
}

/** What a cookie without a signature holds: input like any other. */
export function plainCookieOf(req: Request, name: string): unknown {
  return (req.cookies as Record<string, unknown> | undefined)?.[name]
}

const secretsOf = (req: Request): string[] => req.app.get('cookie secrets') as string[]

/** How every cookie of the portal's own is set: signed, out of reach of scripts, and not sent along from other sites. */
export function cookieOptions(res: Response, maxAge?: number): CookieOptions {
  return {
    signed: true,
    httpOnly: true,
    sameSite: 'lax',
    secure: res.app.get('cookies secure') as boolean,
    ...(maxAge === undefined ? {} : { maxAge }),
  }
}
