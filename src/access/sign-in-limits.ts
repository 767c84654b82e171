import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Database } from '#src/database/engine.ts'

/**
 * Slows down guessing without locking anybody out: wrong tries are counted in windows that pass by themselves, and a browser
 * that has signed in before has a window of its own and no other, so that neither a stranger nor a neighbour behind the same
 * address can use up its owner's.
 */

const windowMs = 15 * 60_000
const triesPerPerson = 10
const triesPerAddress = 100

export type Try = { email: string; address: string; knownDevice: string | undefined }

/** Keys hold digests, so that the table says nothing about who tried. */
const keyOf = (kind: string, text: string): string =>
  `${kind}:${createHash('sha256').update(text).digest('base64url')}`

/** What a try counts for, the person's own window first. */
function bucketsOf({ email, address, knownDevice }: Try): [Bucket, ...Bucket[]] {
  if (knownDevice) return [{ key: keyOf('device', `${knownDevice} ${email}`), most: triesPerPerson }]
  return [
    { key: keyOf('person', email), most: triesPerPerson },
    { key: keyOf('address', networkOf(address)), most: triesPerAddress },
  ]
}

type Bucket = { key: string; most: number }

/** Who has one IPv6 address has all of its /64 (RFC 6177): they count as one. */
export function networkOf(address: string): string {
  const [ip = ''] = address.split('%')
  if (!isIPv6(ip)) return address
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  if (mapped !== undefined) return mapped
  const [before = [], after = []] = ip
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = new Array<string>(8 - before.length - after.length).fill('0')
  const network = [...before, ...zeros, ...after].slice(0, 4)
  return network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}

export function createSignInLimits(database: Database) {
  async function counted(keys: string[], now: number) {
    return await database
      .selectFrom('sign_in_limits')
      .select(['key', 'points', 'expire'])
      .where('key', 'in', keys)
      .where('expire', '>', now)
      .execute()
  }

  return {
    /** Seconds to wait where there were too many wrong tries, else 0. Writes nothing. */
    async wait(attempt: Try, now: number): Promise<number> {
      const buckets = bucketsOf(attempt)
      const rows = await counted(
        buckets.map(({ key }) => key),
        now,
      )
      const full = rows.filter(({ key, points }) =>
        buckets.some((bucket) => bucket.key === key && points >= bucket.most),
      )
      return Math.max(0, ...full.map(({ expire }) => Math.ceil((expire - now) / 1000)))
    },

    /** Counts a wrong try. */
    async countWrong(attempt: Try, now: number): Promise<void> {
      const windows = bucketsOf(attempt).map(({ key }) => ({ key, points: 1, expire: now + windowMs }))
      await database
        .insertInto('sign_in_limits')
        .values(windows)
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((eb) => {
            const goesOn = eb('sign_in_limits.expire', '>', now)
            return {
              points: eb
                .case()
                .when(goesOn)
                .then(eb('sign_in_limits.points', '+', 1))
                .else(1)
                .end(),
              expire: eb
                .case()
                .when(goesOn)
                .then(eb.ref('sign_in_limits.expire'))
                .else(eb.ref('excluded.expire'))
                .end(),
            }
          }),
        )
        .execute()
    },

    /** Forgets a person's wrong tries once one was right. Mostly there were none, and there is nothing to write. */
    async forget(attempt: Try): Promise<void> {
      const [{ key }] = bucketsOf(attempt)
      if ((await counted([key], 0)).length > 0)
        await database.deleteFrom('sign_in_limits').where('key', '=', key).execute()
    },

    /** Removes windows that have passed. */
    async sweep(now: number): Promise<void> {
      await database.deleteFrom('sign_in_limits').where('expire', '<=', now).execute()
    },
  }
}
