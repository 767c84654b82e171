import type { Database } from '#src/database/engine.ts'

/**
 * Who signs in by an address, before anybody's partner is known: the one query of staff across partners. Those who have
 * left are not found.
 */
export function createCredentialsStore(database: Database) {
  return {
    async byEmail(
      email: string,
    ): Promise<{ id: number; partner_id: number; password_hash: string } | undefined> {
      return await database
        .selectFrom('staff')
        .select(['id', 'partner_id', 'password_hash'])
        .where('email', '=', email)
        .where('ended_at_ms', 'is', null)
        .executeTakeFirst()
    },
  }
}
