import type { Request, Response } from 'express'
import { inOrder } from '#src/reference/countries.ts'
import { cookieOptions, plainCookieOf } from '#src/http/cookies.ts'
import { safePath, urls } from '#src/http/urls.ts'
import type { Customer } from '../customer.ts'
import type { CustomersStore, Neighbours } from '../customers.store.ts'
import { readDuplicatesQuery, readListQuery } from './list-query.ts'

/**
 * Where the list was left, so that the way back from a customer leads to the same place. Kept by the browser alone, and
 * read like an address that somebody typed: there is nothing in it to be signed.
 */

const listCookie = 'list'

/** The longest address that is kept, in characters: a cookie holds 4 kB. */
const longest = 2000

export function rememberList(res: Response, address: string): void {
  if (address.length <= longest) res.cookie(listCookie, address, cookieOptions(res))
}

export function listLeftAt(req: Request): string {
  return listAddress(req) ?? urls.customers
}

/** Where a customer is in the list that was left last: the way back there, and who comes before and after. */
export async function placeInList(
  req: Request,
  customers: CustomersStore,
  customer: Customer,
  locale: string,
): Promise<{ listHref: string; around: Neighbours }> {
  const address = listAddress(req)
  if (address === undefined) return { listHref: urls.customers, around: nobody }
  return { listHref: address, around: await neighboursInList(address, customers, customer, locale) }
}

const nobody: Neighbours = { previous: undefined, next: undefined }

function listAddress(req: Request): string | undefined {
  const address = safePath(plainCookieOf(req, listCookie))
  return address.startsWith(urls.customers) ? address : undefined
}

/** The partner's countries as the reader's language orders their names. */
export async function countriesInList(customers: CustomersStore, locale: string): Promise<string[]> {
  return inOrder(await customers.countries(), locale)
}

/** The customers before and after one in a list, so that a worklist can be gone through. */
async function neighboursInList(
  address: string,
  customers: CustomersStore,
  customer: Customer,
  locale: string,
): Promise<Neighbours> {
  const { pathname, searchParams } = new URL(address, 'http://portal.invalid')
  const state = Object.fromEntries(searchParams)
  switch (pathname) {
    case urls.duplicates:
      return await customers.neighboursAlike(readDuplicatesQuery(state).kind, customer)
    case urls.customers: {
      const query = readListQuery(state)
      const countries = query.sort.endsWith('country') ? await countriesInList(customers, locale) : []
      return await customers.neighbours(query, countries, customer)
    }
    default:
      return nobody
  }
}
