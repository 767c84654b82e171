import { timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import { notFound } from '#src/http/errors.ts'
import type { Metrics } from '#src/http/metrics.ts'
import { publicGet, type Route } from '#src/http/routes.ts'

type Deps = {
  writes: { assertWritable: () => Promise<void> }
  metrics: Metrics
  metricsToken: string | undefined
}

/** For those who run the portal: is it alive, can it write, what does it do. */
export function healthRoutes({ writes, metrics, metricsToken }: Deps): Route[] {
  function healthz(_req: Request, res: Response): void {
    res.json({ status: 'ok' })
  }

  /** Ready when the database takes a write; the write is undone. A failure becomes 503 like any other's. */
  async function readyz(_req: Request, res: Response): Promise<void> {
    await writes.assertWritable()
    res.json({ status: 'ready' })
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
