import type { Reader } from '#src/http/ui.ts'
import { urls, withQuery } from '#src/http/urls.ts'
import { alikeKinds, type AlikeCustomer, type AlikeKind } from './alike.ts'
import { shownAlike, type ShownAlike } from './shown-alike.ts'

export type DuplicatesPage = {
  title: string
  kinds: { href: string; label: string; current: boolean }[]
  groups: { heading: string; customers: ShownAlike[] }[]
  none_advice: string
  next_href: string | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'customers/duplicates/duplicates': DuplicatesPage
  }
}

/** Customers that have something in common which only one should have. */
export type AlikeGroup = { value: string; customers: AlikeCustomer[] }

export const groupsOnPage = 25

/** @param groups one more than a page holds, where there are more */
export function duplicatesPage(
  kind: AlikeKind,
  groups: readonly AlikeGroup[],
  reader: Reader,
): DuplicatesPage {
  const { t } = reader
  const shown = groups.slice(0, groupsOnPage)
  const last = shown.at(-1)
  const page = (of: AlikeKind, after?: string) =>
    withQuery(urls.duplicates, { kind: of === 'number' ? undefined : of, after })
  return {
    title: t('duplicates.title'),
    kinds: alikeKinds.map((of) => ({
      href: page(of),
      label: t(`duplicates.by_${of}`),
      current: of === kind,
    })),
    groups: shown.map(({ value, customers }) => ({
      heading: kind === 'number' ? value : (customers[0]?.company_name ?? ''),
      customers: customers.map((customer) => shownAlike(customer, reader)),
    })),
    none_advice: t(`duplicates.none_by_${kind}`),
    next_href: groups.length > shown.length && last ? page(kind, last.value) : undefined,
  }
}
