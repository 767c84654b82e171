import { firstOfEach, type Problem } from '#src/forms/problems.ts'
import {
  addressFormat,
  canonicalAddress,
  checkAddress,
  subdivisionName,
  type AddressProblem,
} from '#src/reference/addresses.ts'
import { isCountry } from '#src/reference/countries.ts'
import { isCulture, isLanguage } from '#src/reference/languages.ts'
import { canonicalPhone, phoneExample, phoneRequired } from '#src/reference/phones.ts'
import { canonicalRegistrationNumber, registrationNumberRule } from '#src/reference/registration-numbers.ts'
import { shapeProblems } from './account.form.ts'
import {
  accountFields,
  addressFields,
  addressOf,
  addressOwners,
  addressParts,
  attestationFields,
  attestationOf,
  attestations,
  withAddress,
  type Account,
  type AccountField,
  type AddressOwner,
  type AttestationField,
} from './customer.ts'
import { canonicalTags } from './tags.ts'

/** Today's rules for an account: its shape and what its countries ask. The same for a form and for a stored record. */

/** What is wrong with accounts that were looked at and are still in use; an account is never changed, but replaced. */
const known = new WeakMap<Account, readonly Problem<AccountField>[]>()

/** Everything that is wrong with an account: at most one problem a field, in the order of the form. */
export function accountProblems(account: Account): readonly Problem<AccountField>[] {
  const problems = known.get(account) ?? problemsOfAll(account)
  known.set(account, problems)
  return problems
}

function problemsOfAll(account: Account): Problem<AccountField>[] {
  const ofCountries = countryProblems(account).filter((problem) => !isAttested(problem, account))
  return firstOfEach(accountFields, [
    // Which state the postal code is in says more than what the text of the state has wrong.
    ...ofCountries.filter(({ key }) => key === 'problem.state_of_postal_code'),
    ...shapeProblems(account),
    ...ofCountries,
    ...languageProblems(account),
  ])
}

/**
 * The same of a stored account. What the rules found is kept with it, so that nothing is looked for where they found
 * nothing; after rules have changed, `attention refresh` brings that up to date for list and account alike.
 */
export function storedProblems(customer: Account & { attention: string }): readonly Problem<AccountField>[] {
  return customer.attention === '[]' ? [] : accountProblems(customer)
}

/** What the countries' rules refuse, attested or not. */
function countryProblems(account: Account): Problem<AccountField>[] {
  return [
    ...addressOwners.flatMap((owner) => [
      ...addressProblems(account, owner),
      ...phoneProblems(account, owner),
    ]),
    ...registrationNumberProblems(account),
  ]
}

/** A number has a digit in any country, and letters of any script, and nothing but what people write between them. */
const numberLike = /^(?=.*\p{Nd})[\p{L}\p{M}\p{N}\s&.,:;/\\|()'"’`·_#°º№\p{Pd}]*$/u

/** A phone number in any country has three digits at least, and nothing but what people write between them. */
const phoneLike = /^(?=(?:\D*\d){3})[+\d][\d\s().,;/x#=ext+-]*$/i

/** Whether a reason could make a refused value right: only where a country's rules refuse it. */
function isAttestable({ field, key }: Problem<AccountField>, account: Account): boolean {
  if (field.endsWith('_country')) return false
  // A list of states is complete only for those who write by it; what is no state's code is still somebody's province.
  if (field.endsWith('_state')) return true
  if (key === 'problem.phone') return phoneLike.test(account[field])
  if (field === 'registration_number') return numberLike.test(account[field])
  return key !== 'problem.not_in_list'
}

function isAttested(problem: Problem<AccountField>, account: Account): boolean {
  const attestation = attestationOf(problem.field)
  return attestation !== undefined && account[attestation] !== '' && isAttestable(problem, account)
}

/** The attestations that an account has a use for: of what its countries' rules refuse. */
export function usableAttestations(account: Account): AttestationField[] {
  const refused = countryProblems(account).filter((problem) => isAttestable(problem, account))
  return attestationFields.filter((name) => refused.some((problem) => attestationOf(problem.field) === name))
}

/** The fields that fail today's rules. */
export function attentionOf(account: Account): AccountField[] {
  return accountProblems(account).map((problem) => problem.field)
}

/**
 * The problems that an edit has to mend: those of the fields that it changes and of the fields that depend on them. What
 * was wrong before and is not touched does not stand in the way; the account says that it needs attention.
 */
export function problemsOfEdit(before: Account, after: Account): Problem<AccountField>[] {
  const changed = new Set(accountFields.filter((field) => before[field] !== after[field]))
  const concerned = new Set<AccountField>(changed)
  for (const name of attestationFields) {
    if (changed.has(name)) for (const field of attestations[name]) concerned.add(field)
  }
  for (const owner of addressOwners) {
    if (!addressFields(owner).some((field) => changed.has(field))) continue
    for (const field of addressFields(owner)) concerned.add(field)
    if (!changed.has(`${owner}_country`)) continue
    concerned.add(`${owner}_phone_number`)
    if (owner === 'company') concerned.add('registration_number')
  }
  return accountProblems(after).filter((problem) => concerned.has(problem.field))
}

/**
 * An edit in the form in which it is kept: addresses without fields that the country does not have, postal codes and
 * registration numbers as they are written, and nothing attested that needs no attesting. What the edit does not touch
 * stays to the letter.
 */
export function canonicalEdit(before: Account, after: Account): Account {
  return withUsedAttestations(before, canonicalValues(before, after))
}

function canonicalValues(before: Account, after: Account): Account {
  const touched = (field: AccountField) => before[field] !== after[field]
  if (touched('tags')) after = { ...after, tags: canonicalTags(after.tags) }
  const addressed = addressOwners
    .filter((owner) => addressFields(owner).some(touched))
    .reduce(
      (account, owner) => withAddress(account, owner, canonicalAddress(usedParts(addressOf(account, owner)))),
      after,
    )
  if (!touched('registration_number') && !touched('company_country')) return addressed
  const number = canonicalRegistrationNumber(addressed.registration_number, addressed.company_country)
  return 'value' in number ? { ...addressed, registration_number: number.value } : addressed
}

/** Takes back what is attested of changed values that need no attesting. */
function withUsedAttestations(before: Account, after: Account): Account {
  const touched = (name: AttestationField) =>
    [name, ...attestations[name]].some((field) => before[field] !== after[field])
  const said = attestationFields.filter((name) => after[name] !== '' && touched(name))
  if (said.length === 0) return after
  const usable = usableAttestations(after)
  const unused = said.filter((name) => !usable.includes(name))
  return { ...after, ...Object.fromEntries(unused.map((name) => [name, ''])) }
}

/** An address without the parts that its country does not write. */
function usedParts(address: ReturnType<typeof addressOf>): ReturnType<typeof addressOf> {
  if (!isCountry(address.country)) return address
  const used = new Set<string>([
    'country',
    ...addressFormat(address.country).fields.map((field) => field.name),
  ])
  const entries = addressParts.map((part) => [part, used.has(part) ? address[part] : ''])
  return Object.fromEntries(entries) as typeof address
}

function addressProblems(account: Account, owner: AddressOwner): Problem<AccountField>[] {
  const address = addressOf(account, owner)
  return checkAddress(address).map((problem) => ({
    field: `${owner}_${problem.field}`,
    ...messageOf(problem, address),
  }))
}

/** So many states are named in a message; more would be no help. */
const mostStatesNamed = 4

function messageOf(
  problem: AddressProblem,
  { country, postal_code }: ReturnType<typeof addressOf>,
): Pick<Problem, 'key' | 'values'> {
  const values = { country, example: problem.example ?? '' }
  const { states = [] } = problem
  if (states.length > 0 && states.length <= mostStatesNamed) {
    const names = states.map((code) => subdivisionName(country, code))
    return { key: 'problem.state_of_postal_code', values: { postal_code, states: names.join(', ') } }
  }
  switch (problem.problem) {
    case 'required':
      return { key: 'problem.required' }
    case 'unknown_country':
      return { key: 'problem.not_in_list' }
    case 'not_in_list':
      return { key: 'problem.not_in_list' }
    case 'postal_code_format':
      return /^\d+$/.test(values.example)
        ? { key: 'problem.postal_code_digits', values: { ...values, digits: values.example.length } }
        : { key: 'problem.postal_code', values }
    case 'postal_code_not_in_state':
      return { key: 'problem.postal_code_elsewhere', values }
    case 'not_used':
      return { key: 'problem.not_used', values }
  }
}

function phoneProblems(account: Account, owner: AddressOwner): Problem<AccountField>[] {
  const field = `${owner}_phone_number` as const
  const country = account[`${owner}_country`]
  if (account[field] === '')
    return phoneRequired(country) ? [{ field, key: 'problem.phone_required', values: { country } }] : []
  if (canonicalPhone(account[field], country) !== undefined) return []
  return [{ field, key: 'problem.phone', values: { example: phoneExample(country) } }]
}

function registrationNumberProblems(account: Account): Problem<AccountField>[] {
  const field = 'registration_number'
  const country = account.company_country
  if (account[field] === '') {
    return registrationNumberRule(country).required
      ? [{ field, key: 'problem.registration_number_required', values: { country } }]
      : []
  }
  const read = canonicalRegistrationNumber(account[field], country)
  if ('value' in read) return []
  if (read.example === undefined)
    return [{ field, key: 'problem.registration_number_any', values: { count: read.longest } }]
  const { example, names, problem } = read
  return [{ field, key: numberProblems[problem], values: { example }, names }]
}

const numberProblems = {
  format: 'problem.registration_number',
  check_digit: 'problem.registration_number_check',
  characters: 'problem.registration_number_characters',
} as const

function languageProblems(account: Account): Problem<AccountField>[] {
  const notListed = (field: AccountField, known: boolean): Problem<AccountField>[] =>
    known ? [] : [{ field, key: 'problem.not_in_list' }]
  return [
    ...notListed('billing_language', isLanguage(account.billing_language)),
    ...notListed('billing_culture', isCulture(account.billing_culture)),
  ]
}
