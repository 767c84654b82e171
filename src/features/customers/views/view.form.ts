import type { Request } from 'express'
import { z } from 'zod'
import type { Problem } from '#src/forms/problems.ts'
import { problemsOf, readPositiveInteger, requiredLine } from '#src/forms/text.ts'
import { badRequest } from '#src/access/refusals.ts'
import { formValue } from '#src/http/middleware/form-body.ts'
import { longestName } from './saved-view.ts'

/** The form of a saved view: its name, and whether colleagues have it. */

export type TypedView = { name: string; shared: boolean }

export function readViewForm(req: Request): TypedView {
  return { name: formValue(req, 'name'), shared: formValue(req, 'shared') === 'yes' }
}

const schema = z.object({
  name: requiredLine(longestName),
  shared: z.boolean().transform((shared): 0 | 1 => (shared ? 1 : 0)),
})

export type CheckedView = z.infer<typeof schema>

export function checkView(typed: TypedView): { view: CheckedView } | { problems: Problem[] } {
  const read = schema.safeParse(typed)
  return read.success ? { view: read.data } : { problems: problemsOf(read.error) }
}

/** The version that the form was filled from. @throws HttpError 400 when it is none */
export function readViewVersion(req: Request): number {
  const version = readPositiveInteger(formValue(req, 'version'))
  if (version === undefined) throw badRequest('no version')
  return version
}
