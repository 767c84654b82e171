import type { CheerioAPI } from 'cheerio'
import {
  demonstrationCustomer,
  demonstrationPartners,
  needsAttentionOnPurpose,
} from '#src/demonstration/demonstration.ts'
import { accountOf, type Account } from '#src/features/customers/customer.ts'
import { createCustomersStore } from '#src/features/customers/customers.store.ts'
import { createHistoryStore } from '#src/history/history.store.ts'
import type { Fields } from './person.ts'
import type { Portal } from './portal.ts'

/** Numbers of the demonstration's partners in the database. */
export const fabrikam = 1
export const contoso = 2

/** The customers that stand at the top of a new portal. */
export const known = {
  yunfan: demonstrationCustomer(0, 0),
  quintana: demonstrationCustomer(0, 1),
  northwind: demonstrationCustomer(0, 2),
  mueller: demonstrationCustomer(0, 3),
  huaju: demonstrationCustomer(0, 4),
  contosoRetail: demonstrationCustomer(0, 5),
  sakura: demonstrationCustomer(0, 6),
  saoJorge: demonstrationCustomer(0, 7),
}

/** Every customer of one of the demonstration's partners, 0 for Fabrikam. */
export function customersOfPartner(partner: 0 | 1) {
  const count = demonstrationPartners[partner]!.customers
  return Array.from({ length: count }, (_, n) => demonstrationCustomer(partner, n))
}

/**
 * Hands out the ids of Fabrikam's customers, each once, so that no test meets what another one did.
 * @returns a function that gives the next customer of a country with nothing wrong in its account
 */
export function customersToUse(): (country: string) => string {
  const unused = Array.from({ length: 500 }, (_, n) => n).filter(
    (n) => n >= 8 && !needsAttentionOnPurpose(0, n),
  )
  return (country) => {
    const at = unused.findIndex((n) => demonstrationCustomer(0, n).account.company_country === country)
    const [n] = unused.splice(at, 1)
    if (at < 0 || n === undefined) throw new Error(`no customer of ${country} is left`)
    return demonstrationCustomer(0, n).id
  }
}

/** The account as it is stored now. */
export async function storedAccount(portal: Portal, id: string, partner = fabrikam): Promise<Account> {
  return accountOf(await storedCustomer(portal, id, partner))
}

export async function storedCustomer(portal: Portal, id: string, partner = fabrikam) {
  const customer = await createCustomersStore(portal.deps.database).forPartner(partner).find(id)
  if (!customer) throw new Error(`no customer ${id}`)
  return customer
}

/** Everything that happened to a customer, newest first. */
export async function storedHistory(portal: Portal, id: string, partner = fabrikam) {
  const entries = await createHistoryStore(portal.deps.database).forPartner(partner).ofCustomer(id, 10_000)
  return entries.map((entry) => ({
    ...entry,
    changes: entry.changes.map(({ field, before, after }) => ({ field, before, after })),
  }))
}

/** A customer's account, version and history together: equal before and after where nothing was written. */
export async function everythingStored(portal: Portal, id: string, partner = fabrikam) {
  return {
    customer: await storedCustomer(portal, id, partner),
    history: await storedHistory(portal, id, partner),
  }
}

/** A form without one of its fields. */
export function without(fields: Fields, ...names: string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

/** Text as it is read: without the white space of the markup. */
export function textOf($: CheerioAPI, selector: string): string {
  return $(selector).text().replace(/\s+/g, ' ').trim()
}

/** The same of each element that matches. */
export function textsOf($: CheerioAPI, selector: string): string[] {
  return $(selector)
    .toArray()
    .map((element) => $(element).text().replace(/\s+/g, ' ').trim())
}
