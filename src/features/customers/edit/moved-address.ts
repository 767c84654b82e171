import { addressFormat, subdivisionNamed } from '#src/reference/addresses.ts'
import { isCountry } from '#src/reference/countries.ts'
import { canonicalPhone, shownPhone } from '#src/reference/phones.ts'
import {
  addressOwners,
  addressParts,
  type Account,
  type AccountField,
  type AddressOwner,
  type AddressPart,
} from '../customer.ts'

/** What becomes of a form's values when an address is moved to another country. Pure. */

/** The country under which each side's values were typed, where the form says so. */
export type DrawnFor = Partial<Record<AddressOwner, string>>

/** The name of the hidden field that says so. */
export const drawnForField = (owner: AddressOwner) => `${owner}_fields_of` as const
export const drawnForFields = addressOwners.map(drawnForField)

/** A value that means nothing in the new country and was emptied, with the country that it was of. */
export type Emptied = { field: AccountField; value: string; country: string }

/** @returns the countries that a form says its values were typed under */
export function readDrawnFor(fields: Readonly<Record<string, string>>): DrawnFor {
  const said = addressOwners.filter((owner) => fields[drawnForField(owner)] !== undefined)
  return Object.fromEntries(said.map((owner) => [owner, fields[drawnForField(owner)]]))
}

/**
 * The values as they are meant in the countries that are chosen now. The code of a state is one of its own country's list,
 * whatever it stands for in another; a part that the new country's addresses do not have would be lost unseen. Both are
 * emptied, and told. A state that was typed as a name is found by it. A phone number that was typed as in the old country
 * stays that number.
 * @param typed what stands in the form: other values are those of `from`
 * @param from the form's values before anything was typed
 */
export function movedAddresses(
  typed: Partial<Account>,
  from: Account,
  drawnFor: DrawnFor,
): { typed: Partial<Account>; emptied: Emptied[] } {
  return addressOwners.reduce<{ typed: Partial<Account>; emptied: Emptied[] }>(
    (moved, owner) => {
      const one = movedAddress(owner, moved.typed, from, drawnFor[owner])
      return { typed: one.typed, emptied: [...moved.emptied, ...one.emptied] }
    },
    { typed, emptied: [] },
  )
}

function movedAddress(
  owner: AddressOwner,
  typed: Partial<Account>,
  from: Account,
  drawnFor: string | undefined,
): { typed: Partial<Account>; emptied: Emptied[] } {
  const values = { ...from, ...typed }
  const country = values[`${owner}_country`]
  const before = stateIsOf(owner, typed, from, drawnFor)
  const kept = { ...typed, ...phoneOf(owner, typed, country, drawnFor) }
  if (before === country || !isCountry(before) || !isCountry(country)) return { typed: kept, emptied: [] }

  const used = new Set<AddressPart>(addressFormat(country).fields.map(({ name }) => name))
  const emptied: Emptied[] = []
  for (const part of addressParts) {
    const field = `${owner}_${part}` as const
    const value = values[field]
    if (part === 'country' || value.trim() === '') continue
    const meant = !used.has(part)
      ? ''
      : part === 'state'
        ? stateIn(country, value, before, value !== from[field])
        : value
    if (meant !== value) kept[field] = meant
    if (meant === '') emptied.push({ field, value, country: before })
  }
  return { typed: kept, emptied }
}

/**
 * The country of whose list the state is: the one that the form was drawn for. Of what comes without a form, a state that
 * is left as it was is of the country that it was of.
 */
function stateIsOf(
  owner: AddressOwner,
  typed: Partial<Account>,
  from: Account,
  drawnFor: string | undefined,
): string {
  const state = typed[`${owner}_state`]
  const isLeft = state === undefined || state === from[`${owner}_state`]
  const own = from[`${owner}_country`]
  if (state === undefined) return own
  if (drawnFor !== undefined && isCountry(drawnFor)) return drawnFor
  return isLeft ? own : (typed[`${owner}_country`] ?? own)
}

/** @param isNew whether the state is another one than the form was filled with */
function stateIn(country: string, state: string, before: string, isNew: boolean): string {
  const old = addressFormat(before)
  const wasChosen = old.subdivisions.some(({ code }) => code === state)
  if (wasChosen) return ''
  const now = addressFormat(country).subdivisions
  if (now.length === 0) return state
  // What the old country's form did not offer was not chosen in it: a program fills in another country's address at once.
  const couldBeTyped = old.subdivisions.length === 0 && old.fields.some(({ name }) => name === 'state')
  if (isNew && !couldBeTyped && now.some(({ code }) => code === state)) return state
  return subdivisionNamed(country, state) ?? ''
}

/** A number in another country's national form, written internationally. */
function phoneOf(
  owner: AddressOwner,
  typed: Partial<Account>,
  country: string,
  drawnFor: string | undefined,
): Partial<Account> {
  const field = `${owner}_phone_number` as const
  if (drawnFor === undefined || drawnFor === country) return {}
  if (!isCountry(drawnFor) || !isCountry(country)) return {}
  const number = canonicalPhone(typed[field] ?? '', drawnFor)
  return number === undefined || number === '' ? {} : { [field]: shownPhone(number, country) }
}
