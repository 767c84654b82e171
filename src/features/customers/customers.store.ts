import { sql, type Updateable } from 'kysely'
import { asPartner, wordsOf, type Database } from '#src/database/engine.ts'
import { partnerTotals, type PartnerTotals } from '#src/database/partner-totals.ts'
import { prepared, type Given } from '#src/database/prepared.ts'
import { indexRow } from '#src/database/search-index.ts'
import type { CustomerRow, Tables } from '#src/database/tables.ts'
import {
  accountFields,
  accountOf,
  type Account,
  type AccountField,
  type Customer,
  type CustomerIdentity,
} from './customer.ts'
import { sortName } from './search/search-text.ts'
import { foundBy, isFoundByTheSame, searchTokens } from './search/search-tokens.ts'
import { createTagsStore } from './tags.store.ts'

/** What is worked out from an account. */
export type Derived = { attention: AccountField[]; sort_name: string }

/** A new customer, as demonstration data and imports make it. */
export type NewCustomer = CustomerIdentity & {
  account: Account
  attention: AccountField[]
  at_ms: number
  /** Who added it; null for what was there before anybody. */
  staff_id: number | null
}

const partnerCountries = prepared((database, given: Given<{ partner_id: number }>) =>
  database
    .selectFrom('partner_countries')
    .select('country')
    .where('partner_id', '=', given.partner_id)
    .where('customers', '>', sql.lit(0)),
)

const customerById = prepared((database, given: Given<{ partner_id: number; id: string }>) =>
  database
    .selectFrom('customers')
    .leftJoin('staff', 'staff.id', 'customers.changed_by')
    .leftJoin('staff as creator', 'creator.id', 'customers.created_by')
    .selectAll('customers')
    .select(['staff.name as changed_by_name', 'creator.name as created_by_name'])
    .where('customers.partner_id', '=', given.partner_id)
    .where('customers.id', '=', given.id),
)

type NewColumns = Updateable<Tables['customers']>
type EditedVersion = { customer: string; partner: number; from_version: number }

/** Writes new values over a version; a kind for each choice of columns. */
const updateVersion = prepared(
  (database, given: Given<NewColumns & EditedVersion>, columns: readonly (keyof NewColumns)[]) =>
    database
      .updateTable('customers')
      .set(Object.fromEntries(columns.map((column) => [column, given[column]])) as NewColumns)
      .where('id', '=', given.customer)
      .where('partner_id', '=', given.partner)
      .where('version', '=', given.from_version)
      .returning('row_id'),
)

/** A partner’s customers one by one: to find, add and update them, and what the database keeps of them all. */
export function createCustomersStore(database: Database) {
  return { forPartner: (partnerId: number) => customersOf(asPartner(database, partnerId), partnerId) }
}

export type CustomersStore = ReturnType<ReturnType<typeof createCustomersStore>['forPartner']>

function customersOf(database: Database, partnerId: number) {
  const tags = createTagsStore(database).forPartner(partnerId)

  /** Of a partner's customers one transaction at a time changes any, with what is counted of them. */
  const takeTurn = () => wordsOf(database).takeTurn(database, `customers of ${partnerId}`)

  const index = (row_id: number, tokens: readonly string[]) =>
    indexRow(database, { partner_id: partnerId, row_id }, tokens)

  /** Brings the index up to date; an edit that changes nothing of what is searched leaves it alone. */
  async function reindex(rowId: number, before: Customer, after: Customer, attention: AccountField[]) {
    const is = foundBy(after, attention.length > 0)
    if (isFoundByTheSame(foundBy(before, before.attention !== '[]'), is)) return
    await index(rowId, searchTokens(is))
  }

  return {
    /** A customer of this partner, or undefined. */
    async find(id: string): Promise<Customer | undefined> {
      const [customer] = await customerById(database, { partner_id: partnerId, id })
      return customer
    },

    /** How many there are, kept by the database. */
    async totals(): Promise<PartnerTotals> {
      return await partnerTotals(database, partnerId)
    },

    /** The countries that this partner has customers in: kept by the database. */
    async countries(): Promise<string[]> {
      const rows = await partnerCountries(database, { partner_id: partnerId })
      return rows.map((row) => row.country)
    },

    /** The countries that most of this partner's customers are in. */
    async mainCountries(limit: number): Promise<string[]> {
      const rows = await database
        .selectFrom('partner_countries')
        .select('country')
        .where('partner_id', '=', partnerId)
        .orderBy('customers', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => row.country)
    },

    /**
     * Writes an edit over the version that it was made from.
     * @returns false when that version is no longer the current one; nothing was written then
     */
    async update(
      before: Customer,
      after: Account,
      edit: { attention: AccountField[]; at_ms: number; staff_id: number },
    ) {
      await takeTurn()
      const changed = accountFields.filter((field) => before[field] !== after[field])
      const columns: NewColumns = {
        ...Object.fromEntries(changed.map((field) => [field, after[field]])),
        ...(changed.includes('company_name') && { sort_name: sortName(after.company_name) }),
        version: before.version + 1,
        attention: JSON.stringify(edit.attention),
        changed_at_ms: edit.at_ms,
        changed_by: edit.staff_id,
      }
      const edited: EditedVersion = { customer: before.id, partner: partnerId, from_version: before.version }
      const names = Object.keys(columns) as (keyof NewColumns)[]
      const [saved] = await updateVersion(database, { ...columns, ...edited }, names)
      if (!saved) return false
      if (changed.includes('tags') || changed.includes('archived')) await tags.count(before, after)
      await reindex(saved.row_id, before, { ...before, ...after }, edit.attention)
      return true
    },

    /** Adds a customer, as its version 1. @returns its row */
    async add(customer: NewCustomer): Promise<number> {
      const { account, attention, at_ms, staff_id, ...identity } = customer
      await takeTurn()
      const { row_id } = await database
        .insertInto('customers')
        .values({
          ...identity,
          ...accountOf(account),
          partner_id: partnerId,
          version: 1,
          sort_name: sortName(account.company_name),
          attention: JSON.stringify(attention),
          created_at_ms: at_ms,
          changed_at_ms: at_ms,
          changed_by: null,
          created_by: staff_id,
        })
        .returning('row_id')
        .executeTakeFirstOrThrow()
      await tags.count(undefined, account)
      await index(row_id, searchTokens(foundBy({ ...identity, ...account }, attention.length > 0)))
      return row_id
    },

    /** Whole customers in the order in which they were made, beyond a row. */
    async inOrderMade(afterRow: number, limit: number) {
      return await database
        .selectFrom('customers')
        .selectAll('customers')
        .where('customers.partner_id', '=', partnerId)
        .where('row_id', '>', afterRow)
        .orderBy('row_id')
        .limit(limit)
        .execute()
    },

    /**
     * Brings up to date what is derived from an account.
     * @returns false when the account has been edited since it was read: that brought it up to date
     */
    async setDerived(row: CustomerRow, derived: Derived, search: boolean): Promise<boolean> {
      const result = await database
        .updateTable('customers')
        .set({ attention: JSON.stringify(derived.attention), sort_name: derived.sort_name })
        .where('partner_id', '=', partnerId)
        .where('id', '=', row.id)
        .where('version', '=', row.version)
        .executeTakeFirst()
      if (result.numUpdatedRows === 0n) return false
      const needsAttention = derived.attention.length > 0
      if (search || needsAttention !== (row.needs_attention === 1)) {
        await index(row.row_id, searchTokens(foundBy(row, needsAttention)))
      }
      return true
    },
  }
}
