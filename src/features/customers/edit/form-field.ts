import { plainField, type Field } from '#src/forms/fields.ts'
import { errorAt, problemText, type Problem } from '#src/forms/problems.ts'
import { fieldPart, plainFieldName } from '#src/history/field-names.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { eitherOf } from '#src/i18n/format.ts'
import {
  addressFormat,
  citiesOf,
  districtsOf,
  subdivisionName,
  type AddressField,
} from '#src/reference/addresses.ts'
import { countryName } from '#src/reference/countries.ts'
import { phoneExample, phoneRequired } from '#src/reference/phones.ts'
import { registrationNumberRule } from '#src/reference/registration-numbers.ts'
import { addressOf, isAttestation, type Account, type AccountField } from '../customer.ts'
import { fieldLabel, ownerOf } from '../field-words.ts'
import { optionsOf } from './field-options.ts'
import type { Emptied } from './moved-address.ts'

/** What the fields are drawn from. `stored` is the account as it is now, with what fails the rules in it. */
export type DrawnFrom = {
  stored: { account: Account; problems: readonly Problem<AccountField>[] } | undefined
  values: Account
  editable: readonly AccountField[]
  problems: readonly Problem[]
  /** What was emptied since the values were typed, for the countries that are chosen now. */
  emptied?: readonly Emptied[] | undefined
}

/** One field of the form, as the countries in it ask for it. */
export function accountField(field: AccountField, input: DrawnFrom, reader: Reader): Field {
  const { values, problems } = input
  const label = fieldLabel(field, values, reader.t)
  const plain = plainFieldName(field, reader.t)
  const options = optionsOf(field, values, reader)
  const error = errorAt(field, problems, reader)
  const stored = input.stored?.problems.find((problem) => problem.field === field)
  return {
    ...plainField(field, label, values[field]),
    plain_label: label === plain ? undefined : plain,
    kind: options
      ? 'select'
      : field.endsWith('_email')
        ? 'email'
        : field.endsWith('_phone_number')
          ? 'tel'
          : 'text',
    options: options ?? [],
    required: isRequired(field, values),
    wide: isWide(field, options !== undefined),
    hint: hintOf(field, values, reader),
    error,
    attention:
      emptiedAt(field, input, reader) ??
      (error === undefined && stored ? problemText(stored, reader) : undefined),
    suggestions: suggestionsOf(field, values),
    ...(field === 'tags' && { offers: urls.tags }),
    decides: decides(field, values, reader),
  }
}

/** What was emptied for the country: told at the field itself, or at the country where it has no such field. */
function emptiedAt(
  field: AccountField,
  { values, emptied = [] }: DrawnFrom,
  { t, locale, format }: Reader,
): string | undefined {
  const owner = ownerOf(field)
  const country = values[`${owner}_country`]
  const has = new Set<AccountField>(
    addressFormat(country).fields.map(({ name }) => `${owner}_${name}` as const),
  )
  const isToldHere = (one: Emptied) =>
    has.has(one.field) ? one.field === field : field === `${ownerOf(one.field)}_country`
  const told = emptied.filter(isToldHere).map((one) => {
    const before = { ...values, [`${owner}_country`]: one.country }
    const value = one.field.endsWith('_state') ? subdivisionName(one.country, one.value) : one.value
    return one.field === field ? value : `${t('label', { label: fieldLabel(one.field, before, t) })} ${value}`
  })
  if (told.length === 0) return undefined
  return t('edit.emptied', { what: format.list(told), country: countryName(country, locale) })
}

/** Cities and districts to choose from where a list is known. */
function suggestionsOf(field: AccountField, values: Account): string[] {
  const part = fieldPart(field)
  if (part !== 'city' && part !== 'district') return []
  const { country, state, city } = addressOf(values, ownerOf(field))
  return part === 'city' ? citiesOf(country, state) : districtsOf(country, state, city)
}

/** A country decides which fields there are, a state which cities are offered. */
function decides(field: AccountField, values: Account, { t }: Reader): string | undefined {
  if (field.endsWith('_country')) return t('edit.show_fields')
  if (!field.endsWith('_state')) return undefined
  const { country, state } = addressOf(values, ownerOf(field))
  return citiesOf(country, state).length > 0 ? t('edit.show_cities') : undefined
}

const alwaysRequired = new Set<AccountField>([
  'relationship',
  'company_name',
  'company_country',
  'billing_company_name',
  'billing_first_name',
  'billing_last_name',
  'billing_email',
  'billing_language',
  'billing_culture',
  'billing_country',
])

function isRequired(field: AccountField, values: Account): boolean {
  const country = values[`${ownerOf(field)}_country`]
  if (alwaysRequired.has(field)) return true
  if (field === 'registration_number') return registrationNumberRule(country).required
  if (field.endsWith('_phone_number')) return phoneRequired(country)
  const part = addressFormat(country).fields.find(
    (candidate) => candidate.name === (fieldPart(field) as AddressField),
  )
  return part?.required ?? false
}

/** Fields that stand two in a row. */
const narrow = new Set([
  'registration_number',
  'first_name',
  'middle_name',
  'language',
  'culture',
  'city',
  'district',
  'postal_code',
])

function isWide(field: AccountField, select: boolean): boolean {
  const part = fieldPart(field)
  if (part === 'state') return select
  return !narrow.has(part) && field !== 'company_phone_number'
}

/** How many kinds of registration number a hint names; a refusal names all. */
const namesInHint = 3

function hintOf(field: AccountField, values: Account, { t, locale }: Reader): string | undefined {
  const country = values[`${ownerOf(field)}_country`]
  if (isAttestation(field)) return t('hint.attestation')
  if (field === 'tags') return t('hint.tags')
  if (field === 'billing_company_name') return t('hint.billing_company_name')
  if (field.endsWith('_phone_number')) {
    const example = phoneExample(country)
    return example === '' ? undefined : t('hint.example', { example })
  }
  if (field === 'registration_number') {
    const { names, example } = registrationNumberRule(country)
    if (example === undefined) return undefined
    return t('hint.named_example', { name: eitherOf(names.slice(0, namesInHint), locale), example })
  }
  if (field.endsWith('_postal_code')) {
    const example = addressFormat(country).postalCodeExample
    return example ? t('hint.example', { example }) : undefined
  }
  return undefined
}
