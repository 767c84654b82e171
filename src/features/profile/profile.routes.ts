import type { Request, Response } from 'express'
import { z } from 'zod'
import { hashPassword } from '#src/access/passwords.ts'
import { createPasswordTries } from '#src/access/password-tries.ts'
import { createPasswordsStore } from '#src/access/passwords.store.ts'
import type { Database } from '#src/database/engine.ts'
import { newPassword } from '#src/forms/passwords.ts'
import { problemsOf } from '#src/forms/text.ts'
import type { Problem } from '#src/forms/problems.ts'
import { createActivityStore } from '#src/history/activity.store.ts'
import { badRequest } from '#src/access/refusals.ts'
import { rememberPerson } from '#src/http/device.ts'
import { setFlash } from '#src/http/flash.ts'
import { rememberLanguage } from '#src/http/language.ts'
import { formValue } from '#src/http/middleware/form-body.ts'
import { languageSwitch } from '#src/http/middleware/frame.ts'
import { renderPage } from '#src/http/render.ts'
import { get, post, publicPost, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { hashSessionId, type SessionStore } from '#src/http/session-store.ts'
import { readerOf } from '#src/http/ui.ts'
import { safePath, urls } from '#src/http/urls.ts'
import { isLocale, locales } from '#src/i18n/translator.ts'
import { notices, profilePage, themes, timeZones } from './profile.page.ts'
import { createProfileStore } from './profile.store.ts'

type Deps = { database: Database; sessionStore: SessionStore }

export function profileRoutes({ database, sessionStore }: Deps): Route[] {
  const tries = createPasswordTries(database)
  const switchLanguage = languageSwitch(sessionStore)
  const passwordsOf = (req: StaffRequest) => createPasswordsStore(database).forPartner(req.staff.partner_id)
  const profileOf = (req: StaffRequest) => createProfileStore(database).forPartner(req.staff.partner_id)

  async function profile(req: StaffRequest, res: Response): Promise<void> {
    await show(req, res, [])
  }

  async function show(req: StaffRequest, res: Response, problems: readonly Problem[]): Promise<void> {
    const page = profilePage(
      {
        staff: req.staff,
        sessions: await sessionStore.list(req.staff.id),
        currentSession: hashSessionId(req.sessionID),
        notice: notices.find((kind) => kind === res.locals.ui.flash?.kind),
        problems,
      },
      readerOf(res),
    )
    renderPage(res, 'profile/profile', page)
  }

  async function save(req: StaffRequest, res: Response): Promise<void> {
    const settings = z.object({
      theme: z.enum(themes),
      time_zone: z.enum(timeZones(req.staff.time_zone)),
      locale: z.union([z.literal('').transform(() => null), z.enum(locales)]),
      single_keys: z.enum(['', 'yes']).transform((choice) => choice === 'yes'),
    })
    const chosen = settings.safeParse({
      theme: formValue(req, 'theme'),
      time_zone: formValue(req, 'time_zone'),
      locale: formValue(req, 'locale'),
      single_keys: formValue(req, 'single_keys'),
    })
    // All are chosen from lists: anything else did not come from the page.
    if (!chosen.success) throw badRequest('not one of the choices')
    await profileOf(req).save(req.staff.id, chosen.data)
    rememberLanguage(res, chosen.data.locale)
    setFlash(res, { kind: 'profile_saved' })
    res.redirect(303, urls.profile)
  }

  /** A new password asks for the old one (ASVS 5.0, 6.2.3), and signs the person out everywhere else. */
  async function changePassword(req: StaffRequest, res: Response): Promise<void> {
    const { id, email } = req.staff
    const { now } = res.locals
    const attempt = { email, address: req.ip ?? '', knownDevice: hashSessionId(req.sessionID) }
    const given = {
      password: formValue(req, 'current_password'),
      stored: await passwordsOf(req).hashOf(id),
      noteWrong: () => Promise.resolve(),
    }
    const tried = await tries.check(attempt, given, now)
    if (tried.outcome === 'too_many') {
      res.status(429).set('Retry-After', String(tried.wait))
      const values = { minutes: Math.ceil(tried.wait / 60) }
      await show(req, res, [{ field: 'current_password', key: 'sign_in.too_many', values }])
      return
    }
    const wanted = z
      .object({ new_password: newPassword() })
      .safeParse({ new_password: formValue(req, 'new_password') })
    const problems = [
      ...(tried.outcome === 'right'
        ? []
        : [{ field: 'current_password', key: 'problem.password_wrong' } as const]),
      ...problemsOf(wanted.error),
    ]
    if (problems.length > 0 || !wanted.success) {
      await show(req, res.status(422), problems)
      return
    }
    const password_hash = await hashPassword(wanted.data.new_password)
    await passwordsOf(req).set(id, password_hash)
    rememberPerson(res, { id, password_hash })
    await sessionStore.endOthers(id, req.sessionID)
    await createActivityStore(database)
      .forPartner(req.staff.partner_id)
      .note({ action: 'password_changed', at_ms: now, staff_id: id })
    setFlash(res, { kind: 'password_changed' })
    res.redirect(303, urls.profile)
  }

  /** The languages at the top of every page and below the sign-in: the same page again in another one. */
  async function language(req: Request, res: Response): Promise<void> {
    const locale = formValue(req, 'language')
    if (!isLocale(locale)) throw badRequest('not one of the languages')
    await switchLanguage(req, res, locale)
    res.redirect(303, safePath(formValue(req, 'next')))
  }

  async function endSession(req: StaffRequest, res: Response): Promise<void> {
    await sessionStore.end(req.staff.id, formValue(req, 'session'))
    await createActivityStore(database)
      .forPartner(req.staff.partner_id)
      .note({ action: 'session_ended', at_ms: res.locals.now, staff_id: req.staff.id })
    setFlash(res, { kind: 'session_ended' })
    res.redirect(303, urls.profile)
  }

  return [
    get('/profile', 'own:use', profile),
    publicPost('/language', language, { wantsToken: true }),
    post('/profile', 'own:use', save),
    post('/profile/password', 'own:use', changePassword),
    post('/profile/sessions', 'own:use', endSession),
  ]
}
