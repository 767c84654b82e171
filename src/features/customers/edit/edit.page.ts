import { plainField, type Field } from '#src/forms/fields.ts'
import { errorAt, type ErrorSummary, type Problem } from '#src/forms/problems.ts'
import { relationshipName } from '#src/history/field-values.ts'
import type { Origin } from '#src/history/history.store.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { storedProblems } from '../account-rules.ts'
import { accountOf, type Account, type AccountField, type Customer, type Neighbours } from '../customer.ts'
import { aroundLinks, customerHeader, type CustomerHeader } from '../customer-header.ts'
import { conflictChoices, type Choices, type Conflict, type ConflictChoice } from './conflict.ts'
import { accountErrors, accountSections, type FormSection } from './form-sections.ts'
import type { Emptied } from './moved-address.ts'
import type { Notice } from './notices.ts'

export type EditPage = {
  title: string
  form_id: string
  header: CustomerHeader
  submit_href: string
  fields_href: string
  cancel_href: string
  version: number
  original_version: number
  /** Whose form it is: shown again to nobody else. */
  filled_by: number
  origin: Origin
  notice: Notice | undefined
  summary: ErrorSummary | undefined
  conflict: { text: string; choices: ConflictChoice[] } | undefined
  sections: FormSection[]
  reason: Field
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/edit/edit': EditPage
  }
}

export type EditInput = {
  customer: Customer
  /** The version that what stands in the fields was made from: edits since then are merged at Submit. */
  version: number
  staffId: number
  origin: Origin['origin']
  origin_version: Origin['origin_version']
  notice?: Notice | undefined
  /** What stands in the fields. */
  values: Account
  editable: readonly AccountField[]
  reason: string
  listHref: string
  around: Neighbours
  problems: readonly Problem[]
  emptied?: readonly Emptied[] | undefined
  conflict?: { conflicts: Conflict[]; chosen: Choices; original_version: number; who: string[] } | undefined
}

/** The one builder of the form: as first opened, with other countries' fields, after mistakes and after a conflict. */
export function editPage(input: EditInput, reader: Reader): EditPage {
  const { customer, conflict } = input
  const { t, format } = reader
  return {
    title: titleOf(input, reader),
    form_id: 'account-form',
    header: customerHeader(customer, 'account', input.listHref, reader, {
      ...aroundLinks(input.around, urls.editAccount),
      below: [{ label: t('account.edit'), href: urls.editAccount(customer.id) }],
    }),
    submit_href: urls.account(customer.id),
    fields_href: urls.editAccount(customer.id),
    cancel_href: urls.account(customer.id),
    version: input.version,
    original_version: conflict?.original_version ?? input.version,
    filled_by: input.staffId,
    origin: { origin: input.origin, origin_version: input.origin_version },
    notice: input.notice,
    summary: accountErrors(input, reader),
    conflict: conflict && {
      text: t('edit.conflict', { who: format.list(conflict.who) }),
      choices: conflictChoices(conflict.conflicts, customer, conflict.chosen, reader),
    },
    sections: sectionsOf(input, reader),
    reason: {
      ...plainField('reason', t('field.reason'), input.reason),
      required: false,
      wide: true,
      error: errorAt('reason', input.problems, reader),
    },
  }
}

/** A form that comes back says so in the first words that a screen reader speaks. */
function titleOf({ customer, problems, conflict }: EditInput, { t }: Reader): string {
  const title = t('edit.title', { name: customer.company_name })
  return problems.length > 0 || conflict ? t('edit.title_not_saved', { title }) : title
}

/** Both sides of the form, with what an edit cannot change. */
function sectionsOf(input: EditInput, reader: Reader): FormSection[] {
  const { customer } = input
  const { t } = reader
  const stored = { account: accountOf(customer), problems: storedProblems(customer) }
  const [company, billing] = accountSections({ ...input, stored }, reader)
  const fixed = [
    { label: t('field.microsoft_id'), value: customer.id },
    { label: t('field.primary_domain'), value: customer.primary_domain },
    { label: t('field.relationship'), value: relationshipName(customer.relationship, t) },
  ]
  // With a conflict there is enough to decide.
  const fills_from_company = billing.fills_from_company && input.conflict === undefined
  return [
    { ...company, locked: [...fixed, ...company.locked] },
    { ...billing, fills_from_company },
  ]
}
