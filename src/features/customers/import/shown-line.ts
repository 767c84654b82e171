import type { Change } from '#src/history/changes.ts'
import { fullFieldName } from '#src/history/field-names.ts'
import { problemText, type Problem } from '#src/forms/problems.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { accountFields, emptyAccount, type AccountField } from '../customer.ts'
import { shownValue } from '../field-words.ts'
import { columnName, fileColumns, type FileColumn } from '../list/list-export.ts'
import type { ImportRow } from './imports.store.ts'
import { readLine, wholeLine } from './line.ts'

/** A line of an import as its page shows it. */
export type ShownLine = {
  line: string
  name: string
  href: string | undefined
  changes: { label: string; before: string; after: string }[]
  problems: string[]
}

export function shownLine(row: ImportRow, columns: readonly (FileColumn | '')[], reader: Reader): ShownLine {
  const { t } = reader
  const detail = row.outcome === 'add' ? additions(row, columns) : detailOf(row)
  const cell = (column: FileColumn) => row.cells[columns.indexOf(column)] ?? ''
  return {
    line: t('import.line', { line: row.line }),
    name: [cell('company_name'), cell('primary_domain'), cell('id')].find((text) => text !== '') ?? '',
    // A customer that is only to be added has an ID and no page yet.
    href: row.customer_id === null || row.outcome === 'add' ? undefined : urls.account(row.customer_id),
    changes: detail
      .filter((one): one is Change<AccountField> => 'before' in one)
      .map((change) => ({
        label: fullFieldName(change.field, t),
        before: valueShown(change, change.before, detail, reader),
        after: valueShown(change, change.after, detail, reader),
      })),
    problems: problemsIn(row).map((problem) => shownProblem(problem, reader)),
  }
}

type Detail = (Change<AccountField> | Problem)[]

const detailOf = (row: ImportRow): Detail => JSON.parse(row.detail) as Detail

/** What a new customer begins with: it stands in the line, and is not kept a second time. */
function additions(row: ImportRow, columns: readonly (FileColumn | '')[]): Detail {
  const { typed } = readLine(row.cells, columns)
  return accountFields
    .filter((field) => typed[field])
    .map((field) => ({ field, before: '', after: typed[field] ?? '' }))
}

export const problemsIn = (row: ImportRow): Problem[] =>
  detailOf(row).filter((one): one is Problem => 'key' in one)

export function shownProblem(problem: Problem, reader: Reader): string {
  const { t } = reader
  if (problem.field === wholeLine) return problemText(problem, reader)
  const column = fileColumns.find((name) => name === problem.field)
  const label = column ? columnName(column, t) : problem.field
  return t('problem.at_field', { label, text: problemText(problem, reader) })
}

/** A value read by the country that the same line gives, as far as it gives one. */
function valueShown(
  change: Change<AccountField>,
  value: string,
  detail: readonly (Change<AccountField> | Problem)[],
  reader: Reader,
): string {
  const country = (field: AccountField) =>
    detail.find((one): one is Change<AccountField> => 'after' in one && one.field === field)?.after ?? ''
  const account = {
    ...emptyAccount,
    company_country: country('company_country'),
    billing_country: country('billing_country'),
  }
  return shownValue(change.field, value, account, reader)
}
