import type { Response } from 'express'
import type { Database } from '#src/database/engine.ts'
import { createActivityStore } from '#src/history/activity.store.ts'
import { sendCsv } from '#src/http/csv.ts'
import { renderPage } from '#src/http/render.ts'
import { get, post, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { createCustomersStore } from '../customers.store.ts'
import { rememberList } from '../list-left.ts'
import { createTagsStore } from '../tags.store.ts'
import { longestTag } from '../tags.ts'
import { viewQuery } from '../views/saved-view.ts'
import type { ViewsOf } from '../views/shown-views.ts'
import type { Counted } from './counted.ts'
import { columnsOfForm, exportPage } from './export.page.ts'
import { isViewAlone, listHref } from './list-address.ts'
import { customersTable, fileColumns } from './list-export.ts'
import { isFiltered } from './list-filters.ts'
import { countriesInList } from './list-place.ts'
import { readListQuery, type ListQuery } from './list-query.ts'
import { foundForPalette, listPage } from './list.page.ts'
import { createListStore } from './list.store.ts'

type Deps = { database: Database; viewsOf: ViewsOf }

/** Saved views above the list that have their number. */
const viewsCounted = 8

/** Customers that the palette shows. */
const foundAtMost = 8

/** The list of customers, and what leaves it as a file. */
export function listRoutes({ database, viewsOf }: Deps): Route[] {
  const customersOf = (req: StaffRequest) => createCustomersStore(database).forPartner(req.staff.partner_id)
  const listOf = (req: StaffRequest) => createListStore(database).forPartner(req.staff.partner_id)
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
    const page = await listOf(req).page(query, countries)
    const picked = req.query.pick === 'page'
    if (!picked) rememberList(res, isAlone ? listHref(query) : req.originalUrl)
    const { flash } = res.locals.ui
    const archived = page.count === 0 ? await archivedAlike(req, query) : undefined
    const gone = asked.view !== undefined && !view
    const { staff } = req
    const all = await listOf(req).count(readListQuery({}))
    const input = { query, page, countries, views, all, staff, picked, flash, gone, archived }
    renderPage(res, 'customers/list/list', listPage(input, reader))
  }

  /** How many archived customers a search or filter would find. */
  async function archivedAlike(req: StaffRequest, query: ListQuery): Promise<Counted | undefined> {
    return isFiltered(query) && !query.attention
      ? await listOf(req).count({ ...query, attention: 'archived' })
      : undefined
  }

  /**
   * A search that was sent by Enter leads on to the one customer that it finds, else to its list. The address that was asked for
   * is left out of the browser's history by the redirection, so that Back leads to where the search was typed.
   */
  async function openOnly(req: StaffRequest, res: Response, query: ListQuery): Promise<void> {
    const id = await listOf(req).onlyFound(query)
    if (id !== undefined) rememberList(res, listHref(query))
    res.redirect(303, id === undefined ? listHref(query) : urls.account(id))
  }

  /** A few customers for who types in the palette. */
  async function find(req: StaffRequest, res: Response): Promise<void> {
    const query = readListQuery({ q: req.query.q })
    const { customers } = query.q === '' ? { customers: [] } : await listOf(req).page(query, [])
    res.json(customers.slice(0, foundAtMost).map((customer) => foundForPalette(customer, readerOf(res))))
  }

  /** Tags in use that begin as what was typed. */
  async function tags(req: StaffRequest, res: Response): Promise<void> {
    const typed = typeof req.query.q === 'string' ? req.query.q.slice(0, longestTag) : ''
    res.json(await createTagsStore(database).forPartner(req.staff.partner_id).offered(typed))
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
      listOf(req),
      query,
      columns,
      await countriesInList(customersOf(req), reader.locale),
      reader,
    )
    await sendCsv(res, { name: `customers-${reader.format.day(reader.now)}`, ...table })
  }

  return [
    get('/customers', 'customers:view', list),
    get('/customers/find', 'customers:view', find),
    get('/customers/tags', 'customers:view', tags),
    get('/customers/export', 'customers:export', chooseColumns),
    post('/customers/export', 'customers:export', exported),
  ]
}
