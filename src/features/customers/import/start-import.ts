import { setImmediate } from 'node:timers/promises'
import type { Database } from '#src/database/engine.ts'
import type { Staff } from '#src/access/staff.ts'
import { createCustomersStore } from '../customers.store.ts'
import { createListStore } from '../list/list.store.ts'
import type { FileColumn } from '../list/list-export.ts'
import type { ListQuery } from '../list/list-query.ts'
import { bulkColumns, bulkLines, type BulkChange, type BulkValues } from './bulk.ts'
import { guessColumns, isKnownHeader } from './columns.ts'
import type { FileRow } from './file-rows.ts'
import { openTable, type Chosen } from './file-table.ts'
import { createImportsStore, type Import } from './imports.store.ts'
import { piecesOf, withKeptFile } from './kept-file.ts'

/** An import begins with its lines in the database: those of a file, or those that a change of many customers comes to. */

/** Lines written at once while a file is read. */
const batch = 200

type Starter = Pick<Staff, 'id' | 'partner_id'>

/** As much of who sent a request as an import needs to know. */
export const starterOf = ({ staff: { id, partner_id } }: { staff: Staff }): Starter => ({ id, partner_id })

/** What an import is called, and what its entries in the history say. */
type Named = { name: string; reason: string }

/** A file, and the languages of whoever sends it, which tell what it may be written in. */
export type ImportFile = Named & { path: string; languages: string[] }

export type ReadImportFile = (staff: Starter, file: ImportFile, now: number) => Promise<number>

/**
 * Reads a file of customers. Where a column is not known or its letters were guessed, the person is asked; else it is to be
 * checked.
 * @returns the import's number
 * @throws ImportError when it cannot be read to its end; nothing of it stays
 */
export async function readImportFile(
  database: Database,
  staff: Starter,
  file: ImportFile,
  now: number,
): Promise<number> {
  return await readFile(database, staff, file, now)
}

/** A file that is kept, and where it may stand while it is read. */
export type ReadAgain = Chosen & { id: number; path: string; languages: string[] }

export type ReadImportAgain = (staff: Starter, again: ReadAgain, now: number) => Promise<number>

/**
 * Reads the file of an import in another way. A new import takes the place of the one before.
 * @returns its number
 * @throws ImportError when it cannot be read so; what there is stays
 */
export async function readImportAgain(
  database: Database,
  staff: Starter,
  { id, path, languages, ...chosen }: ReadAgain,
  now: number,
): Promise<number> {
  const imports = createImportsStore(database).forPartner(staff.partner_id)
  const before = await imports.find(id)
  if (before?.status !== 'mapping') return id
  return await withKeptFile(imports.keptFile(id), path, async () => {
    const file = { path, name: before.name, reason: before.reason, languages }
    const read = await readFile(database, staff, file, now, chosen)
    if (await imports.remove(id, 'mapping')) return read
    // Somebody has said meanwhile that it is right as it was.
    await imports.remove(read, 'mapping')
    return id
  })
}

/** @param chosen how it shall be read, by somebody who then sees what came of it */
async function readFile(
  database: Database,
  staff: Starter,
  { path, name, reason, languages }: ImportFile,
  now: number,
  chosen?: Chosen,
): Promise<number> {
  const imports = createImportsStore(database).forPartner(staff.partner_id)
  const remembered = await imports.knownHeaders()
  const countries = await createCustomersStore(database)
    .forPartner(staff.partner_id)
    .mainCountries(usualCountries)
  const expected = {
    hints: { languages, countries },
    isKnown: (header: string) => isKnownHeader(header, remembered),
  }
  const { header, rows, used, reading } = await openTable(path, expected, chosen)
  const id = await keepLines(database, staff, { kind: 'file', name, reason, header, lines: rows }, now)
  const kept = header.slice(0, used())
  const { columns, open } = guessColumns(kept, remembered)
  const isAsked = open || !reading.certain || chosen !== undefined
  if (isAsked) await imports.keepFile(id, piecesOf(path))
  await imports.setStatus(id, 'reading', isAsked ? 'mapping' : 'checking', now, {
    header: JSON.stringify(kept),
    mapping: JSON.stringify(columns),
    reading: JSON.stringify(reading),
  })
  return id
}

/** Countries of a partner that say what its files may be written in. */
const usualCountries = 5

/** Customers that were picked, or all that a list shows, and what shall be changed of them. */
export type ManyChanged = Named & {
  change: BulkChange
  values: BulkValues
  which: { ids: string[] } | { query: ListQuery }
}

export type StartBulkChange = (staff: Starter, many: ManyChanged, now: number) => Promise<number>

/**
 * Makes an import of a change of many customers, which is to be checked.
 * @returns the import's number
 * @throws ImportError when there are more than an import holds
 */
export async function startBulkChange(
  database: Database,
  staff: Starter,
  { change, values, which, name, reason }: ManyChanged,
  now: number,
): Promise<number> {
  const customers = createListStore(database).forPartner(staff.partner_id)
  const pieces =
    'ids' in which ? customers.byIds(which.ids) : customers.everything({ ...which.query, sort: 'name' }, [])
  const header: FileColumn[] = bulkColumns(change)
  const lines = numbered(bulkLines(pieces, change, values))
  const id = await keepLines(database, staff, { kind: 'bulk', name, reason, header, lines }, now)
  await createImportsStore(database)
    .forPartner(staff.partner_id)
    .setStatus(id, 'reading', 'checking', now, { mapping: JSON.stringify(header) })
  return id
}

type Lines = Named & Pick<Import, 'kind'> & { header: string[]; lines: AsyncIterable<FileRow> }

/** Nothing stays of lines that cannot be read to their end. */
async function keepLines(
  database: Database,
  staff: Starter,
  { lines, ...what }: Lines,
  created_at_ms: number,
): Promise<number> {
  const imports = createImportsStore(database).forPartner(staff.partner_id)
  const id = await imports.start({ ...what, staff_id: staff.id, created_at_ms })
  try {
    for await (const some of inBatches(lines)) {
      await imports.addLines(id, some)
      await setImmediate()
    }
  } catch (error) {
    await imports.remove(id, 'reading')
    throw error
  }
  return id
}

/** As if there were a header on line 1. */
async function* numbered(lines: AsyncIterable<string[]>): AsyncGenerator<FileRow> {
  let line = 1
  for await (const cells of lines) yield { line: (line += 1), cells }
}

async function* inBatches(lines: AsyncIterable<FileRow>): AsyncGenerator<FileRow[]> {
  let some: FileRow[] = []
  for await (const line of lines) {
    some.push(line)
    if (some.length < batch) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}
