import type { Database } from '#src/database/open.ts'

/** The last entry of the chain. Whoever keeps it elsewhere can tell whether the end was cut off. */
export type Head = { seq: number; mac: string }

/** The last entry as it stands; undefined before the first. */
export async function readHead(database: Database): Promise<Head | undefined> {
  return await database
    .selectFrom('history')
    .select(['seq', 'mac'])
    .where('seq', '=', (eb) => eb.selectFrom('history').select((max) => max.fn.max('seq').as('seq')))
    .executeTakeFirst()
}
