import type { Response } from 'express'
import { may } from '#src/access/permissions.ts'
import type { Database } from '#src/database/engine.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import { renderPage } from '#src/http/render.ts'
import { get, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf, type Reader } from '#src/http/ui.ts'
import type { Staff } from '#src/access/staff.ts'
import { chartStart, dashboardPage, type DashboardView } from './dashboard.page.ts'
import { createDashboardStore } from './dashboard.store.ts'

/** Entries looked at for the customers changed last: one customer may fill many. */
const entriesLookedAt = 50
const recentAtMost = 6
const visitedAtMost = 6

/** Saved views on the dashboard; the others are a link away. */
const viewsAtMost = 8

type Deps = {
  database: Database
  /** The person's saved views of the list, with their numbers. */
  viewsOf: (staff: Staff, reader: Reader, countedAtMost: number) => Promise<DashboardView[]>
}

export function dashboardRoutes({ database, viewsOf }: Deps): Route[] {
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
        views: (await viewsOf(req.staff, reader, viewsAtMost)).slice(0, viewsAtMost),
        maySeeActivity: may(req.staff.roles, 'activity:view'),
      },
      reader,
    )
    renderPage(res, 'dashboard/dashboard', page)
  }

  return [get('/', 'own:use', dashboard)]
}
