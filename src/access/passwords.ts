import { hash, verify } from '@node-rs/argon2'
import { normalForm } from '#src/reference/normal-form.ts'

/** Argon2id, the library's default, as OWASP's password storage cheat sheet asks: 46 MiB, one pass, one lane. */
const cost = { memoryCost: 47104, timeCost: 1, parallelism: 1 }

/** Each hash holds 46 MiB and a core, so few run at once and few wait in each line. */
const runningAtMost = 2
const waitingAtMost = 20

/** Too many people sign in at this moment. Answered with 503. */
export class TooBusyError extends Error {}

/** Whom a password is looked at for: somebody the portal knows, by a session or a browser, or anybody. */
export type Line = 'known' | 'stranger'

let running = 0
const waiting: Record<Line, (() => void)[]> = { known: [], stranger: [] }

/**
 * Does work that a hash is part of, when it is its turn: those who are known have a line of their own, and come first, so
 * that strangers cannot keep them waiting.
 * @throws TooBusyError when too many wait in that line already
 */
export async function inTurn<T>(line: Line, work: () => Promise<T>): Promise<T> {
  if (running >= runningAtMost) {
    if (waiting[line].length >= waitingAtMost) throw new TooBusyError('too many passwords are being checked')
    await new Promise<void>((resolve) => waiting[line].push(resolve))
  } else {
    running += 1
  }
  try {
    return await work()
  } finally {
    const next = waiting.known.shift() ?? waiting.stranger.shift()
    if (next) next()
    else running -= 1
  }
}

/** Hashes a password for storage. @throws TooBusyError when too many wait already */
export function hashPassword(password: string): Promise<string> {
  return inTurn('known', () => hash(normalForm(password, 'NFC'), cost))
}

let unknownPersonHash: Promise<string> | undefined

/**
 * Checks a password; it is the caller's to wait for a turn.
 * @param stored the hash, or undefined for an unknown person: that takes as long and is always false
 */
export async function passwordMatches(password: string, stored: string | undefined): Promise<boolean> {
  unknownPersonHash ??= hash('nobody has this password', cost)
  const matches = await verify(stored ?? (await unknownPersonHash), normalForm(password, 'NFC'))
  return matches && stored !== undefined
}

/** ASVS 5.0, 6.2: length is what counts. In code points. */
export const passwordLength = { least: 15, most: 128 }
