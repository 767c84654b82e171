import type { Problem } from '#src/forms/problems.ts'
import { readPositiveInteger } from '#src/forms/text.ts'
import { locales, translator } from '#src/i18n/translator.ts'
import { countriesInOrder, isCountry } from '#src/reference/countries.ts'
import { culturesInOrder, languagesInOrder } from '#src/reference/languages.ts'
import { fieldPart } from '#src/history/field-names.ts'
import { relationships, type Account, type AccountField } from '../customer.ts'
import type { FileColumn } from '../list-export.ts'
import { fold } from '../search-text.ts'

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
    if (column !== '' && cell !== '') readCell(line, column, cell === emptied ? '' : cell)
  })
  return line
}

/** Exports put an apostrophe before what a spreadsheet would take for a formula. */
const unguarded = (cell: string): string => (/^'[=+\-@\t\r＝＋－＠]/.test(cell) ? cell.slice(1) : cell)

const guid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

function readCell(line: Line, column: FileColumn, text: string): void {
  if (column === 'id') {
    if (guid.test(text)) line.id = text.toLowerCase()
    else line.problems.push({ field: 'id', key: 'problem.microsoft_id' })
  } else if (column === 'version') {
    line.version = readPositiveInteger(text)
    if (line.version === undefined) line.problems.push({ field: 'version', key: 'problem.version' })
  } else if (column === 'primary_domain') {
    line.primary_domain = text.toLowerCase()
  } else {
    line.typed[column] = codeOf(column, text)
  }
}

/** Codes are also given by name, in any language of the portal: "España", "西班牙" and "Spain" are ES. */
function codeOf(field: AccountField, text: string): string {
  const codes = codesByName()[fieldPart(field)]
  if (!codes || text === '') return text
  const upper = text.toUpperCase()
  if (fieldPart(field) === 'country' && isCountry(upper)) return upper
  return codes.get(fold(text)) ?? text
}

let known: Record<string, ReadonlyMap<string, string>> | undefined

function codesByName(): Record<string, ReadonlyMap<string, string>> {
  known ??= {
    country: named(countriesInOrder),
    language: named(languagesInOrder),
    culture: named(culturesInOrder),
    relationship: named((locale) =>
      relationships.map((code) => ({ code, name: translator(locale)(`relationship.${code}`) })),
    ),
  }
  return known
}

function named(
  inLanguage: (locale: string) => { code: string; name: string }[],
): ReadonlyMap<string, string> {
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
