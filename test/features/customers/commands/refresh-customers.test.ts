import { describe, expect, it } from 'vitest'
import { known, storedCustomer, storedHistory, textsOf } from '#test/support/customers.ts'
import { portalCommand, processTimeout } from '#test/support/command.ts'
import { people } from '#test/support/person.ts'
import { openPortalForTest } from '#test/support/portal.ts'
import { progressLine } from '#src/progress.ts'
import { indexRow } from '#src/database/search-index.ts'

describe('attention refresh', { timeout: processTimeout }, () => {
  it('brings up to date what rules and order make of an account, and leaves the account alone', async () => {
    const portal = await openPortalForTest()
    const { database } = portal.deps
    const before = await storedCustomer(portal, known.northwind.id)
    expect(before.attention).not.toBe('[]')
    const history = await storedHistory(portal, known.northwind.id)
    // As an earlier version's rules had it.
    await database
      .updateTable('customers')
      .set({ attention: '[]', sort_name: 'zzz' })
      .where('id', '=', known.northwind.id)
      .execute()
    const ended = await portalCommand(portal.url, ['attention', 'refresh'])
    expect(ended).toMatchObject({ code: 0, out: 'Checked 550 customers; 1 were brought up to date.\n' })
    expect(ended.err).toMatch(/\[#{24}\] 100% 550 of 550, \d+ a second, 0 s left/)
    expect(await storedCustomer(portal, known.northwind.id)).toEqual(before)
    expect(await storedHistory(portal, known.northwind.id)).toEqual(history)
    const lucia = await portal.signIn(people.admin)
    const found = await lucia.page(`/customers?attention=yes&q=${known.northwind.primary_domain}`)
    expect(textsOf(found, '.row-link')).toEqual([before.company_name])
    const again = await portalCommand(portal.url, ['attention', 'refresh'])
    expect(again.out).toBe('Checked 550 customers; 0 were brought up to date.\n')
  })

  it('makes the search index anew with --search', async () => {
    const portal = await openPortalForTest()
    const { database } = portal.deps
    const { company_name, ...row } = await database
      .selectFrom('customers')
      .select(['company_name', 'partner_id', 'row_id'])
      .where('id', '=', known.yunfan.id)
      .executeTakeFirstOrThrow()
    await indexRow(database, row, [])
    const lucia = await portal.signIn(people.admin)
    const found = async () => textsOf(await lucia.page('/customers?q=yunfankeji'), '.row-link')
    expect(await found()).toEqual([])
    expect((await portalCommand(portal.url, ['attention', 'refresh', '--search'])).code).toBe(0)
    expect(await found()).toEqual([company_name])
  })
})

describe('the progress bar', () => {
  it.each([
    [0, 10, 0, '[........................] 0% 0 of 10, 0 a second'],
    [5, 10, 1000, '[############............] 50% 5 of 10, 5 a second, 1 s left'],
    [100, 10_000, 1000, '[........................] 1% 100 of 10000, 100 a second, 1 min 39 s left'],
    [0, 0, 0, '[########################] 100% 0 of 0, 0 a second'],
  ])('after %d of %d in %d ms is %s', (done, total, ms, line) => {
    expect(progressLine(done, total, ms)).toBe(line)
  })
})
