import { daysBefore, type Format } from './format.ts'

/** Calendar days as forms and addresses have them, YYYY-MM-DD, in a reader's time zone. */

/** A day from untrusted input; undefined when it is none. */
export function readDay(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const date = new Date(`${text}T00:00Z`)
  // 30 February would become 2 March.
  return !Number.isNaN(date.getTime()) && date.toJSON().startsWith(text) ? text : undefined
}

/** The first moment of a day there, in ms. */
export function dayStart(day: string, format: Format): number {
  return format.startOfDay(format.duringDay(day))
}

/** The last moment of a day there, in ms. */
export function dayEnd(day: string, format: Format): number {
  return dayStart(daysBefore(day, -1), format) - 1
}
