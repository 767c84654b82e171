import compression from 'compression'
import express, { type Express } from 'express'
import type { Deps } from './compose.ts'
import { activityRoutes } from './features/activity/activity.routes.ts'
import { customersRoutes } from './features/customers/customers.routes.ts'
import { createViewsOf } from './features/customers/views/shown-views.ts'
import { dashboardRoutes } from './features/dashboard/dashboard.routes.ts'
import { healthRoutes } from './features/health/health.routes.ts'
import { keysRoutes } from './features/keys/keys.routes.ts'
import { profileRoutes } from './features/profile/profile.routes.ts'
import { signInRoutes } from './features/sign-in/sign-in.routes.ts'
import { staffRoutes } from './features/staff/staff.routes.ts'
import { serveAssets } from './http/assets.ts'
import { cookieKey } from './http/cookies.ts'
import { logRequests } from './http/log.ts'
import { sameOriginOnly } from './http/middleware/csrf.ts'
import { failures, noSuchPage } from './http/middleware/failures.ts'
import { frame, languageSwitch } from './http/middleware/frame.ts'
import { noticeProxies } from './http/middleware/proxies.ts'
import { securityHeaders } from './http/middleware/security-headers.ts'
import { sessionCookieName, sessions } from './http/middleware/session.ts'
import { slowBodies } from './http/middleware/slow-bodies.ts'
import { wellFormed } from './http/middleware/well-formed.ts'
import { mountRoutes, type Route } from './http/routes.ts'

/** Bytes above which a page is worth compressing. */
const compressedFrom = 1024

/** Every route of the portal. */
export function allRoutes(deps: Deps): Route[] {
  const viewsOf = createViewsOf(deps.database)
  return [
    ...dashboardRoutes({ ...deps, viewsOf }),
    ...customersRoutes({ ...deps, viewsOf }),
    ...activityRoutes(deps),
    ...staffRoutes(deps),
    ...profileRoutes(deps),
    ...keysRoutes(),
    ...signInRoutes(deps),
    ...healthRoutes(deps),
  ]
}

/** The portal as an Express app: middleware in order, the features' routes, not found, the failure page. */
export function createApp(deps: Deps): Express {
  const { config } = deps
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  app.set('trust proxy', config.trustProxy)
  app.set('cookies secure', config.behindTls)
  app.set('cookie secrets', config.sessionSecrets)
  app.set('clock', deps.clock)
  app.set('upload folder', config.uploadFolder)
  app.set('server timing', config.development)

  app.use(logRequests(deps.logger))
  app.use(noticeProxies(deps.logger, config.trustProxy !== false))
  app.use(deps.metrics.measure)
  app.use(securityHeaders(config.behindTls))
  app.use(slowBodies)
  app.use(wellFormed)
  app.use(serveAssets)
  if (config.compression) app.use(compression({ threshold: compressedFrom }))
  app.use(
    sessions(deps.sessionStore, {
      secrets: config.sessionSecrets.map((secret) => cookieKey(sessionCookieName(config.behindTls), secret)),
      behindTls: config.behindTls,
      proxied: config.trustProxy !== false,
    }),
  )
  app.use(frame(deps.clock))
  app.use(sameOriginOnly(config.baseUrl.host))

  mountRoutes(app, allRoutes(deps), languageSwitch(deps.sessionStore))

  app.use(noSuchPage)
  app.use(failures(deps.logger))
  return app
}
