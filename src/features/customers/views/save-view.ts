import type { Database } from '#src/database/engine.ts'
import type { Problem } from '#src/forms/problems.ts'
import { createActivityStore, type ActivityAction } from '#src/history/activity.store.ts'
import { forbidden, notFound } from '#src/access/refusals.ts'
import { foldedName, mayChangeView, viewsAtMost, type SavedView, type ViewStaff } from './saved-view.ts'
import { createSavedViewsStore } from './saved-views.store.ts'

/** Use cases of saved views. What is done to shared ones is in the activity log: it is done to colleagues. */

export type ViewContent = Pick<SavedView, 'name' | 'shared' | 'state'>

export type SavedResult = { outcome: 'saved'; id: number } | { outcome: 'refused'; problem: Problem }
export type ChangedResult = SavedResult | { outcome: 'gone' } | { outcome: 'conflict'; view: SavedView }

export type AddView = (by: ViewStaff, view: ViewContent, at_ms: number) => Promise<SavedResult>

/** Keeps a state of the list under a name. */
export async function addView(
  database: Database,
  by: ViewStaff,
  view: ViewContent,
  at_ms: number,
): Promise<SavedResult> {
  const views = createSavedViewsStore(database).forStaff(by)
  const problem =
    (await views.countOwn()) >= viewsAtMost.own
      ? tooMany(viewsAtMost.own)
      : problemAmong(await views.list(), view, undefined)
  if (problem) return { outcome: 'refused', problem }
  const id = await views.add(view, at_ms)
  if (view.shared) await note(database, by, 'view_shared', view.name, at_ms)
  return { outcome: 'saved', id }
}

/** What becomes of a view: what is not said stays. */
export type ViewChange = { id: number; version: number } & Partial<ViewContent>

export type ChangeView = (by: ViewStaff, change: ViewChange, at_ms: number) => Promise<ChangedResult>

/**
 * Changes a view that the person may change.
 * @throws HttpError 403 for a colleague's that only they may change
 */
export async function changeView(
  database: Database,
  by: ViewStaff,
  { id, version, ...change }: ViewChange,
  at_ms: number,
): Promise<ChangedResult> {
  const views = createSavedViewsStore(database).forStaff(by)
  const all = await views.list()
  const view = all.find((one) => one.id === id)
  if (!view) return { outcome: 'gone' }
  if (!mayChangeView(by, view)) throw forbidden('a view of somebody else’s')
  const { name, shared, state } = { ...view, ...change }
  const to = { name, shared, state }
  if (name === view.name && shared === view.shared && state === view.state) return { outcome: 'saved', id }
  if (version !== view.version) return { outcome: 'conflict', view }
  // A colleague's view that is no longer shared is seen by that colleague alone, and so are the names beside it.
  const beside = shared === 0 ? await createSavedViewsStore(database).forStaff(ownerOf(view, by)).list() : all
  const isRenamed = name !== view.name || shared !== view.shared
  const problem = isRenamed ? problemAmong(beside, to, view) : undefined
  if (problem) return { outcome: 'refused', problem }
  await views.change(view, to, at_ms)
  const action = actionOf(view, to)
  if (action) await note(database, by, action, name, at_ms)
  return { outcome: 'saved', id }
}

export type RemoveView = (by: ViewStaff, id: number, at_ms: number) => Promise<void>

/**
 * Deletes a view that the person may change.
 * @throws HttpError 404 when there is none, 403 for a colleague's that only they may change
 */
export async function removeView(database: Database, by: ViewStaff, id: number, at_ms: number): Promise<void> {
  const views = createSavedViewsStore(database).forStaff(by)
  const view = await views.find(id)
  if (!view) throw notFound()
  if (!mayChangeView(by, view)) throw forbidden('a view of somebody else’s')
  await views.remove(id)
  if (view.shared) await note(database, by, 'view_deleted', view.name, at_ms)
}

const ownerOf = (view: SavedView, { partner_id }: ViewStaff) => ({ id: view.staff_id, partner_id })

/** @param views those that the name is beside; @param changed the one that gets it, if it is there already */
function problemAmong(
  views: readonly SavedView[],
  { name, shared }: ViewContent,
  changed: SavedView | undefined,
): Problem | undefined {
  const beside = views.filter((view) => view.shared === shared && view.id !== changed?.id)
  if (beside.some((view) => foldedName(view.name) === foldedName(name)))
    return { field: 'name', key: shared ? 'problem.view_shared_taken' : 'problem.view_taken' }
  const isNew = shared === 1 && changed?.shared !== 1
  return isNew && beside.length >= viewsAtMost.shared ? tooMany(viewsAtMost.shared) : undefined
}

const tooMany = (limit: number): Problem => ({ field: 'name', key: 'problem.too_many_views', values: { limit } })

function actionOf(before: ViewContent, after: ViewContent): ActivityAction | undefined {
  if (before.shared !== after.shared) return after.shared ? 'view_shared' : 'view_unshared'
  return after.shared ? 'view_changed' : undefined
}

async function note(
  database: Database,
  by: ViewStaff,
  action: ActivityAction,
  detail: string,
  at_ms: number,
): Promise<void> {
  await createActivityStore(database)
    .forPartner(by.partner_id)
    .note({ action, at_ms, staff_id: by.id, detail })
}
