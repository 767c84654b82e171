import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#src/database/open.ts'

/**
 * Slows down guessing without locking anybody out: tries are counted in windows that pass by themselves, and a browser
 * that has signed in before has a window of its own, so that a stranger cannot use up its owner's.
 */

const windowMs = 15 * 60_000
const triesPerPerson = 10
const triesPerAddress = 100

export type Try = { email: string; address: string; knownDevice: string | undefined }

/** Keys hold digests, so that the table says nothing about who tried. */
const keyOf = (kind: string, text: string): string =>
  `${kind}:${createHash('sha256').update(text).digest('base64url')}`

export function createSignInLimits(database: Database) {
  const buckets = ({ email, address, knownDevice }: Try) => [
    knownDevice
      ? { key: keyOf('device', `${knownDevice} ${email}`), most: triesPerPerson }
      : { key: keyOf('person', email), most: triesPerPerson },
    { key: keyOf('address', address), most: triesPerAddress },
  ]

  return {
    /** Counts one try. @returns seconds to wait when there were too many, else 0 */
    async count(attempt: Try, now: number): Promise<number> {
      let wait = 0
      for (const { key, most } of buckets(attempt)) {
        const { rows } = await sql<{ points: number; expire: number }>`
          INSERT INTO sign_in_limits (key, points, expire) VALUES (${key}, 1, ${now + windowMs})
          ON CONFLICT (key) DO UPDATE SET
            points = CASE WHEN expire > ${now} THEN points + 1 ELSE 1 END,
            expire = CASE WHEN expire > ${now} THEN expire ELSE ${now + windowMs} END
          RETURNING points, expire`.execute(database)
        const bucket = rows[0]
        if (bucket && bucket.points > most) wait = Math.max(wait, Math.ceil((bucket.expire - now) / 1000))
      }
      return wait
    },

    /** Forgets a person's tries once one was right. */
    async forget(attempt: Try): Promise<void> {
      const [person] = buckets(attempt)
      await sql`DELETE FROM sign_in_limits WHERE key = ${person?.key}`.execute(database)
    },

    /** Removes windows that have passed. */
    async sweep(now: number): Promise<void> {
      await sql`DELETE FROM sign_in_limits WHERE expire <= ${now}`.execute(database)
    },
  }
}
