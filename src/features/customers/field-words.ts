import { fieldPart, plainFieldName } from '#src/history/field-names.ts'
import { shownFieldValue } from '#src/history/field-values.ts'
import { isMessageKey, type Translate } from '#src/i18n/translator.ts'
import { addressFormat, type AddressField } from '#src/reference/addresses.ts'
import { addressParts, type Account, type AccountField, type AddressOwner } from './customer.ts'
import type { Reader } from '#src/http/ui.ts'

/** What the account's fields are called, and what is said when one is wrong. */

export function ownerOf(field: AccountField): AddressOwner {
  return field.startsWith('billing_') ? 'billing' : 'company'
}

/**
 * What a field is called.
 * @param account whose countries say what their address fields are called (Province, Prefecture, ZIP code …)
 * @param style 'short' inside its card; 'full' where company and billing fields stand together
 */
export function fieldLabel(
  field: AccountField,
  account: Account,
  t: Translate,
  style: 'short' | 'full' = 'short',
): string {
  const short = localLabel(field, account, t) ?? plainFieldName(field, t)
  if (style === 'short' || !/^(company|billing)_/.test(field)) return short
  return t(`field.full.${ownerOf(field)}`, { label: short })
}

function localLabel(field: AccountField, account: Account, t: Translate): string | undefined {
  const part = fieldPart(field)
  if (!(addressParts as readonly string[]).includes(part)) return undefined
  const format = addressFormat(account[`${ownerOf(field)}_country`])
  const kind = format.fields.find((candidate) => candidate.name === (part as AddressField))?.kind
  const key = `address.${part}.${kind}`
  return isMessageKey(key) ? t(key) : undefined
}

/** A value as a reader knows it, of an account whose countries it is read by. */
export function shownValue(field: AccountField, value: string, account: Account, reader: Reader): string {
  return shownFieldValue(field, value, account[`${ownerOf(field)}_country`], reader)
}
