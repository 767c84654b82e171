import { changedFieldNames } from '#src/history/field-names.ts'
import type { HistoryEntry } from '#src/history/history.store.ts'
import { dayStart } from '#src/i18n/days.ts'
import { daysBefore } from '#src/i18n/format.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { countryName } from '#src/reference/countries.ts'
import { barChart, type Chart } from './chart.ts'

export type Tile = { href: string; icon: string; number: string; label: string }

/** A saved view of the list, with how many customers it shows. */
export type DashboardView = { href: string; count: string | undefined; view: { name: string; shared: 0 | 1 } }

export type DashboardPage = {
  title: string
  greeting: string
  today: string
  tiles: Tile[]
  views: { href: string; name: string; shared: boolean; count: string | undefined }[]
  views_href: string
  chart: Chart
  chart_label: string
  recent: { href: string; name: string; sentence: string; when: string }[]
  visited: { href: string; name: string; country: string }[]
  activity_href: string | undefined
  empty: boolean
}

declare module '#src/http/render.ts' {
  interface Views {
    'dashboard/dashboard': DashboardPage
  }
}

/** Days that the dashboard looks back. */
const daysBack = 30

type Input = {
  firstName: string
  totals: { customers: number; needs_attention: number }
  changes: { at_ms: number; changes: number }[]
  recent: (HistoryEntry & { company_name: string })[]
  visited: { id: string; company_name: string; company_country: string }[]
  views: readonly DashboardView[]
  maySeeActivity: boolean
}

export function dashboardPage(input: Input, reader: Reader): DashboardPage {
  const { t, format, locale, now } = reader
  const days = changesByDay(input.changes, reader)
  const changes = days.reduce((sum, day) => sum + day.value, 0)
  const changed = withQuery(urls.customers, { sort: '-changed' })
  return {
    title: t('menu.dashboard'),
    greeting: t('dashboard.greeting', { part: partOfDay(format.hour(now)), name: input.firstName }),
    today: format.longDate(now),
    tiles: [
      {
        href: urls.allCustomers,
        icon: 'building',
        number: format.number(input.totals.customers),
        label: t('dashboard.customers', { count: input.totals.customers }),
      },
      {
        href: input.maySeeActivity ? withQuery(urls.activity, { action: 'account_changed' }) : changed,
        icon: 'history',
        number: format.number(changes),
        label: t('dashboard.changes', { count: changes }),
      },
      {
        href: withQuery(urls.customers, { attention: 'yes' }),
        icon: 'alert-triangle',
        number: format.number(input.totals.needs_attention),
        label: t('dashboard.needs_attention', { count: input.totals.needs_attention }),
      },
    ],
    views: input.views.map(({ href, count, view }) => ({
      href,
      count,
      name: view.name,
      shared: view.shared === 1,
    })),
    views_href: urls.savedViews,
    chart: barChart(days, format.number),
    chart_label: t('dashboard.chart_label', { count: changes }),
    recent: input.recent.map((entry) => ({
      href: urls.account(entry.customer_id),
      name: entry.company_name,
      sentence: t('dashboard.changed', {
        who: entry.staff_name,
        fields: changedFieldNames(entry.changes, t, format),
      }),
      when: format.ago(entry.at_ms, now),
    })),
    visited: input.visited.map((customer) => ({
      href: urls.account(customer.id),
      name: customer.company_name,
      country: countryName(customer.company_country, locale),
    })),
    activity_href: input.maySeeActivity ? urls.activity : undefined,
    empty: input.totals.customers === 0,
  }
}

/** The first moment that the dashboard counts: the beginning of a day as the reader has it. */
export function chartStart({ format, now }: Reader): number {
  return dayStart(daysBefore(format.day(now), daysBack - 1), format)
}

function changesByDay(changes: Input['changes'], reader: Reader) {
  const { t, format, now } = reader
  const byDay = new Map<string, number>()
  for (const { at_ms, changes: count } of changes) {
    const day = format.day(at_ms)
    byDay.set(day, (byDay.get(day) ?? 0) + count)
  }
  return Array.from({ length: daysBack }, (_, index) => {
    const day = daysBefore(format.day(now), daysBack - 1 - index)
    const at = format.duringDay(day)
    const value = byDay.get(day) ?? 0
    return {
      value,
      label: t('dashboard.bar', { date: format.date(at), count: value }),
      mark: (daysBack - 1 - index) % 7 === 0 ? format.shortDate(at) : undefined,
    }
  })
}

function partOfDay(hour: number): string {
  if (hour >= 5 && hour < 12) return 'morning'
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening'
}
