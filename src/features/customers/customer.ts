/**
 * A customer and its account. Field names are the same in SQL, TypeScript, the form, the history and the tests.
 */

/** Company details that staff may edit, in the order of the form. */
export const companyFields = [
  'company_name',
  'registration_number',
  'registration_number_attestation',
  'company_phone_number',
  'company_phone_number_attestation',
  'company_email',
  'company_country',
  'company_address_line_1',
  'company_address_line_2',
  'company_district',
  'company_city',
  'company_state',
  'company_postal_code',
  'company_address_attestation',
] as const

/** Billing information, in the order of the form. */
export const billingFields = [
  'billing_company_name',
  'billing_first_name',
  'billing_middle_name',
  'billing_last_name',
  'billing_email',
  'billing_phone_number',
  'billing_phone_number_attestation',
  'billing_language',
  'billing_culture',
  'billing_country',
  'billing_address_line_1',
  'billing_address_line_2',
  'billing_district',
  'billing_city',
  'billing_state',
  'billing_postal_code',
  'billing_address_attestation',
] as const

/** What the partner says of the customer. */
export const partnerFields = ['tags', 'relationship', 'archived'] as const

export const accountFields = [...companyFields, ...billingFields, ...partnerFields] as const

/** The fields that Edit has; a relationship begins and ends elsewhere. */
export const editFields = accountFields.filter((field) => field !== 'relationship' && field !== 'archived')

export type CompanyField = (typeof companyFields)[number]
export type BillingField = (typeof billingFields)[number]
export type AccountField = (typeof accountFields)[number]

/** The account as stored: every field is text, an empty one is ''. */
export type Account = Record<AccountField, string>

/** Partner Center's `relationshipToPartner`. */
export const relationships = [
  'reseller',
  'advisor',
  'syndication',
  'microsoft_support',
  'none',
  'unknown',
] as const
export type Relationship = (typeof relationships)[number]

/** What stays as it was made: staff see it and cannot edit it. */
export type CustomerIdentity = { id: string; primary_domain: string }

/** A customer as stored, whole. */
export type Customer = CustomerIdentity &
  Account & {
    /** By which the database finds its changes. */
    row_id: number
    /** What the list sorts it by. */
    sort_name: string
    version: number
    /** JSON array of the fields that fail the rules. */
    attention: string
    changed_at_ms: number
    changed_by_name: string | null
    created_at_ms: number
    created_by_name: string | null
  }

/** Ids of the customers before and after one in a list. */
export type Neighbours = { previous: string | undefined; next: string | undefined }

/** The two addresses of an account and their fields. */
export const addressParts = [
  'country',
  'address_line_1',
  'address_line_2',
  'district',
  'city',
  'state',
  'postal_code',
] as const
export type AddressPart = (typeof addressParts)[number]
export const addressOwners = ['company', 'billing'] as const
export type AddressOwner = (typeof addressOwners)[number]

/** The fields of one of the account's addresses. */
export const addressFields = (owner: AddressOwner) => addressParts.map((part) => `${owner}_${part}` as const)

/** One of the account's addresses by itself. */
export function addressOf(account: Account, owner: AddressOwner): Record<AddressPart, string> {
  const entries = addressParts.map((part) => [part, account[`${owner}_${part}`]])
  return Object.fromEntries(entries) as Record<AddressPart, string>
}

/** An account with one of its addresses replaced. */
export function withAddress(
  account: Account,
  owner: AddressOwner,
  address: Record<AddressPart, string>,
): Account {
  const entries = addressParts.map((part) => [`${owner}_${part}`, address[part]])
  return { ...account, ...(Object.fromEntries(entries) as Partial<Account>) }
}

/**
 * Why a value that its country's rules refuse is right all the same, and which fields that is said of. It is said of the
 * values as they stand: an edit of them by somebody who does not see it takes it back.
 */
export const attestations = {
  registration_number_attestation: ['registration_number'],
  company_phone_number_attestation: ['company_phone_number'],
  company_address_attestation: addressParts.map((part) => `company_${part}` as const),
  billing_phone_number_attestation: ['billing_phone_number'],
  billing_address_attestation: addressParts.map((part) => `billing_${part}` as const),
} as const satisfies Partial<Record<AccountField, readonly AccountField[]>>

export type AttestationField = keyof typeof attestations
export const attestationFields = Object.keys(attestations) as AttestationField[]

export const isAttestation = (field: string): field is AttestationField => Object.hasOwn(attestations, field)

/** An account in which nothing had to be attested. */
export const nothingAttested = Object.fromEntries(attestationFields.map((field) => [field, ''])) as Record<
  AttestationField,
  string
>

/** The attestation that a field's value can have, if any. */
export function attestationOf(field: AccountField): AttestationField | undefined {
  return attestationFields.find((name) => (attestations[name] as readonly AccountField[]).includes(field))
}

/** Fields that mean something only together: an edit of one is an edit of the group. */
const dependentFields: readonly (readonly AccountField[])[] = [
  ['company_country', 'company_state', 'company_postal_code', 'company_address_attestation'],
  ['billing_country', 'billing_state', 'billing_postal_code', 'billing_address_attestation'],
  ['registration_number', 'registration_number_attestation'],
  ['company_phone_number', 'company_phone_number_attestation'],
  ['billing_phone_number', 'billing_phone_number_attestation'],
]

/** Fields that are read by the country of their side: another country makes something else of each. */
function fieldsReadByCountry(owner: AddressOwner): readonly AccountField[] {
  const address = [
    ...addressParts.map((part) => `${owner}_${part}` as const),
    `${owner}_address_attestation` as const,
  ]
  return owner === 'company'
    ? [...address, 'registration_number', 'registration_number_attestation']
    : address
}

/** The sides of which one of the accounts has another country. */
export function movedOwners(one: Account, ...others: readonly Account[]): AddressOwner[] {
  return addressOwners.filter((owner) =>
    others.some((other) => other[`${owner}_country`] !== one[`${owner}_country`]),
  )
}

/**
 * Fields that mean something only together, in an edit that meets another one.
 * @param moved the sides of which one of the two changes the country: there, all that is read by it is one
 */
export function fieldsTogether(moved: readonly AddressOwner[]): readonly (readonly AccountField[])[] {
  const whole = moved.map(fieldsReadByCountry)
  const isWithin = (group: readonly AccountField[]) =>
    whole.some((fields) => group.every((field) => fields.includes(field)))
  return [...whole, ...dependentFields.filter((group) => !isWithin(group))]
}

/** The account alone, from a row that holds more. */
export function accountOf(row: Account): Account {
  return Object.fromEntries(accountFields.map((field) => [field, row[field]])) as Account
}

const writtenFamilyFirst = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** The billing contact's name as it is written where it comes from: family name first in East Asian scripts. */
export function contactName(
  names: Pick<Account, 'billing_first_name' | 'billing_middle_name' | 'billing_last_name'>,
): string {
  const { billing_first_name: first, billing_middle_name: middle, billing_last_name: last } = names
  if (writtenFamilyFirst.test(last)) return `${last}${middle}${first}`
  return [first, middle, last].filter((name) => name !== '').join(' ')
}

/** Values that say something of a person: emptied when that person asks to be forgotten. */
export const personalFields = [
  'company_phone_number',
  'company_email',
  'billing_first_name',
  'billing_middle_name',
  'billing_last_name',
  'billing_email',
  'billing_phone_number',
] as const satisfies readonly AccountField[]

/** An account of which nothing is known yet. */
export const emptyAccount = Object.fromEntries(accountFields.map((field) => [field, ''])) as Account
