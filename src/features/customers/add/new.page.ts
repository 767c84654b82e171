import { plainField, type Field } from '#src/forms/fields.ts'
import { errorAt, type ErrorSummary, type Problem } from '#src/forms/problems.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import type { Account, AccountField } from '../customer.ts'
import type { AlikeCustomer } from '../duplicates/alike.ts'
import { shownAlike, type ShownAlike } from '../duplicates/shown-alike.ts'
import type { Emptied } from '../edit/moved-address.ts'
import { accountField } from '../edit/form-field.ts'
import { accountErrors, accountSections, type FormSection } from '../edit/form-sections.ts'

export type NewPage = {
  title: string
  form_id: string
  submit_href: string
  fields_href: string
  cancel_href: string
  summary: ErrorSummary | undefined
  alike: ShownAlike[]
  identity: Field[]
  sections: FormSection[]
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/add/new': NewPage
  }
}

type Input = {
  primary_domain: string
  values: Account
  editable: readonly AccountField[]
  problems: readonly Problem[]
  emptied: readonly Emptied[]
  alike: readonly AlikeCustomer[]
}

export function newPage(input: Input, reader: Reader): NewPage {
  const { t } = reader
  const sections = { ...input, stored: undefined }
  return {
    title: t('new.title'),
    form_id: 'account-form',
    submit_href: urls.customers,
    fields_href: urls.newCustomer,
    cancel_href: urls.customers,
    summary: accountErrors(input, reader),
    alike: input.alike.map((one) => shownAlike(one, reader)),
    identity: [
      {
        ...plainField('primary_domain', t('field.primary_domain'), input.primary_domain),
        required: true,
        hint: t('hint.domain'),
        error: errorAt('primary_domain', input.problems, reader),
      },
      { ...accountField('relationship', sections, reader), wide: false },
    ],
    sections: accountSections(sections, reader),
  }
}
