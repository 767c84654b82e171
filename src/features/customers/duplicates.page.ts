import type { Reader } from '#src/http/ui.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import type { AlikeCustomer } from './customers.store.ts'
import { shownAlike, type ShownAlike } from './new.page.ts'

export type DuplicatesPage = {
  title: string
  groups: { heading: string; customers: ShownAlike[] }[]
  next_href: string | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/duplicates': DuplicatesPage
  }
}

/** Customers that have something in common which only one should have. */
export type AlikeGroup = { kind: 'number' | 'name'; value: string; customers: AlikeCustomer[] }

export const groupsOnPage = 25

/** @param groups one more than a page holds, where there are more */
export function duplicatesPage(groups: readonly AlikeGroup[], reader: Reader): DuplicatesPage {
  const { t } = reader
  const shown = groups.slice(0, groupsOnPage)
  const last = shown.at(-1)
  return {
    title: t('duplicates.title'),
    groups: shown
      // Those that are left when the archived ones are taken away.
      .filter((group) => group.customers.length > 1)
      .map((group) => ({
        heading:
          group.kind === 'number'
            ? t('duplicates.number', { number: group.value })
            : t('duplicates.name', { name: group.customers[0]?.company_name ?? '' }),
        customers: group.customers.map((customer) => shownAlike(customer, reader)),
      })),
    next_href:
      groups.length > shown.length && last
        ? withQuery(urls.duplicates, { kind: last.kind, after: last.value })
        : undefined,
  }
}
