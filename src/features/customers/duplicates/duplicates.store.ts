import { sql } from 'kysely'
import { asPartner, wordsOf, type Database } from '#src/database/engine.ts'
import { findInIndex, settleIndex } from '#src/database/search-index.ts'
import { rowsByNumber } from '../customer-rows.ts'
import type { Customer, Neighbours } from '../customer.ts'
import { formsOfDomain } from '../domain.ts'
import { wantedBy } from '../search/wishes.ts'
import { searchExclusions, searchMarks } from '../search/search-tokens.ts'
import { alikeColumns, alikeValue, nameKernel, type AlikeCustomer, type AlikeKind } from './alike.ts'

/** Customers that a group tells of. */
const toldAtMost = 10

/** Customers of a partner that may be the same company. */
export function createDuplicatesStore(database: Database) {
  return { forPartner: (partnerId: number) => duplicatesOf(asPartner(database, partnerId), partnerId) }
}

export type DuplicatesStore = ReturnType<ReturnType<typeof createDuplicatesStore>['forPartner']>

function duplicatesOf(database: Database, partnerId: number) {
  const own = () => database.selectFrom('customers').where('customers.partner_id', '=', partnerId)

  /** Customers that have in common what is said; not the archived ones. */
  function members(kind: AlikeKind, value: string) {
    const there = own().where('archived', '=', sql.lit(''))
    if (kind === 'name')
      return there.where('company_country', '=', value.slice(0, 2)).where('sort_name', '=', value.slice(3))
    return there.where('registration_number', '=', value).where('registration_number', '<>', sql.lit(''))
  }

  /** What more than one customer has. */
  const several = (kind: AlikeKind) =>
    database
      .selectFrom('alike')
      .select('value')
      .where('partner_id', '=', partnerId)
      .where('kind', '=', kind)
      .where('customers', '>', sql.lit(1))

  /** The first one beyond a customer in its group, if it has one, else of the group beyond its value. */
  async function nextAlike(
    kind: AlikeKind,
    place: { value: string; isGroup: boolean; row_id: number },
    order: 'asc' | 'desc',
  ): Promise<string | undefined> {
    const beyond = order === 'asc' ? '>' : '<'
    const first = (of: ReturnType<typeof members>) =>
      of.select('id').orderBy('row_id', order).limit(1).executeTakeFirst()
    const beside =
      place.isGroup && (await first(members(kind, place.value).where('row_id', beyond, place.row_id)))
    if (beside) return beside.id
    const groups = several(kind).where('value', beyond, place.value).orderBy('value', order)
    const group = await groups.limit(1).executeTakeFirst()
    return group && (await first(members(kind, group.value)))?.id
  }

  return {
    /** The customer that has a domain, in whatever way it is written; its relationship may have ended. */
    async findByDomain(domain: string): Promise<AlikeCustomer | undefined> {
      const found = await own()
        .select(alikeColumns)
        .where('primary_domain', 'in', formsOfDomain(domain))
        .execute()
      return found.find((one) => one.primary_domain === domain) ?? found[0]
    },

    /** Customers of a country whose names have one of the two longest words of a name, or the beginning of a long one. */
    async withSimilarWords(name: string, country: string): Promise<AlikeCustomer[]> {
      const longest = nameKernel(name).sort((a, b) => b.length - a.length)
      const beginnings = longest.slice(0, 2).map((word) => [...word].slice(0, 6).join(''))
      const either = beginnings.flatMap(wantedBy)
      if (either.length === 0) return []
      // An import looks for customers like the one that it has just added.
      if (database.isTransaction) await settleIndex(database)
      const search = {
        partner_id: partnerId,
        marks: searchMarks({ country }),
        wanted: [{ any: either }],
        without: searchExclusions({ attention: undefined }),
      }
      const found = JSON.stringify(await findInIndex(database, search, 200))
      return await rowsByNumber(database, partnerId, wordsOf(database).numbered(found))
        .select(alikeColumns)
        .execute()
    },

    /** What several customers have in common, a page at a time. */
    async shared(kind: AlikeKind, after: string, limit: number): Promise<string[]> {
      const rows = await several(kind).where('value', '>', after).orderBy('value').limit(limit).execute()
      return rows.map(({ value }) => value)
    },

    /** Customers that have in common what is said, at most ten. */
    async group(kind: AlikeKind, value: string): Promise<AlikeCustomer[]> {
      return await members(kind, value).select(alikeColumns).orderBy('row_id').limit(toldAtMost).execute()
    },

    /** The customers next to one among the duplicates: within its group, else in the groups next to it. */
    async neighbours(kind: AlikeKind, customer: Customer): Promise<Neighbours> {
      const value = alikeValue(kind, customer)
      const group = await several(kind).where('value', '=', value).executeTakeFirst()
      const place = { value, isGroup: group !== undefined, row_id: customer.row_id }
      return { previous: await nextAlike(kind, place, 'desc'), next: await nextAlike(kind, place, 'asc') }
    },
  }
}
