import { fullFieldName } from '#src/history/field-names.ts'
import { relationshipName } from '#src/history/field-values.ts'
import type { CsvTable } from '#src/http/csv.ts'
import type { Reader } from '#src/http/ui.ts'
import type { MessageKey, Translate } from '#src/i18n/translator.ts'
import { accountFields, type AccountField } from '../customer.ts'
import type { ListQuery } from './list-query.ts'
import type { ListColumn } from './list-columns.ts'
import type { ListStore } from './list.store.ts'

/** A column of a file of customers. */
export type FileColumn = 'id' | 'primary_domain' | 'version' | AccountField

/** Partner Center's own columns first, in its order; then the rest of the account, and the version that a line is of. */
export const fileColumns: readonly FileColumn[] = [
  'id',
  'company_name',
  'primary_domain',
  'relationship',
  'tags',
  ...accountFields.filter((field) => !['company_name', 'relationship', 'tags'].includes(field)),
  'version',
]

/** What the list's columns are in a file: several, or none. */
const inFile: Partial<Record<ListColumn, readonly FileColumn[]>> = {
  billing_contact: ['billing_first_name', 'billing_middle_name', 'billing_last_name'],
  attention: [],
  changed: [],
  created: [],
}

/** The columns of a file of what the list shows, with those first that somebody chose for the list, in their order. */
export function presetColumns(columns: readonly ListColumn[] | undefined): {
  chosen: readonly FileColumn[]
  others: readonly FileColumn[]
} {
  if (!columns) return { chosen: fileColumns, others: [] }
  const told = columns.flatMap((column) => inFile[column] ?? [column as FileColumn])
  const chosen: FileColumn[] = [...new Set<FileColumn>(['company_name', ...told])]
  return { chosen, others: fileColumns.filter((column) => !chosen.includes(column)) }
}

/** What a column is called, in Partner Center's words where it has it. */
export function columnName(column: FileColumn, t: Translate): string {
  const own: Partial<Record<FileColumn, MessageKey>> = {
    id: 'field.microsoft_id',
    primary_domain: 'field.primary_domain',
    version: 'export.version',
    company_name: 'field.company_name',
  }
  const key = own[column]
  return key ? t(key) : fullFieldName(column, t)
}

/** Excel expects the list separator of its language; a file says which by its first line, and the import finds it out. */
const delimiters: Record<string, string> = { es: ';' }

/** What separates the cells of a file for readers of a language. */
export const delimiterFor = (locale: string): string => delimiters[locale] ?? ','

/** The customers that the list shows, as a file. */
export function customersTable(
  list: ListStore,
  query: ListQuery,
  columns: readonly FileColumn[],
  countriesInOrder: readonly string[],
  { t, locale }: Reader,
): Omit<CsvTable, 'name'> {
  return {
    columns: columns.map((key) => ({ key, header: columnName(key, t) })),
    delimiter: delimiterFor(locale),
    records: records(),
  }

  async function* records(): AsyncGenerator {
    for await (const rows of list.everything(query, countriesInOrder)) {
      for (const row of rows) yield { ...row, relationship: relationshipName(row.relationship, t) }
    }
  }
}
