import fc from 'fast-check'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { describe, expect, it } from 'vitest'
import { guarded, unguarded } from '#src/http/csv.ts'

/** What stands in files that spreadsheets open. */

/** A cell as a spreadsheet reads it that passes over everything nobody sees. */
const seen = (cell: string): string =>
  cell.replace(/^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}"]+/u, '')
const isFormula = (cell: string): boolean => /^[=+\-@＝＋－＠]/.test(seen(cell))

const formulas = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '\u00A0=1+1',
  '\u3000=1+1',
  '\u200B=1+1',
  '\uFEFF=1+1',
  '\u202A=1+1',
  '\u00AD=1+1',
  '\u000B=1+1',
  '"=1+1',
  '"" =1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠a',
  "=cmd|'/c calc'!A1",
]

describe('a cell that a spreadsheet could take for a formula', () => {
  const before = ['', 'a;', 'a,', 'a\t', 'a|', 'a\n', 'a\r\n', ';', 'a;b;', '\t', '"a";']
  const cases = before.flatMap((text) => formulas.map((formula) => text + formula))

  it.each(cases)('%j is text, whatever separates the cells', (cell) => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const parts = guarded(cell).split(new RegExp(`[\\r\\n${delimiter === '|' ? '\\|' : delimiter}]`))
      expect(parts.filter(isFormula), delimiter).toEqual([])
    }
    expect(unguarded(guarded(cell))).toBe(cell)
  })

  it.each([
    'Acme',
    "L'Oréal",
    "'s-Hertogenbosch",
    'a@b.example',
    'x=y',
    'a - b',
    '1-2',
    'Müller & Co. – “x”',
    '',
  ])('is not %j, which stays as it is', (cell) => {
    expect(guarded(cell)).toBe(cell)
    expect(unguarded(cell)).toBe(cell)
  })

  it('is read back as it was, whatever it is', () => {
    const pieces = fc.constantFrom(
      "'",
      '"',
      ' ',
      ';',
      ',',
      '\t',
      '\r',
      '\n',
      '|',
      '=',
      '+',
      '-',
      '@',
      '\u200B',
      'a',
      '＝',
    )
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(pieces).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(text, (cell) => {
        expect(unguarded(guarded(cell))).toBe(cell)
        expect(
          guarded(cell)
            .split(/[;,\t\r\n|]/)
            .filter(isFormula),
        ).toEqual([])
        const file = stringify([[guarded(cell), 'next']], { delimiter: ';' })
        const rows: string[][] = parse(file, { delimiter: ';' })
        expect(rows[0]?.map(unguarded)).toEqual([cell, 'next'])
      }),
      { numRuns: 300 },
    )
  })
})
