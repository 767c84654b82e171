import { remembered } from '#src/reference/remembered.ts'

/** Dates, numbers and lists as a reader writes them. Formatters are made once a locale and time zone. */

const dayMs = 86_400_000
const quarterHourMs = 900_000
const minuteMs = 60_000

/** Texts that a formatter remembers: some days' minutes. */
const rememberedAtMost = 4000

/** The calendar day, YYYY-MM-DD, that was a number of days before another: by the calendar, however long the days were. */
export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) - count * dayMs).toJSON().slice(0, 10)
}

export type Format = {
  number: (value: number) => string
  /** Day and time, to the minute. */
  dateTime: (ms: number) => string
  date: (ms: number) => string
  /** With the day of the week, for headings. */
  longDate: (ms: number) => string
  /** Day and month only, for charts. */
  shortDate: (ms: number) => string
  /** "12 minutes ago", "today, 09:41" or a date: the nearer, the finer. */
  ago: (ms: number, now: number) => string
  list: (items: string[]) => string
  /** Which of two names comes first: as `Array.prototype.sort` asks. */
  compare: (one: string, other: string) => number
  /** The hour of the day there, 0 to 23. */
  hour: (ms: number) => number
  /** The calendar day there as YYYY-MM-DD. */
  day: (ms: number) => string
  /** A moment, in ms, of the calendar day there that YYYY-MM-DD names. */
  duringDay: (name: string) => number
  /** The first moment of the calendar day there, in ms. */
  startOfDay: (ms: number) => number
}

/**
 * How to write things for a reader.
 * @param locale the language of the page
 * @param timeZone an IANA time zone
 * @param region the language as it is written where the reader is, which orders a date's parts: `regionalLocale`
 */
export function formatFor(locale: string, timeZone: string, region = locale): Format {
  return formatIn(locale, timeZone, region)
}

const formatIn = remembered((locale: string, timeZone: string, region: string): Format =>
  createFormat(locale, timeZone, region),
)

const disjunctions = remembered((locale: string) => new Intl.ListFormat(locale, { type: 'disjunction' }))

/** Names of which one is meant, as a reader of the language lists them: "a, b, or c". */
export function eitherOf(names: readonly string[], locale: string): string {
  return disjunctions(locale).format(names)
}

function createFormat(locale: string, timeZone: string, region: string): Format {
  const numbers = new Intl.NumberFormat(locale)
  const number = remembered((value: number) => numbers.format(value), rememberedAtMost)
  const written = (stepMs: number, options: Intl.DateTimeFormatOptions, language = region) => {
    const formatter = new Intl.DateTimeFormat(language, { ...options, timeZone })
    const atStep = remembered((step: number) => formatter.format(step * stepMs), rememberedAtMost)
    return (ms: number) => atStep(Math.floor(ms / stepMs))
  }
  // Days begin on a quarter of an hour everywhere, and clocks are set by at most a few of them.
  const dateTime = written(minuteMs, { dateStyle: 'medium', timeStyle: 'short' })
  const date = written(quarterHourMs, { dateStyle: 'medium' })
  const longDate = written(quarterHourMs, { dateStyle: 'full' })
  const shortDate = written(quarterHourMs, { day: 'numeric', month: 'short' })
  const time = written(minuteMs, { timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const minutesAgo = remembered((minutes: number) => relative.format(-minutes, 'minute'), rememberedAtMost)
  const daysAgo = remembered((days: number) => relative.format(-days, 'day'), rememberedAtMost)
  const collator = new Intl.Collator(locale)
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  // Swedish writes dates as ISO 8601 does.
  const day = written(quarterHourMs, { dateStyle: 'short' }, 'sv-SE')
  const hour = written(quarterHourMs, { hour: '2-digit', hourCycle: 'h23' }, 'en-GB')

  function ago(ms: number, now: number): string {
    const minutes = Math.round((now - ms) / minuteMs)
    if (minutes < 60) return minutesAgo(Math.max(0, minutes))
    const days = Math.round((Date.parse(day(now)) - Date.parse(day(ms))) / dayMs)
    return days < 2 ? `${daysAgo(days)}, ${time(ms)}` : date(ms)
  }

  // At noon in Greenwich the next day has begun where clocks are twelve hours ahead or more.
  function duringDay(name: string): number {
    const noon = Date.parse(`${name}T12:00Z`)
    return day(noon) === name ? noon : noon - dayMs / 2
  }

  function startOfDay(ms: number): number {
    let start = Math.floor(ms / quarterHourMs) * quarterHourMs
    while (day(start - quarterHourMs) === day(ms)) start -= quarterHourMs
    return start
  }

  return {
    number,
    dateTime,
    date,
    longDate,
    shortDate,
    ago,
    list: (items) => (items.length > 1 ? list.format(items) : (items[0] ?? '')),
    compare: collator.compare,
    hour: (ms) => Number(hour(ms)),
    day,
    duringDay,
    startOfDay,
  }
}
