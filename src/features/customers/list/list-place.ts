import type { Database } from '#src/database/engine.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { urls } from '#src/http/urls.ts'
import { inOrder } from '#src/reference/countries.ts'
import type { Customer, Neighbours } from '../customer.ts'
import { createCustomersStore, type CustomersStore } from '../customers.store.ts'
import { readDuplicatesQuery } from '../duplicates/duplicates-query.ts'
import { createDuplicatesStore } from '../duplicates/duplicates.store.ts'
import { addressOfListLeft } from '../list-left.ts'
import { readListQuery } from './list-query.ts'
import { createListStore } from './list.store.ts'

/** Where a customer is in the list that was left last: the way back there, and who comes before and after. */
export async function placeInList(
  req: StaffRequest,
  database: Database,
  customer: Customer,
  locale: string,
): Promise<{ listHref: string; around: Neighbours }> {
  const address = addressOfListLeft(req)
  if (address === undefined) return { listHref: urls.customers, around: nobody }
  const around = await neighboursIn(address, database, req.staff.partner_id, customer, locale)
  return { listHref: address, around }
}

const nobody: Neighbours = { previous: undefined, next: undefined }

/** The partner's countries as the reader's language orders their names. */
export async function countriesInList(
  customers: Pick<CustomersStore, 'countries'>,
  locale: string,
): Promise<string[]> {
  return inOrder(await customers.countries(), locale)
}

/** The customers before and after one in a list, so that a worklist can be gone through. */
async function neighboursIn(
  address: string,
  database: Database,
  partnerId: number,
  customer: Customer,
  locale: string,
): Promise<Neighbours> {
  const { pathname, searchParams } = new URL(address, 'http://portal.invalid')
  const state = Object.fromEntries(searchParams)
  switch (pathname) {
    case urls.duplicates: {
      const duplicates = createDuplicatesStore(database).forPartner(partnerId)
      return await duplicates.neighbours(readDuplicatesQuery(state).kind, customer)
    }
    case urls.customers: {
      const query = readListQuery(state)
      const customers = createCustomersStore(database).forPartner(partnerId)
      const countries = query.sort.endsWith('country') ? await countriesInList(customers, locale) : []
      return await createListStore(database).forPartner(partnerId).neighbours(query, countries, customer)
    }
    default:
      return nobody
  }
}
