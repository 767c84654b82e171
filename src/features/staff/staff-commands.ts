import { isRole, roles } from '#src/access/permissions.ts'
import { hashPassword, passwordLength } from '#src/access/passwords.ts'
import { createPasswordsStore } from '#src/access/passwords.store.ts'
import { acrossPartners, type Database } from '#src/database/engine.ts'
import { newPassword } from '#src/forms/passwords.ts'
import type { Problem } from '#src/forms/problems.ts'
import { tidyEmail } from '#src/forms/text.ts'
import { createActivityStore } from '#src/history/activity.store.ts'
import { addStaffMember } from './save-staff.ts'
import { checkNewcomer } from './staff.form.ts'
import { createStaffStore } from './staff.store.ts'

/** Adding partners and their staff, and letting somebody in again, from the command line. */

export type NewPartner = { name: string; time_zone: string }
export type NewStaff = { partner_id: number; name: string; email: string; role: string; password: string }

/** Adds a partner. @returns its id @throws RangeError when the time zone does not exist */
export async function addPartner(database: Database, partner: NewPartner): Promise<number> {
  if (!isTimeZone(partner.time_zone)) throw new RangeError(`${partner.time_zone} is not an IANA time zone`)
  const { id } = await acrossPartners(database)
    .insertInto('partners')
    .values(partner)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Adds a member of staff. @returns the id @throws RangeError saying which value is wrong */
export async function addStaff(
  database: Database,
  { partner_id, role, ...person }: NewStaff,
): Promise<number> {
  if (!isRole(role)) throw new RangeError(`${role} is not a role; there are ${roles.join(', ')}`)
  const checked = checkNewcomer({ ...person, roles: [role], may_sign_in: true })
  if ('problems' in checked) throw new RangeError(inEnglish(checked.problems[0]!, person))
  const partner = await database
    .selectFrom('partners')
    .select('id')
    .where('id', '=', partner_id)
    .executeTakeFirst()
  if (!partner) throw new RangeError(`there is no partner ${partner_id}`)
  const id = await addStaffMember(database, commandLine(partner_id), checked.form, Date.now())
  if (id === undefined) throw new RangeError(`${checked.form.email} is taken`)
  return id
}

/**
 * Gives a member of staff a new password and signs the person out everywhere.
 * @throws RangeError when there is no such person, or the password is too short or too long
 */
export async function setStaffPassword(database: Database, email: string, password: string): Promise<void> {
  if (!newPassword().safeParse(password).success) throw new RangeError(passwordRule)
  const person = await database
    .selectFrom('staff')
    .select(['id', 'partner_id'])
    .where('email', '=', tidyEmail(email).toLowerCase())
    .executeTakeFirst()
  if (!person) throw new RangeError(`there is no member of staff ${email}`)
  const password_hash = await hashPassword(password)
  await database.transaction().execute(async (transaction) => {
    await createPasswordsStore(transaction).forPartner(person.partner_id).set(person.id, password_hash)
    await createStaffStore(transaction).forPartner(person.partner_id).endSessions(person.id)
    await createActivityStore(transaction)
      .forPartner(person.partner_id)
      .note({ action: 'password_set', at_ms: Date.now(), subject_id: person.id })
  })
}

/** Whoever can run commands on the machine may do anything. */
const commandLine = (partner_id: number) => ({ id: null, partner_id, roles: ['global_admin'] })

const passwordRule = `a password has ${passwordLength.least} to ${passwordLength.most} characters`

function inEnglish({ field }: Problem, { email }: { email: string }): string {
  if (field === 'email') return `${email} is not an e-mail address`
  return field === 'password' ? passwordRule : 'a name has 1 to 100 characters'
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
