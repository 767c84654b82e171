import { storageFault, storageReason } from './storage-fault.ts'
import type { Logger } from 'pino'

/** Whether what is written is kept at this moment: tried, not guessed. */

/**
 * How old a good answer of the disk may be, in ms: within a second it is the truth, and however often it is asked, the disk
 * is asked twice a second. A bad one is asked again each time.
 */
const freshMs = 500

export type Readiness = {
  /** Of a write that failed: when it was the storage that refused it, the disk is asked at the next question. */
  hear: (error: unknown) => void
  /** @throws what keeps a write from being kept */
  assertWritable: () => Promise<void>
}

export type Probes = {
  /** Takes the turn of one who writes, without writing. */
  turn: () => Promise<void>
  /** Writes something for good; told whether the storage failed the last time. */
  write: (hasFailed: boolean) => Promise<void>
}

export function createReadiness(
  probes: Probes,
  logger: Logger,
  now: () => number = () => performance.now(),
): Readiness {
  let writtenAt = -Infinity
  let asking: Promise<void> | undefined
  let hasFailed = false

  function fail(error: unknown): void {
    if (!hasFailed) logger.error({ reason: storageReason(error) }, 'the database takes no writes')
    hasFailed = true
  }

  async function ask(): Promise<void> {
    try {
      if (!hasFailed && now() - writtenAt < freshMs) {
        await probes.turn()
        return
      }
      await probes.write(hasFailed)
      writtenAt = now()
      if (hasFailed) logger.warn('the database takes writes again')
      hasFailed = false
    } catch (error) {
      fail(error)
      throw error
    } finally {
      asking = undefined
    }
  }

  return {
    hear(error) {
      if (storageFault(error)) fail(error)
    },
    assertWritable: () => (asking ??= ask()),
  }
}
