import { timingSafeEqual } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Request, Response } from 'express'
import { storageReason } from '#src/database/storage-fault.ts'
import { notFound } from '#src/access/refusals.ts'
import type { Metrics } from '#src/http/metrics.ts'
import { publicGet, type Route } from '#src/http/routes.ts'

type Deps = {
  assertWritable: () => Promise<void>
  metrics: Metrics
  metricsToken: string | undefined
}

/** How long to wait for whoever writes, in ms: within a second the answer is there. */
const patienceMs = 900

/** For those who run the portal: is it alive, can it write, what does it do. */
export function healthRoutes({ assertWritable, metrics, metricsToken }: Deps): Route[] {
  function healthz(_req: Request, res: Response): void {
    res.json({ status: 'ok' })
  }

  /** Ready when the database keeps what is written; else 503 with why, in a word. */
  async function readyz(_req: Request, res: Response): Promise<void> {
    const reason = await Promise.race([
      assertWritable().then(() => undefined, storageReason),
      setTimeout(patienceMs, 'no_answer' as const, { ref: false }),
    ])
    if (reason === undefined) res.json({ status: 'ready' })
    else {
      const message = res.locals.t(
        reason === 'locked' ? 'failure.busy.heading' : 'failure.not_durable.heading',
      )
      res.status(503).set('Retry-After', '1').json({ status: 'not_ready', reason, message })
    }
  }

  /** Only for whoever holds METRICS_TOKEN; without that setting the address does not exist. */
  async function show(req: Request, res: Response): Promise<void> {
    const given = Buffer.from(req.get('authorization') ?? '')
    const wanted = Buffer.from(`Bearer ${metricsToken}`)
    if (!metricsToken || given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw notFound()
    res.type('text/plain').send(await metrics.registry.metrics())
  }

  return [publicGet('/healthz', healthz), publicGet('/readyz', readyz), publicGet('/metrics', show)]
}
