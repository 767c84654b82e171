import type { Response } from 'express'
import { z } from 'zod'
import type { Database } from '#src/database/open.ts'
import { createActivityStore } from '#src/history/activity.store.ts'
import { badRequest } from '#src/http/errors.ts'
import { setFlash } from '#src/http/flash.ts'
import { formValue } from '#src/http/middleware/form-body.ts'
import { renderPage } from '#src/http/render.ts'
import { get, post, type Route, type StaffRequest } from '#src/http/routes.ts'
import { hashSessionId, type SessionStore } from '#src/http/session-store.ts'
import { readerOf } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { profilePage, themes, timeZones } from './profile.page.ts'
import { createProfileStore } from './profile.store.ts'

type Deps = { database: Database; sessionStore: SessionStore }

export function profileRoutes({ database, sessionStore }: Deps): Route[] {
  async function profile(req: StaffRequest, res: Response): Promise<void> {
    const flash = res.locals.ui.flash?.kind
    const page = profilePage(
      {
        staff: req.staff,
        sessions: await sessionStore.list(req.staff.id),
        currentSession: hashSessionId(req.sessionID),
        notice: flash === 'profile_saved' || flash === 'session_ended' ? flash : undefined,
      },
      readerOf(res),
    )
    renderPage(res, 'profile/profile', page)
  }

  async function save(req: StaffRequest, res: Response): Promise<void> {
    const settings = z.object({ theme: z.enum(themes), time_zone: z.enum(timeZones(req.staff.time_zone)) })
    const chosen = settings.safeParse({
      theme: formValue(req, 'theme'),
      time_zone: formValue(req, 'time_zone'),
    })
    // Both are chosen from lists: anything else did not come from the page.
    if (!chosen.success) throw badRequest('not one of the choices')
    await createProfileStore(database).forPartner(req.staff.partner_id).save(req.staff.id, chosen.data)
    setFlash(res, { kind: 'profile_saved' })
    res.redirect(303, urls.profile)
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
    post('/profile', 'own:use', save),
    post('/profile/sessions', 'own:use', endSession),
  ]
}
