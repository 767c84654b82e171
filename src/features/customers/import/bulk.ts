import type { CustomerRow } from '#src/database/tables.ts'
import { canonicalTags, tagsIn, type AccountField } from '../customer.ts'
import type { FileColumn } from '../list-export.ts'
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

export type BulkValues = Partial<Record<AccountField | 'tag', string>>

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
  tag_remove: ['tag'],
  archive: [],
}

/** Whether everything that the change takes was given. */
export function isComplete(change: BulkChange, values: BulkValues): boolean {
  return valuesOf[change].every((name) => (values[name] ?? '') !== '')
}

/** The columns of the file that the change is. */
export function bulkColumns(change: BulkChange): FileColumn[] {
  return ['id', 'company_name', 'version', ...fieldsOf[change]]
}

/** The line of one customer. */
export function bulkLine(row: CustomerRow, change: BulkChange, values: BulkValues): string[] {
  const cells = fieldsOf[change].map((field) => cellOf(row, change, field, values))
  return [row.id, row.company_name, String(row.version), ...cells]
}

function cellOf(row: CustomerRow, change: BulkChange, field: AccountField, values: BulkValues): string {
  const tag = values.tag ?? ''
  if (change === 'tag_add') return canonicalTags(`${row.tags}, ${tag}`)
  if (change === 'tag_remove')
    return (
      tagsIn(row.tags)
        .filter((one) => one !== tag)
        .join(', ') || emptied
    )
  return change === 'archive' ? 'yes' : (values[field] ?? '')
}
