import { acrossPartners, type Database } from '#src/database/engine.ts'
import { prepared } from '#src/database/prepared.ts'

/** The last entry of the chain. Whoever keeps it elsewhere can tell whether the end was cut off. */
export type Head = { seq: number; mac: string }

const lastEntry = prepared((database) =>
  database
    .selectFrom('history')
    .select(['seq', 'mac'])
    .where('seq', '=', (eb) => eb.selectFrom('history').select((max) => max.fn.max('seq').as('seq'))),
)

/** The last entry as it stands; undefined before the first. */
export async function readHead(database: Database): Promise<Head | undefined> {
  const [head] = await lastEntry(acrossPartners(database), {})
  return head
}
