import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '#src/database/sqlite/migrations.ts'
import { openDatabase } from '#src/database/sqlite/open.ts'
import { readConfig } from '#src/config.ts'
import { seedDemonstration } from '#src/demonstration/seed.ts'
import { unpackChromium } from './chromium.ts'

/** Signs what the tests' portals keep. */
export const testSecret = 'a secret for tests that is long enough to be one'

declare module 'vitest' {
  interface ProvidedContext {
    /** A database with the demonstration data; each test file works on a copy. */
    seededDatabase: string
    chromiumPath: string
    fontsFile: string
  }
}

/** Makes once what many test files need: the demonstration's database and the browser. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-tests-'))
  const file = path.join(folder, 'seeded.db')
  const database = openDatabase(`file:${file}`, { create: true })
  await migrate(database)
  await seedDemonstration(database, Date.now(), readConfig({ SESSION_SECRETS: testSecret }).historyKeys[0])
  await database.destroy()
  project.provide('seededDatabase', file)
  project.provide('chromiumPath', await unpackChromium())
  project.provide('fontsFile', process.env.FONTCONFIG_FILE ?? '')
  return () => rmSync(folder, { recursive: true, force: true })
}
