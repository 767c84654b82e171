import { readConfig } from '#src/config.ts'
import type { Engine } from '#src/database/engine.ts'
import { seedDemonstration } from '#src/demonstration/seed.ts'

/** Signs what the tests' portals keep. */
export const testSecret = 'a secret for tests that is long enough to be one'

/** Puts the demonstration into a new database. */
export async function seedOn(engine: Engine): Promise<void> {
  const database = await engine.open({ create: true })
  await engine.migrate(database)
  const { historyKeys } = readConfig({ SESSION_SECRETS: testSecret })
  await seedDemonstration(database, Date.now(), historyKeys[0])
  await database.destroy()
}
