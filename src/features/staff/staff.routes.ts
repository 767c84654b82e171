import type { Request, Response } from 'express'
import { mayManage } from '#src/access/permissions.ts'
import type { Database } from '#src/database/engine.ts'
import { forbidden, notFound } from '#src/access/refusals.ts'
import { setFlash } from '#src/http/flash.ts'
import { renderPage } from '#src/http/render.ts'
import { get, post, type Route } from '#src/http/routes.ts'
import type { StaffRequest } from '#src/http/staff-request.ts'
import { readerOf } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import type { Problem } from '#src/forms/problems.ts'
import { readPositiveInteger } from '#src/forms/text.ts'
import type { AddStaffMember, ChangeStaffMember } from './save-staff.ts'
import { checkChange, checkNewcomer, readStaffForm, readStaffVersion, type TypedStaff } from './staff.form.ts'
import type { StaffMember } from './staff-member.ts'
import { staffFormPage, staffPage } from './staff.page.ts'
import { createStaffStore } from './staff.store.ts'

type Deps = {
  database: Database
  writes: { addStaffMember: AddStaffMember; changeStaffMember: ChangeStaffMember }
}

const nobody: TypedStaff = { name: '', email: '', roles: [], may_sign_in: true, password: '' }

export function staffRoutes({ database, writes }: Deps): Route[] {
  const staffOf = (req: StaffRequest) => createStaffStore(database).forPartner(req.staff.partner_id)

  /** The member of staff that the address names, if the person may change it. */
  async function memberOf(req: StaffRequest): Promise<StaffMember> {
    const member = await staffOf(req).find(idOf(req))
    if (!member) throw notFound()
    if (!mayManage(req.staff.roles, member.roles)) throw forbidden('somebody above them')
    return member
  }

  async function list(req: StaffRequest, res: Response): Promise<void> {
    const staff = await staffOf(req).list()
    const { flash } = res.locals.ui
    const saved = flash?.kind === 'staff_added' || flash?.kind === 'staff_changed' ? flash : undefined
    const name = staff.find((member) => member.id === saved?.staff_id)?.name
    const notice = saved && name !== undefined ? res.locals.t(`staff.${saved.kind}`, { name }) : undefined
    renderPage(res, 'staff/staff', staffPage({ staff, reader: req.staff, notice }, readerOf(res)))
  }

  function newcomer(req: StaffRequest, res: Response): void {
    renderForm(req, res, undefined, nobody, [])
  }

  function newcomerAgain(req: StaffRequest, res: Response): void {
    renderForm(req, res, undefined, readStaffForm(req), [])
  }

  async function memberAgain(req: StaffRequest, res: Response): Promise<void> {
    const known = await memberOf(req)
    renderForm(req, res, known, typedBy(req, known), [])
  }

  async function add(req: StaffRequest, res: Response): Promise<void> {
    const typed = readStaffForm(req)
    const checked = checkNewcomer(typed)
    const id = 'form' in checked ? await writes.addStaffMember(req.staff, checked.form, res.locals.now) : 0
    if (id) {
      setFlash(res, { kind: 'staff_added', staff_id: id })
      res.redirect(303, urls.staff)
      return
    }
    const taken: Problem[] = [{ field: 'email', key: 'problem.email_taken' }]
    renderForm(req, res.status(422), undefined, typed, 'problems' in checked ? checked.problems : taken)
  }

  async function member(req: StaffRequest, res: Response): Promise<void> {
    const known = await memberOf(req)
    renderForm(req, res, known, typedOf(known), [])
  }

  async function change(req: StaffRequest, res: Response): Promise<void> {
    const known = await memberOf(req)
    const typed = typedBy(req, known)
    const checked = checkChange(typed)
    if ('problems' in checked) {
      renderForm(req, res.status(422), known, typed, checked.problems)
      return
    }
    const wanted = { ...checked.form, id: known.id, version: readStaffVersion(req) }
    const result = await writes.changeStaffMember(req.staff, wanted, res.locals.now)
    if (result.outcome === 'conflict') {
      renderForm(req, res.status(409), result.member, typedOf(result.member), [], true)
      return
    }
    setFlash(res, { kind: 'staff_changed', staff_id: known.id })
    res.redirect(303, urls.staff)
  }

  function renderForm(
    req: StaffRequest,
    res: Response,
    known: StaffMember | undefined,
    typed: TypedStaff,
    problems: readonly Problem[],
    conflict = false,
  ): void {
    const input = { member: known, typed, own: req.staff, problems, conflict }
    renderPage(res, 'staff/form', staffFormPage(input, readerOf(res)))
  }

  return [
    get('/staff', 'staff:view', list),
    get('/staff/new', 'staff:manage', newcomer),
    post('/staff', 'staff:manage', add, { again: newcomerAgain }),
    get('/staff/:id', 'staff:manage', member),
    post('/staff/:id', 'staff:manage', change, { again: memberAgain }),
  ]
}

/** What was typed about somebody known. One's own roles and access are shown locked: the form does not send them. */
function typedBy(req: StaffRequest, known: StaffMember): TypedStaff {
  const read = readStaffForm(req)
  if (known.id !== req.staff.id) return read
  return { ...read, roles: known.roles, may_sign_in: known.ended_at_ms === null }
}

function idOf(req: Request): number {
  const id = readPositiveInteger(req.params.id)
  if (id === undefined) throw notFound()
  return id
}

const typedOf = ({ name, email, roles, ended_at_ms }: StaffMember): TypedStaff => ({
  name,
  email,
  roles,
  may_sign_in: ended_at_ms === null,
  password: '',
})
