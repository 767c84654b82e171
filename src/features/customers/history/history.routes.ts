import type { Response } from 'express'
import type { Database } from '#src/database/engine.ts'
import { readPositiveInteger } from '#src/forms/text.ts'
import { createActivityStore } from '#src/history/activity.store.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import { notFound } from '#src/access/refusals.ts'
import { renderPage } from '#src/http/render.ts'
import { get, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { dayEnd, readDay } from '#src/i18n/days.ts'
import { addressLines } from '#src/reference/addresses.ts'
import { countryName } from '#src/reference/countries.ts'
import { asOfPage } from './as-of.page.ts'
import { comparePage } from './compare.page.ts'
import { addressOf, type Customer } from '../customer.ts'
import { customerOf } from '../customer-request.ts'
import { editableFields } from '../editor.ts'
import { historyFilter, historyPage, historyPageSize, readHistoryQuery } from './history.page.ts'
import { listLeftAt } from '../list-left.ts'
import { accountAt } from './past-account.ts'

/** What a customer was: its changes, any earlier version whole, and two versions side by side. */
export function historyRoutes({ database }: { database: Database }): Route[] {
  const historyOf = (req: StaffRequest) => createHistoryStore(database).forPartner(req.staff.partner_id)

  async function history(req: StaffRequest, res: Response): Promise<void> {
    const reader = readerOf(res)
    const customer = await customerOf(database, req)
    const query = readHistoryQuery(req.query)
    const filter = historyFilter(query, reader)
    const entriesBefore = (version?: number) =>
      historyOf(req).ofCustomer(customer.id, historyPageSize + 1, version, filter)
    const asked = await entriesBefore(query.before)
    // Nothing came before that version: the newest are shown, as without a place.
    const entries = asked.length === 0 && query.before !== undefined ? await entriesBefore() : asked
    const countries = await historyOf(req).changesOfFields(customer, ['company_country', 'billing_country'])
    const staff = await createActivityStore(database).forPartner(req.staff.partner_id).staff()
    const mayEdit = editableFields(req.staff).length > 0
    const input = { customer, entries, countries, query, staff, mayEdit, listHref: listLeftAt(req) }
    renderPage(res, 'customers/history/history', historyPage(input, reader))
  }

  async function asOf(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(database, req)
    const version = await versionAsked(req, res, customer)
    const entry = await historyOf(req).entry(customer.id, version)
    const input = {
      customer,
      past: await accountAt(database, req.staff.partner_id, customer, version),
      version,
      entry,
      mayEdit: editableFields(req.staff).length > 0,
      listHref: listLeftAt(req),
    }
    renderPage(res, 'customers/history/as-of', asOfPage(input, readerOf(res)))
  }

  /** `?version=7`, or `?on=2026-06-30`: the version in force at the end of that day where the reader is. */
  async function versionAsked(req: StaffRequest, res: Response, customer: Customer): Promise<number> {
    const day = readDay(req.query.on)
    if (day === undefined) return existing(readPositiveInteger(req.query.version), customer)
    const entry = await historyOf(req).entryAt(customer.id, dayEnd(day, res.locals.format))
    return entry?.to_version ?? 1
  }

  async function addressText(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(database, req)
    const version = existing(readPositiveInteger(req.query.version), customer)
    const owner = req.query.side === 'company' ? 'company' : 'billing'
    const past = await accountAt(database, req.staff.partner_id, customer, version)
    const country = countryName(past[`${owner}_country`], readerOf(res).locale)
    const lines = [
      past[owner === 'company' ? 'company_name' : 'billing_company_name'],
      ...addressLines(addressOf(past, owner), { countryName: country }),
    ]
    res.type('text/plain').send(`${lines.join('\n')}\n`)
  }

  async function compare(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(database, req)
    const at = (version: number) => accountAt(database, req.staff.partner_id, customer, version)
    const to = existing(readPositiveInteger(req.query.to) ?? customer.version, customer)
    const from = existing(readPositiveInteger(req.query.from) ?? Math.max(1, to - 1), customer)
    const input = {
      customer,
      from,
      to,
      before: await at(from),
      after: await at(to),
      listHref: listLeftAt(req),
    }
    renderPage(res, 'customers/history/compare', comparePage(input, readerOf(res)))
  }

  return [
    get('/customers/:id/history', 'customers:view', history),
    get('/customers/:id/history/as-of', 'customers:view', asOf),
    get('/customers/:id/history/address', 'customers:view', addressText),
    get('/customers/:id/history/compare', 'customers:view', compare),
  ]
}

/** @throws HttpError 404 for a version that never was */
function existing(version: number | undefined, customer: Customer): number {
  if (version === undefined || version > customer.version) throw notFound()
  return version
}
