import { plainField, type Field, type FieldOption } from '#src/forms/fields.ts'
import { relationshipName } from '#src/history/field-values.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { languagesInOrder } from '#src/reference/languages.ts'
import { relationships } from '../customer.ts'
import type { BulkChange } from './bulk.ts'

export type BulkPage = {
  title: string
  action: string
  cancel_href: string
  what: string
  /** What was selected, carried along. */
  hidden: { name: string; value: string }[]
  changes: { value: BulkChange; label: string; checked: boolean; fields: Field[] }[]
  error: string | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/import/bulk': BulkPage
  }
}

type Input = {
  count: number
  more: boolean
  hidden: { name: string; value: string }[]
  listHref: string
  chosen: BulkChange | undefined
  values: Record<string, string>
  error: string | undefined
}

/** Which change the selected customers get. */
export function bulkPage(input: Input, { t, locale, format }: Reader): BulkPage {
  const field = (name: string, label: string, options?: FieldOption[]): Field => ({
    ...plainField(name, label, input.values[name] ?? ''),
    required: true,
    ...(options && {
      kind: 'select' as const,
      options: [{ value: '', label: t('edit.choose') }, ...options],
    }),
  })
  const choices: [BulkChange, Field[]][] = [
    [
      'relationship',
      [
        field(
          'relationship',
          t('field.relationship'),
          relationships.map((value) => ({ value, label: relationshipName(value, t) })),
        ),
      ],
    ],
    [
      'billing_contact',
      [
        field('billing_first_name', t('field.first_name')),
        field('billing_last_name', t('field.last_name')),
        field('billing_email', t('field.email')),
      ],
    ],
    [
      'billing_language',
      [
        field(
          'billing_language',
          t('field.language'),
          languagesInOrder(locale).map(({ code, name }) => ({ value: code, label: name })),
        ),
      ],
    ],
    ['tag_add', [{ ...field('tag', t('list.tag')), offers: urls.tags }]],
    ['tag_remove', [{ ...field('tag_off', t('list.tag')), offers: urls.tags }]],
    ['archive', []],
  ]
  return {
    title: t('bulk.title'),
    action: urls.bulkCheck,
    cancel_href: input.listHref,
    what: t('bulk.count', {
      count: format.number(input.count) + (input.more ? '+' : ''),
      number: input.count,
    }),
    hidden: input.hidden,
    changes: choices.map(([value, fields]) => ({
      value,
      label: t(`bulk.${value}`),
      checked: value === (input.chosen ?? 'relationship'),
      fields,
    })),
    error: input.error,
  }
}
