import type { Selectable } from 'kysely'
import { acrossPartners, asPartner, type Database } from '#src/database/engine.ts'
import type { ImportOutcome, Tables } from '#src/database/tables.ts'
import type { FileRow } from './file-rows.ts'

export type Import = Selectable<Tables['imports']>
/** An import with the name of whoever it is done for. */
export type FoundImport = Import & { acting_name: string | null }
export type ImportRow = { line: number; cells: string[]; outcome: ImportOutcome } & Pick<
  Selectable<Tables['import_rows']>,
  'customer_id' | 'version' | 'detail' | 'domain'
>

/** The work that goes on by itself, and the lines that each kind of it has still to do. */
export const work = {
  checking: { from: ['unread'], then: 'checked' },
  applying: { from: ['add', 'change'], then: 'applied' },
  undoing: { from: ['added', 'changed'], then: 'undone' },
} as const satisfies Partial<Record<Import['status'], { from: ImportOutcome[]; then: Import['status'] }>>
export type Work = keyof typeof work

export const isWork = (status: Import['status']): status is Work => Object.hasOwn(work, status)

/** What lines can be that say something of a customer, so that another line of the file may not. */
const claims: ImportOutcome[] = ['add', 'change', 'unchanged', 'conflict']

/** How long a process that works on an import is taken to be alive without a word from it, in ms. */
const claimMs = 15_000

/** How long a file is kept that may have to be read again, in ms. */
const keptMs = 7 * 86_400_000

/** How long reading a file may take, in ms; one that is still being read then was interrupted. */
const readingMs = 3_600_000

/** All the SQL of imports. */
export function createImportsStore(database: Database) {
  // Whoever carries imports out takes whichever comes next.
  const all = acrossPartners(database)
  return {
    forPartner: (partnerId: number) => importsOf(asPartner(database, partnerId), partnerId),

    /** Takes away what was never read to its end. */
    async sweep(now: number): Promise<void> {
      await all
        .deleteFrom('imports')
        .where('status', '=', 'reading')
        .where('created_at_ms', '<', now - readingMs)
        .execute()
      await all
        .deleteFrom('import_files')
        .where('import_id', 'in', (eb) =>
          eb
            .selectFrom('imports')
            .select('id')
            .where('created_at_ms', '<', now - keptMs),
        )
        .execute()
    },

    /** Takes an import that wants work and that nobody else works on. */
    async claim(process: string, now: number): Promise<Import | undefined> {
      return await all
        .updateTable('imports')
        .set({ claimed_by: process, claimed_until_ms: now + claimMs })
        .where('id', '=', (eb) =>
          eb
            .selectFrom('imports')
            .select('id')
            .where('status', 'in', ['checking', 'applying', 'undoing'])
            .where((or) => or.or([or('claimed_until_ms', '<', now), or('claimed_by', '=', process)]))
            .orderBy('id')
            .limit(1),
        )
        // Looked at once more by an engine on which another node may have taken it at this very moment.
        .where((or) => or.or([or('claimed_until_ms', '<', now), or('claimed_by', '=', process)]))
        .returningAll()
        .executeTakeFirst()
    },

    /** Says that work goes on. @returns false when another process has taken the import over, or it was stopped */
    async renew(id: number, process: string, status: Work, done: number, now: number): Promise<boolean> {
      const result = await all
        .updateTable('imports')
        .set({ claimed_until_ms: now + claimMs, done })
        .where('id', '=', id)
        .where('claimed_by', '=', process)
        .where('status', '=', status)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    async finish(
      id: number,
      status: Import['status'],
      now: number,
      stopped: Import['stopped'] = '',
    ): Promise<void> {
      await all
        .updateTable('imports')
        .set({ status, stopped, finished_at_ms: now, claimed_by: null, claimed_until_ms: 0 })
        .where('id', '=', id)
        .execute()
    },

    /** Lines that are still to be done, in the order of the file; undone are the last first. */
    async rowsToDo(id: number, status: Work, limit: number): Promise<ImportRow[]> {
      const backwards = status === 'undoing'
      const found: ImportRow[] = []
      for (const outcome of work[status].from)
        found.push(...(await rowsOf(all, id, outcome, limit, backwards ? 'desc' : 'asc')))
      return found.sort((a, b) => (backwards ? b.line - a.line : a.line - b.line)).slice(0, limit)
    },

    async setRow(id: number, line: number, row: Omit<ImportRow, 'line' | 'cells'>): Promise<void> {
      await all
        .updateTable('import_rows')
        .set(row)
        .where('import_id', '=', id)
        .where('line', '=', line)
        .execute()
    },
  }
}

function importsOf(database: Database, partnerId: number) {
  const own = () => database.selectFrom('imports').where('imports.partner_id', '=', partnerId)

  return {
    /** With the name of whoever it is done for. */
    async find(id: number): Promise<FoundImport | undefined> {
      return await own()
        .selectAll('imports')
        .select((eb) =>
          eb
            .selectFrom('staff')
            .select('name')
            .where('staff.id', '=', eb.fn.coalesce('imports.acting_id', 'imports.staff_id'))
            .as('acting_name'),
        )
        .where('imports.id', '=', id)
        .executeTakeFirst()
    },

    /** The latest first. */
    async list(limit: number) {
      return await own()
        .innerJoin('staff', 'staff.id', 'imports.staff_id')
        .selectAll('imports')
        .select('staff.name as staff_name')
        .where('imports.status', '<>', 'reading')
        .orderBy('imports.id', 'desc')
        .limit(limit)
        .execute()
    },

    async start(
      values: Pick<Import, 'staff_id' | 'kind' | 'name' | 'reason' | 'created_at_ms'> & { header: string[] },
    ) {
      const { id } = await database
        .insertInto('imports')
        .values({
          ...values,
          partner_id: partnerId,
          status: 'reading',
          header: JSON.stringify(values.header),
          mapping: '[]',
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return id
    },

    /** Adds lines, numbered as in the file. */
    async addLines(id: number, lines: readonly FileRow[]): Promise<void> {
      await database
        .insertInto('import_rows')
        .values(
          lines.map(({ line, cells }) => ({
            import_id: id,
            line,
            cells: JSON.stringify(cells),
            customer_id: null,
            version: null,
          })),
        )
        .execute()
      await database
        .updateTable('imports')
        .set((eb) => ({ total: eb('total', '+', lines.length) }))
        .where('id', '=', id)
        .execute()
    },

    /** @returns false when it does not stand so any more: somebody has gone on with it, and it stays */
    async remove(id: number, status: Import['status']): Promise<boolean> {
      const result = await database
        .deleteFrom('imports')
        .where('partner_id', '=', partnerId)
        .where('id', '=', id)
        .where('status', '=', status)
        .executeTakeFirst()
      return result.numDeletedRows > 0n
    },

    /** Where another line of a file, before this one, is about the same customer. */
    async lineOf(
      id: number,
      customer: { id: string | undefined; domain: string | undefined },
      before: number,
    ): Promise<number | undefined> {
      const first = async (column: 'customer_id' | 'domain', value: string | undefined) =>
        value
          ? await database
              .selectFrom('import_rows')
              .select('line')
              .where('import_id', '=', id)
              .where(column, '=', value)
              .where('line', '<', before)
              .where('outcome', 'in', claims)
              .orderBy('line')
              .limit(1)
              .executeTakeFirst()
          : undefined
      const found = [await first('customer_id', customer.id), await first('domain', customer.domain)]
      const lines = found.flatMap((row) => row?.line ?? [])
      return lines.length === 0 ? undefined : Math.min(...lines)
    },

    /** What undoing kept of a customer because it had been edited since, the latest first. */
    async kept(customerId: string) {
      return await own()
        .innerJoin('import_rows', 'import_rows.import_id', 'imports.id')
        .select(['import_rows.import_id', 'import_rows.line', 'imports.reason'])
        .select([
          'import_rows.customer_id',
          'import_rows.version',
          'import_rows.detail',
          'import_rows.domain',
        ])
        .where('import_rows.customer_id', '=', customerId)
        .where('import_rows.outcome', '=', 'kept')
        .orderBy('import_rows.version', 'desc')
        .execute()
    },

    async setStatus(
      id: number,
      from: Import['status'],
      to: Import['status'],
      now: number,
      more: Partial<Pick<Import, 'mapping' | 'reason' | 'header' | 'reading' | 'acting_id'>> = {},
    ): Promise<boolean> {
      const result = await database
        .updateTable('imports')
        .set({ ...more, status: to, stopped: '', done: 0, started_at_ms: now, finished_at_ms: null })
        .where('partner_id', '=', partnerId)
        .where('id', '=', id)
        .where('status', '=', from)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    /** Keeps the file itself, which may have to be read again. */
    async keepFile(id: number, pieces: AsyncIterable<Uint8Array>): Promise<void> {
      let piece = 0
      for await (const bytes of pieces) {
        await database.insertInto('import_files').values({ import_id: id, piece, bytes }).execute()
        piece += 1
      }
    },

    /** The pieces of the kept file; none once it is not kept any more. */
    async *keptFile(id: number): AsyncGenerator<Uint8Array> {
      for (let piece = 0; ; piece += 1) {
        const row = await database
          .selectFrom('import_files')
          .innerJoin('imports', 'imports.id', 'import_files.import_id')
          .select('import_files.bytes')
          .where('imports.partner_id', '=', partnerId)
          .where('import_files.import_id', '=', id)
          .where('import_files.piece', '=', piece)
          .executeTakeFirst()
        if (!row) return
        yield row.bytes
      }
    },

    async dropFile(id: number): Promise<void> {
      await database
        .deleteFrom('import_files')
        .where('import_id', 'in', own().select('imports.id').where('imports.id', '=', id))
        .execute()
    },

    /** Lines by their numbers. */
    async lines(id: number, lines: readonly number[]): Promise<FileRow[]> {
      const rows = await database
        .selectFrom('import_rows')
        .select(['line', 'cells'])
        .where('import_id', '=', id)
        .where('line', 'in', lines)
        .orderBy('line')
        .execute()
      return rows.map((row) => ({ ...row, cells: JSON.parse(row.cells) as string[] }))
    },

    /** Empties the lines of a customer; that there were such lines, and what came of them, stays. */
    async forget(customerId: string): Promise<void> {
      await database
        .updateTable('import_rows')
        .set({ cells: '[]', detail: '[]' })
        .where('customer_id', '=', customerId)
        .where('import_id', 'in', own().select('imports.id'))
        .execute()
    },

    /** How many lines have come to what. */
    async counts(id: number): Promise<Partial<Record<ImportOutcome, number>>> {
      const rows = await database
        .selectFrom('import_rows')
        .select(['outcome', (eb) => eb.fn.countAll<number>().as('count')])
        .where('import_id', '=', id)
        .groupBy('outcome')
        .execute()
      return Object.fromEntries(rows.map((row) => [row.outcome, row.count]))
    },

    /** Lines of one outcome, beyond a line. */
    async rows(id: number, outcome: ImportOutcome, limit: number, beyond = 0): Promise<ImportRow[]> {
      return await rowsOf(database, id, outcome, limit, 'asc', beyond)
    },

    /** What this partner said of headers before. */
    async knownHeaders(): Promise<Map<string, string>> {
      const rows = await database
        .selectFrom('known_headers')
        .select(['header', 'field'])
        .where('partner_id', '=', partnerId)
        .execute()
      return new Map(rows.map((row) => [row.header, row.field]))
    },

    async rememberHeaders(headers: readonly { header: string; field: string }[]): Promise<void> {
      if (headers.length === 0) return
      await database
        .insertInto('known_headers')
        .values(headers.map((one) => ({ ...one, partner_id: partnerId })))
        .onConflict((conflict) =>
          conflict
            .columns(['partner_id', 'header'])
            .doUpdateSet((eb) => ({ field: eb.ref('excluded.field') })),
        )
        .execute()
    },
  }
}

async function rowsOf(
  database: Database,
  id: number,
  outcome: ImportOutcome,
  limit: number,
  direction: 'asc' | 'desc',
  beyond = 0,
): Promise<ImportRow[]> {
  const rows = await database
    .selectFrom('import_rows')
    .select(['line', 'cells', 'outcome', 'customer_id', 'version', 'detail', 'domain'])
    .where('import_id', '=', id)
    .where('outcome', '=', outcome)
    .where('line', '>', beyond)
    .orderBy('line', direction)
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, cells: JSON.parse(row.cells) as string[] }))
}
