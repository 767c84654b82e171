import { addressFormat } from './address-format.ts'
import type { Address, AddressField, AddressFormat } from './address-format.ts'
import { isCountry } from './countries.ts'
import {
  canonicalPostalCode,
  isPostalCodeOf,
  isPostalCodeOfSubdivision,
  postalCodeExample,
  subdivisionsOf,
} from './postal-codes.ts'
import { subdivisionCode } from './subdivisions.ts'

export { addressFormat, citiesOf, districtsOf, fieldKinds, subdivisionName } from './address-format.ts'
export type { Address, AddressField, AddressFormat, FormatField, Subdivision } from './address-format.ts'
export { addressLines } from './address-lines.ts'
export { subdivisionNamed } from './subdivisions.ts'

/**
 * What is wrong with one field of an address; `example` is a postal code that would have been right, `states` are the codes
 * of those that the postal code is in.
 */
export type AddressProblem = {
  field: AddressField | 'country'
  problem:
    | 'required'
    | 'unknown_country'
    | 'not_in_list'
    | 'postal_code_format'
    | 'postal_code_not_in_state'
    | 'not_used'
  example?: string
  states?: string[]
}

// City, postal code and state in the order in which Partner Center's client checks them; then the rest.
const checkingOrder: AddressField[] = [
  'city',
  'postal_code',
  'state',
  'address_line_1',
  'address_line_2',
  'district',
]

/**
 * What keeps the address from being one of its country; an empty list when nothing does.
 * The address need not be canonical. Source of the rules: Google's address data.
 */
export function checkAddress(address: Address): AddressProblem[] {
  if (address.country === '') return [{ field: 'country', problem: 'required' }]
  if (!isCountry(address.country)) return [{ field: 'country', problem: 'unknown_country' }]
  const canonical = canonicalAddress(address)
  const format = addressFormat(address.country)
  return checkingOrder.flatMap((field) => problemOf(field, canonical, format) ?? [])
}

/**
 * The address with its postal code as the country writes it, and its state as the code where it was given by
 * name, in any of the country's languages, in any case, with or without accents. What is not recognised stays
 * as it is.
 */
export function canonicalAddress(address: Address): Address {
  const { country } = address
  return {
    ...address,
    postal_code: canonicalPostalCode(address.postal_code, country),
    state: subdivisionCode(country, address.state) ?? address.state,
  }
}

function problemOf(field: AddressField, address: Address, format: AddressFormat): AddressProblem | undefined {
  const rule = format.fields.find(({ name }) => name === field)
  const isEmpty = address[field].trim() === ''
  if (rule === undefined) return isEmpty ? undefined : { field, problem: 'not_used' }
  if (isEmpty && !rule.required) return undefined
  if (field === 'state') return stateProblem(address, format)
  if (isEmpty) return { field, problem: 'required' }
  if (field === 'postal_code') return postalCodeProblem(address, format)
  return undefined
}

function postalCodeProblem(address: Address, format: AddressFormat): AddressProblem | undefined {
  const { country, state, postal_code } = address
  if (!isPostalCodeOf(country, postal_code) || isOfNoState(address, format)) {
    return withExample({ field: 'postal_code', problem: 'postal_code_format' }, postalCodeExample(country))
  }
  if (!isPostalCodeOfSubdivision(country, state, postal_code)) {
    const example = postalCodeExample(country, state)
    return withExample({ field: 'postal_code', problem: 'postal_code_not_in_state' }, example)
  }
  return undefined
}

/** Whether a postal code will be refused whichever state is chosen: that is said at once, not after the choice. */
function isOfNoState(address: Address, format: AddressFormat): boolean {
  if (!stateProblem(address, format)) return false
  return subdivisionsOf(address.country, address.postal_code)?.length === 0
}

function stateProblem(address: Address, { subdivisions, fields }: AddressFormat): AddressProblem | undefined {
  const { country, state, postal_code } = address
  const isEmpty = state.trim() === ''
  const isRequired = fields.some(({ name, required }) => name === 'state' && required)
  if (isEmpty ? !isRequired : subdivisions.length === 0 || subdivisions.some(({ code }) => code === state))
    return undefined
  const problem = { field: 'state', problem: isEmpty ? 'required' : 'not_in_list' } as const
  // Any other one would be refused for the postal code.
  const states = subdivisionsOf(country, postal_code) ?? []
  return states.length > 0 && states.length < subdivisions.length ? { ...problem, states } : problem
}

function withExample(problem: AddressProblem, example: string | undefined): AddressProblem {
  return example === undefined ? problem : { ...problem, example }
}
