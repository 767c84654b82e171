import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import type { Import } from './imports.store.ts'
import { knownColumns } from './sample.ts'

export type ImportsPage = {
  title: string
  action: string
  error: string | undefined
  sample_href: string
  columns: { name: string; meaning: string }[]
  imports: { name: string; href: string; status: string; total: string; when: string; staff_name: string }[]
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/import/imports': ImportsPage
  }
}

export function importsPage(
  { imports, error }: { imports: (Import & { staff_name: string })[]; error: string | undefined },
  { t, format }: Reader,
): ImportsPage {
  return {
    title: t('import.title'),
    action: urls.imports,
    error,
    sample_href: urls.importSample,
    columns: knownColumns(t),
    imports: imports.map((one) => ({
      name: one.name,
      href: urls.import(one.id),
      status: t(`import.status.${one.status}`),
      total: t('import.lines', { count: one.total }),
      when: format.dateTime(one.created_at_ms),
      staff_name: one.staff_name,
    })),
  }
}
