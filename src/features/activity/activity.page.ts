import { changedFieldNames } from '#src/history/field-names.ts'
import type { HistoryEntry, Period } from '#src/history/history.store.ts'
import { daysBefore } from '#src/i18n/format.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls, withQuery } from '#src/http/urls.ts'

export type ActivityRow = {
  when: string
  customer: string
  customer_href: string
  action: string
  history_href: string
  staff_name: string
  reason: string | undefined
}

export type ActivityPage = {
  title: string
  from: string
  to: string
  rows: ActivityRow[]
  newest_href: string | undefined
  older_href: string | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'activity/activity': ActivityPage
  }
}

export const activityPageSize = 50
const dayMs = 86_400_000
const daysBack = 30

/** Days of the log, as the address bar and the form have them: YYYY-MM-DD in the reader's time zone. */
export type Days = { from: string; to: string }

/** The days asked for; by default the last thirty. Anything that is no date is taken as not given. */
export function readDays(query: Record<string, unknown>, { format, now }: Reader): Days {
  const day = (value: unknown) => (typeof value === 'string' && isDay(value) ? value : undefined)
  return {
    from: day(query.from) ?? daysBefore(format.day(now), daysBack - 1),
    to: day(query.to) ?? format.day(now),
  }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00Z`)
  // 30 February would become 2 March.
  return !Number.isNaN(date.getTime()) && date.toJSON().startsWith(text)
}

/** From the first moment of the first day to the last of the last, in the reader's time zone. */
export function periodOf(days: Days, { format }: Reader): Period {
  return {
    from_ms: format.startOfDay(format.duringDay(days.from)),
    to_ms: format.startOfDay(format.duringDay(days.to) + dayMs) - 1,
  }
}

/** A place in the log, for the address bar. */
export type Place = { at_ms: number; seq: number }

export function readPlace(text: unknown): Place | undefined {
  const match = typeof text === 'string' ? /^(\d{1,15})-([1-9]\d{0,14})$/.exec(text) : null
  return match ? { at_ms: Number(match[1]), seq: Number(match[2]) } : undefined
}

type Input = { days: Days; place: Place | undefined; entries: (HistoryEntry & { company_name: string })[] }

/** @param input.entries one more than a page holds, where there are more */
export function activityPage({ days, place, entries }: Input, reader: Reader): ActivityPage {
  const { t, format } = reader
  const shown = entries.slice(0, activityPageSize)
  const last = shown.at(-1)
  return {
    title: t('menu.activity'),
    ...days,
    rows: shown.map((entry) => ({
      when: format.dateTime(entry.at_ms),
      customer: entry.company_name,
      customer_href: urls.account(entry.customer_id),
      action: t('activity.changed', { fields: changedFieldNames(entry.changes, t, format) }),
      history_href: `${withQuery(urls.history(entry.customer_id), { before: String(entry.to_version + 1) })}#version-${entry.to_version}`,
      staff_name: entry.staff_name,
      reason: entry.reason ?? undefined,
    })),
    newest_href: place ? withQuery(urls.activity, days) : undefined,
    older_href:
      entries.length > shown.length && last
        ? withQuery(urls.activity, { ...days, before: `${last.at_ms}-${last.seq}` })
        : undefined,
  }
}
