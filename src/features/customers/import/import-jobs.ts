import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { may } from '#src/access/permissions.ts'
import type { Database } from '#src/database/engine.ts'
import { storageFault } from '#src/database/storage-fault.ts'
import { createActivityStore } from '#src/history/activity.store.ts'
import type { HistoryKey } from '#src/history/chain.ts'
import type { Clock } from '#src/http/clock.ts'
import type { Logger } from '#src/http/log.ts'
import type { FileColumn } from '../list/list-export.ts'
import { applyLine, checkLine, undoLine, type ImportContext, type LineResult } from './import-line.ts'
import { createImportsStore, work, type Import, type ImportRow, type Work } from './imports.store.ts'

/** Lines read at once. */
const linesAtOnce = 200
/** After how long a transaction ends, in ms: others write in between. Longer where its end has more to write. */
const sliceMs = { checking: 10, applying: 25, undoing: 25 } as const satisfies Record<Work, number>
/** How long a transaction waits for those who wait to write, and how often it looks, in ms. */
const patienceMs = 100
const pauseMs = 2
/** How long to wait after the storage failed, in ms. */
const retryMs = 1000

/** The import is no longer this process's to carry out. */
class TakenOverError extends Error {}

/** Whoever it is done for may no longer do it. */
class NotAllowedError extends Error {}

export type ImportJobs = {
  /** Work there is, and if nobody does it yet it is begun. */
  wake: () => void
  /** Whether one is being carried out. */
  isRunning: () => boolean
  /** Ends after the slice that is being written. */
  stop: () => Promise<void>
}

/**
 * Carries imports out beside the pages: line by line in short transactions, in which a line and what it does are written
 * together. Whatever ends the process, another one goes on with the next line.
 * @param isBusy whether somebody waits to write at this moment: they come first
 */
export function createImportJobs(
  database: Database,
  key: HistoryKey,
  clock: Clock,
  logger: Logger,
  isBusy: () => boolean,
): ImportJobs {
  const process = randomUUID()
  const state: { running: Promise<void> | undefined; again: boolean; stopped: boolean } = {
    running: undefined,
    again: false,
    stopped: false,
  }

  const imports = createImportsStore(database)

  async function run(): Promise<void> {
    state.again = false
    for (let one = await claim(); one && !state.stopped; one = await claim()) await carryOutOrFail(one)
  }

  /** A storage that fails may work again in a moment; whatever else fails would fail again. */
  async function carryOutOrFail(one: Import): Promise<void> {
    try {
      await carryOut(one)
    } catch (error) {
      if (storageFault(error)) throw error
      if (error instanceof TakenOverError) return
      if (error instanceof NotAllowedError) {
        await stopForGood(one)
        return
      }
      logger.error({ type: (error as Error).name }, 'an import failed')
      await imports.finish(one.id, 'failed', clock())
    }
  }

  /** What is written stays, and whoever may can undo it. */
  async function stopForGood(one: Import): Promise<void> {
    await database.transaction().execute(async (transaction) => {
      const now = clock()
      await createImportsStore(transaction).finish(one.id, 'failed', now, 'not_allowed')
      await createActivityStore(transaction)
        .forPartner(one.partner_id)
        .note({ action: 'import_stopped', at_ms: now, staff_id: actingFor(one), detail: one.name })
    })
  }

  async function claim(): Promise<Import | undefined> {
    return state.stopped ? undefined : await imports.claim(process, clock())
  }

  async function carryOut(one: Import): Promise<void> {
    const status = one.status as Work
    let { done } = one
    for (;;) {
      const lines = await imports.rowsToDo(one.id, status, linesAtOnce)
      if (lines.length === 0) {
        await imports.finish(one.id, work[status].then, clock())
        return
      }
      while (lines.length > 0) {
        if (state.stopped) return
        const written = await slice(one, status, lines, done)
        lines.splice(0, written)
        done += written
        await othersFirst()
      }
    }
  }

  /** @returns how many of the lines were written */
  async function slice(
    one: Import,
    status: Work,
    lines: readonly ImportRow[],
    done: number,
  ): Promise<number> {
    const until = performance.now() + sliceMs[status]
    return await database.transaction().execute(async (transaction) => {
      const store = createImportsStore(transaction)
      const context = await contextOf(transaction, one)
      let written = 0
      for (const line of lines) {
        const result = await lineResult(transaction, status, line, context)
        await store.setRow(one.id, line.line, result)
        written += 1
        if (performance.now() > until) break
      }
      const own = await store.renew(one.id, process, status, done + written, context.now)
      // Somebody else goes on with it: what was done here is taken back.
      if (!own) throw new TakenOverError()
      return written
    })
  }

  /** Between two transactions the lock is free, for those who wait here and for other processes. */
  async function othersFirst(): Promise<void> {
    await setTimeout(pauseMs)
    const until = performance.now() + patienceMs
    while (isBusy() && performance.now() < until && !state.stopped) await setTimeout(pauseMs)
  }

  /** @throws NotAllowedError when access or role were taken away: looked at in the very transaction that writes */
  async function contextOf(transaction: Database, one: Import): Promise<ImportContext> {
    const { ended_at_ms, ...staff } = await transaction
      .selectFrom('staff')
      .select(['id', 'partner_id', 'roles', 'ended_at_ms'])
      .where('id', '=', actingFor(one))
      .executeTakeFirstOrThrow()
    const roles = JSON.parse(staff.roles) as string[]
    if (ended_at_ms !== null || !may(roles, 'customers:manage')) throw new NotAllowedError()
    return {
      id: one.id,
      kind: one.kind,
      key,
      staff: { ...staff, roles },
      columns: JSON.parse(one.mapping) as (FileColumn | '')[],
      reason: one.reason,
      now: clock(),
    }
  }

  async function keepRunning(): Promise<void> {
    try {
      await run()
    } catch (error) {
      const fault = storageFault(error)
      logger.error({ type: (error as Error).name, fault }, 'an import was interrupted')
      if (state.stopped) return
      await setTimeout(retryMs, undefined, { ref: false })
      state.again = true
    }
  }

  function wake(): void {
    state.again = true
    if (state.stopped || state.running) return
    state.running = (async () => {
      while (state.again && !state.stopped) await keepRunning()
    })().finally(() => {
      state.running = undefined
    })
  }

  async function stop(): Promise<void> {
    state.stopped = true
    await state.running
  }

  return { wake, isRunning: () => state.running !== undefined, stop }
}

const actingFor = (one: Import): number => one.acting_id ?? one.staff_id

async function lineResult(
  transaction: Database,
  status: Work,
  line: ImportRow,
  context: ImportContext,
): Promise<LineResult> {
  if (status === 'checking') return await checkLine(transaction, line, context)
  if (status === 'applying') return await applyLine(transaction, line, context)
  return await undoLine(transaction, line, context)
}
