import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Database } from '#src/database/engine.ts'
import { asRows, type Row, type Table } from './moved-tables.ts'

/** Reading a table in the order of its key, a batch at a time: each is found by the last key of the one before. */

/** Rows in memory at once; of those that hold pieces of files, fewer. */
const batchOf = ({ name }: Table): number => (name === 'import_files' ? 100 : 1000)

export type Key = readonly unknown[]

/** The next rows beyond a key, or the first ones. */
export async function rowsBeyond(database: Database, table: Table, key: Key | undefined): Promise<Row[]> {
  const all = asRows(database).selectFrom(table.name).selectAll()
  const beyond = key ? all.where((eb) => isBeyond(eb, table, key)) : all
  return await table.key
    .reduce((query, column) => query.orderBy(column), beyond)
    .limit(batchOf(table))
    .execute()
}

type Builder = ExpressionBuilder<Record<string, Row>, string>

/** Compared as one value, which an index serves. */
function isBeyond(eb: Builder, table: Table, key: Key): Expression<SqlBool> {
  const [first = '', second] = table.key
  if (second === undefined) return eb(first, '>', key[0])
  const [third] = table.key.slice(2)
  return third === undefined
    ? eb(eb.refTuple(first, second), '>', eb.tuple(key[0], key[1]))
    : eb(eb.refTuple(first, second, third), '>', eb.tuple(key[0], key[1], key[2]))
}

/** Every row of a table, batch by batch. */
export async function* batches(database: Database, table: Table): AsyncGenerator<Row[]> {
  for (let last: Key | undefined; ;) {
    const rows = await rowsBeyond(database, table, last)
    if (rows.length === 0) return
    yield rows
    last = keyOf(table, rows.at(-1)!)
  }
}

/** The highest key in a table. */
export async function lastKey(database: Database, table: Table): Promise<Key | undefined> {
  const [row] = await table.key
    .reduce(
      (query, column) => query.orderBy(column, 'desc'),
      asRows(database)
        .selectFrom(table.name)
        .select([...table.key]),
    )
    .limit(1)
    .execute()
  return row && keyOf(table, row)
}

const keyOf = (table: Table, row: Row): Key => table.key.map((column) => row[column])

export async function countOf(database: Database, { name }: Table): Promise<number> {
  const { count } = await asRows(database)
    .selectFrom(name)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
