import type { FieldOption } from '#src/forms/fields.ts'
import { fieldPart } from '#src/history/field-names.ts'
import { relationshipName } from '#src/history/field-values.ts'
import type { Reader } from '#src/http/ui.ts'
import { addressFormat } from '#src/reference/addresses.ts'
import { countriesInOrder } from '#src/reference/countries.ts'
import { culturesInOrder, languagesInOrder } from '#src/reference/languages.ts'
import { relationships, type Account, type AccountField } from '../customer.ts'
import { ownerOf } from '../field-words.ts'

/** What a field is chosen from; undefined for one that is typed. */
export function optionsOf(
  field: AccountField,
  values: Account,
  { locale, t }: Reader,
): FieldOption[] | undefined {
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
