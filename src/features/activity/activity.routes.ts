import type { Response } from 'express'
import { may } from '#src/access/permissions.ts'
import type { Database } from '#src/database/engine.ts'
import { createActivityStore } from '#src/history/activity.store.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import { sendCsv } from '#src/http/csv.ts'
import { renderPage } from '#src/http/render.ts'
import { get, post, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { activityFilter, activityPage, activityPageSize, readActivityQuery } from './activity.page.ts'
import { activityTable } from './export.ts'

export function activityRoutes({ database }: { database: Database }): Route[] {
  const activityOf = (req: StaffRequest) => createActivityStore(database).forPartner(req.staff.partner_id)

  async function log(req: StaffRequest, res: Response): Promise<void> {
    const reader = readerOf(res)
    const query = readActivityQuery(req.query, reader)
    const filter = activityFilter(query, reader)
    const rows = await activityOf(req).list(filter, activityPageSize + 1, query.before)
    const changes = await createHistoryStore(database)
      .forPartner(req.staff.partner_id)
      .changesOf(rows.flatMap((row) => row.history_seq ?? []))
    const staff = await activityOf(req).staff()
    const mayExport = may(req.staff.roles, 'activity:export')
    renderPage(res, 'activity/activity', activityPage({ query, rows, changes, staff, mayExport }, reader))
  }

  /** Exactly what is filtered, as a file. That it was taken is an act of its own. */
  async function exported(req: StaffRequest, res: Response): Promise<void> {
    const reader = readerOf(res)
    const query = readActivityQuery(req.body, reader)
    await activityOf(req).note({ action: 'activity_exported', at_ms: reader.now, staff_id: req.staff.id })
    const table = activityTable(database, req.staff.partner_id, activityFilter(query, reader), reader)
    await sendCsv(res, { name: `activity-${query.from}-${query.to}`, ...table })
  }

  return [get('/activity', 'activity:view', log), post('/activity/export', 'activity:export', exported)]
}
