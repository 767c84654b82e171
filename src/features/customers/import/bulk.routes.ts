import type { Request, Response } from 'express'
import { badRequest } from '#src/access/refusals.ts'
import type { Database } from '#src/database/engine.ts'
import type { Problem } from '#src/forms/problems.ts'
import { tidy } from '#src/forms/text.ts'
import { setFlash } from '#src/http/flash.ts'
import { formValue } from '#src/http/middleware/form-body.ts'
import { renderPage } from '#src/http/render.ts'
import { post, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { createCustomersStore } from '../customers.store.ts'
import { carriedQuery, carriedState, listHref } from '../list/list-address.ts'
import { countriesInList } from '../list/list-place.ts'
import { pickName } from '../list/list.page.ts'
import { createListStore } from '../list/list.store.ts'
import { bulkPage } from './bulk.page.ts'
import {
  bulkChanges,
  bulkProblems,
  bulkValueNames,
  valuesFor,
  type BulkChange,
  type BulkValues,
} from './bulk.ts'
import { ImportError } from './import-error.ts'
import { starterOf, type StartBulkChange } from './start-import.ts'

type Deps = { database: Database; writes: { startBulkChange: StartBulkChange } }

/** The same change of many customers at once, which becomes an import. */
export function bulkRoutes({ database, writes }: Deps): Route[] {
  /** The customers that were selected on the list, or all that it shows: what shall be changed of them? */
  async function chooseChange(req: StaffRequest, res: Response): Promise<void> {
    if (formValue(req, 'all') === '' && pickedIds(req).length === 0) {
      setFlash(res, { kind: 'nothing_selected' })
      res.redirect(303, listHref(carriedQuery(req.body)))
      return
    }
    await showBulk(req, res, { chosen: undefined })
  }

  async function showBulk(
    req: StaffRequest,
    res: Response,
    form: { chosen: BulkChange | undefined; problems?: Problem[]; error?: string },
  ): Promise<void> {
    const reader = readerOf(res)
    const query = carriedQuery(req.body)
    const picked = pickedIds(req)
    const all = formValue(req, 'all') !== ''
    const found = all
      ? await createListStore(database)
          .forPartner(req.staff.partner_id)
          .page(
            query,
            await countriesInList(
              createCustomersStore(database).forPartner(req.staff.partner_id),
              reader.locale,
            ),
          )
      : { count: picked.length, more: false }
    const hidden = [
      ...carriedState(query),
      ...(all ? [{ name: 'all', value: 'yes' }] : picked.map((id) => ({ name: pickName(id), value: 'yes' }))),
    ]
    const values = bulkValuesOf(req) as Record<string, string>
    const input = {
      ...found,
      hidden,
      listHref: listHref(query),
      values,
      problems: [],
      error: undefined,
      ...form,
    }
    renderPage(res, 'customers/import/bulk', bulkPage(input, reader))
  }

  /** Makes an import of the change, which is looked at before anything is written. */
  async function startBulk(req: StaffRequest, res: Response): Promise<void> {
    const { t } = res.locals
    const change = bulkChanges.find((name) => name === formValue(req, 'change'))
    if (!change) throw badRequest('no change')
    const values = valuesFor(change, bulkValuesOf(req))
    const problems = bulkProblems(values)
    if (problems.length > 0) {
      await showBulk(req, res.status(422), { chosen: change, problems })
      return
    }
    try {
      const id = await startChange(req, res, change, values)
      res.redirect(303, urls.import(id))
    } catch (error) {
      if (!(error instanceof ImportError)) throw error
      await showBulk(req, res.status(422), { chosen: change, error: t(error.key, error.values) })
    }
  }

  async function startChange(
    req: StaffRequest,
    res: Response,
    change: BulkChange,
    values: BulkValues,
  ): Promise<number> {
    const { t, now } = res.locals
    const name = t(`bulk.${change}`)
    const which = formValue(req, 'all') === '' ? { ids: pickedIds(req) } : { query: carriedQuery(req.body) }
    const many = { change, values, which, name, reason: t('bulk.reason', { name }) }
    return await writes.startBulkChange(starterOf(req), many, now)
  }

  return [
    post('/customers/bulk', 'customers:manage', chooseChange, { again: chooseChange }),
    post('/customers/bulk/check', 'customers:manage', startBulk, { again: chooseChange }),
  ]
}

function pickedIds(req: Request): string[] {
  return Object.keys((req.body ?? {}) as object)
    .filter((name) => name.startsWith(pickName('')))
    .map((name) => name.slice(pickName('').length))
}

function bulkValuesOf(req: Request): BulkValues {
  return Object.fromEntries(bulkValueNames.map((name) => [name, tidy(formValue(req, name))]))
}
