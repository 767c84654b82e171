import { isMessageKey, type Locale, type Translate } from '#src/i18n/translator.ts'
import { subdivisionName } from '#src/reference/addresses.ts'
import { countryName } from '#src/reference/countries.ts'
import { cultureName, languageName } from '#src/reference/languages.ts'
import { shownPhone } from '#src/reference/phones.ts'
import { fieldPart } from './field-names.ts'

type ForReader = { t: Translate; locale: Locale; country: string }

/**
 * A stored value as a reader knows it: names instead of codes, phone numbers as they are dialled where the reader is.
 * @param country of the side of the account that the field is on, whose states have names
 */
export function shownFieldValue(field: string, value: string, country: string, reader: ForReader): string {
  const { locale, t } = reader
  if (value === '') return ''
  switch (fieldPart(field)) {
    case 'relationship':
      return relationshipName(value, t)
    case 'archived':
      return t('account.archived_yes')
    case 'country':
      return countryName(value, locale)
    case 'state':
      return subdivisionName(country, value)
    case 'language':
      return languageName(value, locale)
    case 'culture':
      return cultureName(value, locale)
    case 'phone_number':
      return shownPhone(value, reader.country)
    default:
      return value
  }
}

/** Partner Center's name of a relationship. */
export function relationshipName(relationship: string, t: Translate): string {
  const key = `relationship.${relationship}`
  return isMessageKey(key) ? t(key) : relationship
}
