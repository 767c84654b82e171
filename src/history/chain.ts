import { createHash, createHmac, randomBytes } from 'node:crypto'

/**
 * What makes a changed history show: each row carries an HMAC-SHA-256 (RFC 2104) over the row before it and itself, with a
 * key that is not in the database. Values go in as salted digests, so that erasing one leaves the chain whole and nothing
 * to guess it by. Pure.
 */

/** A signing key; the secret has at least 32 characters. */
export type HistoryKey = { id: string; secret: string }

/** The part of an entry that its HMAC covers, in this order. */
export type SignedEntry = {
  seq: number
  partner_id: number
  customer_id: string
  staff_id: number
  at_ms: number
  from_version: number
  to_version: number
  origin: string | null
  origin_version: number | null
  reason_digest: string | null
  changes: readonly { field: string; digest: string }[]
}

/** What stands before the first entry. */
export const beginning = ''

/** The HMAC of an entry that follows one with the HMAC `previous`. */
export function macOf(entry: SignedEntry, previous: string, key: HistoryKey): string {
  const covered = [
    previous,
    key.id,
    entry.seq,
    entry.partner_id,
    entry.customer_id,
    entry.staff_id,
    entry.at_ms,
    entry.from_version,
    entry.to_version,
    entry.origin,
    entry.origin_version,
    entry.reason_digest,
    ...entry.changes.map(({ field, digest }) => [field, digest]),
  ]
  return createHmac('sha256', key.secret).update(JSON.stringify(covered)).digest('base64url')
}

/** 128 random bits: without them a digest of a phone number could be guessed back. */
export function newSalt(): Buffer {
  return randomBytes(16)
}

/** SHA-256 of salted values. */
export function digestOf(salt: Buffer, ...values: string[]): string {
  return createHash('sha256').update(salt).update(JSON.stringify(values)).digest('base64url')
}
