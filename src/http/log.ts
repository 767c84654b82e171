import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import { pino, type Logger } from 'pino'
import { pinoHttp } from 'pino-http'

export type { Logger }

/** JSON lines; pino escapes line breaks, so that no value can forge a line. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}

/**
 * One line a request, of allow-listed fields: ids instead of names, the route's pattern instead of the address (which
 * may hold what somebody searched for).
 */
export function logRequests(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: () => randomUUID(),
    serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
    customProps: (req, res) => {
      const request = req as unknown as {
        method: string
        route?: { path: string }
        session?: { staff?: { id: number; partner_id: number } }
      }
      return {
        request_id: req.id,
        method: request.method,
        route: request.route?.path,
        status: res.statusCode,
        staff_id: request.session?.staff?.id,
        partner_id: request.session?.staff?.partner_id,
      }
    },
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
  })
}
