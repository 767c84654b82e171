/** What a use case answers to whoever asks for what cannot be done. The reason is for the log; words are the catalogue's. */

export type RefusalKind = 'malformed' | 'not_allowed' | 'not_found'

export class Refusal extends Error {
  readonly kind: RefusalKind

  constructor(kind: RefusalKind, reason: string) {
    super(reason)
    this.kind = kind
  }
}

/** What no form of the portal sends. */
export const badRequest = (reason: string): Refusal => new Refusal('malformed', reason)
/** What there is not, or not of this partner: the two are told apart by nobody. */
export const notFound = (): Refusal => new Refusal('not_found', 'not found')
/** What the person's roles do not grant. */
export const forbidden = (reason: string): Refusal => new Refusal('not_allowed', reason)
