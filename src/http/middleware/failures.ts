import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { TooBusyError } from '#src/access/passwords.ts'
import { storageFault } from '#src/database/storage-fault.ts'
import { isMessageKey, translator, type MessageKey } from '#src/i18n/translator.ts'
import { assetUrls } from '../assets.ts'
import { notFound, Refusal, type RefusalKind } from '#src/access/refusals.ts'
import { HttpError } from '../errors.ts'
import type { Logger } from '../log.ts'
import { renderPage } from '../render.ts'

/** A page that says what went wrong and what to do. */
export type FailurePage = {
  title: string
  heading: string
  advice: string
  status: number
  request_id: string
}

declare module '../render.ts' {
  interface Views {
    'failures/failure': FailurePage
  }
}

/** Seconds after which a busy portal is worth another try. */
const retrySoon = 2

/** What no route answered. */
export const noSuchPage: RequestHandler = () => {
  throw notFound()
}

/** Turns what a route threw into a page. Bodies and messages of others stay out of the log: the type is enough. */
export function failures(logger: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const failure = toHttpError(error)
    if (failure.status === 500) {
      logger.error({ request_id: req.id, type: typeOf(error), stack: stackOf(error) }, 'a request failed')
    }
    // Of an answer that has begun nothing can be taken back: it ends where it is, so that nobody takes it for whole.
    if (res.headersSent) {
      res.destroy()
      return
    }
    answer(res, failure, req.id as string)
  }
}

type Failure = { status: number; retryAfter?: number | undefined; key: string }

/** The status that a refusal is answered with. */
export const statusOf: Record<RefusalKind, number> = { malformed: 400, not_allowed: 403, not_found: 404 }

function toHttpError(error: unknown): Failure {
  if (error instanceof HttpError)
    return { status: error.status, retryAfter: error.retryAfter, key: String(error.status) }
  if (error instanceof TooBusyError) return { status: 503, retryAfter: retrySoon, key: 'busy' }
  if (error instanceof Refusal) return { status: statusOf[error.kind], key: String(statusOf[error.kind]) }
  const fault = storageFault(error)
  if (fault) return { status: 503, retryAfter: retrySoon, key: fault }
  // Body-parser's and Express's own errors carry a 4xx status.
  const status = (error as { status?: unknown } | null)?.status
  if (typeof status === 'number' && status >= 400 && status < 500) return { status, key: String(status) }
  return { status: 500, key: '500' }
}

function answer(res: Response, failure: Failure, requestId: string): void {
  frameForFailure(res)
  const { t } = res.locals
  const heading = message(`failure.${failure.key}.heading`, 'failure.400.heading')
  const advice = message(`failure.${failure.key}.advice`, 'failure.400.advice')
  res.status(failure.status)
  if (failure.status === 405) res.set('Allow', 'GET, HEAD, POST')
  if (failure.retryAfter !== undefined) res.set('Retry-After', String(failure.retryAfter))
  renderPage(res, 'failures/failure', {
    title: t(heading),
    heading: t(heading),
    advice: t(advice),
    status: failure.status,
    request_id: requestId,
  })
}

/** A request refused before its language was settled still gets a page. */
function frameForFailure(res: Response): void {
  if ((res.locals as Partial<typeof res.locals>).ui) return
  res.locals.t = translator('en')
  res.locals.began = performance.now()
  res.locals.ui = {
    locale: 'en',
    theme: 'auto',
    staff: undefined,
    navigation: [],
    csrf: '',
    flash: undefined,
    languages: [],
    here: '/',
    assets: assetUrls,
  }
}

const message = (key: string, fallback: MessageKey): MessageKey => (isMessageKey(key) ? key : fallback)

const typeOf = (error: unknown): string => (error instanceof Error ? error.constructor.name : typeof error)

/** Where it failed, without the message, which may quote somebody's data. */
function stackOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n')
}
