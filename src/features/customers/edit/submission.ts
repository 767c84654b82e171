import type { Request } from 'express'
import { readPositiveInteger, tidy } from '#src/forms/text.ts'
import { badRequest } from '#src/access/refusals.ts'
import { formValue, hasFormField } from '#src/http/middleware/form-body.ts'
import type { Origin } from '#src/history/history.store.ts'
import { choiceName, choiceOf, movedField, sides, type Choices } from './conflict.ts'
import { accountFields, addressOwners, editFields, type Account, type AccountField } from '../customer.ts'
import { drawnForFields, readDrawnFor, type DrawnFor } from './moved-address.ts'

/** A filled-in form of an account. */
export type Submission = Origin & {
  customer_id: string
  /** The version that the form was filled from. */
  version: number
  /** The version that a form with a conflict was first filled from; else the same. */
  original_version: number
  /** What stood in the fields. Those that the form did not have are absent. */
  typed: Partial<Account>
  drawn_for: DrawnFor
  /** Fields in conflict for which the state before both edits was chosen. */
  take_back: AccountField[]
  reason: string
}

/** Names and values as the browser sent them. */
export type Fields = Record<string, string>

/** The form's own fields as they were sent, to be kept and read again later. The session's token is not among them. */
export function readFields(req: Request): Fields {
  const names = [
    ...editFields,
    ...new Set(editFields.map((field) => choiceName(field))),
    ...addressOwners.map(movedField),
    ...drawnForFields,
    'version',
    'original_version',
    'origin',
    'origin_version',
    'reason',
  ]
  return Object.fromEntries(
    names.filter((name) => hasFormField(req, name)).map((name) => [name, formValue(req, name)]),
  )
}

/** Reads the form. @throws HttpError 400 when its hidden fields are not the portal's */
export function readSubmission(customerId: string, fields: Fields): Submission {
  const version = readPositiveInteger(fields.version)
  if (version === undefined) throw badRequest('no version')
  const choice = (field: AccountField) => choiceOf(field, fields)
  const typed = accountFields.filter((field) => fields[field] !== undefined && choice(field) !== 'theirs')
  return {
    customer_id: customerId,
    version,
    original_version: readPositiveInteger(fields.original_version) ?? version,
    typed: Object.fromEntries(typed.map((field) => [field, fields[field]])),
    drawn_for: readDrawnFor(fields),
    take_back: accountFields.filter((field) => choice(field) === 'original'),
    reason: tidy(fields.reason ?? ''),
    ...readOrigin(fields.origin, fields.origin_version),
  }
}

/** Some fields of a customer, changed as the form would change them. */
export function submissionOf(
  customer_id: string,
  version: number,
  typed: Partial<Account>,
  reason = '',
): Submission {
  const only = { typed, drawn_for: {}, take_back: [] }
  return { ...noOrigin, customer_id, version, original_version: version, ...only, reason }
}

/** What was chosen so far in a form with a conflict. */
export function readChoices(fields: Fields): Choices {
  const names = Object.keys(fields).filter((name) => name.startsWith('choose_'))
  return Object.fromEntries(names.map((name) => [name, sides.find((side) => side === fields[name])]))
}

/** What the form brings back, if anything. */
export function readOrigin(origin: unknown, version: unknown): Origin {
  const origin_version = readPositiveInteger(version)
  const known = origin === 'restores' || origin === 'undoes'
  return known && origin_version !== undefined ? { origin, origin_version } : noOrigin
}

export const noOrigin: Origin = { origin: null, origin_version: null }
