import { hash, verify } from '@node-rs/argon2'
import { normalForm } from '#src/reference/normal-form.ts'

/** Argon2id, the library's default, as OWASP's password storage cheat sheet asks: 46 MiB, one pass, one lane. */
const cost = { memoryCost: 47104, timeCost: 1, parallelism: 1 }

/** Each hash holds 46 MiB and a core, so few run at once and few wait. */
const runningAtMost = 2
const waitingAtMost = 20

/** Too many people sign in at this moment. Answered with 503. */
export class TooBusyError extends Error {}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= runningAtMost) {
    if (waiting.length >= waitingAtMost) throw new TooBusyError('too many passwords are being checked')
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else {
    running += 1
  }
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

/** Hashes a password for storage. @throws TooBusyError when too many wait already */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalForm(password, 'NFC'), cost))
}

let unknownPersonHash: Promise<string> | undefined

/**
 * Checks a password.
 * @param stored the hash, or undefined for an unknown person: that takes as long and is always false
 * @throws TooBusyError when too many wait already
 */
export async function passwordMatches(password: string, stored: string | undefined): Promise<boolean> {
  unknownPersonHash ??= hashPassword('nobody has this password')
  const against = stored ?? (await unknownPersonHash)
  const matches = await inTurn(() => verify(against, normalForm(password, 'NFC')))
  return matches && stored !== undefined
}

/** ASVS 5.0, 6.2: length is what counts. In code points. */
export const passwordLength = { least: 15, most: 128 }
