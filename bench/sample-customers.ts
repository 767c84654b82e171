import SqliteDatabase from 'better-sqlite3'
import { demonstrationCustomer } from '#src/demonstration/demonstration.ts'

/** Which customers a run looks at and edits: the same ones in every data file, but for those not looked at yet. */

/** Accounts that are looked at again and again. */
const lookedAt = 200
/** Customers that each client edits in turn. */
export const editedByEach = 5
export const clientsAtMost = 16

export type CustomerKeys = { row_id: number; id: string }

export type SampleCustomers = {
  looked: CustomerKeys[]
  edited: CustomerKeys[]
  /** Enough for a first look at each. */
  unseen: CustomerKeys[]
}

/** Picks customers of the first partner whose accounts are in order, so that every edit of them is accepted. */
export function sampleCustomers(file: string): SampleCustomers {
  const database = new SqliteDatabase(file, { readonly: true })
  try {
    const found = database
      .prepare<[number], CustomerKeys>(
        `SELECT row_id, id FROM customers WHERE partner_id = 1 AND attention = '[]' AND row_id > 550
         ORDER BY row_id LIMIT ?`,
      )
      .all(40_000)
    const edits = editedByEach * clientsAtMost
    // In the smallest file those looked at may be among those edited.
    const looked = found.slice(0, lookedAt)
    const edited = found.slice(-edits)
    return { looked, edited, unseen: found.slice(lookedAt, -edits) }
  } finally {
    database.close()
  }
}

/** What is searched for. The rare word is in one customer, the common one in every tenth. */
export const searches = {
  rare: demonstrationCustomer(0, 701).primary_domain.split('.')[0] ?? '',
  common: 'ltd',
  chinese: '王伟',
  pinyin: 'wangwei',
}

/** A page deep in the list of 25 customers a page: page 1,000, or half-way through a list that has no such page. */
export function deepPage(customers: number): number {
  return Math.min(1000, Math.floor(customers / 25 / 2))
}
