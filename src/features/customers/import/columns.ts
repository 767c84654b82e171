import { locales, translator } from '#src/i18n/translator.ts'
import { columnName, fileColumns, type FileColumn } from '../list-export.ts'
import { fold } from '../search-text.ts'

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
  company_country: ['country', 'pais', '国家'],
  registration_number: ['registration number', 'vat', 'tax id', 'nif', 'cif', '统一社会信用代码'],
}

let byHeader: ReadonlyMap<string, FileColumn> | undefined

const plain = (header: string): string =>
  fold(header)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function knownHeaders(): ReadonlyMap<string, FileColumn> {
  if (byHeader) return byHeader
  const own = fileColumns.flatMap((column) => [
    [plain(column), column] as const,
    ...locales.map((locale) => [plain(columnName(column, translator(locale))), column] as const),
  ])
  const others = fileColumns.flatMap((column) =>
    (otherNames[column] ?? []).map((name) => [plain(name), column] as const),
  )
  byHeader = new Map([...others, ...own])
  return byHeader
}

/** How a header is remembered: as it is compared. */
export const rememberedHeader = plain

/**
 * The column that each header is, or '' where that is not known; no column twice.
 * @param remembered what this partner said of headers before
 */
export function guessColumns(
  header: readonly string[],
  remembered: ReadonlyMap<string, string>,
): (FileColumn | '')[] {
  const taken = new Set<FileColumn>()
  return header.map((text) => {
    const name = plain(text)
    const before = remembered.get(name)
    const guess = before === undefined ? knownHeaders().get(name) : asColumn(before)
    if (!guess || taken.has(guess)) return ''
    taken.add(guess)
    return guess
  })
}

/** A column from untrusted input; '' for none. */
export function asColumn(text: string): FileColumn | '' {
  return fileColumns.find((column) => column === text) ?? ''
}
