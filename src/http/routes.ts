import { type Express, type NextFunction, type Request, type Response, type RequestHandler } from 'express'
import { may, permissions, type Permission } from '#src/access/permissions.ts'
import { forbidden } from '#src/access/refusals.ts'
import { takingUpload } from './middleware/upload.ts'
import { formValue, readFormBody } from './middleware/form-body.ts'
import { isLocale } from '#src/i18n/translator.ts'
import type { SwitchLanguage } from './language.ts'
import { requireCsrfToken } from './middleware/csrf.ts'
import type { StaffRequest } from './staff-request.ts'
import { returnPath, signInUrl } from './urls.ts'

/** What a route asks of whoever calls it: a permission, or nothing. */
export type Access = Permission | 'public'

export type Route = {
  method: 'get' | 'post'
  path: string
  access: Access
  handler: RequestHandler
  /** Whether the form brings a file. */
  upload?: boolean
  /** What becomes of a form that comes without a session; by default it leads to the sign-in page. */
  whenSignedOut?: RequestHandler
  /** Whether a form that anybody may submit has to carry its browser's token; one of the signed in always has. */
  wantsToken?: boolean
  /** Shows the form again as typed: what it becomes when it was sent only to be read in another language. */
  again?: RequestHandler
  /** What becomes of a form of an earlier session; false, or nothing here, refuses it. */
  whenOfEarlierSession?: (req: StaffRequest, res: Response) => Promise<boolean>
}

type StaffHandler = (req: StaffRequest, res: Response) => Promise<void> | void
type PublicHandler = (req: Request, res: Response, next: NextFunction) => Promise<void> | void

/** A page anybody may read. */
export function publicGet(path: string, handler: PublicHandler): Route {
  return { method: 'get', path, access: 'public', handler: handler as RequestHandler }
}

/** A form anybody may submit. */
export function publicPost(
  path: string,
  handler: PublicHandler,
  { again, wantsToken = false }: { again?: PublicHandler; wantsToken?: boolean } = {},
): Route {
  return {
    wantsToken,
    method: 'post',
    path,
    access: 'public',
    handler: handler as RequestHandler,
    ...(again && { again: again as RequestHandler }),
  }
}

/** A page for staff who hold the permission. */
export function get(path: string, access: Permission, handler: StaffHandler): Route {
  return { method: 'get', path, access, handler: handler as unknown as RequestHandler }
}

/** A form for staff who hold the permission. */
export function post(
  path: string,
  access: Permission,
  handler: StaffHandler,
  otherwise: Pick<Route, 'upload' | 'whenSignedOut' | 'whenOfEarlierSession'> & { again?: StaffHandler } = {},
): Route {
  const { again, ...rest } = otherwise
  return {
    method: 'post',
    path,
    access,
    handler: handler as unknown as RequestHandler,
    ...rest,
    ...(again && { again: again as unknown as RequestHandler }),
  }
}

/**
 * Puts routes into the app, each behind the permission that it states.
 * @param switchLanguage answers a form in another language, where its button for that was pressed
 * @throws Error at start when a route states none, or one that does not exist
 */
export function mountRoutes(app: Express, routes: readonly Route[], switchLanguage: SwitchLanguage): void {
  for (const route of routes) {
    assertGuarded(route)
    const guards = [
      ...(route.access === 'public' ? [] : requirePermission(route.access, route.whenSignedOut)),
      ...(route.method === 'post' && !route.upload ? readFormBody : []),
      ...(route.method === 'post' && !route.upload && (route.access !== 'public' || route.wantsToken)
        ? [requireCsrfToken(route.whenOfEarlierSession)]
        : []),
      ...(route.again ? [inAnotherLanguage(route.again, switchLanguage)] : []),
    ]
    // A form with a file is read, and its token looked at, in one go.
    app[route.method](route.path, ...guards, route.upload ? takingUpload(route.handler) : route.handler)
  }
}

/** A page's form is sent by the buttons of the languages, too, so that nothing typed is lost by reading on in another. */
function inAnotherLanguage(again: RequestHandler, switchLanguage: SwitchLanguage): RequestHandler {
  return async (req, res, next) => {
    const locale = formValue(req, 'language')
    if (!isLocale(locale)) {
      next()
      return
    }
    await switchLanguage(req, res, locale)
    await again(req, res, next)
  }
}

function assertGuarded(route: Route): void {
  const known: readonly string[] = [...permissions, 'public']
  if (!known.includes(route.access)) {
    throw new Error(`${route.method.toUpperCase()} ${route.path} states no permission`)
  }
}

function requirePermission(permission: Permission, whenSignedOut?: RequestHandler): RequestHandler[] {
  const signedOut = whenSignedOut ? [...readFormBody, whenSignedOut] : [leadToSignIn]
  return [
    ...signedOut.map((handler) => onlySignedOut(handler)),
    (req, _res, next) => {
      const { staff } = req.session
      if (!staff) throw new Error('a signed-out request was let through')
      if (!may(staff.roles, permission)) throw forbidden(`${permission} is not granted`)
      Object.assign(req, { staff })
      next()
    },
  ]
}

/** Runs a handler for those who are not signed in; others pass by. */
function onlySignedOut(handler: RequestHandler): RequestHandler {
  return (req, res, next) => (req.session.staff ? next() : handler(req, res, next))
}

const leadToSignIn: RequestHandler = (req, res) => {
  res.redirect(303, signInUrl(returnPath(req)))
}
