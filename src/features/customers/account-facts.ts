import type { Reader } from '#src/http/ui.ts'
import { problemText, type Problem } from '#src/forms/problems.ts'
import { relationshipName } from '#src/history/field-values.ts'
import { addressLines } from '#src/reference/addresses.ts'
import { countryName } from '#src/reference/countries.ts'
import { cultureName, languageName } from '#src/reference/languages.ts'
import { shownPhone } from '#src/reference/phones.ts'
import { registrationNumberName } from '#src/reference/registration-numbers.ts'
import {
  addressOf,
  addressParts,
  attestationOf,
  type AccountField,
  type AddressOwner,
  type Customer,
} from './customer.ts'
import { fieldLabel } from './field-words.ts'

/** One line of a card. */
export type Fact = {
  label: string
  lines: string[]
  note?: string | undefined
  attention: string[]
  attested?: string | undefined
}

/** The lines of both cards. @param problems what to say at the fields */
export function accountFacts(
  customer: Customer,
  problems: readonly Problem<AccountField>[],
  reader: Reader,
): { company: Fact[]; billing: Fact[] } {
  const { t, locale } = reader
  const attestedAt = (field: AccountField) => {
    const attestation = attestationOf(field)
    const reason = attestation && customer[attestation]
    return reason ? t('account.attested', { reason }) : undefined
  }
  const fact = (field: AccountField, lines: string[] = [customer[field]], note?: string): Fact => ({
    label: fieldLabel(field, customer, t),
    lines: lines.filter((line) => line !== ''),
    note,
    attention: attentionAt([field], problems, reader),
    attested: attestedAt(field),
  })
  const address = (owner: AddressOwner): Fact => ({
    label: t('field.address'),
    lines: addressLines(addressOf(customer, owner), {
      countryName: countryName(customer[`${owner}_country`], locale),
    }),
    attention: attentionAt(
      addressParts.map((part) => `${owner}_${part}` as const),
      problems,
      reader,
      customer,
    ),
    attested: attestedAt(`${owner}_address_line_1`),
  })
  const phone = (owner: AddressOwner): Fact =>
    fact(`${owner}_phone_number`, [shownPhone(customer[`${owner}_phone_number`], reader.country)])
  const fixed = (label: string, line: string): Fact => ({ label, lines: [line], attention: [] })
  return {
    company: [
      fact('company_name'),
      fixed(t('field.primary_domain'), customer.primary_domain),
      fixed(t('field.microsoft_id'), customer.id),
      fixed(t('field.relationship'), relationshipName(customer.relationship, t)),
      fact(
        'registration_number',
        undefined,
        registrationNumberName(customer.registration_number, customer.company_country),
      ),
      fact('company_email'),
      phone('company'),
      address('company'),
      fact('tags'),
    ],
    billing: [
      fact('billing_company_name'),
      fact('billing_first_name'),
      fact('billing_middle_name'),
      fact('billing_last_name'),
      fact('billing_email'),
      phone('billing'),
      address('billing'),
      fact('billing_language', [languageName(customer.billing_language, locale)]),
      fact('billing_culture', [cultureName(customer.billing_culture, locale)]),
    ],
  }
}

/** What fails at some fields; for an address each with the name of its field. */
function attentionAt(
  fields: readonly AccountField[],
  problems: readonly Problem<AccountField>[],
  reader: Reader,
  named?: Customer,
): string[] {
  return problems
    .filter((problem) => fields.includes(problem.field))
    .map((problem) => {
      const text = problemText(problem, reader)
      return named
        ? reader.t('problem.at_field', { label: fieldLabel(problem.field, named, reader.t), text })
        : text
    })
}
