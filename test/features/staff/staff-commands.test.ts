import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roles } from '#src/access/permissions.ts'
import { addPartner, addStaff } from '#src/features/staff/staff-commands.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'
import { portalCommand, processTimeout } from '#test/support/command.ts'

let portal: Portal

beforeAll(async () => {
  portal = await openPortal({ empty: true })
})

afterAll(() => portal.close())

const password = 'fifteen letters'
const person = (email: string) => ({ partner_id: 1, name: 'Mei Lin', email, role: 'admin_agent', password })

describe('the commands', { timeout: processTimeout }, () => {
  it('add a partner and a person, who can then sign in', async () => {
    const partner = await portalCommand(portal.url, [
      'partner',
      'add',
      '--name',
      'Litware',
      '--time-zone',
      'Asia/Shanghai',
    ])
    expect(partner).toEqual({ code: 0, signal: null, out: 'Added partner 1.\n', err: '' })
    const staff = await portalCommand(
      portal.url,
      [
        'staff',
        'add',
        '--partner',
        '1',
        '--name',
        'Mei Lin',
        '--email',
        'Mei@Litware.Example',
        '--role',
        'admin_agent',
      ],
      { input: `${password}\n` },
    )
    expect(staff).toEqual({ code: 0, signal: null, out: 'Added staff member 1.\n', err: '' })

    const mei = portal.visitor()
    expect((await mei.signIn('mei@litware.example', password)).status).toBe(303)
    const $ = await mei.page('/')
    expect($('header').text()).toContain('Litware')
    expect($('header').text()).toContain('Admin agent')
    expect($('main').text()).toContain('Welcome to Partner Desk')
  })

  it('say what is missing or wrong, in one line, and change nothing', async () => {
    const staff = (...args: string[]) =>
      portalCommand(portal.url, ['staff', 'add', ...args], { input: password })
    const all = ['--partner', '1', '--name', 'A', '--email', 'a@litware.example', '--role']
    const [missing, role, option] = await Promise.all([
      staff('--partner', '1'),
      staff(...all, 'root'),
      staff(...all, 'sales_agent', '--password', 'on the command line'),
    ])
    expect(missing).toMatchObject({ code: 1, out: '', err: '--name is missing\n' })
    expect(role.code).toBe(1)
    expect(role.err).toBe(`root is not a role; there are ${roles.join(', ')}\n`)
    expect(option.code).toBe(1)
    expect(option.err).toContain("Unknown option '--password'")
    expect(option.err).toContain('npm run portal -- staff add --partner ID')
    const rows = await portal.deps.database.selectFrom('staff').select('email').execute()
    expect(rows.map((row) => row.email)).not.toContain('a@litware.example')
  })
})

describe('a new partner', () => {
  it.each(['Europe/Atlantis', '', 'UTC+25', '../etc'])('cannot be in the time zone %j', async (time_zone) => {
    await expect(addPartner(portal.deps.database, { name: 'A', time_zone })).rejects.toThrow(RangeError)
  })

  it.each(['UTC', 'Europe/Madrid', 'Asia/Kolkata'])('can be in %s', async (time_zone) => {
    expect(await addPartner(portal.deps.database, { name: time_zone, time_zone })).toBeGreaterThan(1)
  })
})

describe('a new person', () => {
  const add = (values: Partial<Parameters<typeof addStaff>[1]>) =>
    addStaff(portal.deps.database, { ...person('new@litware.example'), ...values })

  it.each([
    [
      'a password of fourteen characters',
      { password: 'x'.repeat(14) },
      'a password has 15 to 128 characters',
    ],
    ['a password of 129 characters', { password: 'x'.repeat(129) }, 'a password has 15 to 128 characters'],
    ['a password of fourteen emoji', { password: '😀'.repeat(14) }, 'a password has 15 to 128 characters'],
    ['no password', { password: '' }, 'a password has 15 to 128 characters'],
    ['an unknown role', { role: 'root' }, 'root is not a role'],
    ['a role in capitals', { role: 'ADMIN_AGENT' }, 'ADMIN_AGENT is not a role'],
    ['no address', { email: 'nobody' }, 'nobody is not an e-mail address'],
    ['a line break in the address', { email: 'a@litware.example\nb' }, 'is not an e-mail address'],
    ['a partner that is not there', { partner_id: 4711 }, 'there is no partner 4711'],
  ])('is refused with %s', async (_name, values, message) => {
    const before = await portal.deps.database.selectFrom('staff').selectAll().execute()
    await expect(add(values)).rejects.toThrow(RangeError)
    await expect(add(values)).rejects.toThrow(message)
    expect(await portal.deps.database.selectFrom('staff').selectAll().execute()).toEqual(before)
  })

  it.each([
    ['as short as may be', 'x'.repeat(15)],
    ['as long as may be', 'x'.repeat(128)],
    ['of fifteen emoji', '😀'.repeat(15)],
    ['with blanks at its ends', ' fifteen letters '],
  ])('can sign in by a password %s, and by no part of it', async (name, own) => {
    const email = `${name.replaceAll(' ', '.')}@litware.example`
    await add({ email, password: own })
    expect((await portal.visitor().signIn(email, own)).status).toBe(303)
    expect((await portal.visitor().signIn(email, own.slice(0, -2))).status).toBe(422)
  })

  it('cannot have an address that somebody has, however it is written', async () => {
    await add({ email: 'josé@litware.example' })
    await expect(add({ email: 'JOSE\u0301@Litware.Example' })).rejects.toThrow(
      'josé@litware.example is taken',
    )
  })

  it('is kept with a hash, and not the password', async () => {
    await add({ email: 'hashed@litware.example' })
    const rows = await portal.deps.database.selectFrom('staff').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(password)
    for (const row of rows) expect(row.password_hash).toMatch(/^\$argon2id\$/)
  })

  it('may do what the role may, and no more', async () => {
    await add({ email: 'helpdesk@litware.example', role: 'helpdesk_agent' })
    const helpdesk = portal.visitor()
    await helpdesk.signIn('helpdesk@litware.example', password)
    expect((await helpdesk.get('/customers')).status).toBe(200)
    expect((await helpdesk.get('/activity')).status).toBe(403)
  })
})

it('nobody can sign in to a portal without staff, and it says nothing about that', async () => {
  const response = await request(portal.app).get('/sign-in')
  expect(response.status).toBe(200)
  expect(response.text).not.toContain('litware')
})
