import type { Response } from 'express'
import { may } from '#src/access/permissions.ts'
import { badRequest } from '#src/access/refusals.ts'
import type { Database } from '#src/database/engine.ts'
import { readPositiveInteger } from '#src/forms/text.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import { setFlash } from '#src/http/flash.ts'
import type { Logger } from '#src/http/log.ts'
import { formValue } from '#src/http/middleware/form-body.ts'
import { renderPage } from '#src/http/render.ts'
import { get, post, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { customerOf, idOf } from '../customer-request.ts'
import { submissionOf } from '../edit/submission.ts'
import type { UpdateAccount } from '../edit/update-account.ts'
import { editableFields, editorOf } from '../editor.ts'
import { placeInList } from '../list/list-place.ts'
import { accountPage, savedNotice } from './account.page.ts'
import { createNoteVisit } from './note-visit.ts'

type Deps = { database: Database; logger: Logger; writes: { updateAccount: UpdateAccount } }

/** A customer's account, and what is done with it by one button. */
export function accountRoutes({ database, logger, writes }: Deps): Route[] {
  const historyOf = (req: StaffRequest) => createHistoryStore(database).forPartner(req.staff.partner_id)
  const noteVisit = createNoteVisit(database, logger)

  async function account(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(database, req)
    noteVisit(req.staff.id, customer.id, res.locals.now)
    const reader = readerOf(res)
    const flash = res.locals.ui.flash
    const saved = flash?.kind === 'saved' && flash.customer_id === customer.id ? flash : undefined
    const entries = saved ? await historyOf(req).since(customer.id, saved.filled_from) : []
    const notice = savedNotice(
      flash,
      customer,
      entries.find((entry) => entry.to_version === saved?.version),
      entries.filter((entry) => entry.to_version < (saved?.version ?? 0)),
      reader,
    )
    const mayEdit = editableFields(req.staff).length > 0
    const mayManage = may(req.staff.roles, 'customers:manage')
    const place = await placeInList(req, database, customer, reader.locale)
    const page = { customer, mayEdit, mayManage, notice, ...place }
    renderPage(res, 'customers/account/account', accountPage(page, reader))
  }

  /** The relationship has ended, or goes on: an edit like any other, with its history. */
  async function archive(req: StaffRequest, res: Response): Promise<void> {
    const id = idOf(req)
    const version = readPositiveInteger(formValue(req, 'version'))
    if (version === undefined) throw badRequest('no version')
    const archived = formValue(req, 'archived') === 'yes' ? 'yes' : ''
    const submission = submissionOf(id, version, { archived })
    const result = await writes.updateAccount(editorOf(req), submission, res.locals.now)
    if (result.outcome === 'saved')
      setFlash(res, { kind: 'saved', customer_id: id, version: result.version, filled_from: version })
    res.redirect(303, urls.account(id))
  }

  return [
    get('/customers/:id', 'customers:view', (req, res) => {
      res.redirect(303, urls.account(encodeURIComponent(idOf(req))))
    }),
    get('/customers/:id/account', 'customers:view', account),
    post('/customers/:id/archive', 'customers:manage', archive),
  ]
}
