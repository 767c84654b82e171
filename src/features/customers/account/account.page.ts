import type { Reader } from '#src/http/ui.ts'
import type { Flash } from '#src/http/flash.ts'
import { urls } from '#src/http/urls.ts'
import type { HistoryEntry } from '#src/history/history.store.ts'
import { accountFacts, type Fact } from '../account-facts.ts'
import { storedProblems } from '../account-rules.ts'
import type { AccountField, Customer, Neighbours } from '../customer.ts'
import { aroundLinks, customerHeader, type CustomerHeader } from '../customer-header.ts'
import { fieldLabel } from '../field-words.ts'

export type AccountPage = {
  title: string
  header: CustomerHeader
  edit_href: string | undefined
  /** Ends the relationship, or takes that back. */
  archive: { action: string; version: number; to: '' | 'yes' } | undefined
  archived: boolean
  notice: { text: string; detail: string | undefined; history_href: string | undefined } | undefined
  attention_count: number
  company: Fact[]
  billing: Fact[]
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/account/account': AccountPage
  }
}

type Input = {
  customer: Customer
  mayEdit: boolean
  mayManage: boolean
  listHref: string
  around: Neighbours
  notice: AccountPage['notice']
}

export function accountPage(
  { customer, mayEdit, mayManage, listHref, around, notice }: Input,
  reader: Reader,
): AccountPage {
  const problems = storedProblems(customer)
  return {
    title: reader.t('account.title', { name: customer.company_name }),
    header: customerHeader(customer, 'account', listHref, reader, aroundLinks(around, urls.account)),
    edit_href: mayEdit ? urls.editAccount(customer.id) : undefined,
    archive: mayManage
      ? {
          action: urls.archive(customer.id),
          version: customer.version,
          to: customer.archived === '' ? 'yes' : '',
        }
      : undefined,
    archived: customer.archived !== '',
    notice,
    attention_count: problems.length,
    ...accountFacts(customer, problems, reader),
  }
}

/** What the page says after Submit. */
export function savedNotice(
  flash: Flash | undefined,
  customer: Customer,
  entry: HistoryEntry | undefined,
  between: readonly HistoryEntry[],
  { t, format }: Reader,
): AccountPage['notice'] {
  if (flash?.kind === 'added' && flash.customer_id === customer.id)
    return { text: t('account.added'), detail: undefined, history_href: undefined }
  if (flash?.kind === 'unchanged' && flash.customer_id === customer.id)
    return { text: t('account.unchanged'), detail: undefined, history_href: undefined }
  if (flash?.kind !== 'saved' || !entry) return undefined
  const names = (entries: readonly HistoryEntry[]) => {
    const fields = entries.flatMap((one) => one.changes.map((change) => change.field as AccountField))
    return format.list([...new Set(fields)].map((field) => fieldLabel(field, customer, t, 'full')))
  }
  const others = [...new Set(between.map((one) => one.staff_name))]
  return {
    text: t('account.saved', { fields: names([entry]) }),
    detail:
      between.length > 0
        ? t('account.saved_between', { who: format.list(others), fields: names(between) })
        : undefined,
    history_href: `${urls.history(customer.id)}#version-${entry.to_version}`,
  }
}
