import type { Response } from 'express'
import type { Database } from '#src/database/engine.ts'
import { createActivityStore, type ActivityAction } from '#src/history/activity.store.ts'
import type { Problem } from '#src/forms/problems.ts'
import { readPositiveInteger } from '#src/forms/text.ts'
import { sendCsv } from '#src/http/csv.ts'
import { notFound } from '#src/access/refusals.ts'
import { formValue } from '#src/http/middleware/form-body.ts'
import { placeForFile, uploadOf } from '#src/http/middleware/upload.ts'
import { renderPage } from '#src/http/render.ts'
import { get, post, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { asEncoding } from '#src/reference/encodings.ts'
import type { FileColumn } from '../list/list-export.ts'
import { asColumn, columnProblems, rememberedHeader } from './columns.ts'
import { ImportError } from './import-error.ts'
import { firstOutcome, importPage, linesOnPage, shownOutcome } from './import.page.ts'
import { importsPage } from './imports.page.ts'
import { createImportsStore, type FoundImport, type Import, type Work } from './imports.store.ts'
import { readingOf } from './reading-forms.ts'
import { importReport } from './report.ts'
import { sampleTable } from './sample.ts'
import { starterOf, type ReadImportAgain, type ReadImportFile } from './start-import.ts'
import { stepsOf, type Steps } from './steps.ts'

type Deps = {
  database: Database
  writes: {
    readImportFile: ReadImportFile
    readImportAgain: ReadImportAgain
    wakeImports: () => Promise<void>
  }
}

/** Seconds after which the page of work that goes on shows itself again. */
const refreshAfter = 2
/** Imports that are listed. */
const listed = 25
/** Characters of a file's name that are kept. */
const longestName = 100

/** Files of customers, and changes of many at once: looked at, confirmed, carried out beside, and undone. */
export function importRoutes({ database, writes }: Deps): Route[] {
  const importsOf = (req: StaffRequest) => createImportsStore(database).forPartner(req.staff.partner_id)

  async function importOf(req: StaffRequest): Promise<FoundImport> {
    const id = readPositiveInteger(req.params.id)
    const one = id === undefined ? undefined : await importsOf(req).find(id)
    if (!one || one.status === 'reading') throw notFound()
    return one
  }

  async function list(req: StaffRequest, res: Response): Promise<void> {
    await showList(req, res, undefined)
  }

  async function showList(req: StaffRequest, res: Response, error: string | undefined): Promise<void> {
    const imports = await importsOf(req).list(listed)
    renderPage(res, 'customers/import/imports', importsPage({ imports, error }, readerOf(res)))
  }

  /** Reads the file into the database; what it says is looked at from there. */
  async function upload(req: StaffRequest, res: Response): Promise<void> {
    const { path, name: full } = uploadOf(req)
    const name = shownName(full)
    const { t, now } = res.locals
    try {
      const file = { path, name, reason: t('import.reason', { name }), languages: languagesOf(req, res) }
      const id = await writes.readImportFile(starterOf(req), file, now)
      res.redirect(303, urls.import(id))
    } catch (error) {
      if (!(error instanceof ImportError)) throw error
      await showList(req, res.status(422), t(error.key, error.values))
    }
  }

  async function check(
    req: StaffRequest,
    res: Response,
    id: number,
    columns: readonly (FileColumn | '')[],
  ): Promise<void> {
    const mapping = JSON.stringify(columns)
    const acting_id = req.staff.id
    if (await importsOf(req).setStatus(id, 'mapping', 'checking', res.locals.now, { mapping, acting_id }))
      await importsOf(req).dropFile(id)
    await writes.wakeImports()
  }

  async function show(req: StaffRequest, res: Response): Promise<void> {
    const one = await importOf(req)
    await showImport(req, res, one, { columns: (JSON.parse(one.mapping) as string[]).map(asColumn) })
  }

  /** @param mistakes what is wrong with the columns as the form has them, or with the way in which the file was to be read */
  async function showImport(
    req: StaffRequest,
    res: Response,
    one: FoundImport,
    { columns, ...mistakes }: { columns: (FileColumn | '')[]; problems?: Problem[]; error?: string },
  ): Promise<void> {
    const imports = importsOf(req)
    const counts = await imports.counts(one.id)
    const outcome = shownOutcome(req.query.outcome, counts) ?? firstOutcome(counts)
    const beyond = Number(req.query.beyond)
    const from = Number.isSafeInteger(beyond) && beyond > 0 ? beyond : 0
    const rows = outcome ? await imports.rows(one.id, outcome, linesOnPage + 1, from) : []
    const reading = readingOf(one)
    const samples = one.status === 'mapping' ? await imports.lines(one.id, reading?.samples ?? []) : []
    const input = { one, counts, outcome, rows, samples, columns, reading, ...mistakes }
    const page = importPage(input, readerOf(res))
    // Shown again by itself while the work goes on, with and without scripts.
    if (page.progress) res.set('Refresh', String(refreshAfter))
    renderPage(res, 'customers/import/import', page)
  }

  async function map(req: StaffRequest, res: Response): Promise<void> {
    const one = await importOf(req)
    const header = JSON.parse(one.header) as string[]
    const columns = header.map((_, at) => asColumn(formValue(req, `column_${at}`)))
    const problems = columnProblems(columns)
    if (problems.length > 0 && one.status === 'mapping') {
      await showImport(req, res.status(422), one, { columns, problems })
      return
    }
    if (one.status === 'mapping') {
      await importsOf(req).rememberHeaders(saidOfHeaders(header, columns))
      await check(req, res, one.id, columns)
    }
    res.redirect(303, urls.import(one.id))
  }

  /** Reads the file once more, in other letters or from another line on. */
  async function readAgain(req: StaffRequest, res: Response): Promise<void> {
    const one = await importOf(req)
    const languages = languagesOf(req, res)
    const encoding = asEncoding(formValue(req, 'encoding'))
    const header_line = readPositiveInteger(formValue(req, 'header_line'))
    const { t, now } = res.locals
    try {
      const id = await writes.readImportAgain(
        starterOf(req),
        { id: one.id, path: placeForFile(req), encoding, header_line, languages },
        now,
      )
      res.redirect(303, urls.import(id))
    } catch (error) {
      if (!(error instanceof ImportError)) throw error
      const columns = (JSON.parse(one.mapping) as string[]).map(asColumn)
      await showImport(req, res.status(422), one, { columns, error: t(error.key, error.values) })
    }
  }

  async function stepsFrom(req: StaffRequest, one: Import): Promise<Steps> {
    return stepsOf(one.status, await importsOf(req).counts(one.id))
  }

  /** Sets work going that the person has asked for, once, and notes that they have. */
  function order(step: 'confirm' | 'undo', to: Work, action: ActivityAction) {
    return async (req: StaffRequest, res: Response): Promise<void> => {
      const one = await importOf(req)
      const isPossible = (await stepsFrom(req, one))[step] > 0
      const acting = { acting_id: req.staff.id }
      if (isPossible && (await importsOf(req).setStatus(one.id, one.status, to, res.locals.now, acting))) {
        await createActivityStore(database)
          .forPartner(req.staff.partner_id)
          .note({ action, at_ms: res.locals.now, staff_id: req.staff.id, detail: one.name })
        await writes.wakeImports()
      }
      res.redirect(303, urls.import(one.id))
    }
  }

  /** An import of which nothing is written yet is forgotten. */
  async function discard(req: StaffRequest, res: Response): Promise<void> {
    const one = await importOf(req)
    if ((await stepsFrom(req, one)).discard) await importsOf(req).remove(one.id, one.status)
    res.redirect(303, urls.imports)
  }

  async function sample(_req: StaffRequest, res: Response): Promise<void> {
    await sendCsv(res, sampleTable(readerOf(res)))
  }

  async function report(req: StaffRequest, res: Response): Promise<void> {
    const one = await importOf(req)
    const outcome = shownOutcome(req.query.outcome, await importsOf(req).counts(one.id))
    if (!outcome) throw notFound()
    await sendCsv(res, importReport(importsOf(req), one, outcome, readerOf(res)))
  }

  return [
    get('/customers/imports', 'customers:manage', list),
    post('/customers/imports', 'customers:manage', upload, { upload: true }),
    get('/customers/imports/sample.csv', 'customers:manage', sample),
    get('/customers/imports/:id', 'customers:manage', show),
    post('/customers/imports/:id/mapping', 'customers:manage', map),
    post('/customers/imports/:id/reading', 'customers:manage', readAgain),
    post(
      '/customers/imports/:id/confirm',
      'customers:manage',
      order('confirm', 'applying', 'import_confirmed'),
    ),
    post('/customers/imports/:id/undo', 'customers:manage', order('undo', 'undoing', 'import_undone')),
    post('/customers/imports/:id/discard', 'customers:manage', discard),
    get('/customers/imports/:id/report.csv', 'customers:manage', report),
  ]
}

/** A file's name without what a reason in the history may not hold. */
const shownName = (full: string): string =>
  [...full.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')].slice(0, longestName).join('')

/** Languages that are looked at of those that a browser asks for. */
const mostLanguages = 5

const languagesOf = (req: StaffRequest, res: Response): string[] => [
  readerOf(res).locale,
  ...req.acceptsLanguages().slice(0, mostLanguages),
]

/** What was said of each header; of the same one twice, what names a column. */
function saidOfHeaders(header: readonly string[], columns: readonly (FileColumn | '')[]) {
  const said = new Map<string, string>()
  header.forEach((text, at) => {
    const name = rememberedHeader(text)
    const column = columns[at] ?? ''
    if (name !== '' && (column !== '' || !said.has(name))) said.set(name, column)
  })
  return [...said].map(([name, field]) => ({ header: name, field }))
}
