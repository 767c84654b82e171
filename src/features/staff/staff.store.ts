import { isRole } from '#src/access/permissions.ts'
import { wordsOf, type Database } from '#src/database/engine.ts'
import type { StaffDetails, StaffMember } from './staff-member.ts'

const columns = ['id', 'name', 'email', 'roles', 'ended_at_ms', 'version'] as const

/** All the SQL of staff as colleagues. Every query is of one partner. */
export function createStaffStore(database: Database) {
  return { forPartner: (partnerId: number) => staffOf(database, partnerId) }
}

export type StaffStore = ReturnType<typeof staffOf>

function staffOf(database: Database, partnerId: number) {
  const own = () => database.selectFrom('staff').select(columns).where('partner_id', '=', partnerId)

  return {
    /** Waits until nobody else is about to change a colleague, as of now: whoever may do that may be one of them. */
    async takeTurn(): Promise<void> {
      await wordsOf(database).takeTurn(database, `staff of ${partnerId}`)
    },

    /** Everybody, those who left included. */
    async list(): Promise<StaffMember[]> {
      return (await own().orderBy('id').execute()).map(readRoles)
    },

    async find(id: number): Promise<StaffMember | undefined> {
      const row = await own().where('id', '=', id).executeTakeFirst()
      return row && readRoles(row)
    },

    /** Adds a member of staff. @returns the id, or undefined when the e-mail address is taken */
    async add(person: Pick<StaffMember, 'name' | 'email' | 'roles'> & { password_hash: string }) {
      const { roles, ...rest } = person
      const row = await database
        .insertInto('staff')
        .values({ ...rest, partner_id: partnerId, roles: JSON.stringify(roles), theme: 'auto' })
        .onConflict((conflict) => conflict.column('email').doNothing())
        .returning('id')
        .executeTakeFirst()
      return row?.id
    },

    /** Writes details over the version that they were made from. @returns false when that is no longer the current one */
    async change(id: number, version: number, { roles, ...details }: StaffDetails): Promise<boolean> {
      const result = await database
        .updateTable('staff')
        .set({ ...details, roles: JSON.stringify(roles), version: version + 1 })
        .where('partner_id', '=', partnerId)
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    /** Signs a person out everywhere, and forgets the forms that waited for them. */
    async endSessions(id: number): Promise<void> {
      await database.deleteFrom('sessions').where('staff_id', '=', id).execute()
      await database.deleteFrom('kept_forms').where('staff_id', '=', id).execute()
    },
  }
}

function readRoles(row: Omit<StaffMember, 'roles'> & { roles: string }): StaffMember {
  return { ...row, roles: (JSON.parse(row.roles) as string[]).filter(isRole) }
}
