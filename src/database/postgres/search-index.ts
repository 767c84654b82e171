import { sql } from 'kysely'
import type { Database } from '../engine.ts'
import type { IndexedRow, IndexQuery, TokenPhrase, Wanted } from '../index-query.ts'

/**
 * The search index as a text search vector with a GIN index. Each token is kept as its partner's own, `PARTNER:TOKEN`, so
 * that a search looks into the lists of one partner's rows. Where a token stands is kept as well, for phrases.
 */

/** Beyond this place PostgreSQL does not tell places apart (https://www.postgresql.org/docs/current/textsearch-limitations.html). */
const lastPlace = 16_383

export async function indexRow(
  database: Database,
  { partner_id, row_id }: IndexedRow,
  tokens: readonly string[],
): Promise<void> {
  const places = tokens.slice(0, lastPlace).map((token, at) => `${lexeme(partner_id, token)}:${at + 1}`)
  await sql`INSERT INTO customer_search (partner_id, row_id, tokens)
    VALUES (${partner_id}, ${row_id}, ${places.join(' ')}::tsvector)
    ON CONFLICT (partner_id, row_id) DO UPDATE SET tokens = excluded.tokens`.execute(database)
}

export async function findInIndex(
  database: Database,
  query: IndexQuery,
  limit: number,
  beyond: number,
): Promise<number[]> {
  const { rows } = await sql<{ row_id: number }>`
    SELECT row_id FROM customer_search
    WHERE tokens @@ ${queryOf(query)}::tsquery AND partner_id = ${query.partner_id} AND row_id > ${beyond}
    ORDER BY row_id LIMIT ${limit}`.execute(database)
  return rows.map(({ row_id }) => row_id)
}

function queryOf({ partner_id, marks, wanted, without = [] }: IndexQuery): string {
  const all = [...wanted, ...marks.map((mark) => [mark])].map((one) => expressionOf(partner_id, one))
  const none = without.map((mark) => `!${lexeme(partner_id, mark)}`)
  return [...all, ...none].join(' & ')
}

function expressionOf(partner: number, wanted: Wanted): string {
  const each = (of: readonly Wanted[], operator: string) =>
    `(${of.map((one) => expressionOf(partner, one)).join(operator)})`
  if ('any' in wanted) return each(wanted.any, ' | ')
  if ('all' in wanted) return each(wanted.all, ' & ')
  return phrase(partner, wanted)
}

function phrase(partner: number, tokens: TokenPhrase): string {
  return `(${tokens.map((token) => lexeme(partner, token)).join(' <-> ')})`
}

/** A partner's token, quoted as text search takes it. */
function lexeme(partner: number, token: string): string {
  return `'${partner}:${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
