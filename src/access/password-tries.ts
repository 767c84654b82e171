import type { Database } from '#src/database/engine.ts'
import { inTurn, passwordMatches } from './passwords.ts'
import { createSignInLimits, type Try } from './sign-in-limits.ts'

/** A password that somebody gives as theirs. */
export type GivenPassword = {
  password: string
  /** The hash of the right one; undefined for an unknown person. */
  stored: string | undefined
  /** Writes down elsewhere that it was wrong. */
  noteWrong: () => Promise<unknown>
}

export type TriedPassword = { outcome: 'right' | 'wrong' } | { outcome: 'too_many'; wait: number }

export function createPasswordTries(database: Database) {
  const limits = createSignInLimits(database)

  return {
    /**
     * Looks at a password, unless there were too many wrong ones. One that is refused for that, or turned away because
     * others wait, costs nothing, is written nowhere and counts for nothing; nor does a right one.
     * @throws TooBusyError when too many wait already
     */
    async check(attempt: Try, given: GivenPassword, now: number): Promise<TriedPassword> {
      const wait = await limits.wait(attempt, now)
      if (wait > 0) return { outcome: 'too_many', wait }
      return await inTurn(attempt.knownDevice ? 'known' : 'stranger', async (): Promise<TriedPassword> => {
        // Those who were before in the line have been wrong meanwhile, perhaps.
        const longer = await limits.wait(attempt, now)
        if (longer > 0) return { outcome: 'too_many', wait: longer }
        if (await passwordMatches(given.password, given.stored)) {
          await limits.forget(attempt)
          return { outcome: 'right' }
        }
        await Promise.all([limits.countWrong(attempt, now), given.noteWrong()])
        return { outcome: 'wrong' }
      })
    },
  }
}
