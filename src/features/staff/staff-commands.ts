import { z } from 'zod'
import { hashPassword, passwordLength } from '#src/access/passwords.ts'
import { isRole, roles } from '#src/access/permissions.ts'
import type { Database } from '#src/database/open.ts'
import { createActivityStore } from '#src/history/activity.store.ts'

/** Adding partners and their staff from the command line. */

export type NewPartner = { name: string; time_zone: string }
export type NewStaff = { partner_id: number; name: string; email: string; role: string; password: string }

/** Adds a partner. @returns its id @throws RangeError when the time zone does not exist */
export async function addPartner(database: Database, partner: NewPartner): Promise<number> {
  if (!isTimeZone(partner.time_zone)) throw new RangeError(`${partner.time_zone} is not an IANA time zone`)
  const { id } = await database
    .insertInto('partners')
    .values(partner)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Adds a member of staff. @returns the id @throws RangeError saying which value is wrong */
export async function addStaff(database: Database, { password, role, ...person }: NewStaff): Promise<number> {
  if (!isRole(role)) throw new RangeError(`${role} is not a role; there are ${roles.join(', ')}`)
  const email = person.email.normalize('NFC').toLowerCase()
  if (!z.regexes.unicodeEmail.test(email)) throw new RangeError(`${email} is not an e-mail address`)
  const length = [...password].length
  if (length < passwordLength.least || length > passwordLength.most) {
    throw new RangeError(`a password has ${passwordLength.least} to ${passwordLength.most} characters`)
  }
  const partner = await database
    .selectFrom('partners')
    .select('id')
    .where('id', '=', person.partner_id)
    .executeTakeFirst()
  if (!partner) throw new RangeError(`there is no partner ${person.partner_id}`)
  const { id } = await database
    .insertInto('staff')
    .values({
      ...person,
      email,
      roles: JSON.stringify([role]),
      password_hash: await hashPassword(password),
      theme: 'auto',
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
    .then((row) => row ?? Promise.reject(new RangeError(`${email} is taken`)))
  await createActivityStore(database)
    .forPartner(person.partner_id)
    .note({ action: 'staff_added', at_ms: Date.now(), staff_id: id })
  return id
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
