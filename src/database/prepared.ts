import { sql, type Compilable, type CompiledQuery, type Insertable, type RawBuilder } from 'kysely'
import { wordsOf, type Database, type EngineWords } from './engine.ts'
import type { Tables } from './tables.ts'

/** What stands in a query for a value that is known only when it is asked. */
class Place {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

export type Given<Values> = { [Name in keyof Values]: RawBuilder<Values[Name]> }

/** A query of which there are so few that a connection may keep it. */
type KeptQuery<Row> = CompiledQuery<Row> & { kept: true }

export const isKept = (query: CompiledQuery): boolean => 'kept' in query

/** Kinds of one query that are kept compiled, for an engine. */
const kindsAtMost = 500

/**
 * A query that is built and compiled once in the life of the process, which may take longer than to answer it.
 * For those that every page asks.
 * @param build makes the query, with `given.name` in it for what differs each time; of a query that comes in several kinds,
 * each is made once
 * @returns asks a database the query with values
 */
export function prepared<Values extends object, Row, Kind = undefined>(
  build: (database: Database, given: Given<Values>, kind: Kind) => Compilable<Row>,
): (database: Database, values: Values, ...kind: Kind extends undefined ? [] : [Kind]) => Promise<Row[]> {
  const kindsOf = new WeakMap<EngineWords, Map<string | undefined, CompiledQuery<Row>>>()

  function compiled(database: Database, kind: Kind): CompiledQuery<Row> {
    const words = wordsOf(database)
    const kinds = kindsOf.get(words) ?? new Map<string | undefined, CompiledQuery<Row>>()
    kindsOf.set(words, kinds)
    const name = JSON.stringify(kind) as string | undefined
    const known = kinds.get(name)
    if (known) return known
    if (kinds.size >= kindsAtMost) kinds.clear()
    const query = build(database, places<Values>(), kind).compile()
    kinds.set(name, query)
    return query
  }

  return async (database, values, ...[kind]) => {
    const query = compiled(database, kind as Kind)
    const parameters = query.parameters.map((value) =>
      value instanceof Place ? (values as Record<string, unknown>)[value.name] : value,
    )
    const kept: KeptQuery<Row> = { ...query, parameters, kept: true }
    return (await database.executeQuery<Row>(kept)).rows
  }
}

/** Every column of a new row but those that the database fills in. */
type NewRow<Table extends keyof Tables, Filled extends string = never> = Required<
  Omit<Insertable<Tables[Table]>, Filled>
>

/**
 * An INSERT of one row that is built and compiled once.
 * @param table where the row goes
 */
export function preparedInsert<Table extends keyof Tables, Filled extends string = never>(table: Table) {
  type Row = NewRow<Table, Filled>
  let insert: ((database: Database, row: Row) => Promise<unknown>) | undefined
  return async (database: Database, row: Row): Promise<void> => {
    insert ??= prepared((writing, given: Given<Row>) => {
      const values = Object.keys(row).map((column) => [column, given[column as keyof Row]])
      return writing.insertInto(table).values(Object.fromEntries(values) as Insertable<Tables[Table]>)
    })
    await insert(database, row)
  }
}

function places<Values extends object>(): Given<Values> {
  return new Proxy({} as Given<Values>, {
    get: (_places, name) => sql`${new Place(String(name))}`,
  })
}
