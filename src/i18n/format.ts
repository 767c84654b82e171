/** Dates, numbers and lists as a reader writes them. Formatters are made once a locale and time zone. */

const dayMs = 86_400_000
const quarterHourMs = 900_000

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

const formats = new Map<string, Format>()

/** How to write things for a reader. @param timeZone an IANA time zone */
export function formatFor(locale: string, timeZone: string): Format {
  const key = `${locale} ${timeZone}`
  let format = formats.get(key)
  if (!format) {
    format = createFormat(locale, timeZone)
    formats.set(key, format)
  }
  return format
}

function createFormat(locale: string, timeZone: string): Format {
  const number = new Intl.NumberFormat(locale)
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone })
  const longDate = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone })
  const shortDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const collator = new Intl.Collator(locale)
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  // Swedish writes dates as ISO 8601 does.
  const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone })
  const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone })

  function ago(ms: number, now: number): string {
    const minutes = Math.round((now - ms) / 60_000)
    if (minutes < 60) return relative.format(-Math.max(0, minutes), 'minute')
    const days = Math.round((Date.parse(day.format(now)) - Date.parse(day.format(ms))) / dayMs)
    return days < 2 ? `${relative.format(-days, 'day')}, ${time.format(ms)}` : date.format(ms)
  }

  // At noon in Greenwich the next day has begun where clocks are twelve hours ahead or more.
  function duringDay(name: string): number {
    const noon = Date.parse(`${name}T12:00Z`)
    return day.format(noon) === name ? noon : noon - dayMs / 2
  }

  // Days begin on a quarter of an hour everywhere, and clocks are set by at most a few of them.
  function startOfDay(ms: number): number {
    let start = Math.floor(ms / quarterHourMs) * quarterHourMs
    while (day.format(start - quarterHourMs) === day.format(ms)) start -= quarterHourMs
    return start
  }

  return {
    number: (value) => number.format(value),
    dateTime: (ms) => dateTime.format(ms),
    date: (ms) => date.format(ms),
    longDate: (ms) => longDate.format(ms),
    shortDate: (ms) => shortDate.format(ms),
    ago,
    list: (items) => list.format(items),
    compare: collator.compare,
    hour: (ms) => Number(hour.format(ms)),
    day: (ms) => day.format(ms),
    duringDay,
    startOfDay,
  }
}
