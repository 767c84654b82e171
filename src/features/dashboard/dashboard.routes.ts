import type { Response } from 'express'
import { may } from '#src/access/permissions.ts'
import type { Database } from '#src/database/open.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import { renderPage } from '#src/http/render.ts'
import { get, type Route, type StaffRequest } from '#src/http/routes.ts'
import { readerOf } from '#src/http/ui.ts'
import { chartStart, dashboardPage } from './dashboard.page.ts'
import { createDashboardStore } from './dashboard.store.ts'

/** Entries looked at for the customers changed last: one customer may fill many. */
const entriesLookedAt = 50
const recentAtMost = 6
const visitedAtMost = 6

export function dashboardRoutes({ database }: { database: Database }): Route[] {
  async function dashboard(req: StaffRequest, res: Response): Promise<void> {
    const reader = readerOf(res)
    const store = createDashboardStore(database).forPartner(req.staff.partner_id)
    const history = createHistoryStore(database).forPartner(req.staff.partner_id)
    const page = dashboardPage(
      {
        firstName: req.staff.name,
        totals: await store.totals(),
        changes: await history.totalsSince(chartStart(reader)),
        recent: await history.latestOfEach(recentAtMost, entriesLookedAt),
        visited: await store.visited(req.staff.id, visitedAtMost),
        maySeeActivity: may(req.staff.roles, 'activity:view'),
      },
      reader,
    )
    renderPage(res, 'dashboard/dashboard', page)
  }

  return [get('/', 'own:use', dashboard)]
}
