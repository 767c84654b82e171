import { promisify } from 'node:util'
import type { Request, Response } from 'express'
import { createPasswordTries } from '#src/access/password-tries.ts'
import type { Database } from '#src/database/engine.ts'
import { createActivityStore, type ActivityAction } from '#src/history/activity.store.ts'
import { clearCookie } from '#src/http/cookies.ts'
import { knownPerson, rememberPerson } from '#src/http/device.ts'
import { setFlash } from '#src/http/flash.ts'
import { tidyEmail } from '#src/forms/text.ts'
import { formValue } from '#src/http/middleware/form-body.ts'
import { sessionCookieName } from '#src/http/middleware/session.ts'
import { renderPage } from '#src/http/render.ts'
import { post, publicGet, publicPost, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import type { SessionStore } from '#src/http/session-store.ts'
import { readerOf } from '#src/http/ui.ts'
import { safePath, urls } from '#src/http/urls.ts'
import { createCredentialsStore } from './credentials.store.ts'
import { signInPage, type SignInPage } from './sign-in.page.ts'

type Deps = {
  database: Database
  sessionStore: SessionStore
  behindTls: boolean
  demonstration: SignInPage['demonstration']
}

export function signInRoutes({ database, sessionStore, behindTls, demonstration }: Deps): Route[] {
  const credentials = createCredentialsStore(database)
  const tries = createPasswordTries(database)

  function showForm(req: Request, res: Response, form: { email: string; error: string | undefined }): void {
    const next = safePath(req.query.next)
    const signedOut = res.locals.ui.flash?.kind === 'signed_out'
    renderPage(res, 'sign-in/sign-in', signInPage({ next, signedOut, demonstration, ...form }, readerOf(res)))
  }

  function form(req: Request, res: Response): void {
    if (req.session.staff) {
      res.redirect(303, safePath(req.query.next))
      return
    }
    showForm(req, res, { email: '', error: undefined })
  }

  function formAgain(req: Request, res: Response): void {
    showForm(req, res, { email: formValue(req, 'email'), error: undefined })
  }

  async function signIn(req: Request, res: Response): Promise<void> {
    const { t, now } = res.locals
    const typed = formValue(req, 'email')
    const email = tidyEmail(typed).toLowerCase()
    const person = await credentials.byEmail(email)
    const known = await knownPerson(req, database)
    const attempt = {
      email,
      address: req.ip ?? '',
      knownDevice: known && known.staff_id === person?.id ? known.device : undefined,
    }
    const note = async (action: ActivityAction) =>
      person &&
      (await createActivityStore(database)
        .forPartner(person.partner_id)
        .note({ action, at_ms: now, staff_id: person.id }))
    const given = {
      password: formValue(req, 'password'),
      stored: person?.password_hash,
      noteWrong: () => note('sign_in_failed'),
    }
    const tried = await tries.check(attempt, given, now)
    if (tried.outcome === 'too_many') {
      res.status(429).set('Retry-After', String(tried.wait))
      const minutes = Math.ceil(tried.wait / 60)
      showForm(req, res, { email: typed, error: t('sign_in.too_many', { minutes }) })
      return
    }
    if (tried.outcome === 'wrong' || !person) {
      showForm(req, res.status(422), { email: typed, error: t('sign_in.wrong') })
      return
    }
    await startSession(req, person.id)
    await note('signed_in')
    rememberPerson(res, person)
    res.redirect(303, safePath(req.query.next))
  }

  /** A new id for the signed-in session: one that was planted before is worth nothing (ASVS 5.0, 7.2.4). */
  async function startSession(req: Request, staffId: number): Promise<void> {
    await promisify(req.session.regenerate.bind(req.session))()
    await sessionStore.start(req.sessionID, staffId, req.get('user-agent') ?? '')
    // Marks the session as changed, which makes express-session send its cookie.
    req.session.seen_at_ms = Date.now()
  }

  async function signOut(req: StaffRequest, res: Response): Promise<void> {
    await createActivityStore(database)
      .forPartner(req.staff.partner_id)
      .note({ action: 'signed_out', at_ms: res.locals.now, staff_id: req.staff.id })
    await promisify(req.session.destroy.bind(req.session))()
    res.clearCookie(sessionCookieName(behindTls), {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: behindTls,
    })
    clearCookie(res, 'list')
    // Not "cookies": the known device and the message for the next page stay.
    res.set('Clear-Site-Data', '"cache", "storage"')
    setFlash(res, { kind: 'signed_out' })
    res.redirect(303, urls.signIn)
  }

  return [
    publicGet('/sign-in', form),
    publicPost('/sign-in', signIn, { again: formAgain }),
    post('/sign-out', 'own:use', signOut),
  ]
}
