import type { CookieOptions, Response } from 'express'

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
