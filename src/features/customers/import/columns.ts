import type { Problem } from '#src/forms/problems.ts'
import { locales, translator } from '#src/i18n/translator.ts'
import { columnName, fileColumns, type FileColumn } from '../list/list-export.ts'
import { fold } from '../search/search-text.ts'

/** What the columns of a file are: found by their headers, in every language of the portal and in Partner Center's words. */

/** Fields of Partner Center's API and of spreadsheets that call a column something else. */
const otherNames: Partial<Record<FileColumn, string[]>> = {
  id: ['customer id', 'customerid', 'tenant id', 'tenantid', 'microsoftid', 'id'],
  primary_domain: ['domain', 'primary domain', 'domain name', 'dominio', '域名'],
  company_name: ['company', 'customer', 'customer name', 'name', 'empresa', 'cliente', '公司', '客户名称'],
  billing_email: ['email', 'e-mail', 'mail', 'correo', '邮箱'],
  billing_first_name: ['first name', 'nombre', '名'],
  billing_last_name: ['last name', 'surname', 'apellidos', '姓'],
  company_phone_number: ['phone', 'telephone', 'telefono', '电话'],
  company_country: ['country', 'country region', 'country code', 'pais', '国家', '国家地区'],
  company_address_line_1: ['address', 'address 1', 'street', 'direccion', 'calle', '地址', '街道'],
  company_city: ['city', 'town', 'ciudad', 'localidad', '城市'],
  company_state: ['state', 'province', 'region', 'provincia', 'estado', '省', '省份'],
  company_postal_code: [
    'postal code',
    'postcode',
    'zip',
    'zip code',
    'codigo postal',
    'cp',
    '邮政编码',
    '邮编',
  ],
  registration_number: ['registration number', 'vat', 'tax id', 'nif', 'cif', '统一社会信用代码'],
}

let byHeader: ReadonlyMap<string, FileColumn> | undefined

const plain = (header: string): string =>
  fold(header)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** As headers are compared: "Company name", "company_name" and "CompanyName" are one. */
const joined = (header: string): string => plain(header).replaceAll(' ', '')

function knownHeaders(): ReadonlyMap<string, FileColumn> {
  if (byHeader) return byHeader
  const own = fileColumns.flatMap((column) => [
    [joined(column), column] as const,
    ...locales.map((locale) => [joined(columnName(column, translator(locale))), column] as const),
  ])
  const others = fileColumns.flatMap((column) =>
    (otherNames[column] ?? []).map((name) => [joined(name), column] as const),
  )
  byHeader = new Map([...others, ...own])
  return byHeader
}

/** How a header is remembered: as it is compared. */
export const rememberedHeader = plain

/** What this partner said of headers before: the column of each, '' for one that is left out. */
export type Remembered = ReadonlyMap<string, string>

function columnOf(header: string, remembered: Remembered): FileColumn | '' | undefined {
  const before = remembered.get(plain(header))
  return before === undefined ? knownHeaders().get(joined(header)) : asColumn(before)
}

/** Whether a header names a column. */
export function isKnownHeader(header: string, remembered: Remembered): boolean {
  return (columnOf(header, remembered) ?? '') !== ''
}

/** What each column is, or '' where that is not known; no column twice. */
export type GuessedColumns = {
  columns: (FileColumn | '')[]
  /** Whether there is one that nobody has said anything of. */
  open: boolean
}

export function guessColumns(header: readonly string[], remembered: Remembered): GuessedColumns {
  const taken = new Set<FileColumn>()
  let open = false
  const columns = header.map((text): FileColumn | '' => {
    const guess = columnOf(text, remembered)
    if (guess === '') return ''
    if (guess && !taken.has(guess)) {
      taken.add(guess)
      return guess
    }
    open = true
    return ''
  })
  return { columns, open }
}

/** A column from untrusted input; '' for none. */
export function asColumn(text: string): FileColumn | '' {
  return fileColumns.find((column) => column === text) ?? ''
}

/** What is wrong with columns as somebody named them: `column_3` is the field of the fourth. */
export function columnProblems(columns: readonly (FileColumn | '')[]): Problem[] {
  if (columns.every((column) => column === '')) return [{ field: 'column_0', key: 'import.no_column' }]
  return columns.flatMap((column, at) =>
    column !== '' && columns.indexOf(column) < at
      ? [{ field: `column_${at}`, key: 'import.column_twice' as const }]
      : [],
  )
}
