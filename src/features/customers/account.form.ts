import { z } from 'zod'
import { email, line, problemsOf, requiredLine, tidy, tidyEmail } from '#src/forms/text.ts'
import type { Problem } from '#src/forms/problems.ts'
import { isDomainName } from '#src/reference/domain-names.ts'
import { canonicalPhone, shownPhone } from '#src/reference/phones.ts'
import {
  accountFields,
  addressParts,
  relationships,
  type Account,
  type AccountField,
  type AddressOwner,
  type AddressPart,
} from './customer.ts'
import { longestTag, tagsIn } from './tags.ts'

/** The form of an account: its shape, and how an account and what stands in the form are made from one another. */

/** Limits in characters; those of names and address lines are Partner Center's. */
const addressRules = {
  country: requiredLine(2),
  address_line_1: line(200),
  address_line_2: line(200),
  district: line(100),
  city: line(100),
  state: line(100),
  postal_code: line(20),
}

type AddressRules<Owner extends AddressOwner> = {
  [Part in AddressPart as `${Owner}_${Part}`]: (typeof addressRules)[Part]
}

function address<Owner extends AddressOwner>(owner: Owner): AddressRules<Owner> {
  const entries = addressParts.map((part) => [`${owner}_${part}`, addressRules[part]])
  return Object.fromEntries(entries) as AddressRules<Owner>
}

const schema = z.object({
  company_name: requiredLine(200),
  registration_number: line(50),
  registration_number_attestation: line(200),
  company_email: email(),
  company_phone_number: line(50),
  company_phone_number_attestation: line(200),
  ...address('company'),
  company_address_attestation: line(200),
  billing_company_name: requiredLine(200),
  billing_first_name: requiredLine(50),
  billing_middle_name: line(50),
  billing_last_name: requiredLine(50),
  billing_email: email().refine((text) => text !== '', { error: 'problem.required' }),
  billing_phone_number: line(50),
  billing_phone_number_attestation: line(200),
  billing_language: requiredLine(2),
  billing_culture: requiredLine(35),
  ...address('billing'),
  billing_address_attestation: line(200),
  tags: line(500).refine((tags) => tagsIn(tags).every((tag) => [...tag].length <= longestTag), {
    error: 'problem.tag_too_long',
    params: { limit: longestTag },
  }),
  relationship: z.enum(relationships, { error: 'problem.not_in_list' }),
  archived: z.enum(['', 'yes'], { error: 'problem.not_in_list' }),
} satisfies Record<AccountField, z.ZodType<string, string>>)

const reasonSchema = z.object({ reason: line(200) })

/** What is wrong with the optional "Reason or reference" of an edit. */
export function reasonProblems(reason: string): Problem[] {
  return problemsOf(reasonSchema.safeParse({ reason }).error)
}

/** What is wrong with a new customer's domain. */
export function domainProblems(domain: string): Problem[] {
  if (domain === '') return [{ field: 'primary_domain', key: 'problem.required' }]
  return isDomainName(domain) ? [] : [{ field: 'primary_domain', key: 'problem.domain' }]
}

/** The shape's problems: what no country's rules could mend. */
export function shapeProblems(account: Account): Problem<AccountField>[] {
  return problemsOf<AccountField>(schema.safeParse(account).error)
}

/** What stands in the form for an account: phone numbers as the country writes them. */
export function formValues(account: Account): Account {
  return {
    ...account,
    company_phone_number: shownPhone(account.company_phone_number, account.company_country),
    billing_phone_number: shownPhone(account.billing_phone_number, account.billing_country),
  }
}

/**
 * The account that a filled-in form means.
 * @param typed what was submitted
 * @param from the account that the form was filled from: a field left as it stood there keeps its stored value
 */
export function accountFrom(typed: Account, from: Account): Account {
  const stood = formValues(from)
  const isLeft = (field: AccountField) => typed[field] === stood[field]
  const tidied = Object.fromEntries(
    accountFields.map((field) => [field, isLeft(field) ? from[field] : read(field, typed[field])]),
  ) as Account
  /** In E.164; a number that cannot be read stays as typed, to be sent back with a message. */
  const phone = (owner: AddressOwner) => {
    const number = tidied[`${owner}_phone_number`]
    if (isLeft(`${owner}_phone_number`)) return number
    return canonicalPhone(number, tidied[`${owner}_country`]) ?? number
  }
  return { ...tidied, company_phone_number: phone('company'), billing_phone_number: phone('billing') }
}

const read = (field: AccountField, typed: string): string =>
  field.endsWith('_email') ? tidyEmail(typed) : tidy(typed)
