import { may } from '#src/access/permissions.ts'
import type { Staff } from '#src/access/staff.ts'
import { billingFields, companyFields, isAttestation, type AccountField } from './customer.ts'

/** The fields that a person may edit, by role. */
export function editableFields(staff: Pick<Staff, 'roles'>): AccountField[] {
  const billing = may(staff.roles, 'billing_information:edit')
  const company = may(staff.roles, 'company_details:edit')
  return [
    ...companyFields.filter((field) => (isAttestation(field) ? billing : company)),
    ...(billing ? billingFields : []),
    ...(company ? (['tags'] as const) : []),
    ...(may(staff.roles, 'customers:manage') ? (['relationship', 'archived'] as const) : []),
  ]
}

/** Who edits: enough of a member of staff to know what is allowed and to sign it. */
export type Editor = Pick<Staff, 'id' | 'partner_id' | 'roles'>

/** The editor who has sent a request. */
export function editorOf({ staff: { id, partner_id, roles } }: { staff: Staff }): Editor {
  return { id, partner_id, roles }
}
