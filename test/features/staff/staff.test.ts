import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roles } from '#src/access/permissions.ts'
import { Refusal } from '#src/access/refusals.ts'
import { textOf, textsOf } from '#test/support/customers.ts'
import { formFields, people, type Fields, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

let portal: Portal
let helena: Person

beforeAll(async () => {
  portal = await openPortal()
  helena = await portal.signIn(people.globalAdmin)
})

afterAll(() => portal.close())

const password = 'a password of some length'
let added = 0

/** A newcomer's form, of an address that nobody has. */
function newcomer(more: Fields = {}): Fields {
  added += 1
  return {
    name: 'Mei Lin',
    email: `mei${added}@fabrikam.example`,
    role_sales_agent: 'yes',
    password,
    ...more,
  }
}

/** Adds somebody and tells the id. */
async function addSomebody(more: Fields = {}): Promise<{ id: number; email: string }> {
  const fields = newcomer(more)
  expect((await helena.post('/staff', fields)).status).toBe(303)
  return { id: await idOf(fields.email!), email: fields.email! }
}

async function idOf(email: string): Promise<number> {
  const { id } = await portal.deps.database
    .selectFrom('staff')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  return id
}

const storedPerson = async (id: number) =>
  await portal.deps.database.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** What the activity log says was done to somebody, newest first. */
async function actsUpon(id: number): Promise<string[]> {
  const acts = await portal.deps.database
    .selectFrom('activity')
    .select('action')
    .where('subject_id', '=', id)
    .orderBy('seq', 'desc')
    .execute()
  return acts.map((act) => act.action)
}

const formOf = async (person: Person, id: number): Promise<Fields> =>
  formFields(await person.page(`/staff/${id}`), 'form.staff-form')

describe('the list of staff', () => {
  it('shows everybody of the partner and nobody else, to everybody', async () => {
    const $ = await (await portal.signIn(people.viewer)).page('/staff')
    expect(textOf($, 'h1')).toBe('Staff')
    expect(textOf($, '.staff')).toContain('Lucía Moreno')
    expect(textOf($, '.staff')).toContain('Helpdesk agent')
    expect(textOf($, 'main')).not.toContain('Grace Holloway')
    expect($('.staff a, .page-actions a')).toHaveLength(0)
  })

  it('leads those who manage staff to the forms of those who may do no more than they, and says so', async () => {
    const links = async (email: string) =>
      textsOf(await (await portal.signIn(email)).page('/staff'), '.staff a')
    expect(await links(people.globalAdmin)).toContain('Helena Duarte')
    const { email } = await addSomebody({ role_sales_agent: '', role_user_management_admin: 'yes' })
    const manager = portal.visitor()
    await manager.signIn(email, password)
    const $ = await manager.page('/staff')
    const rows = $('.staff tbody tr').toArray()
    const may = Object.fromEntries(
      rows.map((row) => [$(row).find('.cell-roles').text(), $(row).find('a').length > 0]),
    )
    expect(may).toMatchObject({
      'Global admin': false,
      'Admin agent': false,
      'Sales agent': false,
      'Helpdesk agent': false,
      'Billing admin': true,
      'User management admin': true,
    })
    expect(textOf($, '.reach')).toBe(
      'You manage colleagues who may do no more than you do. A global admin manages everybody.',
    )
    expect((await helena.page('/staff'))('.reach')).toHaveLength(0)
  })
})

describe('adding somebody', () => {
  it('lets the person sign in with the roles given, says so, and is in the activity log', async () => {
    const fields = newcomer({ role_helpdesk_agent: 'yes', email: 'New.Person@Fabrikam.Example' })
    const answer = await helena.post('/staff', fields)
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/staff')
    expect(textOf(await helena.page('/staff'), '[role=status]')).toBe('Mei Lin is added.')
    const person = portal.visitor()
    expect((await person.signIn('new.person@fabrikam.example', password)).status).toBe(303)
    expect(textOf(await person.page('/'), '.person-menu')).toContain('Sales agent, Helpdesk agent')
    const log = textOf(await helena.page('/activity?action=staff_added'), '.activity tbody tr:first-child')
    expect(log).toContain('Staff member added: Mei Lin · Sales agent, Helpdesk agent')
    expect(log).toContain('Helena Duarte')
  })

  it.each([
    ['name', '', 'Please fill this in'],
    ['email', 'nobody', 'Please enter an address such as name@example.com'],
    ['email', people.admin, 'Somebody has this email already'],
    ['password', 'short', 'Please use 15 to 128 characters'],
    ['role_sales_agent', '', 'Please choose at least one role'],
  ])('with %s “%s” comes back with what was typed and what to do', async (field, value, message) => {
    const fields = newcomer({ [field]: value })
    const answer = await helena.post('/staff', fields)
    expect(answer.status).toBe(422)
    const $ = load(answer.text)
    expect(textOf($, '.error-summary')).toContain(message)
    expect(textsOf($, '.field-error')).toEqual([message])
    const href = $('.error-summary a').attr('href') ?? ''
    expect($(href)).toHaveLength(1)
    const again = formFields($, 'form.staff-form')
    expect(again).toMatchObject({ name: fields.name, email: fields.email })
    expect(again.password).toBe('')
  })

  it('is refused where it would raise somebody above whoever adds', async () => {
    const manager = await signedInManager()
    const form = await manager.page('/staff/new')
    const open = roles.filter((role) => form(`[name=role_${role}]`).attr('disabled') === undefined)
    expect(open).toEqual(['billing_admin', 'user_management_admin'])
    expect(textOf(form, '.locked-reason')).toContain('You give roles that do no more than yours')
    for (const role of roles) {
      const fields = newcomer({ role_sales_agent: '', [`role_${role}`]: 'yes' })
      const status = open.includes(role) ? 303 : 403
      expect((await manager.post('/staff', fields)).status, role).toBe(status)
    }
  })
})

async function signedInManager(): Promise<Person> {
  const { email } = await addSomebody({ role_sales_agent: '', role_user_management_admin: 'yes' })
  const manager = portal.visitor()
  await manager.signIn(email, password)
  return manager
}

describe('somebody who may do more', () => {
  it.each(['global_admin', 'admin_agent', 'sales_agent', 'helpdesk_agent'])(
    'as a %s is left alone: by the form, a password, access, a lesser role or a return',
    async (role) => {
      const manager = await signedInManager()
      const { id } = await addSomebody({ role_sales_agent: '', [`role_${role}`]: 'yes' })
      const form = await formOf(helena, id)
      const { may_sign_in, ...ended } = form
      expect(may_sign_in).toBe('yes')
      const { [`role_${role}`]: _, ...lesser } = form
      const attempts = [
        { ...form, password: 'another one of some length' },
        { ...form, name: 'Other' },
        { ...lesser, role_billing_admin: 'yes' },
        ended,
      ]
      const before = await storedPerson(id)
      expect((await manager.get(`/staff/${id}`)).status).toBe(403)
      for (const fields of attempts)
        expect((await manager.post(`/staff/${id}`, own(fields))).status).toBe(403)
      expect(await storedPerson(id)).toEqual(before)
      await helena.post(`/staff/${id}`, ended)
      const back = {
        ...(await formOf(helena, id)),
        may_sign_in: 'yes',
        password: 'another one of some length',
      }
      expect((await manager.post(`/staff/${id}`, own(back))).status).toBe(403)
    },
  )

  /** The fields without the token of whoever the form was made for. */
  const own = ({ _csrf, ...fields }: Fields): Fields => fields

  it('is managed by nobody whose roles were taken meanwhile', async () => {
    const { database, writes, clock } = portal.deps
    const admin = await addSomebody({ role_sales_agent: '', role_global_admin: 'yes' })
    const other = await addSomebody({ role_sales_agent: '', role_global_admin: 'yes' })
    const stale = { partner_id: 1, roles: ['global_admin'] }
    const demote = (by: number, id: number) =>
      writes.changeStaffMember(
        { ...stale, id: by },
        { id, version: 1, name: 'x', roles: ['billing_admin'], may_sign_in: true, password: '' },
        clock(),
      )
    const both = await Promise.allSettled([demote(admin.id, other.id), demote(other.id, admin.id)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const ended = await addSomebody()
    await database.updateTable('staff').set({ ended_at_ms: 0 }).where('id', '=', ended.id).execute()
    const person = { name: 'x', email: 'x@fabrikam.example', roles: ['global_admin' as const], password }
    await expect(writes.addStaffMember({ ...stale, id: ended.id }, person, clock())).rejects.toThrow(Refusal)
  })
})

describe('changing somebody', () => {
  it('gives and takes roles from the next request on, and is in the activity log', async () => {
    const { id, email } = await addSomebody()
    const person = portal.visitor()
    await person.signIn(email, password)
    expect((await person.get('/activity')).status).toBe(403)
    const fields = { ...(await formOf(helena, id)), role_admin_agent: 'yes', name: '林美' }
    expect((await helena.post(`/staff/${id}`, fields)).status).toBe(303)
    expect((await person.get('/activity')).status).toBe(200)
    expect(await storedPerson(id)).toMatchObject({ name: '林美', roles: '["admin_agent","sales_agent"]' })
    expect(await actsUpon(id)).toEqual(['staff_changed', 'staff_added'])
  })

  it('that takes access away signs the person out at once, keeps the history, and can be undone', async () => {
    const { id, email } = await addSomebody()
    const person = portal.visitor()
    await person.signIn(email, password)
    const { may_sign_in, ...without } = await formOf(helena, id)
    expect(may_sign_in).toBe('yes')
    expect((await helena.post(`/staff/${id}`, without)).status).toBe(303)
    expect((await person.get('/')).headers.location).toBe('/sign-in')
    expect((await portal.visitor().signIn(email, password)).status).toBe(422)
    expect(textOf(await helena.page('/staff'), '.staff')).toContain('Access ended')
    const again = { ...(await formOf(helena, id)), may_sign_in: 'yes' }
    expect((await helena.post(`/staff/${id}`, again)).status).toBe(303)
    expect((await portal.visitor().signIn(email, password)).status).toBe(303)
    const acts = await actsUpon(id)
    expect(acts).toEqual(['staff_returned', 'staff_ended', 'staff_added'])
  })

  it('sets another password and signs the person out everywhere', async () => {
    const { id, email } = await addSomebody()
    const person = portal.visitor()
    await person.signIn(email, password)
    const fields = { ...(await formOf(helena, id)), password: 'another one of some length' }
    expect((await helena.post(`/staff/${id}`, fields)).status).toBe(303)
    expect((await person.get('/')).headers.location).toBe('/sign-in')
    expect((await portal.visitor().signIn(email, password)).status).toBe(422)
    expect((await portal.visitor().signIn(email, 'another one of some length')).status).toBe(303)
    expect(await actsUpon(id)).toEqual(['password_set', 'staff_added'])
  })

  it('that changes nothing writes nothing', async () => {
    const { id } = await addSomebody()
    const before = await storedPerson(id)
    expect((await helena.post(`/staff/${id}`, await formOf(helena, id))).status).toBe(303)
    expect(await storedPerson(id)).toEqual(before)
    expect(await actsUpon(id)).toEqual(['staff_added'])
  })

  it('from a form that a colleague overtook shows what is stored, and writes nothing', async () => {
    const { id } = await addSomebody()
    const stale = await formOf(helena, id)
    await helena.post(`/staff/${id}`, { ...stale, name: 'First' })
    const answer = await helena.post(`/staff/${id}`, { ...stale, name: 'Second' })
    expect(answer.status).toBe(409)
    const $ = load(answer.text)
    expect(textOf($, '[role=alert]')).toContain('Somebody changed this person meanwhile')
    expect(formFields($, 'form.staff-form')).toMatchObject({ name: 'First', version: '2' })
    expect((await storedPerson(id)).name).toBe('First')
  })

  it('leaves one’s own roles, access and password alone, and takes one’s own name', async () => {
    const id = await idOf(people.globalAdmin)
    const $ = await helena.page(`/staff/${id}`)
    expect(textOf($, '.locked-reason')).toContain('Nobody changes their own roles or access')
    expect($('[type=checkbox]:not([disabled]), [type=password]')).toHaveLength(0)
    const fields = { ...(await formOf(helena, id)), name: 'Helena Duarte Ruiz', role_sales_agent: 'yes' }
    expect((await helena.post(`/staff/${id}`, fields)).status).toBe(303)
    expect(await storedPerson(id)).toMatchObject({ name: 'Helena Duarte Ruiz', roles: '["global_admin"]' })
    const withPassword = { ...(await formOf(helena, id)), password }
    expect((await helena.post(`/staff/${id}`, withPassword)).status).toBe(403)
  })

  it('of another partner is the same 404 as nobody', async () => {
    const stranger = await idOf(people.stranger)
    for (const id of [stranger, 999_999, 'x', '1e3']) {
      expect((await helena.get(`/staff/${id}`)).status, String(id)).toBe(404)
      expect((await helena.post(`/staff/${id}`, { ...newcomer(), version: '1' })).status).toBe(404)
    }
    expect((await storedPerson(stranger)).name).toBe('Grace Holloway')
  })

  it('asks for a version', async () => {
    const { id } = await addSomebody()
    for (const version of ['', '0', 'x']) {
      const fields = { ...(await formOf(helena, id)), version, name: 'Other' }
      expect((await helena.post(`/staff/${id}`, fields)).status, version).toBe(400)
    }
  })
})

describe('one’s own password', () => {
  it('is changed with the old one, signs out other browsers, and is in the activity log', async () => {
    const { id, email } = await addSomebody()
    const here = portal.visitor()
    const there = portal.visitor()
    await here.signIn(email, password)
    await there.signIn(email, password)
    const answer = await here.post('/profile/password', {
      current_password: password,
      new_password: 'a new one of some length',
    })
    expect(answer.status).toBe(303)
    expect(textOf(await here.page('/profile'), '[role=status]')).toContain('Your password is changed')
    expect((await there.get('/')).headers.location).toBe('/sign-in')
    expect((await portal.visitor().signIn(email, 'a new one of some length')).status).toBe(303)
    const own = await portal.deps.database
      .selectFrom('activity')
      .select('action')
      .where('staff_id', '=', id)
      .execute()
    expect(own.map((act) => act.action)).toContain('password_changed')
  })

  it.each([
    ['wrong', 'a new one of some length', ['This is not your current password']],
    [password, 'too-few', ['Please use 15 to 128 characters']],
  ])('with %s and %s stays, and the field says why', async (current_password, new_password, messages) => {
    const { email } = await addSomebody()
    const person = portal.visitor()
    await person.signIn(email, password)
    const answer = await person.post('/profile/password', { current_password, new_password })
    expect(answer.status).toBe(422)
    expect(textsOf(load(answer.text), '.field-error')).toEqual(messages)
    expect(answer.text).not.toContain(new_password)
    expect((await portal.visitor().signIn(email, password)).status).toBe(303)
  })

  it('cannot be guessed without end', async () => {
    const { email } = await addSomebody()
    const person = portal.visitor()
    await person.signIn(email, password)
    const statuses: number[] = []
    for (let n = 0; n < 11; n += 1) {
      const fields = { current_password: `wrong ${n}`, new_password: '' }
      statuses.push((await person.post('/profile/password', fields)).status)
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429])
    expect((await portal.visitor().signIn(email, password)).status).toBe(303)
  })
})
