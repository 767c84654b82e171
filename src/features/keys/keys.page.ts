import { may, type Permission } from '#src/access/permissions.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import type { MessageKey } from '#src/i18n/translator.ts'

/** A key, or several, and what they do. `or` stands between keys of which any will do. */
export type Shortcut = { keys: string[][]; does: string }

export type ShortcutsPage = {
  title: string
  groups: { label: string; shortcuts: Shortcut[] }[]
  profile_href: string
}

declare module '#src/http/render.ts' {
  interface Views {
    'keys/shortcuts': ShortcutsPage
  }
}

const shortcuts: [MessageKey, [string[][], MessageKey][]][] = [
  [
    'keys.everywhere',
    [
      [[['Ctrl', 'K']], 'keys.palette'],
      [[['/']], 'keys.search'],
      [[['?']], 'keys.sheet'],
      [[['g', 'd']], 'menu.dashboard'],
      [[['g', 'c']], 'menu.customers'],
      [[['g', 'a']], 'menu.activity'],
      [[['g', 's']], 'menu.staff'],
      [[['g', 'p']], 'menu.profile'],
    ],
  ],
  [
    'keys.in_lists',
    [
      [[['j'], ['↓']], 'keys.down'],
      [[['k'], ['↑']], 'keys.up'],
      [[['Enter']], 'keys.open'],
      [[['x']], 'keys.select'],
      [[['n'], ['p']], 'keys.pages'],
    ],
  ],
  [
    'keys.on_a_customer',
    [
      [[['e']], 'account.edit'],
      [[['h']], 'menu.history'],
      [[['n'], ['p']], 'keys.customers'],
    ],
  ],
  [
    'keys.in_forms',
    [
      [[['Ctrl', 'K']], 'keys.field'],
      [[['Ctrl', 'Enter']], 'keys.submit'],
    ],
  ],
]

/** All the keys that there are. */
export function shortcutsPage({ t }: Reader): ShortcutsPage {
  return {
    title: t('keys.title'),
    groups: shortcuts.map(([label, list]) => ({
      label: t(label),
      shortcuts: list.map(([keys, does]) => ({ keys, does: t(does) })),
    })),
    profile_href: urls.profile,
  }
}

/** What the palette says and where it leads, beside what it finds on the page itself. */
export type Palette = {
  words: { title: string; hint: string; here: string; pages: string; customers: string; none: string }
  pages: { label: string; href: string }[]
  customers_source: string | undefined
}

const pages: [string, MessageKey, Permission][] = [
  [urls.dashboard, 'menu.dashboard', 'own:use'],
  [urls.customers, 'menu.customers', 'customers:view'],
  [urls.newCustomer, 'new.title', 'customers:manage'],
  [urls.imports, 'import.link', 'customers:manage'],
  [urls.exportCustomers, 'export.link', 'customers:export'],
  [urls.duplicates, 'duplicates.title', 'customers:view'],
  [urls.activity, 'menu.activity', 'activity:view'],
  [urls.staff, 'menu.staff', 'staff:view'],
  [urls.newStaffMember, 'staff.add', 'staff:manage'],
  [urls.profile, 'menu.profile', 'own:use'],
  [`${urls.profile}#looks`, 'profile.theme', 'own:use'],
  [`${urls.profile}#password`, 'profile.password', 'own:use'],
  [urls.shortcuts, 'keys.title', 'own:use'],
]

export function palette(roles: readonly string[], { t }: Reader): Palette {
  return {
    words: {
      title: t('keys.palette'),
      hint: t('keys.palette_hint'),
      here: t('keys.here'),
      pages: t('keys.pages_group'),
      customers: t('menu.customers'),
      none: t('keys.none'),
    },
    pages: pages
      .filter(([, , permission]) => may(roles, permission))
      .map(([href, label]) => ({ href, label: t(label) })),
    customers_source: may(roles, 'customers:view') ? urls.findCustomers : undefined,
  }
}
