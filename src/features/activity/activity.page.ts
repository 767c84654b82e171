import { z } from 'zod'
import { isRole } from '#src/access/permissions.ts'
import { given, givenDay } from '#src/forms/query.ts'
import {
  activityActions,
  type ActivityAction,
  type ActivityFilter,
  type ActivityPlace,
  type ActivityRow,
} from '#src/history/activity.store.ts'
import { changedFieldNames, fullFieldName } from '#src/history/field-names.ts'
import { shownFieldValue } from '#src/history/field-values.ts'
import type { StoredChange } from '#src/history/history.store.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { dayEnd, dayStart } from '#src/i18n/days.ts'
import { daysBefore } from '#src/i18n/format.ts'
import { isMessageKey } from '#src/i18n/translator.ts'

type Option = { value: string; label: string; selected: boolean }

export type ShownAct = {
  when: string
  customer: { name: string; href: string; only_href: string } | undefined
  action: string
  history_href: string | undefined
  staff_name: string
  reason: string | undefined
  changes: { label: string; before: string; after: string }[]
}

export type ActivityPage = {
  title: string
  from: string
  to: string
  actions: Option[]
  people: Option[]
  customer: { id: string; name: string; clear_href: string } | undefined
  rows: ShownAct[]
  /** What the log shows, to be sent for as a file by whoever may. */
  export: { action: string; state: { name: string; value: string }[] } | undefined
  newest_href: string | undefined
  older_href: string | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'activity/activity': ActivityPage
  }
}

export const activityPageSize = 50
/** Days that the log goes back unless asked otherwise, today included. */
const daysBack = 30

const schema = z.object({
  from: givenDay(),
  to: givenDay(),
  action: given(z.enum(activityActions)),
  person: given(z.coerce.number().int().positive()),
  customer: given(z.guid()),
  before: given(
    z
      .string()
      .regex(/^\d{1,15}-[1-9]\d{0,14}$/)
      .transform((text): ActivityPlace => {
        const [at_ms, seq] = text.split('-').map(Number)
        return { at_ms: at_ms!, seq: seq! }
      }),
  ),
})

/** The state of the log in the address bar; days are the reader's. */
export type ActivityQuery = z.infer<typeof schema> & { from: string; to: string }

/** Reads the log's state; by default the last thirty days. Never fails. */
export function readActivityQuery(query: unknown, { format, now }: Reader): ActivityQuery {
  const read = schema.parse(query ?? {})
  return {
    ...read,
    from: read.from ?? daysBefore(format.day(now), daysBack - 1),
    to: read.to ?? format.day(now),
  }
}

/** What the store is asked for. */
export function activityFilter(
  { from, to, action, person, customer }: ActivityQuery,
  { format }: Reader,
): ActivityFilter {
  return {
    from_ms: dayStart(from, format),
    to_ms: dayEnd(to, format),
    action,
    staff_id: person,
    customer_id: customer,
  }
}

type Input = {
  query: ActivityQuery
  /** One more than a page holds, where there are more. */
  rows: ActivityRow[]
  changes: ReadonlyMap<number, StoredChange[]>
  staff: { id: number; name: string }[]
  mayExport: boolean
}

export function activityPage(
  { query, rows, changes, staff, mayExport }: Input,
  reader: Reader,
): ActivityPage {
  const { t, format } = reader
  const shown = rows.slice(0, activityPageSize)
  const last = shown.at(-1)
  const all = { value: '', label: t('list.all'), selected: false }
  const customer = query.customer
  return {
    title: t('menu.activity'),
    from: query.from,
    to: query.to,
    actions: [
      all,
      ...activityActions.map((action) => ({
        value: action,
        label: t(`activity.action.${action}`),
        selected: action === query.action,
      })),
    ],
    people: [
      all,
      ...staff
        .toSorted((a, b) => format.compare(a.name, b.name))
        .map(({ id, name }) => ({ value: String(id), label: name, selected: id === query.person })),
    ],
    customer:
      customer === undefined
        ? undefined
        : {
            id: customer,
            name: shown.find((row) => row.company_name)?.company_name ?? customer,
            clear_href: activityHref({ ...query, customer: undefined }),
          },
    rows: shown.map((row) => shownAct(row, changes.get(row.history_seq ?? 0) ?? [], query, reader)),
    export: mayExport ? { action: urls.exportActivity, state: carriedState(query) } : undefined,
    newest_href: query.before ? activityHref(query) : undefined,
    older_href:
      rows.length > shown.length && last ? activityHref(query, `${last.at_ms}-${last.seq}`) : undefined,
  }
}

/** What of the log's state says which entries it shows. */
function stateOf({ from, to, action, person, customer }: ActivityQuery) {
  return { from, to, action, person: person === undefined ? undefined : String(person), customer }
}

/** The log's address for a state, from its newest entry on unless a place is given. */
function activityHref(query: ActivityQuery, before?: string): string {
  return withQuery(urls.activity, { ...stateOf(query), before })
}

/** The same as hidden fields of a form. */
function carriedState(query: ActivityQuery): { name: string; value: string }[] {
  return Object.entries(stateOf(query)).flatMap(([name, value]) => (value ? [{ name, value }] : []))
}

function shownAct(
  row: ActivityRow,
  changes: readonly StoredChange[],
  query: ActivityQuery,
  reader: Reader,
): ShownAct {
  const { t, format } = reader
  const { customer_id, to_version } = row
  const shown = (field: string, value: string, side: 'before' | 'after') =>
    shownFieldValue(field, value, countryOf(field, row, changes, side), reader)
  return {
    when: format.dateTime(row.at_ms),
    customer:
      customer_id === null
        ? undefined
        : {
            name: row.company_name ?? customer_id,
            href: urls.account(customer_id),
            only_href: activityHref({ ...query, customer: customer_id }),
          },
    action: actionText(row, changes, reader),
    history_href:
      customer_id === null || to_version === null
        ? undefined
        : `${withQuery(urls.history(customer_id), { before: String(to_version + 1) })}#version-${to_version}`,
    staff_name: row.staff_name ?? '',
    reason: row.reason ?? undefined,
    changes: changes.map((change) => ({
      label: fullFieldName(change.field, t),
      before: change.erased ? t('history.erased') : shown(change.field, change.before, 'before'),
      after: change.erased ? t('history.erased') : shown(change.field, change.after, 'after'),
    })),
  }
}

/** The country that a field's state is in: the one of the same change, or the customer's own. */
function countryOf(
  field: string,
  row: ActivityRow,
  changes: readonly StoredChange[],
  side: 'before' | 'after',
): string {
  const name = field.startsWith('billing_') ? 'billing_country' : 'company_country'
  return changes.find((change) => change.field === name)?.[side] ?? row[name] ?? ''
}

/** What was done, as a sentence. */
export function actionText(
  row: ActivityRow,
  changes: readonly StoredChange[],
  { t, format }: Reader,
): string {
  if (row.action === 'account_changed') {
    return t('activity.changed', { fields: changedFieldNames(changes, t, format) })
  }
  const key = `activity.action.${row.action as ActivityAction}` as const
  const text = isMessageKey(key) ? t(key) : row.action
  const detail = [row.subject_name ?? '', rolesIn(row.detail, t)].filter((part) => part !== '')
  return detail.length === 0 ? text : t('activity.with_detail', { text, detail: detail.join(' · ') })
}

/** Roles are kept by their ids; anything else stands as it is. */
function rolesIn(detail: string, t: Reader['t']): string {
  const words = detail.split(' ')
  return words.every(isRole) ? words.map((role) => t(`role.${role}`)).join(', ') : detail
}
