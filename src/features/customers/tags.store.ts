import { asPartner, type Database } from '#src/database/engine.ts'
import type { Account } from './customer.ts'
import { tagKey, tagsByKey } from './tags.ts'

/** What counts of a customer: the tags of archived ones are not in use. */
type Tagged = Pick<Account, 'tags' | 'archived'>

/** Tags that are offered at once. */
const offeredAtMost = 8

/** Tags in a partner's use that are looked at for those that are used most. */
const lookedAtMost = 200

/** All the SQL of the tags that a partner uses: how each is written, and how many customers have it. */
export function createTagsStore(database: Database) {
  return { forPartner: (partnerId: number) => tagsOf(asPartner(database, partnerId), partnerId) }
}

function tagsOf(database: Database, partnerId: number) {
  const own = () => database.selectFrom('tags').where('partner_id', '=', partnerId)

  async function add(key: string, spelling: string): Promise<void> {
    await database
      .insertInto('tags')
      .values({ partner_id: partnerId, key, spelling, customers: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['partner_id', 'key'])
          .doUpdateSet((eb) => ({ customers: eb('tags.customers', '+', eb.lit(1)) })),
      )
      .execute()
  }

  async function take(key: string): Promise<void> {
    const of = { partner_id: partnerId, key }
    const last = await database
      .deleteFrom('tags')
      .where((eb) => eb.and(of))
      .where('customers', '=', 1)
      .executeTakeFirst()
    if (last.numDeletedRows > 0n) return
    await database
      .updateTable('tags')
      .set((eb) => ({ customers: eb('customers', '-', eb.lit(1)) }))
      .where((eb) => eb.and(of))
      .execute()
  }

  return {
    /** Counts a customer's tags as they are now, instead of what it had before. */
    async count(before: Tagged | undefined, after: Tagged): Promise<void> {
      const [had, has] = [countedTags(before), countedTags(after)]
      for (const [key, spelling] of had) if (has.get(key) !== spelling) await take(key)
      for (const [key, spelling] of has) if (had.get(key) !== spelling) await add(key, spelling)
    },

    /**
     * Tags as a partner writes them: one that other customers have is written as it is there, whatever was typed.
     * @param before the customer's own ones, which stay as they are unless they are written anew
     */
    async asInUse(typed: string, before: Tagged | undefined): Promise<string> {
      const [wanted, had] = [tagsByKey(typed), tagsByKey(before?.tags ?? '')]
      const fresh = [...wanted].filter(([key, tag]) => had.get(key) !== tag).map(([key]) => key)
      if (fresh.length === 0) return typed
      const rows = await own().select(['key', 'spelling', 'customers']).where('key', 'in', fresh).execute()
      const counted = countedTags(before)
      const elsewhere = rows.filter(({ key, customers }) => customers > (counted.has(key) ? 1 : 0))
      const spellings = new Map(elsewhere.map(({ key, spelling }) => [key, spelling]))
      return [...wanted]
        .map(([key, tag]) => (fresh.includes(key) ? (spellings.get(key) ?? tag) : tag))
        .join(', ')
    },

    /** Tags in use that begin as what was typed, those that most customers have first; at most eight. */
    async offered(typed: string): Promise<string[]> {
      const begin = tagKey(typed)
      const rows =
        begin === ''
          ? await own().select('spelling').orderBy('customers', 'desc').limit(offeredAtMost).execute()
          : await own()
              .select(['spelling', 'customers'])
              .where('key', '>=', begin)
              .where('key', '<', `${begin}\u{10FFFF}`)
              .orderBy('key')
              .limit(lookedAtMost)
              .execute()
              .then((found) => found.sort((one, other) => other.customers - one.customers))
      return rows.slice(0, offeredAtMost).map(({ spelling }) => spelling)
    },
  }
}

function countedTags(customer: Tagged | undefined): Map<string, string> {
  return customer?.archived === '' ? tagsByKey(customer.tags) : new Map<string, string>()
}
