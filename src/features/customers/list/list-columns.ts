/** The columns that the list can have. The name, with its domain below, is always the first. */

export const listColumns = [
  'primary_domain',
  'billing_contact',
  'company_country',
  'company_city',
  'relationship',
  'tags',
  'attention',
  'company_email',
  'company_phone_number',
  'billing_email',
  'billing_phone_number',
  'billing_language',
  'registration_number',
  'id',
  'changed',
  'created',
] as const
export type ListColumn = (typeof listColumns)[number]

/** Those that it has as long as nobody chooses. */
export const usualColumns: readonly ListColumn[] = [
  'billing_contact',
  'company_country',
  'relationship',
  'changed',
]

/** Columns from untrusted input, in their order and each once; undefined where there is no choice among them. */
export function readColumns(given: unknown): readonly ListColumn[] | undefined {
  const names = [given].flat().flatMap((part) => (typeof part === 'string' ? part.split(',') : []))
  const columns = [...new Set(names)].filter(isListColumn)
  return columns.length === 0 || columns.join() === usualColumns.join() ? undefined : columns
}

function isListColumn(name: string): name is ListColumn {
  return (listColumns as readonly string[]).includes(name)
}
