import type { RequestHandler } from 'express'
import type { Logger } from '../log.ts'

/** Addresses that those who run the portal ask from beside the proxy. */
const besideTheProxy = new Set(['/healthz', '/readyz', '/metrics'])

/**
 * Says in the log, once, where requests and the setting TRUST_PROXY do not fit: without it everybody behind a proxy counts
 * as one address, and with it whoever comes past the proxy can say any.
 */
export function noticeProxies(logger: Logger, trusted: boolean): RequestHandler {
  let isSaid = false
  return (req, _res, next) => {
    const forwarded = req.get('x-forwarded-for') !== undefined
    if (!isSaid && forwarded !== trusted && !besideTheProxy.has(req.path)) {
      isSaid = true
      logger.warn(
        trusted
          ? 'a request came without X-Forwarded-For: TRUST_PROXY is set, and must be only where every request comes through a proxy'
          : 'a request came with X-Forwarded-For: if there is a proxy in front, all who come through it count as one address until TRUST_PROXY is set',
      )
    }
    next()
  }
}
