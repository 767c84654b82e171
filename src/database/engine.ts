import type { ChildProcess } from 'node:child_process'
import type { DialectAdapter, Kysely, RawBuilder } from 'kysely'
import type { Logger } from 'pino'
import type { IndexedRow, IndexQuery } from './index-query.ts'
import type { Tables } from './tables.ts'

/** All that the portal knows of a database, whichever engine keeps it. */

/** What is asked and written with: of a transaction, that transaction. */
export type Database = Kysely<Tables>

/** Carries work out in a transaction, whole or not at all. @throws what the work throws, or a StorageError */
export type Write = <Result>(work: (transaction: Database) => Promise<Result>) => Promise<Result>

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each is made of what it is made of
export type ErrorClass = new (...input: any[]) => Error

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each use case takes what it takes
export type UseCases = Record<string, (...input: any[]) => Promise<unknown>>

/** What there is to write with, where it is written. */
export type WritingMeans = {
  database: Database
  write: Write
  /** Whether somebody waits to write, or writes: who has time comes after them. */
  isBusy: () => boolean
}

/** What writes: the use cases, and what goes on by itself. */
export type Writing<Named extends UseCases> = {
  useCases: Named
  /** Whether something goes on by itself at this moment. */
  isRunning: () => boolean
  /** Ends it as soon as nothing is half done. */
  stop: () => Promise<void>
}

/** The program that writes, for an engine to begin it where it belongs. */
export type WritingProgram<Named extends UseCases> = {
  begin: (means: WritingMeans) => Writing<Named>
  names: readonly (keyof Named & string)[]
  /** Those that may take long; any other is one transaction, and when it is not answered something is wrong. */
  lasting: readonly (keyof Named & string)[]
  /** Classes of errors that its callers wait for. */
  errors: readonly ErrorClass[]
  /** The same as a thread of its own, and what that is told when it starts. */
  thread: { module: URL; settings: unknown }
  logger: Logger
}

/** How a process that answers requests stands to others: by itself, as one of several, or with all in its one thread. */
export type Role = 'alone' | 'worker' | 'in_one_thread'

/** What a process that answers requests has of the database. */
export type Connected<Named extends UseCases> = {
  /** To read with, and for the single statements of stores that write. */
  database: Database
  writes: Named
  /** Fails when nothing can be written. @throws what keeps it */
  assertWritable: () => Promise<void>
  /** Ends after what is being written. */
  close: () => Promise<void>
}

/** What the process above several others does for them. */
export type ForWorkers = { serve: (worker: ChildProcess) => void; stop: () => Promise<void> }

export type OpenOptions = {
  /** Whether a new one may be made where there is none. */
  create: boolean
  /** How long a statement waits for another process's lock, in ms; as long as the portal's own, unless said. */
  waitMs?: number
}

export type Engine = {
  /** Opens it to read and to write, for one program. @throws DatabaseError with a message for whoever starts it */
  open: (options: OpenOptions) => Promise<Database>
  /**
   * Brings it to the newest schema, one transaction a migration and one process at a time.
   * @returns the names of the migrations that were applied now
   * @throws DatabaseError when a migration fails (it is then undone whole)
   */
  migrate: (database: Database) => Promise<string[]>
  /** @throws DatabaseError when the database is of an earlier version than this program */
  assertMigrated: (database: Database) => Promise<void>
  /** @param onEnd told when nothing can be written any more, for good */
  connect: <Named extends UseCases>(
    program: WritingProgram<Named>,
    role: Role,
    onEnd: (error: unknown) => void,
  ) => Promise<Connected<Named>>
  /** For the process above those whose role is `worker`. */
  connectWorkers: <Named extends UseCases>(program: WritingProgram<Named>) => Promise<ForWorkers>
  /** Looks for damage beside the running portal, where that was not done when it was opened. */
  watch: (damaged: (message: string) => void) => void
  /** Whole copies of it, where the engine makes them: others have tools of their own for that. */
  copies?: {
    /** @param to a file that does not exist yet @returns its size in bytes @throws DatabaseError */
    backUp: (to: string) => Promise<number>
    /** @returns where the former database is now, if there was one @throws DatabaseError */
    restore: (from: string) => Promise<string | undefined>
  }
}

/** What engines say in different words, for the stores. */
export interface EngineWords {
  /** Numbers, as JSON, as one value of a statement, which then is the same one for however many there are. */
  numbered: (numbers: string | RawBuilder<string>) => RawBuilder<number>
  /** A column by which no index shall be chosen, where the engine would take one that finds far too much. */
  unindexed: (column: string) => RawBuilder<unknown>
  /**
   * Waits until no other transaction has the turn for something, and has it until the end of this one. Who needs several
   * takes them in one order: a partner's customers, then the history.
   */
  takeTurn: (transaction: Database, what: string) => Promise<void>
  /** The database, showing the rows of a partner alone, or of all (`*`), from below the stores. */
  seeing: (database: Database, scope: string) => Database
  /**
   * Says that many rows have come with numbers of their own: new ones get numbers beyond them.
   * @param numbered tables whose rows the database numbers, and the columns that have the numbers
   */
  rowsHaveCome: (
    transaction: Database,
    numbered: readonly (readonly [table: string, column: string])[],
  ) => Promise<void>
  /** The search index; see search-index.ts. */
  search: {
    indexRow: (database: Database, row: IndexedRow, tokens: readonly string[]) => Promise<void>
    settle: (database: Database) => Promise<void>
    find: (database: Database, query: IndexQuery, limit: number, beyond: number) => Promise<number[]>
  }
}

/** An engine's adapter for Kysely, by which every connection knows its engine's words, in a transaction as well. */
export interface EngineAdapter extends DialectAdapter {
  readonly words: EngineWords
}

/** The database as it is for one partner: a second wall below the stores, where the engine has one. */
export function asPartner(database: Database, partnerId: number): Database {
  return wordsOf(database).seeing(database, String(partnerId))
}

/** The database for what is about all partners: the chain of the history, imports that go on, commands. */
export function acrossPartners(database: Database): Database {
  return wordsOf(database).seeing(database, '*')
}

export function wordsOf(database: Database): EngineWords {
  return (database.getExecutor().adapter as EngineAdapter).words
}
