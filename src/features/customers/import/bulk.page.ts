import { plainField, type Field, type FieldOption } from '#src/forms/fields.ts'
import { relationshipName } from '#src/history/field-values.ts'
import { errorAt, errorSummary, type ErrorSummary, type Problem } from '#src/forms/problems.ts'
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
  summary: ErrorSummary | undefined
  /** What is wrong with the selection. */
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
  problems: readonly Problem[]
  error: string | undefined
}

/** Which change the selected customers get. */
export function bulkPage(input: Input, reader: Reader): BulkPage {
  const { t, locale, format } = reader
  const field = (name: string, label: string, options?: FieldOption[]): Field => ({
    ...plainField(name, label, input.values[name] ?? ''),
    required: true,
    error: errorAt(name, input.problems, reader),
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
  const labels = new Map(choices.flatMap(([, fields]) => fields.map(({ name, label }) => [name, label])))
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
    summary: errorSummary(input.problems, (name) => labels.get(name) ?? '', reader),
    error: input.error,
  }
}
