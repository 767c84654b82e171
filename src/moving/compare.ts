import { isDeepStrictEqual } from 'node:util'
import type { Database } from '#src/database/engine.ts'
import { DatabaseError } from '#src/database/storage-fault.ts'
import type { Row, Table } from './moved-tables.ts'
import { batches } from './rows-in-order.ts'

/**
 * Reads a table of both databases side by side.
 * @param compared told how many rows were, after each batch
 * @throws DatabaseError when any value differs, or a row is in one of them only
 */
export async function assertSame(
  from: Database,
  to: Database,
  table: Table,
  compared: (rows: number) => void = () => undefined,
): Promise<void> {
  const theirs = single(batches(to, table))
  for await (const rows of batches(from, table)) {
    for (const row of rows.filter(counts)) {
      const other = (await theirs.next()).value
      if (!isSame(row, other)) throw different(table, row)
    }
    compared(rows.length)
  }
  const more = (await theirs.next()).value
  if (more) throw different(table, more)
}

/** A total of nothing is as good as none: it stays where there was something once. */
const counts = ({ customers }: Row): boolean => customers !== 0

async function* single(all: AsyncIterable<Row[]>): AsyncGenerator<Row, undefined> {
  for await (const rows of all) yield* rows.filter(counts)
  return undefined
}

const isSame = (row: Row, other: Row | undefined): boolean =>
  other !== undefined && isDeepStrictEqual(plain(row), plain(other))

/** Bytes are what they are, whichever class an engine's library reads them into. */
const plain = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ]),
  )

function different({ name, key }: Table, row: Row): DatabaseError {
  const where = key.map((column) => `${column} ${String(row[column])}`).join(', ')
  return new DatabaseError(
    `The copy is not the same: ${name}, ${where}. Somebody has written to one of the databases meanwhile. Stop the portal and copy into an empty database.`,
  )
}
