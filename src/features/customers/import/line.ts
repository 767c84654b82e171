import type { Problem } from '#src/forms/problems.ts'
import { readPositiveInteger, tidy } from '#src/forms/text.ts'
import { unguarded } from '#src/http/csv.ts'
import { locales, translator } from '#src/i18n/translator.ts'
import { countriesCalled } from '#src/reference/country-names.ts'
import { culturesInOrder, languageCodes, languageName, languagesInOrder } from '#src/reference/languages.ts'
import { fieldPart } from '#src/history/field-names.ts'
import { relationships, type Account, type AccountField } from '../customer.ts'
import { plainDomain } from '../domain.ts'
import type { FileColumn } from '../list/list-export.ts'
import { fold } from '../search/search-text.ts'

/** What one line of a file says. */
export type Line = {
  id: string | undefined
  primary_domain: string | undefined
  version: number | undefined
  typed: Partial<Account>
  problems: Problem[]
}

/** A cell that empties its field, where an empty cell leaves it as it is. */
export const emptied = '(empty)'

/** @param columns the column that each cell is, '' for one that is not looked at */
export function readLine(cells: readonly string[], columns: readonly (FileColumn | '')[]): Line {
  const line: Line = { id: undefined, primary_domain: undefined, version: undefined, typed: {}, problems: [] }
  columns.forEach((column, at) => {
    const cell = unguarded(cells[at] ?? '').trim()
    const text = tidy(cell)
    if (column !== '' && spreadsheetError.test(text))
      line.problems.push({ field: column, key: 'problem.spreadsheet_error', values: { text } })
    else if (column !== '' && text !== '') readCell(line, column, text === emptied ? '' : text, cell)
  })
  // A separator within a value has moved the ones after it: nobody knows which belongs where.
  if (cells.length > columns.length) {
    const problem = { cells: cells.length, columns: columns.length }
    line.problems.push({ field: wholeLine, key: 'problem.too_many_cells', values: problem })
  }
  return line
}

/** In place of a field: the problem is the line's. */
export const wholeLine = ''

/** What a cell shows whose formula failed. */
const spreadsheetError = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)$/

/** Marks that come along when an ID is copied. */
const unseen = /[\p{Cf}\s]/gu
const guid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/

/** @param cell the text as it stands in the file: what an account has is not changed by tidying it */
function readCell(line: Line, column: FileColumn, text: string, cell: string): void {
  if (column === 'id') {
    const id = text.replace(unseen, '').toLowerCase()
    if (guid.test(id)) line.id = id
    else line.problems.push({ field: 'id', key: 'problem.microsoft_id' })
  } else if (column === 'version') {
    line.version = readPositiveInteger(text)
    if (line.version === undefined) line.problems.push({ field: 'version', key: 'problem.version' })
  } else if (column === 'primary_domain') {
    line.primary_domain = plainDomain(text)
  } else if (fieldPart(column) === 'country') {
    readCountry(line, column, text)
  } else {
    line.typed[column] = text === '' ? '' : (codeOf(column, text) ?? cell)
  }
}

/** Characters of a country's name that a message repeats: more than the longest has. */
const longestCountry = 80

function readCountry(line: Line, field: AccountField, cell: string): void {
  const text = cell.slice(0, longestCountry)
  const [code, ...others] = countriesCalled(text, locales)
  if (code === undefined && text !== '') {
    line.problems.push({ field, key: 'problem.country', values: { text } })
  } else if (others.length > 0) {
    const codes = [code, ...others].join(', ')
    line.problems.push({ field, key: 'problem.country_of_several', values: { text, codes } })
  } else line.typed[field] = code ?? ''
}

/** Codes are also given by name, in any language of the portal: "Reseller", "Revendedor" and "经销商" are reseller. */
function codeOf(field: AccountField, text: string): string | undefined {
  const codes = codesByName()[fieldPart(field)]
  if (!codes) return undefined
  const name = fold(text)
  return codes.get(name) ?? codes.get(name.replaceAll('_', '-'))
}

let known: Record<string, ReadonlyMap<string, string>> | undefined

function codesByName(): Record<string, ReadonlyMap<string, string>> {
  known ??= {
    language: new Map([...culturesAsLanguages(), ...ownNames(), ...named(languagesInOrder)]),
    culture: named(culturesInOrder),
    relationship: named((locale) =>
      relationships.map((code) => ({ code, name: translator(locale)(`relationship.${code}`) })),
    ),
    archived: new Map([
      ...['yes', 'y', 'true', '1', 'x', 'si', 's', '是'].map((word) => [word, 'yes'] as const),
      ...['no', 'n', 'false', '0', '否'].map((word) => [word, ''] as const),
    ]),
  }
  return known
}

/** "es-ES" and "Spanish (Spain)" where a language is asked for. */
function culturesAsLanguages(): [string, string][] {
  return [...named(culturesInOrder)].map(([name, tag]) => [name, tag.slice(0, tag.indexOf('-'))])
}

/** What each language is called in itself. */
function ownNames(): [string, string][] {
  return languageCodes.map((code) => [fold(languageName(code, code)), code])
}

function named(inLanguage: (locale: string) => { code: string; name: string }[]): Map<string, string> {
  const all = locales.flatMap((locale) => inLanguage(locale))
  return new Map(
    all.flatMap(
      ({ code, name }) =>
        [
          [fold(code), code],
          [fold(name), code],
        ] as const,
    ),
  )
}
