import type { Change } from '#src/history/changes.ts'
import { fullFieldName } from '#src/history/field-names.ts'
import type { CsvTable } from '#src/http/csv.ts'
import type { Reader } from '#src/http/ui.ts'
import type { ShownOutcome } from './import.page.ts'
import { problemsIn, shownProblem } from './shown-line.ts'
import type { createImportsStore, Import, ImportRow } from './imports.store.ts'

type Store = ReturnType<ReturnType<typeof createImportsStore>['forPartner']>

/** Lines read at once. */
const batch = 500

/**
 * The lines that came to one outcome, as they stood in the file, each with its line number and what became of it: refused
 * ones can be mended in this file and sent again.
 */
export function importReport(imports: Store, one: Import, outcome: ShownOutcome, reader: Reader): CsvTable {
  const { t } = reader
  const header = JSON.parse(one.header) as string[]
  return { name: `import-${one.id}-${outcome}`, records: records() }

  async function* records(): AsyncGenerator {
    yield [...header, t('import.report_line'), t('import.report_result')]
    for (let beyond = 0; ;) {
      const rows = await imports.rows(one.id, outcome, batch, beyond)
      const last = rows.at(-1)
      if (!last) return
      for (const row of rows) {
        const cells = header.map((_, at) => row.cells[at] ?? '')
        yield [...cells, row.line, resultOf(row)]
      }
      beyond = last.line
    }
  }

  function resultOf(row: ImportRow): string {
    const problems = problemsIn(row).map((problem) => shownProblem(problem, reader))
    if (problems.length > 0) return problems.join(' ')
    const changes = (JSON.parse(row.detail) as Partial<Change>[]).flatMap(({ field }) => field ?? [])
    const fields = reader.format.list([...new Set(changes.map((field) => fullFieldName(field, t)))])
    const text = t(`import.outcome.${row.outcome as 'add'}`)
    return fields === '' ? text : t('activity.with_detail', { text, detail: fields })
  }
}
