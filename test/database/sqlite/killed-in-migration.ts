import SqliteDatabase from 'better-sqlite3'
import { migrate } from '#src/database/sqlite/migrations.ts'
import { openDatabase } from '#src/database/sqlite/open.ts'

/** Migrates a database and dies at once behind a given CREATE statement: `killed-in-migration.ts FILE NUMBER`. */

const [file, last] = process.argv.slice(2)
// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on the database below
const { prepare } = SqliteDatabase.prototype
let created = 0

SqliteDatabase.prototype.prepare = function (this: SqliteDatabase.Database, source: string) {
  const statement = prepare.call(this, source)
  if (/^\s*create (?!table if not exists|table "kysely)/i.test(source)) {
    created += 1
    if (created > Number(last)) process.kill(process.pid, 'SIGKILL')
  }
  return statement
} as typeof prepare

await migrate(openDatabase(`file:${file}`, { create: true }))
