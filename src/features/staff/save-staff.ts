import { hashPassword } from '#src/access/passwords.ts'
import { createPasswordsStore } from '#src/access/passwords.store.ts'
import { mayGrant, mayManage, type Role } from '#src/access/permissions.ts'
import type { Database } from '#src/database/engine.ts'
import { createActivityStore, type ActivityAction } from '#src/history/activity.store.ts'
import { forbidden, notFound } from '#src/access/refusals.ts'
import type { StaffChange, StaffNewcomer } from './staff.form.ts'
import type { StaffDetails, StaffMember } from './staff-member.ts'
import { createStaffStore, type StaffStore } from './staff.store.ts'

/** Who does it: a member of staff with its roles, or the command line. */
export type By = { id: number | null; partner_id: number; roles: readonly string[] }

export type AddStaffMember = (by: By, newcomer: StaffNewcomer, at_ms: number) => Promise<number | undefined>

/**
 * Adds a member of staff, and notes it.
 * @returns the id, or undefined when the e-mail address is taken
 * @throws HttpError 403 for a role that the person may not give
 */
export async function addStaffMember(
  database: Database,
  by: By,
  { name, email, roles, password }: StaffNewcomer,
  at_ms: number,
): Promise<number | undefined> {
  assertMayGive(by, roles)
  const password_hash = await hashPassword(password)
  return await database.transaction().execute(async (transaction) => {
    const staff = createStaffStore(transaction).forPartner(by.partner_id)
    await staff.takeTurn()
    assertMayGive(await asOfNow(staff, by), roles)
    const id = await staff.add({ name, email, roles, password_hash })
    if (id === undefined) return undefined
    await note(transaction, by, { action: 'staff_added', at_ms, subject_id: id, detail: roles.join(' ') })
    return id
  })
}

export type ChangeResult = { outcome: 'saved' } | { outcome: 'conflict'; member: StaffMember }

export type ChangeStaffMember = (by: By, change: StaffChange, at_ms: number) => Promise<ChangeResult>

/**
 * Changes a member of staff, and notes what was done. Whoever loses access or gets another password is signed out
 * everywhere; roles count from the next request on.
 * @throws HttpError 404 for somebody of another partner, 403 for somebody above them, or for their own roles and access
 */
export async function changeStaffMember(
  database: Database,
  by: By,
  { id, version, password, ...wanted }: StaffChange,
  at_ms: number,
): Promise<ChangeResult> {
  const password_hash = password === '' ? undefined : await hashPassword(password)
  return await database.transaction().execute(async (transaction): Promise<ChangeResult> => {
    const staff = createStaffStore(transaction).forPartner(by.partner_id)
    await staff.takeTurn()
    const member = await staff.find(id)
    if (!member) throw notFound()
    const details: StaffDetails = {
      name: wanted.name,
      roles: wanted.roles,
      ended_at_ms: wanted.may_sign_in ? null : (member.ended_at_ms ?? at_ms),
    }
    assertAllowed(await asOfNow(staff, by), member, details, password_hash !== undefined)
    const actions = actionsOf(member, details, password_hash !== undefined)
    if (actions.length === 0) return { outcome: 'saved' }
    if (!(await staff.change(id, version, details))) return { outcome: 'conflict', member }
    if (password_hash !== undefined)
      await createPasswordsStore(transaction).forPartner(by.partner_id).set(id, password_hash)
    if (actions.includes('staff_ended') || actions.includes('password_set')) await staff.endSessions(id)
    for (const action of actions) {
      const detail = action === 'staff_changed' ? details.roles.join(' ') : ''
      await note(transaction, by, { action, at_ms, subject_id: id, detail })
    }
    return { outcome: 'saved' }
  })
}

/** Whoever acts, with the roles that they still have: a colleague may have taken some, or all, meanwhile. */
async function asOfNow(staff: StaffStore, by: By): Promise<By> {
  if (by.id === null) return by
  const own = await staff.find(by.id)
  if (own?.ended_at_ms !== null) throw forbidden('nobody any more')
  return { ...by, roles: own.roles }
}

function assertMayGive(by: By, roles: readonly Role[]): void {
  if (!roles.every((role) => mayGrant(by.roles, role))) throw forbidden('a role above their own')
}

/** Nobody locks themselves out or raises themselves, and nobody changes those above them. */
function assertAllowed(by: By, member: StaffMember, wanted: StaffDetails, newPassword: boolean): void {
  if (!mayManage(by.roles, member.roles)) throw forbidden('somebody above them')
  assertMayGive(by, wanted.roles)
  if (member.id !== by.id) return
  const same = sameRoles(member, wanted) && member.ended_at_ms === wanted.ended_at_ms
  if (!same || newPassword) throw forbidden('their own roles, access or password')
}

function actionsOf(member: StaffMember, wanted: StaffDetails, newPassword: boolean): ActivityAction[] {
  const had = member.ended_at_ms === null
  const has = wanted.ended_at_ms === null
  return [
    ...(member.name !== wanted.name || !sameRoles(member, wanted) ? (['staff_changed'] as const) : []),
    ...(had && !has ? (['staff_ended'] as const) : []),
    ...(!had && has ? (['staff_returned'] as const) : []),
    ...(newPassword ? (['password_set'] as const) : []),
  ]
}

const sameRoles = (one: StaffDetails, other: StaffDetails): boolean =>
  one.roles.toSorted().join() === other.roles.toSorted().join()

async function note(
  database: Database,
  by: By,
  act: { action: ActivityAction; at_ms: number; subject_id: number; detail: string },
): Promise<void> {
  await createActivityStore(database)
    .forPartner(by.partner_id)
    .note({ ...act, staff_id: by.id })
}
