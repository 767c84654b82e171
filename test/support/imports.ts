import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { vi } from 'vitest'
import type { ImportOutcome } from '#src/database/tables.ts'
import { createImportsStore, isWork, type Import } from '#src/features/customers/import/imports.store.ts'
import { fabrikam } from './customers.ts'
import type { Portal } from './portal.ts'

/** Imports without the pages around them: files read, looked at, written and undone. */

const importsIn = (portal: Portal) => createImportsStore(portal.deps.database).forPartner(fabrikam)

/** Waits until the work that goes on beside is done. @returns how it stands then */
export async function settled(portal: Portal, id: number): Promise<Import['status']> {
  return await vi.waitFor(
    async () => {
      const status = (await importsIn(portal).find(id))?.status ?? 'failed'
      if (isWork(status) || status === 'reading') throw new Error(status)
      return status
    },
    { timeout: 30_000, interval: 10 },
  )
}

/** Reads a file of which every column is known by its header, and waits for the dry run. @returns the import's number */
export async function checkFile(
  portal: Portal,
  staffId: number,
  lines: readonly (readonly string[])[],
  name = 'customers.csv',
): Promise<number> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'partner-desk-'))
  try {
    const file = path.join(folder, 'file.csv')
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
    writeFileSync(file, lines.map((cells) => cells.map(quoted).join(',') + '\n').join(''))
    const staff = { id: staffId, partner_id: fabrikam }
    const id = await portal.deps.writes.readImportFile(
      staff,
      { path: file, name, reason: `Import ${name}`, languages: ['en'] },
      portal.clock.now,
    )
    await settled(portal, id)
    return id
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Writes an import, or undoes it. */
export async function carryOut(portal: Portal, id: number, to: 'applying' | 'undoing'): Promise<void> {
  const from = to === 'applying' ? 'checked' : 'applied'
  await importsIn(portal).setStatus(id, from, to, portal.clock.now)
  await portal.deps.writes.wakeImports()
  await settled(portal, id)
}

/** The lines of an import with what came of them. */
export async function linesOf(portal: Portal, id: number) {
  return await portal.deps.database
    .selectFrom('import_rows')
    .selectAll()
    .where('import_id', '=', id)
    .orderBy('line')
    .execute()
}

export async function countsOf(portal: Portal, id: number): Promise<Partial<Record<ImportOutcome, number>>> {
  return await importsIn(portal).counts(id)
}
