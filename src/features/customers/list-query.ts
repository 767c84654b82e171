import { z } from 'zod'
import { isCountry } from '#src/reference/countries.ts'
import { relationships } from './customer.ts'

/** The whole state of the list, as it stands in the address bar. */

const sorts = ['name', '-name', 'country', '-country', 'changed', '-changed'] as const
export type Sort = (typeof sorts)[number]

export const pageSizes = [25, 50, 100] as const

/** Characters of a search that are looked at. */
const longestSearch = 200

const one = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)
const field = <T extends z.ZodType>(schema: T) => z.preprocess(one, schema)

/** A place in the list: the sort values of a row, and its number. */
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
      key: z.union([z.string(), z.number()]),
      country: z.string(),
      row_id: z.number().int().positive(),
    }),
  )

export type Position = z.infer<typeof position>

// What is not understood is left out, so that an old or a mistyped address still shows the list.
const schema = z.object({
  q: field(z.string().transform((text) => text.trim().slice(0, longestSearch))).catch(''),
  country: field(z.string().refine(isCountry)).optional().catch(undefined),
  relationship: field(z.enum(relationships)).optional().catch(undefined),
  attention: field(z.literal('yes')).optional().catch(undefined),
  sort: field(z.enum(sorts)).catch('name'),
  size: field(z.coerce.number().pipe(z.union(pageSizes.map((size) => z.literal(size))))).catch(25),
  after: field(position).optional().catch(undefined),
  before: field(position).optional().catch(undefined),
})

export type ListQuery = z.infer<typeof schema>

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
