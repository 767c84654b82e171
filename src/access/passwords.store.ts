import type { Database } from '#src/database/engine.ts'

/** The SQL of stored passwords, as their hashes. Every query is of one partner. */
export function createPasswordsStore(database: Database) {
  return {
    forPartner: (partnerId: number) => ({
      async hashOf(staffId: number): Promise<string> {
        const { password_hash } = await database
          .selectFrom('staff')
          .select('password_hash')
          .where('partner_id', '=', partnerId)
          .where('id', '=', staffId)
          .executeTakeFirstOrThrow()
        return password_hash
      },

      async set(staffId: number, password_hash: string): Promise<void> {
        await database
          .updateTable('staff')
          .set({ password_hash })
          .where('partner_id', '=', partnerId)
          .where('id', '=', staffId)
          .execute()
      },
    }),
  }
}
