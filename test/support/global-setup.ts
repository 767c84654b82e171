import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { sqliteEngine } from '#src/database/sqlite/engine.ts'
import { unpackChromium } from './chromium.ts'
import { onServer } from './fresh-database.ts'
import { seedOn } from './seed.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromiumPath: string
    fontsFile: string
  }
}

/** Makes once what many test files need: the demonstration's database and the browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-tests-'))
  const file = path.join(folder, 'seeded.db')
  await seedOn(sqliteEngine(`file:${file}`))
  project.provide('seededDatabase', file)
  const server = process.env.TEST_DATABASE_URL ?? ''
  project.provide('testServer', server)
  const seeded = server === '' ? undefined : await onServer(server, 'template0')
  if (seeded) await seedOn(seeded.engine)
  project.provide('seededOnServer', seeded ? new URL(seeded.url).pathname.slice(1) : '')
  project.provide('seededPGlite', path.join(folder, 'seeded.tar'))
  project.provide('chromiumPath', await unpackChromium())
  project.provide('fontsFile', process.env.FONTCONFIG_FILE ?? '')
  return async () => {
    rmSync(folder, { recursive: true, force: true })
    await seeded?.remove()
  }
}
