import type { Database } from '#src/database/open.ts'
import type { Staff } from '#src/http/session-store.ts'

/** What people may set about themselves. */
export type OwnSettings = Pick<Staff, 'theme' | 'time_zone' | 'locale'>

export function createProfileStore(database: Database) {
  return {
    forPartner: (partnerId: number) => ({
      async save(staffId: number, settings: OwnSettings): Promise<void> {
        await database
          .updateTable('staff')
          .set(settings)
          .where('partner_id', '=', partnerId)
          .where('id', '=', staffId)
          .execute()
      },
    }),
  }
}
