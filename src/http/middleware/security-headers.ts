import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** Seconds of two years: what the HSTS preload list asks for. */
const twoYears = 63_072_000

/** Response headers of every page: nothing inline, nothing from elsewhere, no framing, nothing kept by caches. */
export function securityHeaders(behindTls: boolean): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          // Tabler draws the arrows of selects and the ticks of checkboxes with data: images.
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          objectSrc: ["'none'"],
        },
      },
      strictTransportSecurity: behindTls && { maxAge: twoYears, includeSubDomains: true },
      // no-referrer, helmet's default, makes browsers send "Origin: null" with the portal's own forms.
      referrerPolicy: { policy: 'same-origin' },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      xFrameOptions: { action: 'deny' },
    }),
    (_req, res, next) => {
      res.set('Cache-Control', 'no-store')
      next()
    },
  ]
}
