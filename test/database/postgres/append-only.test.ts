import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { openPortal, type Portal } from '#test/support/portal.ts'
import { writtenHistory } from '#test/support/written-history.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

describe('what is written stays', () => {
  const row = 'partner_id, customer_id, staff_id, at_ms, from_version'
  const statements = [
    `UPDATE history SET reason = 'another'`,
    `UPDATE history SET staff_id = 1 WHERE seq = 1`,
    `DELETE FROM history`,
    `DELETE FROM history WHERE seq = (SELECT max(seq) FROM history)`,
    `TRUNCATE history CASCADE`,
    `TRUNCATE history_changes`,
    `INSERT INTO history SELECT seq, ${row}, to_version, NULL, NULL, 'another', NULL, NULL, key_id, mac FROM history
      WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET reason = excluded.reason`,
    `INSERT INTO history SELECT seq + 1000000, ${row}, to_version, NULL, NULL, reason, NULL, NULL, key_id, mac FROM history
      WHERE seq = 1 ON CONFLICT (partner_id, customer_id, to_version) DO UPDATE SET reason = 'another'`,
    `INSERT INTO history SELECT seq, ${row}, 900001, NULL, NULL, reason, NULL, NULL, key_id, mac FROM history WHERE seq = 1`,
    `INSERT INTO history SELECT -1, ${row}, 900001, NULL, NULL, reason, NULL, NULL, key_id, mac FROM history WHERE seq = 1`,
    `MERGE INTO history USING (VALUES (1)) AS one (seq) ON history.seq = one.seq
      WHEN MATCHED THEN UPDATE SET reason = 'another'`,
    `UPDATE history_changes SET after_value = 'another'`,
    `DELETE FROM history_changes`,
    `INSERT INTO history_changes SELECT seq, position, customer_row, field, before_value, 'another', salt, digest
      FROM history_changes WHERE seq = 1 ON CONFLICT (seq, position) DO UPDATE SET after_value = excluded.after_value`,
    `UPDATE history_changes SET position = position + 100 WHERE seq = 1`,
    `UPDATE activity SET detail = 'another'`,
    `DELETE FROM activity`,
    `DELETE FROM customers WHERE id = (SELECT customer_id FROM history WHERE seq = 1)`,
    `DELETE FROM staff WHERE id = (SELECT staff_id FROM history WHERE seq = 1)`,
  ]

  const everything = () => writtenHistory(portal.deps.database)

  test.each(statements)('%s is refused', async (statement) => {
    const before = await everything()
    await expect(sql.raw(statement).execute(portal.deps.database)).rejects.toThrow(
      /append-only|foreign key|check constraint|unique constraint/,
    )
    expect(await everything()).toEqual(before)
  })

  test('there is something that it could have changed', async () => {
    const { history, changes } = await everything()
    expect(history.find((row) => row.seq === 1)).toBeDefined()
    expect(changes.find((row) => row.seq === 1)).toBeDefined()
  })
})
