import type { Database } from '#src/database/engine.ts'
import type { Reader } from '#src/http/ui.ts'
import type { SavedView, ViewStaff } from './saved-view.ts'
import { createSavedViewsStore } from './saved-views.store.ts'

/** Saved views in the order that a person has put them in, those that they have not after them by name. */
export type ArrangedViews = {
  views: SavedView[]
  /** The one that the list opens with. */
  opened: SavedView | undefined
}

export async function arrangedViews(
  database: Database,
  staff: Pick<ViewStaff, 'id' | 'partner_id'>,
  { compare }: Reader['format'],
): Promise<ArrangedViews> {
  const store = createSavedViewsStore(database).forStaff(staff)
  const { arranged, opened_id } = await store.choices()
  const place = (view: SavedView) => (arranged.includes(view.id) ? arranged.indexOf(view.id) : Infinity)
  const views = (await store.list())
    .toSorted((one, other) => compare(one.name, other.name) || one.id - other.id)
    .toSorted((one, other) => (place(one) < place(other) ? -1 : Number(place(one) > place(other))))
  return { views, opened: views.find(({ id }) => id === opened_id) }
}

export const ways = ['up', 'down'] as const
export type Way = (typeof ways)[number]

/** The views with one of them one place further up or down, if there is one. */
export function withMoved(views: readonly SavedView[], id: number, way: Way): SavedView[] {
  const at = views.findIndex((view) => view.id === id)
  const to = way === 'up' ? at - 1 : at + 1
  if (at < 0 || to < 0 || to >= views.length) return [...views]
  return views.with(at, views[to]!).with(to, views[at]!)
}
