import { z } from 'zod'
import { single } from '#src/forms/query.ts'
import { alikeKinds } from './alike.ts'

/** The longest value after which a page may begin, in characters. */
const longestValue = 200

const schema = z.object({
  kind: single(z.enum(alikeKinds)).catch('number'),
  after: single(z.string().max(longestValue)).catch(''),
})

/** Reads the state of the worklist of duplicates from a query string. Never fails. */
export function readDuplicatesQuery(query: unknown): z.infer<typeof schema> {
  return schema.parse(query ?? {})
}
