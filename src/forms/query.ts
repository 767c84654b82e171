import { z } from 'zod'
import { readDay } from '#src/i18n/days.ts'

/**
 * Parts of an address's query. What is not understood counts as not given, so that an old or a mistyped address still
 * shows its page.
 */

const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)

/** One value; of a name that stands twice, the first. */
export function single<T extends z.ZodType>(schema: T) {
  return z.preprocess(firstOf, schema)
}

/** A value that may be left out. */
export function given<T extends z.ZodType>(schema: T) {
  return single(schema).optional().catch(undefined)
}

/** A calendar day, YYYY-MM-DD. */
export const givenDay = () => given(z.string().refine((text) => readDay(text) !== undefined))
