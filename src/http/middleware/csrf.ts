import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { forbidden } from '#src/access/refusals.ts'
import type { StaffRequest } from '../staff-request.ts'
import { visitorToken } from '../visitor.ts'
import { formValue } from './form-body.ts'

/**
 * Refuses what another site's page sends in a person's name, by the browser's own word: Sec-Fetch-Site, or Origin where
 * the browser is too old for that. A client that sends neither is no browser and holds no ambient cookie.
 * @param portalHost the host that the portal is reached by, besides the one in the request
 */
export function sameOriginOnly(portalHost: string): RequestHandler {
  return (req, _res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') {
      next()
      return
    }
    const site = req.get('sec-fetch-site')
    const origin = req.get('origin')
    const own = site ? site === 'same-origin' || site === 'none' : !origin || isOwn(origin, req.get('host'))
    if (!own) throw forbidden('sent by another site')
    next()

    function isOwn(from: string, host: string | undefined): boolean {
      if (!URL.canParse(from)) return false
      const sender = new URL(from).host
      return sender === portalHost || sender === host
    }
  }
}

/** The token of the session, or of the browser where there is none; '' where no form has been given one. */
export function csrfToken(req: Request): string {
  const session = req.session as typeof req.session | undefined
  return session?.csrf_token ?? visitorToken(req) ?? ''
}

/** Whether a token is that of the session that a request is sent in. */
export function isOwnToken(req: Request, token: string): boolean {
  const wanted = Buffer.from(csrfToken(req))
  const given = Buffer.from(token)
  return wanted.length > 0 && wanted.length === given.length && timingSafeEqual(wanted, given)
}

/**
 * Refuses a form that does not carry the token of the session it is sent in.
 * @param otherwise may answer such a form in another way that changes nothing; it says whether it did
 */
export function requireCsrfToken(
  otherwise?: (req: StaffRequest, res: Response) => Promise<boolean>,
): RequestHandler {
  return async (req, res, next) => {
    if (isOwnToken(req, formValue(req, '_csrf'))) {
      next()
      return
    }
    const answered = await otherwise?.(req as StaffRequest, res)
    if (!answered) throw forbidden('the form does not belong to this session')
  }
}
