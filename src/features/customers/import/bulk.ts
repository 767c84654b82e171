import type { CustomerRow } from '#src/database/tables.ts'
import type { Problem } from '#src/forms/problems.ts'
import type { AccountField } from '../customer.ts'
import type { FileColumn } from '../list/list-export.ts'
import { canonicalTags, tagKey, tagsByKey, tagsIn } from '../tags.ts'
import { mostLines } from './file-rows.ts'
import { ImportError } from './import-error.ts'
import { emptied } from './line.ts'

/** One change of many customers: as a file of them would say it, so that it is checked, written and undone like one. */

/** What can be changed of many at once. */
export const bulkChanges = [
  'relationship',
  'billing_language',
  'billing_contact',
  'tag_add',
  'tag_remove',
  'archive',
] as const
export type BulkChange = (typeof bulkChanges)[number]

export type BulkValues = Partial<Record<AccountField | 'tag' | 'tag_off', string>>

const fieldsOf: Record<BulkChange, AccountField[]> = {
  relationship: ['relationship'],
  billing_language: ['billing_language'],
  billing_contact: ['billing_first_name', 'billing_last_name', 'billing_email'],
  tag_add: ['tags'],
  tag_remove: ['tags'],
  archive: ['archived'],
}

/** What is asked for a change: the fields' values, or a tag to add or take away. */
const valuesOf: Record<BulkChange, (keyof BulkValues)[]> = {
  ...fieldsOf,
  tag_add: ['tag'],
  tag_remove: ['tag_off'],
  archive: [],
}

/** The names of everything that the form may ask. */
export const bulkValueNames = [...new Set(Object.values(valuesOf).flat())]

/** Characters that no value of a change is longer than: an e-mail address. The rules of each field are looked at line by line. */
const longestValue = 254

/** What of a form's values the change takes. */
export function valuesFor(change: BulkChange, values: BulkValues): BulkValues {
  return Object.fromEntries(valuesOf[change].map((name) => [name, values[name] ?? '']))
}

/** What is wrong with the values of a change: all are needed, and each is written down as often as there are customers. */
export function bulkProblems(values: BulkValues): Problem[] {
  return Object.entries(values).flatMap(([field, value]): Problem[] => {
    if (value === '') return [{ field, key: 'problem.required' }]
    if ([...value].length <= longestValue) return []
    return [{ field, key: 'problem.too_long', values: { limit: longestValue } }]
  })
}

/** The columns of the file that the change is. */
export function bulkColumns(change: BulkChange): FileColumn[] {
  return ['id', 'company_name', 'version', ...fieldsOf[change]]
}

/** What a line says of a customer before the change. */
type Selected = Pick<CustomerRow, 'id' | 'company_name' | 'version' | 'tags'>

/**
 * The lines of the customers that get the change.
 * @throws ImportError when there are more than an import holds
 */
export async function* bulkLines(
  pieces: AsyncIterable<Selected[]>,
  change: BulkChange,
  values: BulkValues,
): AsyncGenerator<string[]> {
  let count = 0
  for await (const rows of pieces) {
    count += rows.length
    if (count > mostLines) throw new ImportError('bulk.too_many', { limit: mostLines })
    for (const row of rows) yield lineOf(row, change, values)
  }
}

function lineOf(row: Selected, change: BulkChange, values: BulkValues): string[] {
  const cells = fieldsOf[change].map((field) => cellOf(row, change, field, values))
  return [row.id, row.company_name, String(row.version), ...cells]
}

function cellOf(row: Selected, change: BulkChange, field: AccountField, values: BulkValues): string {
  if (change === 'tag_add') return canonicalTags(`${row.tags}, ${values.tag ?? ''}`)
  if (change === 'tag_remove') {
    const off = tagsByKey(values.tag_off ?? '')
    const kept = tagsIn(row.tags).filter((tag) => !off.has(tagKey(tag)))
    return kept.join(', ') || emptied
  }
  return change === 'archive' ? 'yes' : (values[field] ?? '')
}
