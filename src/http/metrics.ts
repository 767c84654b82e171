import type { RequestHandler } from 'express'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Durations by route and status class; the route is its pattern, so that no address or id becomes a label. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers: [registry],
  })
  const measure: RequestHandler = (req, res, next) => {
    const stop = duration.startTimer()
    // Middlewares and a streamed answer listen for its end: more of them than Node takes for a leak.
    res.setMaxListeners(20)
    res.once('finish', () => {
      const route = (req.route as { path?: string } | undefined)?.path ?? 'none'
      stop({ method: req.method, route, status: `${String(res.statusCode)[0]}xx` })
    })
    next()
  }
  return { registry, measure }
}

export type Metrics = ReturnType<typeof createMetrics>
