import { differences } from '#src/history/changes.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { accountFields, type Account, type Customer } from '../customer.ts'
import { customerHeader, historyStep, type CustomerHeader } from '../customer-header.ts'
import { shownChange, type ShownChange } from './history.page.ts'

export type ComparePage = {
  title: string
  header: CustomerHeader
  action: string
  from: number
  to: number
  newest: number
  heading: string
  changes: ShownChange[]
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/history/compare': ComparePage
  }
}

type Input = {
  customer: Customer
  from: number
  to: number
  before: Account
  after: Account
  listHref: string
}

export function comparePage(
  { customer, from, to, before, after, listHref }: Input,
  reader: Reader,
): ComparePage {
  const { t } = reader
  const changes = differences(accountFields, before, after)
  return {
    title: t('compare.title', { name: customer.company_name }),
    header: customerHeader(customer, 'history', listHref, reader, {
      below: [
        historyStep(customer.id, t),
        { label: t('history.compare'), href: `${urls.history(customer.id)}/compare` },
      ],
    }),
    action: `${urls.history(customer.id)}/compare`,
    from,
    to,
    newest: customer.version,
    heading: t('compare.heading', { from, to, count: changes.length }),
    changes: changes.map((change) => shownChange({ ...change, erased: false }, { before, after }, reader)),
  }
}
