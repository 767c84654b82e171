import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import { pino, type Logger } from 'pino'
import { pinoHttp } from 'pino-http'

export type { Logger }

/** JSON lines; pino escapes line breaks, so that no value can forge a line. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}

type Logged = {
  id: unknown
  method?: string
  route?: { path: string }
  session?: { staff?: { id: number; partner_id: number } }
}

/**
 * One line a request, of allow-listed fields: ids instead of names, the route's pattern instead of the address (which
 * may hold what somebody searched for).
 */
export function logRequests(logger: Logger): RequestHandler {
  const fields = (req: Logged, res: { statusCode: number }, { responseTime }: { responseTime: number }) => ({
    request_id: req.id,
    method: req.method,
    route: req.route?.path,
    status: res.statusCode,
    ms: responseTime,
    staff_id: req.session?.staff?.id,
    partner_id: req.session?.staff?.partner_id,
  })
  return pinoHttp({
    logger,
    genReqId: () => randomUUID(),
    serializers: { req: nothing, res: nothing, err: nothing },
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
    customSuccessObject: (req, res, measured: { responseTime: number }) => fields(req, res, measured),
    customErrorObject: (req, res, _error, measured: { responseTime: number }) => fields(req, res, measured),
  })
}

const nothing = (): undefined => undefined
