import type { Request } from 'express'
import { notFound } from '#src/access/refusals.ts'
import type { Database } from '#src/database/engine.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import type { Customer } from './customer.ts'
import { createCustomersStore } from './customers.store.ts'

/** The customer's id in the address of a request. */
export const idOf = (req: Request): string => String(req.params.id)

/** The customer that a request's address names. @throws Refusal 404 where the partner has none such */
export async function customerOf(database: Database, req: StaffRequest): Promise<Customer> {
  const customer = await createCustomersStore(database).forPartner(req.staff.partner_id).find(idOf(req))
  if (!customer) throw notFound()
  return customer
}
