import type { Expression, RawBuilder } from 'kysely'
import { wordsOf, type Database } from '#src/database/engine.ts'

/** A partner's customers by the numbers of their rows, not by walking all of the partner's to find these few. */
export const rowsByNumber = (
  database: Database,
  partnerId: number | RawBuilder<number>,
  rowIds: Expression<number>,
) =>
  database
    .selectFrom('customers')
    .where(wordsOf(database).unindexed('customers.partner_id'), '=', partnerId)
    .where('customers.row_id', 'in', rowIds)
