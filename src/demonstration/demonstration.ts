/**
 * What a new portal shows: partners, their staff, customers and past edits, always the same ones. Pure: the
 * caller puts them into the database.
 */
export { demonstrationCustomer, needsAttentionOnPurpose, type DemonstrationCustomer } from './customers.ts'
export { demonstrationEdits, type DemonstrationEdit } from './edits.ts'
export {
  demonstrationPartners,
  demonstrationPassword,
  type DemonstrationPartner,
  type DemonstrationStaff,
} from './partners.ts'
