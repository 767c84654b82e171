import type { Format } from '#src/i18n/format.ts'
import type { MessageKey, Translate } from '#src/i18n/translator.ts'
import { remembered } from '#src/reference/remembered.ts'
import type { Change } from './changes.ts'

/** The part of a field's name behind its owner: `billing_city` → `city`; `billing_company_name` → `company_name`. */
export const fieldPart = remembered((field: string): string =>
  field.replace(/^(company|billing)_(?!name$)/, ''),
)

const nameKey = remembered((field: string) => `field.${fieldPart(field)}` as MessageKey)

/** The name that a field has in every country. */
export function plainFieldName(field: string, t: Translate): string {
  return t(nameKey(field))
}

/** The same, with the side of the account that it belongs to where both have one. */
export function fullFieldName(field: string, t: Translate): string {
  const label = plainFieldName(field, t)
  if (!/^(company|billing)_/.test(field)) return label
  return t(field.startsWith('billing_') ? 'field.full.billing' : 'field.full.company', { label })
}

/** The fields that some changes touched, as a list to read. */
export function changedFieldNames(changes: readonly Change[], t: Translate, format: Format): string {
  return format.list(changes.map((change) => fullFieldName(change.field, t)))
}
