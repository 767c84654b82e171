import type { Database } from '#src/database/engine.ts'
import type { Staff } from '#src/access/staff.ts'

/** What people may set about themselves. */
export type OwnSettings = Pick<Staff, 'theme' | 'time_zone' | 'locale' | 'single_keys'>

export function createProfileStore(database: Database) {
  return {
    forPartner: (partnerId: number) => ({
      async save(staffId: number, { single_keys, ...settings }: OwnSettings): Promise<void> {
        await database
          .updateTable('staff')
          .set({ ...settings, single_keys: single_keys ? 1 : 0 })
          .where('partner_id', '=', partnerId)
          .where('id', '=', staffId)
          .execute()
      },
    }),
  }
}
