/** Errors that a route may throw and that have a page of their own. The status is the whole message; words are the catalogue's. */

export type HttpStatus = 405 | 413 | 415 | 429 | 503

export class HttpError extends Error {
  readonly status: HttpStatus
  /** Seconds to wait, for 429 and 503. */
  readonly retryAfter: number | undefined

  constructor(status: HttpStatus, reason: string, retryAfter?: number) {
    super(reason)
    this.status = status
    this.retryAfter = retryAfter
  }
}
