import { format } from 'numfmt'

/** What a cell of a workbook shows of its number. */

/** Number formats that a workbook names by number alone (ECMA-376 part 1, 18.8.30); dates by ISO 8601, since they follow the reader. */
export const builtIn: Record<number, string> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  14: 'yyyy-mm-dd',
  15: 'yyyy-mm-dd',
  16: 'mm-dd',
  17: 'yyyy-mm',
  18: 'hh:mm',
  19: 'hh:mm:ss',
  20: 'hh:mm',
  21: 'hh:mm:ss',
  22: 'yyyy-mm-dd hh:mm',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
  49: '@',
}

/** A date's format has days, months, years or hours outside of quotation marks and colours. */
const isDate = (pattern: string): boolean => /[dmyhs]/i.test(pattern.replace(/"[^"]*"|\\.|\[[^[\]]*\]/g, ''))

/** Days between the two first days that workbooks count from. */
const days1904 = 1462

/** @param pattern the number format of the cell's style */
export function shownNumber(number: number, pattern: string, from1904: boolean): string {
  // A phone number is no 3.49E+10, even where its column is too narrow or someone chose it so.
  if (pattern === '' || pattern === '@' || /^General$|E[+-]/i.test(pattern)) return plainNumber(number)
  try {
    return format(pattern, from1904 && isDate(pattern) ? number + days1904 : number).trim()
  } catch {
    return plainNumber(number)
  }
}

/** A number in full, to the 15 digits that workbooks have. */
function plainNumber(number: number): string {
  if (!Number.isFinite(number)) return ''
  const rounded = Number(number.toPrecision(15))
  return Number.isInteger(rounded) ? BigInt(rounded).toString() : String(rounded)
}
