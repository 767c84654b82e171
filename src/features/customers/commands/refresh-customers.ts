import type { Database } from '#src/database/engine.ts'
import { attentionOf } from '../account-rules.ts'
import { accountOf } from '../customer.ts'
import { createCustomersStore, type Derived } from '../customers.store.ts'
import { sortName } from '../search/search-text.ts'

/** Customers looked at between two pauses: writers of the running portal come in between. */
const batch = 200

export type Refreshed = { checked: number; changed: number }

/**
 * Checks every customer by today's rules and brings up to date what is derived from its account: what needs attention and
 * what it sorts by. Nobody's edit: neither version nor history change.
 * @param options.search whether the search index is made anew, too
 * @param progress told how many customers were checked, after each batch
 */
export async function refreshCustomers(
  database: Database,
  options: { search: boolean },
  progress: (checked: number) => void,
): Promise<Refreshed> {
  const partners = await database.selectFrom('partners').select('id').execute()
  const done = { checked: 0, changed: 0 }
  for (const { id } of partners) {
    const customers = createCustomersStore(database).forPartner(id)
    for (let after = 0; ;) {
      const rows = await customers.inOrderMade(after, batch)
      const last = rows.at(-1)
      if (!last) break
      const stale = rows
        .map((row) => ({ row, derived: derivedFrom(row) }))
        .filter(({ row, derived }) => options.search || !isUpToDate(row, derived))
      await database.transaction().execute(async (transaction) => {
        const store = createCustomersStore(transaction).forPartner(id)
        for (const { row, derived } of stale)
          if (await store.setDerived(row, derived, options.search))
            done.changed += isUpToDate(row, derived) ? 0 : 1
      })
      after = last.row_id
      done.checked += rows.length
      progress(done.checked)
    }
  }
  return done
}

type Row = Awaited<
  ReturnType<ReturnType<ReturnType<typeof createCustomersStore>['forPartner']>['inOrderMade']>
>[number]

const derivedFrom = (row: Row): Derived => ({
  attention: attentionOf(accountOf(row)),
  sort_name: sortName(row.company_name),
})

const isUpToDate = (row: Row, { attention, sort_name }: Derived): boolean =>
  row.attention === JSON.stringify(attention) && row.sort_name === sort_name
