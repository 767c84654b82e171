import type { Response } from 'express'
import type { Database } from '#src/database/engine.ts'
import { renderPage } from '#src/http/render.ts'
import { get, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { rememberList } from '../list-left.ts'
import { readDuplicatesQuery } from './duplicates-query.ts'
import { duplicatesPage, groupsOnPage, type AlikeGroup } from './duplicates.page.ts'
import { createDuplicatesStore } from './duplicates.store.ts'

export function duplicatesRoutes({ database }: { database: Database }): Route[] {
  /** Customers that may be in the list twice, one way of being alike at a time. */
  async function duplicates(req: StaffRequest, res: Response): Promise<void> {
    const { kind, after } = readDuplicatesQuery(req.query)
    const store = createDuplicatesStore(database).forPartner(req.staff.partner_id)
    const groups: AlikeGroup[] = []
    for (const value of await store.shared(kind, after, groupsOnPage + 1))
      groups.push({ value, customers: await store.group(kind, value) })
    rememberList(res, req.originalUrl)
    renderPage(res, 'customers/duplicates/duplicates', duplicatesPage(kind, groups, readerOf(res)))
  }

  return [get('/customers/duplicates', 'customers:view', duplicates)]
}
