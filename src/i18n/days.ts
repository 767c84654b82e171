import type { Format } from './format.ts'

/** Calendar days as forms and addresses have them, YYYY-MM-DD, in a reader's time zone. */

const halfDayMs = 43_200_000

/** A day from untrusted input; undefined when it is none. */
export function readDay(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const date = new Date(`${text}T00:00Z`)
  // 30 February would become 2 March.
  return !Number.isNaN(date.getTime()) && date.toJSON().startsWith(text) ? text : undefined
}

/** The first moment of a day there, in ms. */
export function dayStart(day: string, format: Format): number {
  let within = Date.parse(`${day}T12:00Z`)
  while (format.day(within) > day) within -= halfDayMs
  while (format.day(within) < day) within += halfDayMs
  return format.startOfDay(within)
}

/** The last moment of a day there, in ms. */
export function dayEnd(day: string, format: Format): number {
  // A day has at most 25 hours; half a day beyond its first 24 hours is always within the next.
  return format.startOfDay(dayStart(day, format) + 3 * halfDayMs) - 1
}
