import type { Response } from 'express'
import type { Database } from '#src/database/open.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import { renderPage } from '#src/http/render.ts'
import { get, type Route, type StaffRequest } from '#src/http/routes.ts'
import { readerOf } from '#src/http/ui.ts'
import { activityPage, activityPageSize, periodOf, readDays, readPlace } from './activity.page.ts'

export function activityRoutes({ database }: { database: Database }): Route[] {
  async function activity(req: StaffRequest, res: Response): Promise<void> {
    const reader = readerOf(res)
    const history = createHistoryStore(database).forPartner(req.staff.partner_id)
    const days = readDays(req.query, reader)
    const place = readPlace(req.query.before)
    const entries = await history.inPeriod(periodOf(days, reader), activityPageSize + 1, place)
    renderPage(res, 'activity/activity', activityPage({ days, place, entries }, reader))
  }

  return [get('/activity', 'activity:view', activity)]
}
