import type { Request } from 'express'

/** Every address of the portal is built here. */

export const urls = {
  dashboard: '/',
  signIn: '/sign-in',
  signOut: '/sign-out',
  language: '/language',
  customers: '/customers',
  /** The list without anything kept, whichever view a person opens it with. */
  allCustomers: '/customers?view=all',
  newCustomer: '/customers/new',
  duplicates: '/customers/duplicates',
  listColumns: '/customers/columns',
  savedViews: '/customers/views',
  newView: '/customers/views/new',
  savedView: (id: number) => `/customers/views/${id}`,
  savedViewState: (id: number) => `/customers/views/${id}/state`,
  savedViewMove: (id: number) => `/customers/views/${id}/move`,
  savedViewOpens: (id: number) => `/customers/views/${id}/opens`,
  savedViewDelete: (id: number) => `/customers/views/${id}/delete`,
  findCustomers: '/customers/find',
  tags: '/customers/tags',
  exportCustomers: '/customers/export',
  imports: '/customers/imports',
  import: (id: number) => `/customers/imports/${id}`,
  importSample: '/customers/imports/sample.csv',
  importReading: (id: number) => `/customers/imports/${id}/reading`,
  importMapping: (id: number) => `/customers/imports/${id}/mapping`,
  importConfirm: (id: number) => `/customers/imports/${id}/confirm`,
  importUndo: (id: number) => `/customers/imports/${id}/undo`,
  importDiscard: (id: number) => `/customers/imports/${id}/discard`,
  importReport: (id: number) => `/customers/imports/${id}/report.csv`,
  bulk: '/customers/bulk',
  bulkCheck: '/customers/bulk/check',
  customer: (id: string) => `/customers/${id}`,
  account: (id: string) => `/customers/${id}/account`,
  editAccount: (id: string) => `/customers/${id}/account/edit`,
  archive: (id: string) => `/customers/${id}/archive`,
  history: (id: string) => `/customers/${id}/history`,
  activity: '/activity',
  exportActivity: '/activity/export',
  staff: '/staff',
  newStaffMember: '/staff/new',
  staffMember: (id: number) => `/staff/${id}`,
  shortcuts: '/shortcuts',
  palette: '/palette',
  profile: '/profile',
  profilePassword: '/profile/password',
  profileSessions: '/profile/sessions',
} as const

/** The sign-in page that leads on to `next` afterwards. */
export function signInUrl(next: string): string {
  return next === '/' ? urls.signIn : `${urls.signIn}?next=${encodeURIComponent(next)}`
}

/**
 * A path of this portal to go on to, from untrusted input.
 * @returns the path and query, or '/' for anything that could leave the portal (other origins, `//host`, `/\host`)
 */
export function safePath(next: unknown): string {
  if (typeof next !== 'string' || !next.startsWith('/') || /[\\\p{Cc}]/u.test(next)) return '/'
  const base = 'http://portal.invalid'
  const url = URL.parse(next, base)
  return url?.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : '/'
}

/** An address with a query; empty values are left out. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1])
  const text = new URLSearchParams(pairs).toString()
  return text === '' ? path : `${path}?${text}`
}

/** Where to come back to from elsewhere: the page itself, or the page whose form was sent. */
export function returnPath(req: Request): string {
  if (req.method === 'GET') return req.originalUrl
  const referer = req.get('referer')
  if (!referer || !URL.canParse(referer)) return '/'
  const { pathname, search } = new URL(referer)
  return pathname + search
}
