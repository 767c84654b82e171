import SqliteDatabase from 'better-sqlite3'
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
  const statements = [
    `UPDATE history SET reason = 'another'`,
    `UPDATE history SET staff_id = 1 WHERE seq = 1`,
    `DELETE FROM history`,
    `DELETE FROM history WHERE seq = (SELECT max(seq) FROM history)`,
    `INSERT OR REPLACE INTO history SELECT seq, partner_id, customer_id, staff_id, at_ms, from_version, to_version, NULL, NULL, 'another', NULL, NULL, key_id, mac FROM history WHERE seq = 1`,
    `REPLACE INTO history SELECT seq, partner_id, customer_id, staff_id, 1, from_version, to_version, NULL, NULL, reason, NULL, NULL, key_id, mac FROM history WHERE seq = 1`,
    `INSERT OR REPLACE INTO history SELECT seq + 1000000, partner_id, customer_id, staff_id, at_ms, from_version, to_version, NULL, NULL, 'another', NULL, NULL, key_id, mac FROM history WHERE seq = 1`,
    `INSERT INTO history SELECT seq, partner_id, customer_id, staff_id, at_ms, from_version, to_version, NULL, NULL, reason, NULL, NULL, key_id, mac FROM history WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET reason = 'another'`,
    `INSERT INTO history SELECT seq + 1000000, partner_id, customer_id, staff_id, at_ms, from_version, to_version, NULL, NULL, reason, NULL, NULL, key_id, mac FROM history WHERE seq = 1 ON CONFLICT DO UPDATE SET reason = 'another'`,
    `INSERT OR IGNORE INTO history SELECT seq, partner_id, customer_id, staff_id, at_ms, from_version, to_version, NULL, NULL, 'another', NULL, NULL, key_id, mac FROM history WHERE seq = 1`,
    `UPDATE OR REPLACE history SET seq = 2 WHERE seq = 1`,
    `INSERT INTO history SELECT -1, partner_id, customer_id, staff_id, at_ms, 900000, 900001, NULL, NULL, reason, NULL, NULL, key_id, mac FROM history WHERE seq = 1`,
    `UPDATE history_changes SET after_value = 'another'`,
    `DELETE FROM history_changes`,
    `INSERT OR REPLACE INTO history_changes SELECT seq, position, customer_row, field, before_value, 'another', salt, digest FROM history_changes WHERE seq = 1`,
    `REPLACE INTO history_changes SELECT seq, position, customer_row, 'company_name', before_value, after_value, salt, digest FROM history_changes WHERE seq = 1`,
    `INSERT INTO history_changes SELECT seq, position, customer_row, field, before_value, after_value, salt, digest FROM history_changes WHERE seq = 1 ON CONFLICT DO UPDATE SET after_value = 'another'`,
    `UPDATE OR REPLACE history_changes SET position = 0 WHERE seq = 1`,
    `DELETE FROM customers WHERE id = (SELECT customer_id FROM history WHERE seq = 1)`,
    `DELETE FROM staff WHERE id = (SELECT staff_id FROM history WHERE seq = 1)`,
  ]

  const everything = () => writtenHistory(portal.deps.database)

  test.each(statements)('%s is refused', async (statement) => {
    const before = await everything()
    await expect(sql.raw(statement).execute(portal.deps.database)).rejects.toThrow(
      /append-only|FOREIGN KEY|CHECK constraint/,
    )
    expect(await everything()).toEqual(before)
  })

  test.each(statements)('%s is refused to another program as well', async (statement) => {
    const before = await everything()
    // Not opened by the portal: with SQLite's own settings, so that REPLACE fires no DELETE trigger.
    const plain = new SqliteDatabase(portal.file)
    plain.pragma('recursive_triggers = off')
    expect(() => plain.exec(statement)).toThrow(/append-only|FOREIGN KEY|CHECK constraint/)
    plain.close()
    expect(await everything()).toEqual(before)
  })

  test('there is something that it could have changed', async () => {
    const { history, changes } = await everything()
    expect(history.find((row) => row.seq === 1)).toBeDefined()
    expect(changes.find((row) => row.seq === 1)).toBeDefined()
  })
})
