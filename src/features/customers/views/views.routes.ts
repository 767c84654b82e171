import type { Response } from 'express'
import type { Database } from '#src/database/engine.ts'
import type { Problem } from '#src/forms/problems.ts'
import { readPositiveInteger } from '#src/forms/text.ts'
import { badRequest, forbidden, notFound } from '#src/access/refusals.ts'
import { setFlash } from '#src/http/flash.ts'
import { formValue } from '#src/http/middleware/form-body.ts'
import { renderPage } from '#src/http/render.ts'
import { get, post, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { carriedQuery, listHref, writtenState } from '../list/list-address.ts'
import { readListQuery, type ListQuery } from '../list/list-query.ts'
import { arrangedViews, ways, withMoved } from './arranged-views.ts'
import { columnsPage } from './columns.page.ts'
import type { AddView, ChangeView, RemoveView } from './save-view.ts'
import { mayChangeView, viewHref, viewQuery, type SavedView } from './saved-view.ts'
import { createSavedViewsStore } from './saved-views.store.ts'
import type { ViewsOf } from './shown-views.ts'
import { checkView, readViewForm, readViewVersion, type TypedView } from './view.form.ts'
import { doneHref, readDone, viewPage, viewsPage } from './views.page.ts'

type Deps = {
  database: Database
  viewsOf: ViewsOf
  writes: { addView: AddView; changeView: ChangeView; removeView: RemoveView }
}

/** States of the list that people keep under a name, for themselves or with their colleagues; and the list's columns. */
export function viewsRoutes({ database, viewsOf, writes }: Deps): Route[] {
  async function list(req: StaffRequest, res: Response): Promise<void> {
    const reader = readerOf(res)
    const views = await viewsOf(req.staff, reader)
    renderPage(res, 'customers/views/views', viewsPage(views, req.staff, res.locals.ui.flash, readDone(req.query.done), reader))
  }

  /** The view that the address names, if the person may change it. */
  async function viewOf(req: StaffRequest): Promise<SavedView> {
    const view = await seenView(req)
    if (!mayChangeView(req.staff, view)) throw forbidden('a view of somebody else’s')
    return view
  }

  /** A view that the person sees, whoever made it. @throws HttpError 404 */
  async function seenView(req: StaffRequest): Promise<SavedView> {
    const view = await createSavedViewsStore(database).forStaff(req.staff).find(idOf(req))
    if (!view) throw notFound()
    return view
  }

  /** Puts a view one place further up or down, for this person alone. */
  async function move(req: StaffRequest, res: Response): Promise<void> {
    const { id } = await seenView(req)
    const way = ways.find((one) => one === formValue(req, 'way'))
    if (!way) throw badRequest('neither up nor down')
    const { views } = await arrangedViews(database, req.staff, readerOf(res).format)
    const ids = withMoved(views, id, way).map((view) => view.id)
    await createSavedViewsStore(database).forStaff(req.staff).arrange(ids)
    res.redirect(303, doneHref({ id, what: way }))
  }

  /** Says whether this person's list opens with a view, or with all customers. */
  async function open(req: StaffRequest, res: Response): Promise<void> {
    const { id } = await seenView(req)
    const isToOpen = formValue(req, 'opens') === 'yes'
    await createSavedViewsStore(database)
      .forStaff(req.staff)
      .openWith(isToOpen ? id : null)
    res.redirect(303, doneHref({ id, what: 'opens' }))
  }

  function newView(req: StaffRequest, res: Response): void {
    renderView(req, res, { query: readListQuery(req.query), typed: { name: '', shared: false } })
  }

  function newViewAgain(req: StaffRequest, res: Response): void {
    renderView(req, res, { query: carriedQuery(req.body), typed: readViewForm(req) })
  }

  async function add(req: StaffRequest, res: Response): Promise<void> {
    const typed = readViewForm(req)
    const query = carriedQuery(req.body)
    const checked = checkView(typed)
    if ('problems' in checked) {
      renderView(req, res.status(422), { query, typed, problems: checked.problems })
      return
    }
    const result = await writes.addView(by(req), { ...checked.view, state: writtenState(query) }, res.locals.now)
    if (result.outcome === 'refused')
      renderView(req, res.status(422), { query, typed, problems: [result.problem] })
    else {
      setFlash(res, { kind: 'view_saved' })
      res.redirect(303, viewHref(result))
    }
  }

  async function show(req: StaffRequest, res: Response): Promise<void> {
    const view = await viewOf(req)
    renderView(req, res, { view, query: viewQuery(view), typed: typedOf(view) })
  }

  async function showAgain(req: StaffRequest, res: Response): Promise<void> {
    const view = await viewOf(req)
    renderView(req, res, { view, query: viewQuery(view), typed: readViewForm(req) })
  }

  async function rename(req: StaffRequest, res: Response): Promise<void> {
    const typed = readViewForm(req)
    const version = readViewVersion(req)
    const checked = checkView(typed)
    if ('problems' in checked) {
      const view = await viewOf(req)
      const { problems } = checked
      renderView(req, res.status(422), { view, query: viewQuery(view), typed, problems })
      return
    }
    const change = { id: idOf(req), version, ...checked.view }
    const result = await writes.changeView(by(req), change, res.locals.now)
    if (result.outcome === 'gone') throw notFound()
    if (result.outcome === 'saved') {
      setFlash(res, { kind: 'view_saved' })
      res.redirect(303, urls.savedViews)
      return
    }
    const view = result.outcome === 'conflict' ? result.view : await viewOf(req)
    const failed =
      result.outcome === 'conflict' ? { notice: 'view.conflict' as const } : { problems: [result.problem] }
    const status = result.outcome === 'conflict' ? 409 : 422
    renderView(req, res.status(status), { view, query: viewQuery(view), typed, ...failed })
  }

  /** Keeps the state that the list is in under the name that it was opened by. */
  async function overwrite(req: StaffRequest, res: Response): Promise<void> {
    const query = carriedQuery(req.body)
    const change = { id: idOf(req), version: readViewVersion(req), state: writtenState(query) }
    const result = await writes.changeView(by(req), change, res.locals.now)
    if (result.outcome === 'saved') {
      setFlash(res, { kind: 'view_saved' })
      res.redirect(303, viewHref(result))
    } else if (result.outcome === 'conflict') {
      setFlash(res, { kind: 'view_conflict' })
      res.redirect(303, listHref({ ...query, view: result.view.id }))
    } else {
      // The name is gone, not what was to be kept under it.
      const typed = { name: '', shared: false }
      renderView(req, res.status(404), { query, typed, notice: 'view.gone_new' })
    }
  }

  async function remove(req: StaffRequest, res: Response): Promise<void> {
    await writes.removeView(by(req), idOf(req), res.locals.now)
    setFlash(res, { kind: 'view_deleted' })
    res.redirect(303, urls.savedViews)
  }

  function renderView(
    req: StaffRequest,
    res: Response,
    form: {
      view?: SavedView
      query: ListQuery
      typed: TypedView
      problems?: readonly Problem[]
      notice?: 'view.gone_new' | 'view.conflict'
    },
  ): void {
    const input = { view: undefined, problems: [], ...form, staff: req.staff }
    renderPage(res, 'customers/views/view', viewPage(input, readerOf(res)))
  }

  function columns(req: StaffRequest, res: Response): void {
    const query = readListQuery(req.query)
    if (req.query.apply === 'yes') res.redirect(303, listHref(query))
    else renderPage(res, 'customers/views/columns', columnsPage(query, req.query, readerOf(res)))
  }

  return [
    get('/customers/columns', 'customers:view', columns),
    get('/customers/views', 'customers:view', list),
    post('/customers/views', 'customers:view', add, { again: newViewAgain }),
    get('/customers/views/new', 'customers:view', newView),
    get('/customers/views/:id', 'customers:view', show),
    post('/customers/views/:id', 'customers:view', rename, { again: showAgain }),
    post('/customers/views/:id/state', 'customers:view', overwrite),
    post('/customers/views/:id/move', 'customers:view', move),
    post('/customers/views/:id/opens', 'customers:view', open),
    post('/customers/views/:id/delete', 'customers:view', remove),
  ]
}

/** As much of the person as saving a view needs to know. */
const by = ({ staff: { id, partner_id, roles } }: StaffRequest) => ({ id, partner_id, roles })

const typedOf = ({ name, shared }: SavedView): TypedView => ({ name, shared: shared === 1 })

function idOf(req: StaffRequest): number {
  const id = readPositiveInteger(req.params.id)
  if (id === undefined) throw notFound()
  return id
}
