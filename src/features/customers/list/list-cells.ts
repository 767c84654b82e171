import { plainFieldName, fullFieldName } from '#src/history/field-names.ts'
import { relationshipName } from '#src/history/field-values.ts'
import type { Reader } from '#src/http/ui.ts'
import type { MessageKey, Translate } from '#src/i18n/translator.ts'
import { countryName } from '#src/reference/countries.ts'
import { languageName } from '#src/reference/languages.ts'
import { shownPhone } from '#src/reference/phones.ts'
import { contactName, type AccountField } from '../customer.ts'
import type { ListedCustomer } from './list-rows.ts'
import { listHref } from './list-address.ts'
import type { ListColumn } from './list-columns.ts'
import type { ListQuery } from './list-query.ts'
import { markMatches, type Marked } from '../search/marks.ts'
import type { Wish } from '../search/wishes.ts'
import { tagsIn } from '../tags.ts'

/** What stands in the list's cells. */

/** A small word that stands by itself: what a customer is, its tags, what needs attention. */
export type Pill = { label: string; kind: 'plain' | 'tag' | 'attention'; href?: string; title?: string }

export type ListCell = {
  class: string
  text: Marked[]
  /** Whether a line of it ends at a dot or an @, and nowhere else. */
  dotted: boolean
  below: string
  pills: Pill[]
}

const dotted: readonly ListColumn[] = ['primary_domain', 'company_email', 'billing_email']

const ownNames: Partial<Record<ListColumn, MessageKey>> = {
  id: 'field.microsoft_id',
  primary_domain: 'list.domain',
  billing_contact: 'list.billing_contact',
  company_country: 'field.country',
  company_city: 'field.city',
  attention: 'list.needs_attention',
  billing_language: 'field.language',
  changed: 'list.last_changed',
  created: 'list.added',
}

export function listColumnName(column: ListColumn, t: Translate): string {
  const key = ownNames[column]
  return key ? t(key) : fullFieldName(column, t)
}

const classes: Partial<Record<ListColumn, string>> = {
  billing_contact: 'cell-contact',
  company_country: 'cell-country',
  relationship: 'cell-relationship',
  changed: 'cell-changed',
}

/** @param columns all of the list: tags and what needs attention stand with the relationship unless they have their own */
export function listCell(...input: Parameters<typeof filledCell>): ListCell {
  const cell = filledCell(...input)
  const isEmpty = cell.text.length === 0 && cell.pills.length === 0
  return isEmpty ? { ...cell, class: `${cell.class} cell-empty` } : cell
}

function filledCell(
  column: ListColumn,
  customer: ListedCustomer,
  columns: readonly ListColumn[],
  wishes: readonly Wish[],
  query: ListQuery,
  reader: Reader,
): ListCell {
  const { t, format, now } = reader
  const cell: ListCell = {
    class: classes[column] ?? 'cell-other',
    text: [],
    dotted: dotted.includes(column),
    below: '',
    pills: [],
  }
  const ofOwn = (other: ListColumn, pills: () => Pill[]) => (columns.includes(other) ? [] : pills())
  switch (column) {
    case 'relationship': {
      const relationship: Pill = { label: relationshipName(customer.relationship, t), kind: 'plain' }
      const tags = ofOwn('tags', () => tagPills(customer, query))
      return {
        ...cell,
        pills: [relationship, ...tags, ...ofOwn('attention', () => attentionPill(customer, reader))],
      }
    }
    case 'tags':
      return { ...cell, pills: tagPills(customer, query) }
    case 'attention':
      return { ...cell, pills: attentionPill(customer, reader) }
    case 'changed':
      return {
        ...cell,
        text: plain(format.ago(customer.changed_at_ms, now)),
        below: customer.changed_by_name ?? '',
      }
    case 'company_country':
    case 'company_city':
    case 'billing_language':
    case 'created':
      return { ...cell, text: plain(textOf(column, customer, reader)) }
    default:
      return { ...cell, text: markMatches(textOf(column, customer, reader), wishes) }
  }
}

type TextColumn = Exclude<ListColumn, 'relationship' | 'tags' | 'attention' | 'changed'>

function textOf(column: TextColumn, customer: ListedCustomer, { locale, format }: Reader): string {
  switch (column) {
    case 'billing_contact':
      return contactName(customer)
    case 'company_country':
      return countryName(customer.company_country, locale)
    case 'company_phone_number':
      return shownPhone(customer.company_phone_number ?? '', customer.company_country)
    case 'billing_phone_number':
      return shownPhone(customer.billing_phone_number ?? '', customer.billing_country ?? '')
    case 'billing_language':
      return languageName(customer.billing_language ?? '', locale)
    case 'created':
      return customer.created_at_ms === undefined ? '' : format.date(customer.created_at_ms)
    default:
      return customer[column] ?? ''
  }
}

const plain = (text: string): Marked[] => (text === '' ? [] : [{ text, match: false }])

function tagPills(customer: ListedCustomer, query: ListQuery): Pill[] {
  return tagsIn(customer.tags).map((tag) => ({ label: tag, kind: 'tag', href: listHref({ ...query, tag }) }))
}

function attentionPill(customer: ListedCustomer, { t, format }: Reader): Pill[] {
  const fields = JSON.parse(customer.attention) as AccountField[]
  const names = [...new Set(fields.map((field) => plainFieldName(field, t)))]
  const [only] = names
  if (only === undefined) return []
  const label = names.length === 1 ? only : t('list.attention_count', { count: names.length })
  return [{ label, kind: 'attention', title: t('list.attention_more', { fields: format.list(names) }) }]
}
