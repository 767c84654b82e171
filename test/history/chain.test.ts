import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { verifyHistory, type Fault } from '#src/history/verify.ts'
import { beginning, macOf, type SignedEntry } from '#src/history/chain.ts'
import { withoutGuards } from '#test/support/meddling.ts'
import { openPortalForTest, type Portal } from '#test/support/portal.ts'

async function tamper(portal: Portal, ...statements: string[]): Promise<void> {
  await withoutGuards(portal.deps.database)
  for (const statement of statements) await sql.raw(statement).execute(portal.deps.database)
}

const verify = (portal: Portal) => verifyHistory(portal.deps.database, portal.deps.config.historyKeys)

describe('the chain of the history', () => {
  test('holds for the demonstration, and names its head', async () => {
    const portal = await openPortalForTest()
    const { count } = await portal.deps.database
      .selectFrom('history')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    const result = await verify(portal)
    expect(result).toMatchObject({ entries: count, erased: 0, broken: undefined, head: { seq: count } })
  })

  const swapped = `UPDATE history SET seq = CASE seq WHEN 7 THEN -8 WHEN 8 THEN -7 END WHERE seq IN (7, 8)`
  const cases: [string, string[], { seq: number; why: Fault }][] = [
    ['a changed row', [`UPDATE history SET at_ms = at_ms + 1 WHERE seq = 5`], { seq: 5, why: 'changed' }],
    [
      'a changed person',
      [`UPDATE history SET staff_id = staff_id % 5 + 1 WHERE seq = 5`],
      { seq: 5, why: 'changed' },
    ],
    [
      'a changed value',
      [`UPDATE history_changes SET after_value = after_value || 'x' WHERE seq = 6 AND position = 0`],
      { seq: 6, why: 'values_changed' },
    ],
    [
      'a changed reason',
      [`UPDATE history SET reason = 'another' WHERE seq = 4`],
      { seq: 4, why: 'values_changed' },
    ],
    [
      'a deleted row',
      [`DELETE FROM history_changes WHERE seq = 9`, `DELETE FROM history WHERE seq = 9`],
      { seq: 9, why: 'missing' },
    ],
    ['a deleted value', [`DELETE FROM history_changes WHERE seq = 9`], { seq: 9, why: 'changed' }],
    [
      'two swapped rows',
      [
        swapped,
        `UPDATE history SET seq = -seq WHERE seq < 0`,
        `UPDATE history_changes SET seq = CASE seq WHEN 7 THEN 1000008 ELSE 1000007 END WHERE seq IN (7, 8)`,
        `UPDATE history_changes SET seq = seq - 1000000 WHERE seq > 1000000`,
      ],
      { seq: 7, why: 'changed' },
    ],
    [
      'values taken out without an erasure',
      [`UPDATE history_changes SET before_value = NULL, after_value = NULL, salt = NULL WHERE seq = 6`],
      { seq: 6, why: 'erased_without_record' },
    ],
    [
      'a row of an unknown key',
      [`UPDATE history SET key_id = 'other' WHERE seq = 3`],
      { seq: 3, why: 'unknown_key' },
    ],
  ]

  test.each(cases)('shows %s', async (_name, statements, broken) => {
    const portal = await openPortalForTest()
    await tamper(portal, ...statements)
    expect((await verify(portal)).broken).toEqual(broken)
  })

  test('shows a row that was changed and chained anew without the key', async () => {
    const portal = await openPortalForTest()
    const { database } = portal.deps
    await tamper(portal, `UPDATE history SET staff_id = staff_id % 5 + 1 WHERE seq = 5`)
    const rows = await database.selectFrom('history').selectAll().orderBy('seq').execute()
    let previous = beginning
    for (const row of rows) {
      const changes = await database
        .selectFrom('history_changes')
        .select(['field', 'digest'])
        .where('seq', '=', row.seq)
        .orderBy('position')
        .execute()
      if (row.seq >= 5) {
        const forged = { id: row.key_id, secret: 'a guess of somebody who does not have the key' }
        const mac = macOf({ ...row, changes }, previous, forged)
        await database.updateTable('history').set({ mac }).where('seq', '=', row.seq).execute()
        previous = mac
      } else {
        previous = row.mac
      }
    }
    expect((await verify(portal)).broken).toEqual({ seq: 5, why: 'changed' })
  })

  test('shows a cut end to whoever has kept the head', async () => {
    const portal = await openPortalForTest()
    const { head } = await verify(portal)
    await tamper(
      portal,
      `DELETE FROM history_changes WHERE seq = ${head?.seq}`,
      `DELETE FROM history WHERE seq = ${head?.seq}`,
    )
    const { database, config } = portal.deps
    expect((await verifyHistory(database, config.historyKeys)).broken).toBeUndefined()
    expect((await verifyHistory(database, config.historyKeys, head)).broken).toEqual({
      seq: head?.seq,
      why: 'head_missing',
    })
  })

  test('goes on with a new key while the old one is still known', async () => {
    const portal = await openPortalForTest()
    const { database } = portal.deps
    const fresh = { id: 'fresh', secret: 'another secret that is long enough to sign with' }
    const people = await portal.signIn('admin.agent@fabrikam.example')
    const old = { ...portal.deps.config.historyKeys[0] }
    portal.deps.config.historyKeys[0].id = fresh.id
    portal.deps.config.historyKeys[0].secret = fresh.secret
    const { rows } = await sql<{ id: string }>`SELECT id FROM customers LIMIT 1`.execute(database)
    expect((await people.edit(rows[0]!.id, { billing_company_name: 'New name' })).status).toBe(303)
    expect((await verifyHistory(database, [fresh, old])).broken).toBeUndefined()
    expect((await verifyHistory(database, [fresh])).broken).toMatchObject({ why: 'unknown_key' })
  })
})

test('every part of an entry is covered by its HMAC', () => {
  const entry: SignedEntry = {
    seq: 2,
    partner_id: 1,
    customer_id: 'c',
    staff_id: 3,
    at_ms: 4,
    from_version: 5,
    to_version: 6,
    origin: null,
    origin_version: null,
    reason_digest: null,
    changes: [{ field: 'company_name', digest: 'd' }],
  }
  const key = { id: 'k', secret: 's'.repeat(32) }
  const others: SignedEntry[] = [
    { ...entry, seq: 3 },
    { ...entry, partner_id: 2 },
    { ...entry, customer_id: 'd' },
    { ...entry, staff_id: 4 },
    { ...entry, at_ms: 5 },
    { ...entry, from_version: 6 },
    { ...entry, to_version: 7 },
    { ...entry, origin: 'restores' },
    { ...entry, origin_version: 1 },
    { ...entry, reason_digest: 'r' },
    { ...entry, changes: [] },
    { ...entry, changes: [{ field: 'company_name', digest: 'e' }] },
    { ...entry, changes: [{ field: 'company_email', digest: 'd' }] },
  ]
  const macs = [
    ...[entry, ...others].map((one) => macOf(one, 'before', key)),
    macOf(entry, 'other', key),
    macOf(entry, 'before', { ...key, id: 'l' }),
    macOf(entry, 'before', { ...key, secret: 't'.repeat(32) }),
  ]
  expect(new Set(macs).size).toBe(macs.length)
})
