import { z } from 'zod'
import { given, single } from '#src/forms/query.ts'
import { tidy } from '#src/forms/text.ts'
import { isCountry } from '#src/reference/countries.ts'
import { relationships } from '../customer.ts'
import { readColumns } from './list-columns.ts'

/** The whole state of the list, as it stands in the address bar. */

const sorts = ['name', '-name', 'country', '-country', 'changed', '-changed'] as const
export type Sort = (typeof sorts)[number]

/** Accounts that fail today's rules, those of which something was attested, and those whose relationship has ended. */
const attentions = ['yes', 'attested', 'archived'] as const

export const pageSizes = [25, 50, 100] as const

/** Characters of a search that are looked at. */
const longestSearch = 200

/** A place in the list: the sort values of a row, and its number; and the how-manieth of the list it was. */
const position = z
  .string()
  .max(2000)
  .transform((text, context) => {
    try {
      return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown
    } catch {
      context.addIssue('not a position')
      return z.NEVER
    }
  })
  .pipe(
    z.object({
      key: z.union([z.string(), z.number().int()]),
      country: z.string(),
      row_id: z.number().int().positive(),
      at: z.number().int().positive().optional(),
    }),
  )

export type Position = z.infer<typeof position>

const schema = z.object({
  q: single(z.string().transform((text) => tidy(text.slice(0, longestSearch)))).catch(''),
  country: given(z.string().refine(isCountry)),
  relationship: given(z.enum(relationships)),
  attention: given(z.enum(attentions)),
  tag: given(z.string().transform(tidy).pipe(z.string().min(1).max(50))),
  sort: single(z.enum(sorts)).catch('name'),
  size: single(z.coerce.number().pipe(z.union(pageSizes.map((size) => z.literal(size))))).catch(25),
  columns: z.unknown().optional().transform(readColumns),
  /** The saved view that the list was opened by. */
  view: given(z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)),
  after: given(position),
  before: given(position),
})

export type ListQuery = z.infer<typeof schema>

/** Whether the search index answers, which knows the words and the tags; everything else is in the table's order. */
export function isSearch(query: ListQuery): boolean {
  return query.q !== '' || query.tag !== undefined
}

/** Reads the list's state from a query string. Never fails. */
export function readListQuery(query: unknown): ListQuery {
  const read = schema.parse(query ?? {})
  return { ...read, after: ofOrder(read.after, read.sort), before: ofOrder(read.before, read.sort) }
}

/** A place in another order means nothing in this one. */
function ofOrder(place: Position | undefined, sort: Sort): Position | undefined {
  const kind = sort.endsWith('changed') ? 'number' : 'string'
  return typeof place?.key === kind ? place : undefined
}

/** A position for the address bar. */
export function writePosition(at: Position): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url')
}
