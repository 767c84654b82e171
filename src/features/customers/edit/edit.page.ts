import type { Reader } from '#src/http/ui.ts'
import { plainField, type Field, type FieldOption } from '#src/forms/fields.ts'
import { errorAt, errorSummary, problemText, type ErrorSummary, type Problem } from '#src/forms/problems.ts'
import type { Origin } from '#src/history/history.store.ts'
import { eitherOf } from '#src/i18n/format.ts'
import { fieldPart, plainFieldName } from '#src/history/field-names.ts'
import { relationshipName } from '#src/history/field-values.ts'
import { urls } from '#src/http/urls.ts'
import {
  addressFormat,
  citiesOf,
  districtsOf,
  subdivisionName,
  type AddressField,
} from '#src/reference/addresses.ts'
import { countriesInOrder, countryName } from '#src/reference/countries.ts'
import { culturesInOrder, languagesInOrder } from '#src/reference/languages.ts'
import { phoneExample, phoneRequired } from '#src/reference/phones.ts'
import { registrationNumberRule } from '#src/reference/registration-numbers.ts'
import { accountFrom } from '../account.form.ts'
import { storedProblems, usableAttestations } from '../account-rules.ts'
import { conflictChoices, type Choices, type ConflictChoice } from './conflict.ts'
import {
  accountOf,
  addressOf,
  attestationOf,
  billingFields,
  companyFields,
  emptyAccount,
  isAttestation,
  relationships,
  type Account,
  type AccountField,
  type AddressOwner,
  type AttestationField,
  type Customer,
} from '../customer.ts'
import { aroundLinks, customerHeader, type CustomerHeader } from '../customer-header.ts'
import type { Neighbours } from '../customers.store.ts'
import { fieldLabel, ownerOf } from '../field-words.ts'
import { drawnForField, type Emptied } from './moved-address.ts'
import type { Conflict } from './conflict.ts'

/** A value that is shown and cannot be edited. */
export type LockedValue = { label: string; value: string }

export type FormSection = {
  owner: AddressOwner
  legend: string
  locked_reason: string | undefined
  locked: LockedValue[]
  /** The hidden field that says which country the fields are of. */
  drawn_for: { name: string; value: string }
  /** Whether its values can be filled from the company's by a button. */
  fills_from_company: boolean
  fields: Field[]
}

/** What the page says before anything else. */
export type Notice = { kind: 'info' | 'danger'; text: string; detail: string }

export type EditPage = {
  title: string
  form_id: string
  header: CustomerHeader
  submit_href: string
  fields_href: string
  cancel_href: string
  version: number
  original_version: number
  /** Whose form it is: shown again to nobody else. */
  filled_by: number
  origin: Origin
  notice: Notice | undefined
  summary: ErrorSummary | undefined
  conflict: { text: string; choices: ConflictChoice[] } | undefined
  sections: FormSection[]
  reason: Field
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/edit/edit': EditPage
  }
}

/** What the fields are drawn from. `stored` is the account as it is now, with what fails the rules in it. */
export type SectionsInput = {
  stored: { account: Account; problems: readonly Problem<AccountField>[] } | undefined
  values: Account
  editable: readonly AccountField[]
  problems: readonly Problem[]
  /** What was emptied since the values were typed, for the countries that are chosen now. */
  emptied?: readonly Emptied[] | undefined
}

export type EditInput = {
  customer: Customer
  /** The version that what stands in the fields was made from: edits since then are merged at Submit. */
  version: number
  staffId: number
  origin: Origin['origin']
  origin_version: Origin['origin_version']
  notice?: Notice | undefined
  /** What stands in the fields. */
  values: Account
  editable: readonly AccountField[]
  reason: string
  listHref: string
  around: Neighbours
  problems: readonly Problem[]
  emptied?: readonly Emptied[] | undefined
  conflict?: { conflicts: Conflict[]; chosen: Choices; original_version: number; who: string[] } | undefined
}

/** The one builder of the form: as first opened, with other countries' fields, after mistakes and after a conflict. */
export function editPage(input: EditInput, reader: Reader): EditPage {
  const { customer, conflict } = input
  const { t, format } = reader
  return {
    title: titleOf(input, reader),
    form_id: 'account-form',
    header: customerHeader(customer, 'account', input.listHref, reader, {
      ...aroundLinks(input.around, urls.editAccount),
      below: [{ label: t('account.edit'), href: urls.editAccount(customer.id) }],
    }),
    submit_href: urls.account(customer.id),
    fields_href: urls.editAccount(customer.id),
    cancel_href: urls.account(customer.id),
    version: input.version,
    original_version: conflict?.original_version ?? input.version,
    filled_by: input.staffId,
    origin: { origin: input.origin, origin_version: input.origin_version },
    notice: input.notice,
    summary: accountErrors(input, reader),
    conflict: conflict && {
      text: t('edit.conflict', { who: format.list(conflict.who) }),
      choices: conflictChoices(conflict.conflicts, customer, conflict.chosen, reader),
    },
    sections: sectionsOf(input, reader),
    reason: {
      ...plainField('reason', t('field.reason'), input.reason),
      required: false,
      wide: true,
      error: errorAt('reason', input.problems, reader),
    },
  }
}

/** A form that comes back says so in the first words that a screen reader speaks. */
function titleOf({ customer, problems, conflict }: EditInput, { t }: Reader): string {
  const title = t('edit.title', { name: customer.company_name })
  return problems.length > 0 || conflict ? t('edit.title_not_saved', { title }) : title
}

/** What is said of all problems of the form, by the names that its fields have in its countries. */
export function accountErrors(
  { problems, values }: Pick<SectionsInput, 'problems' | 'values'>,
  reader: Reader,
): ErrorSummary | undefined {
  const { t } = reader
  const label = (field: string) =>
    field === 'reason' || field === 'primary_domain'
      ? t(`field.${field}`)
      : fieldLabel(field as AccountField, values, t, 'full')
  return errorSummary(problems, label, reader)
}

/** What is said once billing fields were filled from the company's. */
export function filledNotice(
  filled: readonly AccountField[],
  values: Account,
  { t, format }: Reader,
): Notice {
  if (filled.length === 0) return { kind: 'info', text: t('edit.same_already'), detail: '' }
  const fields = format.list(filled.map((field) => fieldLabel(field, values, t)))
  return { kind: 'info', text: t('edit.same_filled', { fields }), detail: t('edit.same_advice') }
}

/** Both sides of the form, company first. */
export function accountSections(
  input: SectionsInput,
  reader: Reader,
): [company: FormSection, billing: FormSection] {
  const usable = usableAttestations(accountFrom(input.values, input.stored?.account ?? emptyAccount))
  const { t } = reader
  return [
    section('company', t('account.company_details'), usable, input, reader),
    section('billing', t('account.billing_information'), usable, input, reader),
  ]
}

/** The same of a customer that there is, with what an edit cannot change. */
function sectionsOf(input: EditInput, reader: Reader): FormSection[] {
  const { customer } = input
  const { t } = reader
  const stored = { account: accountOf(customer), problems: storedProblems(customer) }
  const [company, billing] = accountSections({ ...input, stored }, reader)
  const fixed = [
    { label: t('field.microsoft_id'), value: customer.id },
    { label: t('field.primary_domain'), value: customer.primary_domain },
    { label: t('field.relationship'), value: relationshipName(customer.relationship, t) },
  ]
  // With a conflict there is enough to decide.
  const fills_from_company = billing.fills_from_company && input.conflict === undefined
  return [
    { ...company, locked: [...fixed, ...company.locked] },
    { ...billing, fills_from_company },
  ]
}

/**
 * The fields of one side: as inputs for those who may edit them, else as text with the reason.
 * @param usable the attestations that the values have a use for
 */
function section(
  owner: AddressOwner,
  legend: string,
  usable: readonly AttestationField[],
  input: SectionsInput,
  reader: Reader,
): FormSection {
  const names = fieldsInOrder(owner, input.values)
  const editable = names.some((field) => input.editable.includes(field))
  // Before anything is refused there is nothing to give a reason for.
  const isAskedFor = (field: AttestationField) =>
    usable.includes(field) &&
    input.problems.some((problem) => attestationOf(problem.field as AccountField) === field)
  const isShown = (field: AccountField) =>
    !isAttestation(field) ||
    (input.editable.includes(field) && (input.values[field] !== '' || isAskedFor(field)))
  return {
    owner,
    legend,
    locked_reason: editable ? undefined : reader.t('edit.locked_reason'),
    locked: editable
      ? []
      : names
          .filter((field) => !isAttestation(field) || input.values[field] !== '')
          .map((field) => lockedValue(field, input, reader)),
    fills_from_company: owner === 'billing' && editable,
    drawn_for: { name: drawnForField(owner), value: input.values[`${owner}_country`] },
    fields: editable ? names.filter(isShown).map((field) => accountField(field, input, reader)) : [],
  }
}

const through = <Field extends AccountField>(last: Field, fields: readonly Field[]): Field[] =>
  fields.slice(0, fields.indexOf(last) + 1)

/** The fields that a side begins with; each country's address follows them. */
const fieldsBeforeAddress = {
  company: through('company_country', companyFields),
  billing: through('billing_country', billingFields),
}

/** A side's fields: those of the address as its country orders them, country first. */
function fieldsInOrder(owner: AddressOwner, values: Account): AccountField[] {
  const address = addressFormat(values[`${owner}_country`]).fields.map(
    (part) => `${owner}_${part.name}` as const,
  )
  const last = owner === 'company' ? (['tags'] as const) : []
  return [...fieldsBeforeAddress[owner], ...address, `${owner}_address_attestation`, ...last]
}

function lockedValue(field: AccountField, { values }: SectionsInput, reader: Reader): LockedValue {
  const option = optionsOf(field, values, reader)?.find((candidate) => candidate.value === values[field])
  return { label: fieldLabel(field, values, reader.t), value: option?.label ?? values[field] }
}

export function accountField(field: AccountField, input: SectionsInput, reader: Reader): Field {
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
  { values, emptied = [] }: SectionsInput,
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

function optionsOf(field: AccountField, values: Account, { locale, t }: Reader): FieldOption[] | undefined {
  const part = fieldPart(field)
  if (part === 'relationship')
    return relationships.map((name) => ({ value: name, label: relationshipName(name, t) }))
  if (part === 'country') return optionsFrom(countriesInOrder(locale), named)
  if (part === 'language') return optionsFrom(languagesInOrder(locale), named)
  if (part === 'culture') return optionsFrom(culturesInOrder(locale), named)
  if (part !== 'state') return undefined
  const { subdivisions } = addressFormat(values[`${ownerOf(field)}_country`])
  if (subdivisions.length === 0) return undefined
  return optionsFrom(subdivisions, ({ code, name, latinName }) => ({
    value: code,
    label: latinName && latinName !== name ? `${name} · ${latinName}` : name,
  }))
}

const named = ({ code, name }: { code: string; name: string }): FieldOption => ({ value: code, label: name })

const madeFrom = new WeakMap<object, FieldOption[]>()

/** The options of a list that stays, which so are the same objects in every form. */
function optionsFrom<Item>(items: readonly Item[], optionOf: (item: Item) => FieldOption): FieldOption[] {
  const options = madeFrom.get(items) ?? items.map(optionOf)
  madeFrom.set(items, options)
  return options
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
