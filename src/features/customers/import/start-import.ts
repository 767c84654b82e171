import { setImmediate } from 'node:timers/promises'
import type { Database } from '#src/database/open.ts'
import type { Staff } from '#src/http/session-store.ts'
import { createCustomersStore } from '../customers.store.ts'
import type { FileColumn } from '../list-export.ts'
import type { ListQuery } from '../list-query.ts'
import { bulkColumns, bulkLines, type BulkChange, type BulkValues } from './bulk.ts'
import { guessColumns } from './columns.ts'
import { ImportError, readCsvFile } from './csv-file.ts'
import { createImportsStore, type Import } from './imports.store.ts'

/** An import begins with its lines in the database: those of a file, or those that a change of many customers comes to. */

/** Lines written at once while a file is read. */
const batch = 200

type Starter = Pick<Staff, 'id' | 'partner_id'>

/** What an import is called, and what its entries in the history say. */
type Named = { name: string; reason: string }

export type ReadImportFile = (staff: Starter, file: Named & { path: string }, now: number) => Promise<number>

/**
 * Reads a file of customers. Where a column is not known, the person is asked; else it is to be checked.
 * @returns the import's number
 * @throws ImportError when it cannot be read to its end; nothing of it stays
 */
export async function readImportFile(
  database: Database,
  staff: Starter,
  { path, name, reason }: Named & { path: string },
  now: number,
): Promise<number> {
  const lines = readCsvFile(path)
  const first = await lines.next()
  if (first.done) throw new ImportError('import.error.empty')
  const header = first.value
  const id = await keepLines(database, staff, { kind: 'file', name, reason, header, lines }, now)
  const imports = createImportsStore(database).forPartner(staff.partner_id)
  const columns = guessColumns(header, await imports.knownHeaders())
  // Nothing to ask about a file in which every column is known.
  const next = columns.includes('') ? 'mapping' : 'checking'
  await imports.setStatus(id, 'reading', next, now, { mapping: JSON.stringify(columns) })
  return id
}

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
  const customers = createCustomersStore(database).forPartner(staff.partner_id)
  const pieces = 'ids' in which ? customers.byIds(which.ids) : customers.everything(which.query)
  const header: FileColumn[] = bulkColumns(change)
  const lines = bulkLines(pieces, change, values)
  const id = await keepLines(database, staff, { kind: 'bulk', name, reason, header, lines }, now)
  await createImportsStore(database)
    .forPartner(staff.partner_id)
    .setStatus(id, 'reading', 'checking', now, { mapping: JSON.stringify(header) })
  return id
}

type Lines = Named & Pick<Import, 'kind'> & { header: string[]; lines: AsyncIterable<string[]> }

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
    // The header is line 1.
    let next = 2
    for await (const some of inBatches(lines)) {
      await imports.addLines(id, next, some)
      next += some.length
      await setImmediate()
    }
  } catch (error) {
    await imports.remove(id)
    throw error
  }
  return id
}

async function* inBatches(lines: AsyncIterable<string[]>): AsyncGenerator<string[][]> {
  let some: string[][] = []
  for await (const line of lines) {
    some.push(line)
    if (some.length < batch) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}
