import { plainField, type Field } from '#src/forms/fields.ts'
import { errorAt, errorSummary, type ErrorSummary, type Problem } from '#src/forms/problems.ts'
import type { Flash } from '#src/http/flash.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { carriedState, listHref } from '../list/list-address.ts'
import { listColumnName } from '../list/list-cells.ts'
import { filterWords } from '../list/list-filters.ts'
import type { ListQuery, Sort } from '../list/list-query.ts'
import type { Way } from './arranged-views.ts'
import { mayChangeView, viewQuery, type SavedView, type ViewStaff } from './saved-view.ts'
import type { CountedView } from './shown-views.ts'
import type { TypedView } from './view.form.ts'

export type ViewsPage = {
  title: string
  notice: string | undefined
  rows: {
    name: string
    href: string
    count: string | undefined
    what: string
    whose: string
    edit: { href: string; label: string } | undefined
    move: {
      action: string
      /** Where there is no way further, undefined. */
      up: string | undefined
      down: string | undefined
      /** Which of its buttons has just moved it. */
      moved: Way | undefined
    }
    opens: { action: string; is: boolean; label: string; chosen: boolean }
  }[]
}

export type ViewPage = {
  title: string
  form_id: string
  heading: string
  action: string
  cancel_href: string
  version: number | undefined
  notice: string | undefined
  summary: ErrorSummary | undefined
  name: Field
  share: { checked: boolean; label: string; about: string }
  what: { label: string; lines: { value: string }[] }[]
  hidden: { name: string; value: string }[]
  /** Deletes the view. */
  remove: { action: string; about: string } | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/views/views': ViewsPage
    'customers/views/view': ViewPage
  }
}

/** All views that a person has. */
export function viewsPage(
  views: readonly CountedView[],
  staff: ViewStaff,
  flash: Flash | undefined,
  done: Done | undefined,
  reader: Reader,
): ViewsPage {
  const { t } = reader
  return {
    title: t('view.title'),
    notice: noticeOf(flash, reader),
    rows: views.map(({ view, href, count, opens }, at) => ({
      name: view.name,
      href,
      count,
      what: whatText(viewQuery(view), reader),
      whose: whoseText(view, staff, reader),
      edit: mayChangeView(staff, view)
        ? { href: urls.savedView(view.id), label: t('view.edit_of', { name: view.name }) }
        : undefined,
      move: {
        action: urls.savedViewMove(view.id),
        up: at === 0 ? undefined : t('columns.up', { name: view.name }),
        down: at === views.length - 1 ? undefined : t('columns.down', { name: view.name }),
        moved: done?.id === view.id && done.what !== 'opens' ? done.what : undefined,
      },
      opens: {
        action: urls.savedViewOpens(view.id),
        is: opens,
        label: t(opens ? 'view.opens_not_of' : 'view.opens_of', { name: view.name }),
        chosen: done?.id === view.id && done.what === 'opens',
      },
    })),
  }
}

/** What has just been done to which view: its button keeps the focus. */
type Done = { id: number; what: Way | 'opens' }

/** The address of the page after something was done there. */
export const doneHref = ({ id, what }: Done): string => withQuery(urls.savedViews, { done: `${what}-${id}` })

export function readDone(asked: unknown): Done | undefined {
  const match = typeof asked === 'string' ? /^(up|down|opens)-(\d{1,15})$/.exec(asked) : null
  return match ? { what: match[1] as Done['what'], id: Number(match[2]) } : undefined
}

function noticeOf(flash: Flash | undefined, { t }: Reader): string | undefined {
  if (flash?.kind === 'view_saved') return t('view.saved')
  return flash?.kind === 'view_deleted' ? t('view.deleted') : undefined
}

function whoseText({ shared, staff_id, staff_name }: SavedView, staff: ViewStaff, { t }: Reader): string {
  if (!shared) return t('view.only_you')
  return staff_id === staff.id ? t('view.shared_by_you') : t('view.shared_by', { who: staff_name })
}

const sortNames = { name: 'field.company_name', country: 'field.country', changed: 'list.last_changed' } as const

/** In which order a list is, in words. */
function orderText(sort: Sort, { t }: Reader): string {
  const by = t(sortNames[sort.replace('-', '') as keyof typeof sortNames])
  return t(sort.startsWith('-') ? 'view.descending' : 'view.ascending', { by })
}

function whatText(query: ListQuery, reader: Reader): string {
  const { t } = reader
  const filters = filterWords(query, reader).map(({ label, value }) => `${t('label', { label })} ${value}`)
  return [...(filters.length > 0 ? filters : [t('view.all')]), orderText(query.sort, reader)].join(' · ')
}

type Input = {
  /** The view as kept; undefined for a new one. */
  view: SavedView | undefined
  /** What it shows. */
  query: ListQuery
  typed: TypedView
  staff: ViewStaff & { partner_name: string }
  problems: readonly Problem[]
  notice?: 'view.gone_new' | 'view.conflict' | undefined
}

/** The one builder of the form: of a new view and of one that is kept, as first opened and after mistakes. */
export function viewPage({ view, query, typed, staff, problems, notice }: Input, reader: Reader): ViewPage {
  const { t } = reader
  const others = view && view.staff_id !== staff.id
  return {
    title: view ? t('view.edit_of', { name: view.name }) : t('view.new'),
    form_id: 'view-form',
    heading: view?.name ?? t('view.new'),
    action: view ? urls.savedView(view.id) : urls.savedViews,
    cancel_href: view ? urls.savedViews : listHref(query),
    version: view?.version,
    notice: notice && t(notice),
    summary: errorSummary(problems, () => t('view.name'), reader),
    name: {
      ...plainField('name', t('view.name'), typed.name),
      wide: true,
      required: true,
      error: errorAt('name', problems, reader),
    },
    share: {
      checked: typed.shared,
      label: t('view.share', { partner: staff.partner_name }),
      about: others ? t('view.share_about_other', { who: view.staff_name }) : t('view.share_about'),
    },
    what: what(query, reader),
    hidden: view ? [] : carriedState({ ...query, view: undefined }),
    remove: view && {
      action: urls.savedViewDelete(view.id),
      about: t(view.shared ? 'view.delete_about_shared' : 'view.delete_about'),
    },
  }
}

/** What a view shows, line by line. */
function what(query: ListQuery, reader: Reader): ViewPage['what'] {
  const { t, format } = reader
  const columns = query.columns?.map((column) => listColumnName(column, t))
  const filters = filterWords(query, reader)
  return [
    ...(filters.length > 0 ? filters : [{ label: t('menu.customers'), value: t('list.all') }]),
    { label: t('view.order'), value: orderText(query.sort, reader) },
    ...(columns ? [{ label: t('columns.title'), value: format.list(columns) }] : []),
  ].map(({ label, value }) => ({ label, lines: [{ value }] }))
}
