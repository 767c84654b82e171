import type { CustomerRow } from '#src/database/tables.ts'
import { fold } from '../search/search-text.ts'

/** When two customers may be the same company. Pure. */

/** What only one customer should have: a registration number, or a name in a country. */
export const alikeKinds = ['number', 'name'] as const
export type AlikeKind = (typeof alikeKinds)[number]

/** Enough of a customer to tell whether it is the one meant. */
export const alikeColumns = [
  'id',
  'company_name',
  'primary_domain',
  'company_country',
  'registration_number',
] as const
export type AlikeCustomer = Pick<CustomerRow, (typeof alikeColumns)[number]>

/** What a customer has that only one should have, as the counts of duplicates know it. */
export function alikeValue(
  kind: AlikeKind,
  customer: Pick<CustomerRow, 'registration_number' | 'company_country' | 'sort_name'>,
): string {
  const { registration_number, company_country, sort_name } = customer
  return kind === 'number' ? registration_number : `${company_country} ${sort_name}`
}

/** Legal forms say nothing of which company it is. */
const legalForms = new Set(
  'sa sl slu sll srl sas sasu sarl eurl gmbh mbh ag kg ohg ug se ev ltd limited llc llp lp inc plc corp co company cv ltda eireli spa snc bv nv vof oy oyj ab as asa aps kk scoop'.split(
    ' ',
  ),
)
const legalFormsWithoutSpaces =
  /(有限责任公司|股份有限公司|有限公司|股份公司|集团|分公司|株式会社|合同会社|有限会社|주식회사|유한회사)/gu

/** What tells a company's name from others: its words folded, without legal forms. */
export function nameKernel(name: string): string[] {
  const words =
    fold(name.replace(/\./g, ''))
      .replace(legalFormsWithoutSpaces, ' ')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const telling = words.filter((word) => !legalForms.has(word))
  return telling.length > 0 ? telling : words
}

/** How alike two names are, from 0 to 1: the share of neighbouring pairs of characters that both have (Dice's coefficient). */
export function likeness(one: string, other: string): number {
  const pairs = pairsOf(nameKernel(one).join(' '))
  const others = pairsOf(nameKernel(other).join(' '))
  const left = [...others]
  const common = pairs.filter((pair) => {
    const at = left.indexOf(pair)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
  return pairs.length + others.length === 0 ? 0 : (2 * common.length) / (pairs.length + others.length)
}

/** Names at least this alike are shown beside each other. */
export const veryAlike = 0.8

function pairsOf(text: string): string[] {
  const characters = [...text]
  if (characters.length < 2) return characters
  return characters.slice(1).map((character, index) => (characters[index] ?? '') + character)
}
