import type { Response } from 'express'
import type { Database } from '#src/database/open.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import { notFound } from '#src/http/errors.ts'
import { setFlash } from '#src/http/flash.ts'
import type { Logger } from '#src/http/log.ts'
import { renderPage } from '#src/http/render.ts'
import { get, post, type Route, type StaffRequest } from '#src/http/routes.ts'
import { readerOf } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { countriesInOrder } from '#src/reference/countries.ts'
import { formValues } from './account.form.ts'
import { accountPage, savedNotice } from './account.page.ts'
import { accountOf, type Customer } from './customer.ts'
import { createCustomersStore } from './customers.store.ts'
import { editPage, type EditInput } from './edit.page.ts'
import { historyPage, historyPageSize } from './history.page.ts'
import { listPage } from './list.page.ts'
import { listLeftAt, rememberList } from './list-place.ts'
import { readListQuery } from './list-query.ts'
import { readSubmission, readVersion } from './submission.ts'
import { editableFields, updateAccount } from './update-account.ts'

type Deps = { database: Database; logger: Logger }

export function customersRoutes({ database, logger }: Deps): Route[] {
  const customersOf = (req: StaffRequest) => createCustomersStore(database).forPartner(req.staff.partner_id)
  const historyOf = (req: StaffRequest) => createHistoryStore(database).forPartner(req.staff.partner_id)

  async function customerOf(req: StaffRequest): Promise<Customer> {
    const customer = await customersOf(req).find(String(req.params.id))
    if (!customer) throw notFound()
    return customer
  }

  async function list(req: StaffRequest, res: Response): Promise<void> {
    const reader = readerOf(res)
    const query = readListQuery(req.query)
    const present = new Set(await customersOf(req).countries())
    const countries = countriesInOrder(reader.locale)
      .map(({ code }) => code)
      .filter((code) => present.has(code))
    const page = await customersOf(req).list(query, countries)
    rememberList(res, req.originalUrl)
    renderPage(
      res,
      'customers/list',
      listPage({ query, page, countries, partnerName: req.staff.partner_name }, reader),
    )
  }

  async function account(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(req)
    await noteVisit(req, customer, res.locals.now)
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
    const page = {
      customer,
      mayEdit: editableFields(req.staff).length > 0,
      listHref: listLeftAt(req),
      notice,
    }
    renderPage(res, 'customers/account', accountPage(page, reader))
  }

  /** A look at a customer is worth noting, but never worth a failed page. */
  async function noteVisit(req: StaffRequest, customer: Customer, now: number): Promise<void> {
    try {
      await customersOf(req).visit(req.staff.id, customer.id, now)
    } catch (error) {
      logger.warn({ type: (error as Error).name }, 'a visit was not noted')
    }
  }

  async function edit(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(req)
    renderEdit(req, res, customer, {
      version: customer.version,
      values: formValues(accountOf(customer)),
      reason: '',
      problems: [],
    })
  }

  /** The form again as typed, with the fields of the countries that are chosen now. */
  async function fieldsOfCountry(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(req)
    const { version, typed, reason } = readSubmission(req)
    const values = { ...formValues(customer), ...typed }
    renderEdit(req, res, customer, { version, values, reason, problems: [] })
  }

  async function submit(req: StaffRequest, res: Response): Promise<void> {
    const submission = readSubmission(req)
    const result = await updateAccount(database, req.staff, submission, res.locals.now)
    switch (result.outcome) {
      case 'saved':
        setFlash(res, {
          kind: 'saved',
          customer_id: submission.customer_id,
          version: result.version,
          filled_from: submission.version,
        })
        res.redirect(303, urls.account(submission.customer_id))
        return
      case 'unchanged':
        setFlash(res, { kind: 'unchanged', customer_id: submission.customer_id })
        res.redirect(303, urls.account(submission.customer_id))
        return
      case 'invalid':
        renderEdit(req, res.status(422), result.customer, {
          version: submission.version,
          values: { ...formValues(result.customer), ...result.typed },
          reason: submission.reason,
          problems: result.problems,
        })
        return
      case 'conflict':
        renderEdit(req, res.status(409), result.customer, {
          version: result.customer.version,
          values: { ...formValues(result.customer), ...formValues(result.mine) },
          reason: submission.reason,
          problems: [],
          conflict: {
            conflicts: result.conflicts,
            original_version: submission.version,
            who: [...new Set(result.since.map((entry) => entry.staff_name))],
          },
        })
    }
  }

  function renderEdit(
    req: StaffRequest,
    res: Response,
    customer: Customer,
    form: Pick<EditInput, 'version' | 'values' | 'reason' | 'problems' | 'conflict'>,
  ): void {
    const input = { ...form, customer, editable: editableFields(req.staff), listHref: listLeftAt(req) }
    renderPage(res, 'customers/edit', editPage(input, readerOf(res)))
  }

  async function history(req: StaffRequest, res: Response): Promise<void> {
    const customer = await customerOf(req)
    const before = readVersion(req.query.before)
    const entries = await historyOf(req).ofCustomer(customer.id, historyPageSize + 1, before)
    const newer = before === undefined ? [] : await historyOf(req).since(customer.id, before - 1)
    const input = { customer, entries, newer, before, listHref: listLeftAt(req) }
    renderPage(res, 'customers/history', historyPage(input, readerOf(res)))
  }

  return [
    get('/customers', 'customers:view', list),
    get('/customers/:id', 'customers:view', (req, res) => {
      res.redirect(303, urls.account(encodeURIComponent(String(req.params.id))))
    }),
    get('/customers/:id/account', 'customers:view', account),
    get('/customers/:id/account/edit', 'company_details:edit', edit),
    post('/customers/:id/account/edit', 'company_details:edit', fieldsOfCountry),
    post('/customers/:id/account', 'company_details:edit', submit),
    get('/customers/:id/history', 'customers:view', history),
  ]
}
