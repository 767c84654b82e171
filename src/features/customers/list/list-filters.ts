import { relationshipName } from '#src/history/field-values.ts'
import type { Reader } from '#src/http/ui.ts'
import { countryName } from '#src/reference/countries.ts'
import { relationships } from '../customer.ts'
import { carriedByForm, listHref } from './list-address.ts'
import type { ListQuery } from './list-query.ts'

/** What narrows the list: the choices that its form offers, and those that are made. */

export type ListOption = { value: string; label: string; selected: boolean }

/** A filter that is on, with the list without it. */
export type Chip = {
  label: string
  value: string
  clear_href: string
  /** Whether the form shows it as well, where it is not folded. */
  in_form: boolean
}

export type ListFilters = {
  q: string
  countries: ListOption[]
  relationships: ListOption[]
  attentions: ListOption[]
  /** Of the list's state what the form does not ask, carried along. */
  carried: { name: string; value: string }[]
  /** How many of the choices are made. */
  chosen: number
  chips: Chip[]
  /** The list without any filter, where there is one. */
  clear_href: string | undefined
}

const nothing = { q: '', country: undefined, relationship: undefined, attention: undefined, tag: undefined }

/** Whether the list shows anything but the whole. */
export function isFiltered(query: ListQuery): boolean {
  return query.q !== '' || [query.country, query.relationship, query.attention, query.tag].some(Boolean)
}

export function listFilters(query: ListQuery, countries: readonly string[], reader: Reader): ListFilters {
  const { t, locale } = reader
  const option = (value: string, label: string, chosen: string | undefined): ListOption => ({
    value,
    label,
    selected: value === (chosen ?? ''),
  })
  return {
    q: query.q,
    countries: [
      option('', t('list.all'), query.country),
      ...countries.map((code) => option(code, countryName(code, locale), query.country)),
    ],
    relationships: [
      option('', t('list.all'), query.relationship),
      ...relationships.map((name) => option(name, relationshipName(name, t), query.relationship)),
    ],
    attentions: [
      option('', t('list.all'), query.attention),
      option('yes', t('list.needs_attention'), query.attention),
      option('attested', t('list.attested'), query.attention),
      option('archived', t('list.archived'), query.attention),
    ],
    carried: carriedByForm(query),
    chosen: [query.country, query.relationship, query.attention].filter(Boolean).length,
    chips: chips(query, reader),
    clear_href: isFiltered(query) ? listHref({ ...query, ...nothing }) : undefined,
  }
}

/** A filter that is on, in words. */
export function filterWords(query: ListQuery, reader: Reader): { label: string; value: string }[] {
  return chips(query, reader)
}

function chips(query: ListQuery, { t, locale }: Reader): Chip[] {
  const attentions = {
    yes: 'list.needs_attention',
    attested: 'list.attested',
    archived: 'list.archived',
  } as const
  const { q, country, relationship, attention, tag } = query
  const chip = (
    label: string,
    value: string | undefined,
    without: Partial<ListQuery>,
    in_form = true,
  ): Chip[] => (value ? [{ label, value, clear_href: listHref({ ...query, ...without }), in_form }] : [])
  return [
    ...chip(t('list.search'), q, { q: '' }),
    ...chip(t('field.country'), country && countryName(country, locale), { country: undefined }),
    ...chip(t('field.relationship'), relationship && relationshipName(relationship, t), {
      relationship: undefined,
    }),
    ...chip(t('list.state'), attention && t(attentions[attention]), { attention: undefined }),
    ...chip(t('list.tag'), tag, { tag: undefined }, false),
  ]
}
