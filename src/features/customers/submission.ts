import type { Request } from 'express'
import { tidy } from '#src/forms/text.ts'
import { badRequest } from '#src/http/errors.ts'
import { formValue, hasFormField } from '#src/http/middleware/form-body.ts'
import { choiceName } from './conflict.ts'
import { accountFields, type Account, type AccountField } from './customer.ts'

/** A filled-in form of an account. */
export type Submission = {
  customer_id: string
  /** The version that the form was filled from. */
  version: number
  /** The version that a form with a conflict was first filled from; else the same. */
  original_version: number
  /** What stood in the fields. Those that the form did not have are absent. */
  typed: Partial<Account>
  /** Fields in conflict for which the state before both edits was chosen. */
  take_back: AccountField[]
  reason: string
}

/** Reads the form. @throws HttpError 400 when its hidden fields are not the portal's */
export function readSubmission(req: Request): Submission {
  const version = readVersion(formValue(req, 'version'))
  if (version === undefined) throw badRequest('no version')
  const choice = (field: AccountField) => formValue(req, choiceName(field))
  const typed = accountFields.filter((field) => hasFormField(req, field) && choice(field) !== 'theirs')
  return {
    customer_id: String(req.params.id),
    version,
    original_version: readVersion(formValue(req, 'original_version')) ?? version,
    typed: Object.fromEntries(typed.map((field) => [field, formValue(req, field)])),
    take_back: accountFields.filter((field) => choice(field) === 'original'),
    reason: tidy(formValue(req, 'reason')),
  }
}

/** A version's number, from untrusted input; undefined when it is none. */
export function readVersion(text: unknown): number | undefined {
  return typeof text === 'string' && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}
