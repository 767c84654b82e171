import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { columnName, fileColumns, presetColumns, type FileColumn } from './list-export.ts'
import { listHref, listState } from './list-address.ts'
import type { ListQuery } from './list-query.ts'

export type ExportPage = {
  title: string
  action: string
  list_href: string
  /** The list's state, carried along. */
  state: { name: string; value: string }[]
  what: string
  columns: { name: string; label: string; checked: boolean }[]
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/list/export': ExportPage
  }
}

/** Which columns of the customers that the list shows go into the file. */
export function exportPage(query: ListQuery, { t }: Reader): ExportPage {
  const state = listState(query)
  const { chosen, others } = presetColumns(query.columns)
  const box = (column: FileColumn) => ({ name: columnField(column), label: columnName(column, t) })
  const filtered = Object.keys(state).some((name) => name !== 'sort')
  return {
    title: t('export.title'),
    action: urls.exportCustomers,
    list_href: listHref(query),
    state: Object.entries(state).map(([name, value]) => ({ name, value })),
    what: t(filtered ? 'export.what_filtered' : 'export.what_all'),
    columns: [
      ...chosen.map((column) => ({ ...box(column), checked: true })),
      ...others.map((column) => ({ ...box(column), checked: false })),
    ],
  }
}

const columnField = (column: FileColumn): string => `column_${column}`

/** The columns that the form names, in its order. */
export function columnsOfForm(fields: object): FileColumn[] {
  return Object.keys(fields).flatMap(
    (name) => fileColumns.find((column) => columnField(column) === name) ?? [],
  )
}
