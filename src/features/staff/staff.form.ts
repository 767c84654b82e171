import type { Request } from 'express'
import { z } from 'zod'
import { roles, type Role } from '#src/access/permissions.ts'
import { newPassword } from '#src/forms/passwords.ts'
import type { Problem } from '#src/forms/problems.ts'
import { email, problemsOf, readPositiveInteger, requiredLine } from '#src/forms/text.ts'
import { badRequest } from '#src/access/refusals.ts'
import { formValue } from '#src/http/middleware/form-body.ts'

/** The form of a member of staff, new or known. */

/** What stands in the form. A password is never shown again. */
export type TypedStaff = {
  name: string
  email: string
  roles: Role[]
  may_sign_in: boolean
  password: string
}

export type StaffNewcomer = Pick<TypedStaff, 'name' | 'email' | 'roles' | 'password'>
export type StaffChange = Omit<TypedStaff, 'email'> & { id: number; version: number }

export const roleField = (role: Role): `role_${Role}` => `role_${role}`

export function readStaffForm(req: Request): TypedStaff {
  return {
    name: formValue(req, 'name'),
    email: formValue(req, 'email'),
    roles: roles.filter((role) => formValue(req, roleField(role)) === 'yes'),
    may_sign_in: formValue(req, 'may_sign_in') === 'yes',
    password: formValue(req, 'password'),
  }
}

const details = z.object({
  name: requiredLine(100),
  roles: z.array(z.enum(roles)).min(1, { error: 'problem.role_required' }),
})

const newcomer = details.extend({
  email: email()
    .refine((text) => text !== '', { error: 'problem.required' })
    .transform((text) => text.toLowerCase()),
  password: newPassword(),
})

const change = details.extend({
  may_sign_in: z.boolean(),
  password: z.union([z.literal(''), newPassword()]),
})

type Checked<Form> = { form: Form } | { problems: Problem[] }

/** Checks a newcomer's form. */
export function checkNewcomer(typed: TypedStaff): Checked<StaffNewcomer> {
  const read = newcomer.safeParse(typed)
  return read.success ? { form: read.data } : { problems: problemsOf(read.error) }
}

/** Checks the form of somebody known. An empty password leaves the one there is. */
export function checkChange(typed: TypedStaff): Checked<Omit<StaffChange, 'id' | 'version'>> {
  const read = change.safeParse(typed)
  return read.success ? { form: read.data } : { problems: problemsOf(read.error) }
}

/** The version that the form was filled from. @throws HttpError 400 when it is none */
export function readStaffVersion(req: Request): number {
  const version = readPositiveInteger(formValue(req, 'version'))
  if (version === undefined) throw badRequest('no version')
  return version
}
