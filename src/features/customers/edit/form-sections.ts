import type { Field } from '#src/forms/fields.ts'
import { errorSummary, type ErrorSummary } from '#src/forms/problems.ts'
import type { Reader } from '#src/http/ui.ts'
import { addressFormat } from '#src/reference/addresses.ts'
import { accountFrom } from '../account.form.ts'
import { usableAttestations } from '../account-rules.ts'
import {
  attestationOf,
  billingFields,
  companyFields,
  emptyAccount,
  isAttestation,
  type Account,
  type AccountField,
  type AddressOwner,
  type AttestationField,
} from '../customer.ts'
import { fieldLabel } from '../field-words.ts'
import { optionsOf } from './field-options.ts'
import { accountField, type DrawnFrom } from './form-field.ts'
import { drawnForField } from './moved-address.ts'

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

/** Both sides of the form, company first. */
export function accountSections(
  input: DrawnFrom,
  reader: Reader,
): [company: FormSection, billing: FormSection] {
  const usable = usableAttestations(accountFrom(input.values, input.stored?.account ?? emptyAccount))
  const { t } = reader
  return [
    section('company', t('account.company_details'), usable, input, reader),
    section('billing', t('account.billing_information'), usable, input, reader),
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
  input: DrawnFrom,
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

function lockedValue(field: AccountField, { values }: DrawnFrom, reader: Reader): LockedValue {
  const option = optionsOf(field, values, reader)?.find((candidate) => candidate.value === values[field])
  return { label: fieldLabel(field, values, reader.t), value: option?.label ?? values[field] }
}

/** What is said of all problems of the form, by the names that its fields have in its countries. */
export function accountErrors(
  { problems, values }: Pick<DrawnFrom, 'problems' | 'values'>,
  reader: Reader,
): ErrorSummary | undefined {
  const { t } = reader
  const label = (field: string) =>
    field === 'reason' || field === 'primary_domain'
      ? t(`field.${field}`)
      : fieldLabel(field as AccountField, values, t, 'full')
  return errorSummary(problems, label, reader)
}
