import type { Request, Response } from 'express'
import type { Database } from '#src/database/engine.ts'
import { createActivityStore } from '#src/history/activity.store.ts'
import { sendCsv } from '#src/http/csv.ts'
import { setFlash } from '#src/http/flash.ts'
import { formValue } from '#src/http/middleware/form-body.ts'
import { renderPage } from '#src/http/render.ts'
import { get, post, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import type { Problem } from '#src/forms/problems.ts'
import { checkNewcomer, type AddCustomer, type Newcomer } from '../add/add-customer.ts'
import { accountFields, emptyAccount, type Account } from '../customer.ts'
import { createCustomersStore, type AlikeCustomer, type Counted } from '../customers.store.ts'
import { duplicatesPage, groupsOnPage, type AlikeGroup } from '../duplicates/duplicates.page.ts'
import { columnsOfForm, exportPage } from './export.page.ts'
import { customersTable, fileColumns } from './list-export.ts'
import { isViewAlone, listHref } from './list-address.ts'
import { isFiltered } from './list-filters.ts'
import { foundForPalette, listPage } from './list.page.ts'
import { countriesInList, rememberList } from './list-place.ts'
import { readDuplicatesQuery, readListQuery, type ListQuery } from './list-query.ts'
import { movedAddresses, readDrawnFor, type Emptied } from '../edit/moved-address.ts'
import { newPage } from '../add/new.page.ts'
import { viewQuery } from '../views/saved-view.ts'
import type { ViewsOf } from '../views/shown-views.ts'
import { sameAsCompany, sameAsCompanyField } from '../edit/same-as-company.ts'
import { readFields } from '../edit/submission.ts'
import { createTagsStore } from '../tags.store.ts'
import { longestTag } from '../tags.ts'
import { editableFields, editorOf } from '../edit/update-account.ts'

type Deps = { database: Database; viewsOf: ViewsOf; writes: { addCustomer: AddCustomer } }

/** Saved views above the list that have their number. */
const viewsCounted = 8

/** Customers that the palette shows. */
const foundAtMost = 8

/** The list of customers, what leaves it as a file, what is found in it twice, and new customers. */
export function listRoutes({ database, viewsOf, writes }: Deps): Route[] {
  const customersOf = (req: StaffRequest) => createCustomersStore(database).forPartner(req.staff.partner_id)
  const activityOf = (req: StaffRequest) => createActivityStore(database).forPartner(req.staff.partner_id)

  async function list(req: StaffRequest, res: Response): Promise<void> {
    const reader = readerOf(res)
    const asked = readListQuery(req.query)
    if (req.query.open === 'only') {
      await openOnly(req, res, asked)
      return
    }
    const views = await viewsOf(req.staff, reader, viewsCounted)
    const isBare = Object.keys(req.query).length === 0
    const view = views.find(({ view: { id }, opens }) => (isBare ? opens : id === asked.view))?.view
    const isAlone = view !== undefined && isViewAlone(req.query)
    const query = isAlone ? viewQuery(view) : { ...asked, view: view?.id }
    const countries = await countriesInList(customersOf(req), reader.locale)
    const page = await customersOf(req).list(query, countries)
    const picked = req.query.pick === 'page'
    if (!picked) rememberList(res, isAlone ? listHref(query) : req.originalUrl)
    const { flash } = res.locals.ui
    const archived = page.count === 0 ? await archivedAlike(req, query) : undefined
    const gone = asked.view !== undefined && !view
    const { staff } = req
    const all = await customersOf(req).count(readListQuery({}))
    const input = { query, page, countries, views, all, staff, picked, flash, gone, archived }
    renderPage(res, 'customers/list/list', listPage(input, reader))
  }

  /** How many archived customers a search or filter would find. */
  async function archivedAlike(req: StaffRequest, query: ListQuery): Promise<Counted | undefined> {
    return isFiltered(query) && !query.attention
      ? await customersOf(req).count({ ...query, attention: 'archived' })
      : undefined
  }

  /**
   * A search that was sent by Enter leads on to the one customer that it finds, else to its list. The address that was asked for
   * is left out of the browser's history by the redirection, so that Back leads to where the search was typed.
   */
  async function openOnly(req: StaffRequest, res: Response, query: ListQuery): Promise<void> {
    const id = await customersOf(req).onlyFound(query)
    if (id !== undefined) rememberList(res, listHref(query))
    res.redirect(303, id === undefined ? listHref(query) : urls.account(id))
  }

  /** A few customers for who types in the palette. */
  async function find(req: StaffRequest, res: Response): Promise<void> {
    const query = readListQuery({ q: req.query.q })
    const { customers } = query.q === '' ? { customers: [] } : await customersOf(req).list(query, [])
    res.json(customers.slice(0, foundAtMost).map((customer) => foundForPalette(customer, readerOf(res))))
  }

  /** Tags in use that begin as what was typed. */
  async function tags(req: StaffRequest, res: Response): Promise<void> {
    const typed = typeof req.query.q === 'string' ? req.query.q.slice(0, longestTag) : ''
    res.json(await createTagsStore(database).forPartner(req.staff.partner_id).offered(typed))
  }

  /** Customers that may be in the list twice, one way of being alike at a time. */
  async function duplicates(req: StaffRequest, res: Response): Promise<void> {
    const { kind, after } = readDuplicatesQuery(req.query)
    const customers = customersOf(req)
    const groups: AlikeGroup[] = []
    for (const value of await customers.alike(kind, after, groupsOnPage + 1))
      groups.push({ value, customers: await customers.group(kind, value) })
    rememberList(res, req.originalUrl)
    renderPage(res, 'customers/duplicates/duplicates', duplicatesPage(kind, groups, readerOf(res)))
  }

  function chooseColumns(req: StaffRequest, res: Response): void {
    renderPage(res, 'customers/list/export', exportPage(readListQuery(req.query), readerOf(res)))
  }

  /** Exactly what is searched and filtered, as a file. That it was taken is in the activity log. */
  async function exported(req: StaffRequest, res: Response): Promise<void> {
    const reader = readerOf(res)
    const query = readListQuery(req.body)
    const chosen = columnsOfForm((req.body ?? {}) as Record<string, unknown>)
    await activityOf(req).note({ action: 'customers_exported', at_ms: reader.now, staff_id: req.staff.id })
    const columns = chosen.length > 0 ? chosen : fileColumns
    const table = customersTable(
      customersOf(req),
      query,
      columns,
      await countriesInList(customersOf(req), reader.locale),
      reader,
    )
    await sendCsv(res, { name: `customers-${reader.format.day(reader.now)}`, ...table })
  }

  function newcomer(req: StaffRequest, res: Response): void {
    const { country } = res.locals
    const values = {
      ...emptyAccount,
      company_country: country,
      billing_country: country,
      relationship: 'reseller',
    }
    renderNew(req, res, { primary_domain: '', values, emptied: [], problems: [], alike: [] })
  }

  function newcomerAgain(req: StaffRequest, res: Response): void {
    renderNew(req, res, { ...typedNewcomer(req), problems: [], alike: [] })
  }

  async function add(req: StaffRequest, res: Response): Promise<void> {
    const { primary_domain, values, emptied } = typedNewcomer(req)
    const someone: Newcomer = { id: undefined, primary_domain, typed: values }
    const options = { alikeAllowed: formValue(req, 'alike_allowed') === 'yes', at_ms: res.locals.now }
    const result = await writes.addCustomer(editorOf(req), checkNewcomer(someone), options)
    switch (result.outcome) {
      case 'added':
        setFlash(res, { kind: 'added', customer_id: result.id })
        res.redirect(303, urls.account(result.id))
        return
      case 'alike':
        renderNew(req, res.status(409), {
          primary_domain,
          values,
          emptied,
          problems: [],
          alike: result.alike,
        })
        return
      case 'invalid':
        renderNew(req, res.status(422), {
          primary_domain,
          values,
          emptied,
          problems: result.problems,
          alike: [],
        })
    }
  }

  function renderNew(
    req: StaffRequest,
    res: Response,
    form: TypedNewcomer & { problems: Problem[]; alike: AlikeCustomer[] },
  ): void {
    renderPage(
      res,
      'customers/add/new',
      newPage({ ...form, editable: editableFields(req.staff) }, readerOf(res)),
    )
  }

  return [
    get('/customers', 'customers:view', list),
    post('/customers', 'customers:manage', add, { again: newcomerAgain }),
    get('/customers/new', 'customers:manage', newcomer),
    post('/customers/new', 'customers:manage', newcomerAgain),
    get('/customers/find', 'customers:view', find),
    get('/customers/tags', 'customers:view', tags),
    get('/customers/duplicates', 'customers:view', duplicates),
    get('/customers/export', 'customers:export', chooseColumns),
    post('/customers/export', 'customers:export', exported),
  ]
}

type TypedNewcomer = { primary_domain: string; values: Account; emptied: Emptied[] }

function typedNewcomer(req: Request): TypedNewcomer {
  const sent = readFields(req)
  const asked = formValue(req, sameAsCompanyField) !== ''
  const fields = asked ? sameAsCompany(sent, { ...emptyAccount, ...sent }).fields : sent
  const filled = Object.fromEntries(accountFields.map((field) => [field, fields[field] ?? '']))
  const { typed, emptied } = movedAddresses(filled, emptyAccount, readDrawnFor(fields))
  const relationship = formValue(req, 'relationship')
  return {
    primary_domain: formValue(req, 'primary_domain'),
    values: { ...emptyAccount, ...typed, relationship },
    emptied,
  }
}
