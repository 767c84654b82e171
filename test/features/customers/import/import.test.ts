import { load } from 'cheerio'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  customersToUse,
  fabrikam,
  known,
  storedAccount,
  storedCustomer,
  storedHistory,
  textOf,
  textsOf,
} from '#test/support/customers.ts'
import { bulkLines } from '#src/features/customers/import/bulk.ts'
import { createImportsStore } from '#src/features/customers/import/imports.store.ts'
import { formFields, people, type Fields, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

/** Files of customers: read, named, looked at, written, undone. */

let portal: Portal
let lucia: Person
const unused = customersToUse()

beforeAll(async () => {
  portal = await openPortal()
  lucia = await portal.signIn(people.admin)
})

afterAll(() => portal.close())

async function upload(person: Person, text: string | Buffer, name = 'customers.csv') {
  const $ = await person.page('/customers/imports')
  return await person.agent
    .post('/customers/imports')
    .field('_csrf', String($('input[name=_csrf]').first().val()))
    .attach('file', typeof text === 'string' ? Buffer.from(text) : text, name)
}

/** Waits until the work that goes on beside is done. */
async function settled(id: string): Promise<string> {
  return await vi.waitFor(
    async () => {
      const { status } = await portal.deps.database
        .selectFrom('imports')
        .select('status')
        .where('id', '=', Number(id))
        .executeTakeFirstOrThrow()
      if (['checking', 'applying', 'undoing', 'reading'].includes(status)) throw new Error(status)
      return status
    },
    { timeout: 20_000, interval: 20 },
  )
}

/** Uploads a file of which every column is known, and waits for the dry run. @returns the import's number */
async function checked(text: string | Buffer, person = lucia): Promise<string> {
  const answer = await upload(person, text)
  expect(answer.status, load(answer.text)('[role=alert]').text()).toBe(303)
  const id = String(answer.headers.location).split('/')[3]!
  expect(await settled(id)).toBe('checked')
  return id
}

async function act(id: string, what: 'confirm' | 'undo'): Promise<void> {
  expect((await lucia.post(`/customers/imports/${id}/${what}`, {})).status).toBe(303)
  await settled(id)
}

/** What the page of an import says: how many lines came to what. */
async function outcomes(id: string, person = lucia): Promise<Record<string, string>> {
  const $ = await person.page(`/customers/imports/${id}`)
  return Object.fromEntries(
    $('.outcomes a')
      .toArray()
      .map((link) => [
        $(link).clone().children().remove().end().text().trim(),
        $(link).find('.tag').text().trim(),
      ]),
  )
}

const csv = (...lines: (string | number)[][]): string => lines.map((line) => line.join(',')).join('\n') + '\n'
const exported = async (query: string) =>
  (await lucia.post('/customers/export', Object.fromEntries(new URLSearchParams(query)))).text

describe('an import', () => {
  it('shows what it would do, writes nothing before it is confirmed, then one version with its name', async () => {
    const id = unused('ES')
    const before = await storedCustomer(portal, id)
    const file = csv(
      ['Microsoft ID', 'Company name', 'Email (billing)', 'Version'],
      [id, 'Otra Razón', 'otra@example.com', before.version],
    )
    const number = await checked(file)
    expect(await outcomes(number)).toEqual({ 'To be changed': '1' })
    const $ = await lucia.page(`/customers/imports/${number}`)
    expect(textOf($, '.import-lines')).toContain(before.billing_email)
    expect(textOf($, '.import-lines')).toContain('otra@example.com')
    expect(await storedCustomer(portal, id)).toEqual(before)
    await act(number, 'confirm')
    expect(await outcomes(number)).toEqual({ Changed: '1' })
    const stored = await storedCustomer(portal, id)
    expect(stored).toMatchObject({ company_name: 'Otra Razón', billing_email: 'otra@example.com' })
    expect(stored.version).toBe(before.version + 1)
    const [entry] = await storedHistory(portal, id)
    expect(entry!.reason).toBe('Import customers.csv')
    expect(entry!.changes.map((change) => change.field)).toEqual(['company_name', 'billing_email'])
    const log = await lucia.page('/activity?action=import_confirmed')
    expect(textOf(log, '.activity tbody')).toContain('customers.csv')
  })

  it('knows Partner Center’s own list, adds what is new and leaves what is missing to be filled in', async () => {
    const guid = '11111111-2222-4333-8444-555555555555'
    const number = await checked(
      csv(
        ['Microsoft ID', 'Company name', 'Primary domain name', 'Relationship', 'Tags'],
        [guid, 'Brand New Ltd', 'brandnew.onmicrosoft.com', 'Reseller', 'east'],
        [known.quintana.id, '"Almacenes Quintana, S.A."', known.quintana.primary_domain, 'Reseller', ''],
      ),
    )
    expect(await outcomes(number)).toEqual({ 'To be added': '1', Unchanged: '1' })
    await act(number, 'confirm')
    const stored = await storedCustomer(portal, guid)
    expect(stored).toMatchObject({ version: 1, company_name: 'Brand New Ltd', tags: 'east' })
    expect(JSON.parse(stored.attention)).toContain('billing_email')
    const again = await checked(
      csv(
        ['Microsoft ID', 'Company name', 'Primary domain name', 'Relationship', 'Tags'],
        [guid, 'Brand New Ltd', 'brandnew.onmicrosoft.com', 'Reseller', 'east'],
      ),
    )
    expect(await outcomes(again)).toEqual({ Unchanged: '1' })
  })

  it('of an export changes nothing', async () => {
    for (const language of ['en', 'es', 'zh-Hans']) {
      await lucia.post('/language', { language, next: '/' })
      const number = await checked(await exported('country=CN'))
      const counts = await outcomes(number)
      expect(Object.keys(counts), language).toHaveLength(1)
      const { rows } = { rows: await rowsOf(number) }
      expect(new Set(rows.map((row) => row.outcome)), language).toEqual(new Set(['unchanged']))
      expect(rows.length).toBeGreaterThan(50)
    }
    await lucia.post('/language', { language: 'en', next: '/' })
  })

  it('leaves empty cells as they are and clears (empty) ones, and takes names for codes', async () => {
    const id = unused('ES')
    await lucia.edit(id, { billing_middle_name: 'Middle', tags: 'a' })
    const before = await storedAccount(portal, id)
    const number = await checked(
      csv(
        ['Microsoft ID', 'Middle name (billing)', 'Tags', 'Relationship', 'Language (billing)'],
        [id, '(empty)', '', 'Distribución', '法语'],
      ),
    )
    await act(number, 'confirm')
    expect(await storedAccount(portal, id)).toEqual({
      ...before,
      billing_middle_name: '',
      relationship: 'syndication',
      billing_language: 'fr',
    })
  })

  it('refuses lines with the same rules as the form, and gives them back to be mended', async () => {
    const [one, two, three] = [unused('ES'), unused('ES'), unused('ES')]
    const number = await checked(
      csv(
        ['Microsoft ID', 'Company name', 'Email (billing)', 'Postal code (billing)'],
        [one, '', 'not an address', ''],
        [two, '', '', '1'],
        [three, 'Good', '', ''],
        ['nonsense', '', '', ''],
      ),
    )
    expect(await outcomes(number)).toEqual({ 'To be changed': '1', Refused: '3' })
    const $ = await lucia.page(`/customers/imports/${number}?outcome=refused`)
    expect(textsOf($, '.field-error')).toEqual([
      'Email (billing): Please enter an address such as name@example.com',
      'Postal code (billing): Postal codes in Spain have 5 digits, such as 28039',
      'Microsoft ID: Please use the form 00000000-0000-0000-0000-000000000000',
    ])
    const report = await lucia.get(`/customers/imports/${number}/report.csv?outcome=refused`)
    const lines = report.text.replace('\uFEFF', '').trimEnd().split('\r\n')
    expect(lines[0]).toBe('Microsoft ID,Company name,Email (billing),Postal code (billing),Line,Result')
    expect(lines[1]).toBe(
      `${one},,not an address,,2,Email (billing): Please enter an address such as name@example.com`,
    )
    await act(number, 'confirm')
    expect((await storedAccount(portal, three)).company_name).toBe('Good')
    const mended = report.text.replace('not an address', 'an@address.example')
    const answer = await upload(lucia, mended)
    expect(answer.headers.location).toMatch(/^\/customers\/imports\/\d+$/)
  })

  it('merges with what a colleague changed since the export, and says where both changed the same', async () => {
    const [one, two] = [unused('DE'), unused('DE')]
    const file = await exported(
      `q=${one}&column_id=yes&column_company_name=yes&column_billing_email=yes&column_version=yes`,
    )
    const other = await exported(
      `q=${two}&column_id=yes&column_company_name=yes&column_billing_email=yes&column_version=yes`,
    )
    await lucia.edit(one, { billing_email: 'theirs@example.com' })
    await lucia.edit(two, { company_name: 'Theirs' })
    const lines = [file, other].map((text) => text.replace('\uFEFF', '').trimEnd().split('\r\n')[1]!)
    const header = file.replace('\uFEFF', '').split('\r\n')[0]!
    const names = [await storedAccount(portal, one), await storedAccount(portal, two)]
    const mine = lines.map((line, at) => {
      const cells = line.split(',')
      return [cells[0], `Mine ${at}`, cells.at(-2), cells.at(-1)].join(',')
    })
    const number = await checked([header, ...mine].join('\n'))
    expect(await outcomes(number)).toEqual({ 'To be changed': '1', 'In conflict': '1' })
    await act(number, 'confirm')
    expect(await storedAccount(portal, one)).toMatchObject({
      company_name: 'Mine 0',
      billing_email: 'theirs@example.com',
    })
    expect((await storedAccount(portal, two)).company_name).toBe('Theirs')
    expect(names[1]!.company_name).toBe('Theirs')
  })

  it('is undone whole, but for customers that somebody has edited since', async () => {
    const [one, two] = [unused('ES'), unused('ES')]
    const before = [await storedAccount(portal, one), await storedAccount(portal, two)]
    const number = await checked(
      csv(
        ['Microsoft ID', 'Company name', 'Primary domain name', 'Tags'],
        [one, 'Changed One', '', 'x'],
        [two, 'Changed Two', '', 'x'],
        ['', 'Added Three', 'addedthree.example', 'x'],
      ),
    )
    await act(number, 'confirm')
    expect(await outcomes(number)).toEqual({ Added: '1', Changed: '2' })
    await lucia.edit(two, { billing_first_name: 'Since' })
    await act(number, 'undo')
    expect(await outcomes(number)).toEqual({ Undone: '2', 'Kept: edited since': '1' })
    expect(await storedAccount(portal, one)).toEqual(before[0])
    expect(await storedAccount(portal, two)).toMatchObject({
      company_name: 'Changed Two',
      billing_first_name: 'Since',
    })
    expect((await storedHistory(portal, one))[0]).toMatchObject({ origin: 'undoes' })
    expect(textsOf(await lucia.page('/customers?q=addedthree'), '.row-link')).toEqual([])
    expect(textsOf(await lucia.page('/customers?q=addedthree&attention=archived'), '.row-link')).toEqual([
      'Added Three',
    ])
    expect(before[1]!.company_name).not.toBe('Changed Two')
  })

  it('asks what it does not know by name, guesses and remembers', async () => {
    const id = unused('ES')
    const file = csv(['Customer ID', 'Firma oficial', 'Anything'], [id, 'From the ERP', 'x'])
    const answer = await upload(lucia, file)
    const address = String(answer.headers.location)
    const $ = await lucia.page(address)
    const fields = formFields($, 'form[action$="/mapping"]')
    expect(fields).toMatchObject({ column_0: 'id', column_1: '', column_2: '' })
    expect(textOf($, '.mapping')).toContain('From the ERP')
    await lucia.post(`${address}/mapping`, { ...fields, column_1: 'company_name' })
    const number = address.split('/')[3]!
    expect(await settled(number)).toBe('checked')
    expect(await outcomes(number)).toEqual({ 'To be changed': '1' })
    const again = await upload(lucia, csv(['Customer ID', 'FIRMA OFICIAL'], [id, 'From the ERP']))
    expect(await settled(String(again.headers.location).split('/')[3]!)).toBe('checked')
    const twice: Fields = { ...fields, column_1: 'id' }
    const third = await upload(lucia, csv(['Customer ID', 'Something'], [id, 'x']))
    expect((await lucia.post(`${third.headers.location}/mapping`, twice)).status).toBe(422)
  })

  it('changes only the fields that the person’s role allows, and is not for helpdesk', async () => {
    const chen = await portal.signIn(people.helpdesk)
    expect((await chen.get('/customers/imports')).status).toBe(403)
    expect((await upload(chen, 'Microsoft ID\nx\n')).status).toBe(403)
  })

  it('of another partner is the same 404 as none', async () => {
    const number = await checked(csv(['Microsoft ID', 'Company name'], [known.mueller.id, 'Foreign']))
    const grace = await portal.signIn(people.stranger)
    for (const path of [`/customers/imports/${number}`, '/customers/imports/999999', '/customers/imports/x'])
      expect((await grace.get(path)).status, path).toBe(404)
    expect((await grace.post(`/customers/imports/${number}/confirm`, {})).status).toBe(404)
    // Somebody else's customer is nobody's to them.
    const theirs = await upload(grace, csv(['Microsoft ID', 'Company name'], [known.mueller.id, 'Foreign']))
    const id = String(theirs.headers.location).split('/')[3]!
    await settled(id)
    expect(await outcomes(id, grace)).toEqual({ Refused: '1' })
    await lucia.post(`/customers/imports/${number}/discard`, {})
    expect((await lucia.get(`/customers/imports/${number}`)).status).toBe(404)
  })

  it('goes on where it was when the process that did it has ended', async () => {
    const ids = [unused('CN'), unused('CN'), unused('CN')]
    const number = await checked(csv(['Microsoft ID', 'Tags'], ...ids.map((id) => [id, 'resumed'])))
    // As a process leaves it that was killed after the first line.
    const { database } = portal.deps
    await database
      .updateTable('imports')
      .set({ status: 'applying', claimed_by: 'a process that is gone', claimed_until_ms: 0 })
      .where('id', '=', Number(number))
      .execute()
    await portal.deps.writes.wakeImports()
    expect(await settled(number)).toBe('applied')
    for (const id of ids) {
      expect((await storedAccount(portal, id)).tags).toBe('resumed')
      const history = await storedHistory(portal, id)
      expect(history.filter((entry) => entry.reason === 'Import customers.csv')).toHaveLength(1)
    }
  })
})

async function rowsOf(number: string) {
  return await portal.deps.database
    .selectFrom('import_rows')
    .selectAll()
    .where('import_id', '=', Number(number))
    .execute()
}

describe('a file', () => {
  const lines = ['Microsoft ID;Company name', `${known.sakura.id};さくら物産 新`, '']

  it.each<[string, Buffer]>([
    ['in UTF-8 with a mark', Buffer.from('\uFEFF' + lines.join('\r\n'))],
    ['with tabs', Buffer.from(lines.join('\n').replaceAll(';', '\t'))],
    ['in UTF-16 with a mark', Buffer.from('\uFEFF' + lines.join('\r\n'), 'utf16le')],
    ['in UTF-16 the other way', Buffer.from('\uFEFF' + lines.join('\r\n'), 'utf16le').swap16()],
    ['in UTF-16 without a mark', Buffer.from(lines.join('\r\n'), 'utf16le')],
  ])('%s is read', async (_what, bytes) => {
    const number = await checked(bytes)
    const [row] = await rowsOf(number)
    expect(JSON.parse(row!.cells)).toEqual([known.sakura.id, 'さくら物産 新'])
  })

  it.each<[string, string | Buffer, string]>([
    ['a zip renamed', Buffer.from('PK\u0003\u0004 and so on'), 'It is damaged, or no Excel file.'],
    ['a quote never closed', 'Company name\n"Acme\nOther\n', 'is never closed'],
    ['10,000 columns', `${'a,'.repeat(10_000)}\n${'b,'.repeat(10_000)}\n`, 'It has more than 150 columns.'],
    ['NULs', 'Company name\nAc\0me\nOther company that is longer\n', 'It is no text.'],
    ['no lines', 'Company name\n', 'It has no lines below its header.'],
    ['nothing', '', 'It has no lines below its header.'],
    [
      'bytes of no encoding',
      Buffer.from([0x43, 0x0a, 0xff, 0xff, 0xff, 0x0a, 0x80]),
      'make no sense in any known encoding',
    ],
    ['one endless line', `Company name\n"${'x'.repeat(400_000)}"\n`, 'is too long'],
  ])('with %s is sent back with what to do, and nothing is kept', async (_what, bytes, message) => {
    const before = await portal.deps.database.selectFrom('imports').select('id').execute()
    const answer = await upload(lucia, bytes)
    expect(answer.status).toBe(422)
    expect(textOf(load(answer.text), '[role=alert]')).toContain(message)
    expect(await portal.deps.database.selectFrom('imports').select('id').execute()).toEqual(before)
  })

  it('with formulas is text, and an exported apostrophe is not part of it', async () => {
    const id = unused('ES')
    const number = await checked(csv(['Microsoft ID', 'Company name'], [id, `"'=1+1"`]))
    await act(number, 'confirm')
    expect((await storedAccount(portal, id)).company_name).toBe('=1+1')
    expect(await outcomes(await checked(await exported(`q=${id}`)))).toEqual({ Unchanged: '1' })
  })

  it('that is none is not taken', async () => {
    const $ = await lucia.page('/customers/imports')
    const form = lucia.agent
      .post('/customers/imports')
      .field('_csrf', String($('input[name=_csrf]').first().val()))
    expect((await form).status).toBe(400)
  })
})

it('a file that was still being read when the power failed is taken away', async () => {
  const { database, clock } = portal.deps
  const imports = createImportsStore(database)
  const start = async (created_at_ms: number) => {
    const values = {
      staff_id: 1,
      kind: 'file',
      name: 'a.csv',
      reason: '',
      created_at_ms,
      header: ['a'],
    } as const
    const id = await imports.forPartner(1).start({ ...values, header: ['a'] })
    await imports.forPartner(1).addLines(id, [{ line: 2, cells: ['b'] }])
    return id
  }
  const interrupted = await start(clock() - 7_200_000)
  const current = await start(clock())
  const finished = await start(clock() - 7_200_000)
  await imports.forPartner(1).setStatus(finished, 'reading', 'mapping', clock())
  await imports.sweep(clock())
  const left = async (table: 'imports' | 'import_rows', column: 'id' | 'import_id') =>
    (
      await database
        .selectFrom(table)
        .select(column as 'id')
        .execute()
    ).map((row) => Object.values(row)[0])
  expect(await left('imports', 'id')).toEqual(expect.arrayContaining([current, finished]))
  expect(await left('imports', 'id')).not.toContain(interrupted)
  expect(await left('import_rows', 'import_id')).not.toContain(interrupted)
  await imports.forPartner(1).remove(current, 'reading')
  await imports.forPartner(1).remove(finished, 'mapping')
})

describe('a bulk change', () => {
  it('of more customers than an import holds is refused, and says so', async () => {
    const row = await storedCustomer(portal, known.quintana.id)
    const piece = Array.from({ length: 1000 }, () => row)
    const pieces = async function* (count: number) {
      for (let at = 0; at < count; at += 1) yield await Promise.resolve(piece)
    }
    const read = async (count: number) => {
      let lines = 0
      for await (const line of bulkLines(pieces(count), 'archive', {})) lines += line.length > 0 ? 1 : 0
      return lines
    }
    expect(await read(200)).toBe(200_000)
    await expect(read(201)).rejects.toMatchObject({ key: 'bulk.too_many', values: { limit: 200_000 } })
  })

  const pick = (ids: string[]): Fields => Object.fromEntries(ids.map((id) => [`pick_${id}`, 'yes']))

  async function bulk(fields: Fields): Promise<string> {
    const answer = await lucia.post('/customers/bulk/check', fields)
    expect(answer.status).toBe(303)
    const id = String(answer.headers.location).split('/')[3]!
    expect(await settled(id)).toBe('checked')
    return id
  }

  it.each<[Fields, object]>([
    [{ change: 'relationship', relationship: 'advisor' }, { relationship: 'advisor' }],
    [{ change: 'billing_language', billing_language: 'fr' }, { billing_language: 'fr' }],
    [{ change: 'tag_add', tag: 'north' }, { tags: 'keep, north' }],
    [{ change: 'tag_remove', tag_off: 'keep' }, { tags: '' }],
    [
      {
        change: 'billing_contact',
        billing_first_name: 'A',
        billing_last_name: 'B',
        billing_email: 'a@b.example',
      },
      { billing_first_name: 'A', billing_last_name: 'B', billing_email: 'a@b.example' },
    ],
    [{ change: 'archive' }, { archived: 'yes' }],
  ])('%o is looked at, written with the form’s rules and undone', async (change, expected) => {
    const ids = [unused('CN'), unused('CN')]
    for (const id of ids) await lucia.edit(id, { tags: 'keep' })
    const before = await Promise.all(ids.map((id) => storedAccount(portal, id)))
    const number = await bulk({ ...pick(ids), ...change })
    const $ = await lucia.page(`/customers/imports/${number}`)
    expect(textOf($, '.outcomes')).toContain('To be changed')
    await act(number, 'confirm')
    for (const id of ids) expect(await storedAccount(portal, id)).toMatchObject(expected)
    expect((await storedHistory(portal, ids[0]!))[0]!.reason).toMatch(/^Bulk change: /)
    await act(number, 'undo')
    expect(await Promise.all(ids.map((id) => storedAccount(portal, id)))).toEqual(before)
  })

  it('of all that the list shows reaches every one of them', async () => {
    const list = await lucia.page('/customers?country=MX&relationship=advisor')
    const count = Number(/^(\d+)/.exec(textOf(list, '.page-head [role=status]'))?.[1])
    const fields = { list_country: 'MX', list_relationship: 'advisor', all: 'yes' }
    const form = load((await lucia.post('/customers/bulk', fields)).text)
    expect(textOf(form, '.page-head')).toContain(`${count} customer`)
    const number = await bulk({ ...fields, change: 'tag_add', tag: 'mexico' })
    expect(await outcomes(number)).toEqual({ 'To be changed': String(count) })
  })

  it('is chosen on the list by whoever may, with the boxes of its rows', async () => {
    const $ = await lucia.page('/customers?q=quintana')
    expect($(`input[name="pick_${known.quintana.id}"]`).attr('form')).toBe('bulk')
    const answer = await lucia.post('/customers/bulk', pick([known.quintana.id]))
    const form = load(answer.text)
    expect(textOf(form, '.page-head')).toContain('1 customer')
    expect(form(`input[type=hidden][name="pick_${known.quintana.id}"]`)).toHaveLength(1)
    const chen = await portal.signIn(people.helpdesk)
    expect((await chen.page('/customers'))('input[type=checkbox]')).toHaveLength(0)
  })

  it('of nobody says so, and where the list was', async () => {
    const answer = await lucia.post('/customers/bulk', { list_country: 'MX', list_columns: 'tags,id' })
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/customers?country=MX&columns=tags%2Cid')
    const $ = await lucia.page(String(answer.headers.location))
    expect(textOf($, '.alert-info')).toContain('No customer was selected')
  })

  it('of a whole page is selected without a script, too', async () => {
    const $ = await lucia.page('/customers?country=MX&sort=-name')
    const all = await lucia.page($('thead .cell-pick a').attr('href') ?? '')
    const picked = (page: typeof $) => page('tbody input[type=checkbox][checked]').length
    expect([picked($), picked(all)]).toEqual([0, all('tbody tr').length])
    expect(all('.row-link').first().text()).toBe($('.row-link').first().text())
    expect(textOf($, '.bulk-all')).toMatch(/^Change all \d+ customers that match$/)
    expect(textOf(await lucia.page('/customers'), '.bulk-all')).toMatch(/^Change all [\d,]+ customers$/)
  })

  it('without a value, or with one that no field takes, is sent back', async () => {
    const answer = await lucia.post('/customers/bulk/check', {
      ...pick([known.quintana.id]),
      change: 'tag_add',
    })
    expect(answer.status).toBe(422)
    expect(textOf(load(answer.text), '#tag-error')).toBe('Please fill this in')
    expect(load(answer.text)('.error-summary a').attr('href')).toBe('#tag')
    expect(load(answer.text)('[name=tag_off]').attr('aria-invalid')).toBeUndefined()
    const tag = 'x'.repeat(255)
    const long = await lucia.post('/customers/bulk/check', {
      ...pick([known.quintana.id]),
      change: 'tag_add',
      tag,
    })
    expect(long.status).toBe(422)
    expect(textOf(load(long.text), '.error-summary')).toContain('Tag: Please use at most 254 characters')
    expect(load(long.text)('[name=tag]').val()).toBe(tag)
    const twice = await lucia.post('/customers/bulk/check', pick([known.quintana.id]))
    expect(twice.status).toBe(400)
    expect(fabrikam).toBe(1)
  })
})
