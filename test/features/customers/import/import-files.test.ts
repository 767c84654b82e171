import { readFileSync } from 'node:fs'
import path from 'node:path'
import { load, type CheerioAPI } from 'cheerio'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { known, textOf, textsOf } from '#test/support/customers.ts'
import { formFields, people, type Person } from '#test/support/person.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'
import { zipOf } from '#test/support/zip.ts'

/** Files as spreadsheets and other programs write them: what is read of them, and what is shown before it is used. */

let portal: Portal
let lucia: Person

beforeAll(async () => {
  portal = await openPortal()
  lucia = await portal.signIn(people.admin)
})

afterAll(() => portal.close())

async function upload(bytes: string | Buffer, name = 'customers.csv') {
  const $ = await lucia.page('/customers/imports')
  return await lucia.agent
    .post('/customers/imports')
    .field('_csrf', String($('input[name=_csrf]').first().val()))
    .attach('file', Buffer.from(bytes as string), name)
}

/** Uploads a file that can be read. @returns the address of its import */
async function read(bytes: string | Buffer): Promise<string> {
  const answer = await upload(bytes)
  expect(answer.status, textOf(load(answer.text), '[role=alert]')).toBe(303)
  return String(answer.headers.location)
}

type Row = { line: number; cells: string[]; outcome: string; detail: string }

const idOf = (address: string) => Number(address.split('/')[3])

async function statusOf(address: string): Promise<string> {
  const { database } = portal.deps
  const row = await database
    .selectFrom('imports')
    .select('status')
    .where('id', '=', idOf(address))
    .executeTakeFirstOrThrow()
  return row.status
}

async function rowsOf(address: string): Promise<Row[]> {
  await vi.waitFor(async () => expect(['mapping', 'checked']).toContain(await statusOf(address)), 20_000)
  const rows = await portal.deps.database
    .selectFrom('import_rows')
    .select(['line', 'cells', 'outcome', 'detail'])
    .where('import_id', '=', idOf(address))
    .orderBy('line')
    .execute()
  return rows.map((row) => ({ ...row, cells: JSON.parse(row.cells) as string[] }))
}

const cellsOf = async (bytes: string | Buffer): Promise<string[][]> =>
  (await rowsOf(await read(bytes))).map((row) => row.cells)

/** What the page says the file is written in. */
const shownEncoding = ($: CheerioAPI) => String($('select[name=encoding] option[selected]').val())

const table = (...names: string[]) =>
  ['Company name,Domain', ...names.map((name, at) => `${name},w${at}.example`)].join('\n') + '\n'

describe('a file whose letters are not Unicode', () => {
  it.each<[string, string[]]>([
    ['windows-1252', ['Müller Bau GmbH']],
    ['windows-1252', ['Espa\u00f1a']],
    ['windows-1252', ['Façade']],
    ['windows-1252', ['Crème Brûlée', 'O’Brien “& Sons” – 5 €']],
    ['windows-1252', ['Smørrebrød ApS', 'Ærø', 'São Paulo', 'MÜLLER']],
    ['windows-1250', ['Łódź Sp. z o.o.', 'Świętokrzyskie', 'Jabłoński', 'Żółty', 'Kraków']],
    ['windows-1250', ['Dvořák', 'České Budějovice', 'Příbram', 'Žižkov', 'Plzeň']],
    ['windows-1251', ['Газпром', 'ООО «Ромашка»']],
    ['koi8-r', ['Москва', 'Иванов']],
    ['windows-1253', ['Παπαδόπουλος']],
    ['windows-1254', ['Beşiktaş', 'Şişli', 'Eskişehir', 'Yıldız']],
    ['macintosh', ['Müller', 'Düsseldorf', 'Café Société', 'España', 'Peñalver']],
    ['cp850', ['Müller', 'Düsseldorf', 'Café Société', 'España', 'Peñalver', 'Größe']],
    ['gb18030', ['华聚']],
    ['gb18030', ['Northwind Traders', 'Contoso Ltd', '王伟', 'Fabrikam']],
    ['gb18030', ['深圳市腾讯计算机系统有限公司', '㐂镕商行']],
    ['big5', ['臺灣積體電路製造', '鴻海精密工業']],
    ['shift_jis', ['株式会社さくら', 'トヨタ自動車']],
    ['euc-kr', ['삼성전자', '주식회사 네이버', '대한민국']],
  ])('is read as %s where that makes sense of %j, and shown before it is used', async (encoding, names) => {
    const address = await read(iconv.encode(table(...names), encoding))
    expect((await rowsOf(address)).map((row) => row.cells[0])).toEqual(names)
    expect(await statusOf(address)).toBe('mapping')
    const $ = await lucia.page(address)
    for (const name of names.slice(0, 5)) expect(textOf($, '.file-lines')).toContain(name)
    expect($('select[name=encoding] option[selected]')).toHaveLength(1)
  })

  it('is told by all of it: one letter on the last of many lines', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `Plain name ${at}`)
    const address = await read(iconv.encode(table(...lines, 'Müller'), 'windows-1252'))
    const $ = await lucia.page(address)
    expect(shownEncoding($)).toBe('windows-1252')
    expect(textsOf($, '.file-lines li')).toHaveLength(5)
    expect(textOf($, '.file-lines')).toContain('Müller')
  })

  it('is read again in the encoding that somebody chooses, and nothing is checked before', async () => {
    const address = await read(iconv.encode(table('Erdős Kft'), 'windows-1250'))
    const before = await lucia.page(address)
    expect(textOf(before, '.file-lines')).toContain('Erdõs Kft')
    const fields = formFields(before, 'form.reading')
    const answer = await lucia.post(`${address}/reading`, { ...fields, encoding: 'windows-1250' })
    const again = String(answer.headers.location)
    const $ = await lucia.page(again)
    expect(shownEncoding($)).toBe('windows-1250')
    expect(textOf($, '.file-lines')).toContain('Erdős Kft')
    expect((await rowsOf(again)).map((row) => [row.cells[0], row.outcome])).toEqual([['Erdős Kft', 'unread']])
    expect((await lucia.get(address)).status).toBe(404)

    const wrong = await lucia.post(`${again}/reading`, { ...fields, encoding: 'utf-8' })
    expect(wrong.status).toBe(422)
    expect(textOf(load(wrong.text), '[role=alert]')).toContain('Its letters make no sense')
    expect(textOf(load(wrong.text), '.file-lines')).toContain('Erdős Kft')

    await lucia.post(`${again}/mapping`, formFields($, 'form[action$="/mapping"]'))
    const [row] = await rowsOf(again)
    expect(row?.outcome).not.toBe('unread')
    expect(textOf(await lucia.page(again), '.read-as')).toContain('Central European (Windows-1250)')
    const kept = await portal.deps.database
      .selectFrom('import_files')
      .select('piece')
      .where('import_id', '=', idOf(again))
      .execute()
    expect(kept).toEqual([])
  })

  it('is another partner’s and helpdesk’s as little as any import', async () => {
    const address = await read(iconv.encode(table('Müller'), 'windows-1252'))
    const fields = { encoding: 'windows-1252', header_line: '1' }
    const grace = await portal.signIn(people.stranger)
    expect((await grace.post(`${address}/reading`, fields)).status).toBe(404)
    const chen = await portal.signIn(people.helpdesk)
    expect((await chen.post(`${address}/reading`, fields)).status).toBe(403)
    expect((await lucia.get(address)).status).toBe(200)
  })

  it.each<[string, Buffer, string]>([
    [
      'is partly UTF-8',
      Buffer.concat([
        Buffer.from(table('Müller', 'España')),
        iconv.encode('Façade,w.example\n', 'windows-1252'),
      ]),
      'Line 4 is written in another encoding',
    ],
    ['is of no encoding', Buffer.from('436f0affffff0a80', 'hex'), 'Its letters make no sense'],
  ])('and that %s is sent back with what to do', async (_what, bytes, message) => {
    const answer = await upload(bytes)
    expect(answer.status).toBe(422)
    expect(textOf(load(answer.text), '[role=alert]')).toContain(message)
  })
})

describe('a file in Unicode', () => {
  const text = table('Müller Bau GmbH', '华聚', 'Ελλάς')
  it.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from('\uFEFF' + text)],
    ['UTF-16', Buffer.from('\uFEFF' + text, 'utf16le')],
    ['UTF-16 the other way without a mark', Buffer.from(text, 'utf16le').swap16()],
    [
      'UTF-16 of little but Chinese',
      Buffer.from(table(...Array<string>(50).fill('深圳市腾讯计算机系统有限公司')), 'utf16le'),
    ],
  ])('%s is checked without a question', async (_what, bytes) => {
    const address = await read(bytes)
    await rowsOf(address)
    expect(await statusOf(address)).toBe('checked')
    expect(textOf(await lucia.page(address), '.read-as')).toContain('Read as UTF-')
  })
})

describe('a file that another program wrote', () => {
  const file = (name: string) => readFileSync(path.join(import.meta.dirname, '../../../files', name))
  const cells = [
    [
      'Müller & Söhne “Bau”',
      'mueller-bau.example',
      'Deutschland',
      '01067',
      '493514915550',
      'FALSE',
      '2024-02-29',
      'ab',
    ],
    [
      'España; “Peñalver”, S.A.',
      'penalver.example',
      'España',
      '08001',
      '34915550123',
      'TRUE',
      '',
      'two\nlines',
    ],
  ]

  it.each([
    ['libreoffice.xlsx', undefined],
    ['libreoffice-utf-8.csv', 'utf-8'],
    ['libreoffice-utf-16.csv', 'utf-16le'],
    ['libreoffice-windows-1252.csv', 'windows-1252'],
    ['libreoffice-macintosh.csv', 'macintosh'],
  ])('%s is read below its title, line by line', async (name, encoding) => {
    const address = await read(file(name))
    const rows = await rowsOf(address)
    expect(rows.map((row) => row.cells)).toEqual(cells)
    expect(rows.map((row) => row.line)).toEqual([4, 7])
    const $ = await lucia.page(address)
    expect($('select[name=encoding] option[selected]').attr('value')).toBe(encoding)
    expect($('select[name=header_line] option[selected]').attr('value')).toBe('3')
  })

  it.each([
    ['libreoffice.xls', 'It is an Excel file of the old kind'],
    ['libreoffice.ods', 'OpenDocument (.ods)'],
  ])('%s is sent back with what to do', async (name, message) => {
    const answer = await upload(file(name))
    expect(answer.status).toBe(422)
    expect(textOf(load(answer.text), '[role=alert]')).toContain(message)
  })
})

describe('a workbook', () => {
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const rels = (...to: [string, string, string][]) =>
    `<Relationships>${to.map(([id, type, target]) => `<Relationship Id="${id}" Type="${relation}/${type}" Target="${target}"/>`).join('')}</Relationships>`
  const workbook = (sheet: string, more: Record<string, string> = {}) =>
    zipOf({
      '[Content_Types].xml': '<Types/>',
      '_rels/.rels': rels(['a', 'officeDocument', 'xl/workbook.xml']),
      'xl/workbook.xml': `<workbook xmlns:r="${relation}"><sheets><sheet name="A" state="hidden" r:id="h"/><sheet name="B" r:id="v"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': rels(
        ['h', 'worksheet', 'worksheets/sheet1.xml'],
        ['v', 'worksheet', '/xl/worksheets/sheet2.xml'],
        ['s', 'sharedStrings', 'sharedStrings.xml'],
        ['f', 'styles', 'styles.xml'],
      ),
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row><c t="inlineStr"><is><t>hidden</t></is></c></row></sheetData></worksheet>',
      'xl/worksheets/sheet2.xml': sheet,
      'xl/styles.xml':
        '<styleSheet><numFmts><numFmt numFmtId="200" formatCode="00000"/><numFmt numFmtId="201" formatCode="+## ### ### ###"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="11"/><xf numFmtId="201"/><xf numFmtId="14"/></cellXfs></styleSheet>',
      'xl/sharedStrings.xml':
        '<sst><si><t>Microsoft ID</t></si><si><r><t>Company</t></r><r><t xml:space="preserve"> name</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si></sst>',
      ...more,
    })
  const sheetOf = (...rows: string[]) => `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`
  const header =
    '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><t>Tags</t></is></c></row>'

  it('is read as it shows itself: texts in pieces, numbers by their format, the first sheet that is seen', async () => {
    const row = (line: number, tag: string) =>
      `<row r="${line}"><c r="A${line}" t="str"><f>A1</f><v>${known.sakura.id}</v></c><c r="B${line}" t="s"><v>2</v></c>${tag}</row>`
    const bytes = workbook(
      sheetOf(
        header,
        row(4, '<c r="C4" s="1"><v>8001</v></c>'),
        row(5, '<c r="C5" s="2"><v>34915550123</v></c>'),
        row(6, '<c r="C6"><v>3.4915550123E10</v></c>'),
        row(7, '<c r="C7" s="3"><v>34915550123</v></c>'),
        row(8, '<c r="C8" s="4"><v>45351</v></c>'),
        row(9, '<c r="C9" t="b"><v>1</v></c>'),
        row(10, '<c r="C10"><v>0.30000000000000004</v></c>'),
        row(11, '<c r="C11" t="inlineStr"><is><t>a_x000D_b</t></is></c>'),
        row(12, '<c r="D12" t="e"><v>#N/A</v></c>'),
      ),
    )
    const rows = await rowsOf(await read(bytes))
    expect(rows.map(({ line, cells }) => [line, ...cells.slice(1)])).toEqual([
      [4, '東京', '08001'],
      [5, '東京', '34915550123'],
      [6, '東京', '34915550123'],
      [7, '東京', '+34 915 550 123'],
      [8, '東京', '2024-02-29'],
      [9, '東京', 'TRUE'],
      [10, '東京', '0.3'],
      [11, '東京', 'a\rb'],
      [12, '東京', '', '#N/A'],
    ])
  })

  it('of an old Mac counts its days from 1904', async () => {
    const row = `<row r="3"><c r="A3" t="inlineStr"><is><t>${known.sakura.id}</t></is></c><c r="C3" s="4"><v>43889</v></c></row>`
    const from1904 = `<workbook xmlns:r="${relation}"><workbookPr date1904="1"/><sheets><sheet name="B" r:id="v"/></sheets></workbook>`
    const bytes = workbook(sheetOf(header, row), { 'xl/workbook.xml': from1904 })
    expect((await cellsOf(bytes)).map((cells) => cells[2])).toEqual(['2024-02-29'])
  })

  it('with a formula that failed refuses its line', async () => {
    const line = `<row r="3"><c r="A3" t="inlineStr"><is><t>${known.sakura.id}</t></is></c><c r="B3" t="e"><v>#REF!</v></c></row>`
    const address = await read(workbook(sheetOf(header, line)))
    expect((await rowsOf(address)).map((row) => row.outcome)).toEqual(['refused'])
    expect(textOf(await lucia.page(address), '.field-error')).toContain('the error #REF! here')
  })

  it.each<[string, () => Buffer, string]>([
    [
      'names things for elsewhere',
      () => workbook(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${sheetOf(header)}`),
      'It is damaged',
    ],
    ['is cut off', () => workbook(sheetOf(header)).subarray(0, 700), 'It is damaged'],
    ['is no XML', () => workbook('<worksheet><row'), 'It is damaged'],
    [
      'has one endless text',
      () => workbook(sheetOf(`<row><c t="inlineStr"><is><t>${'x'.repeat(300_000)}</t></is></c></row>`)),
      'Line 1 is too long',
    ],
    ['has a header alone', () => workbook(sheetOf(header)), 'It has no lines below its header'],
    [
      'has 300 columns',
      () => workbook(sheetOf(`<row><c r="KZ1" t="str"><v>x</v></c></row>`, header)),
      'more than 150 columns',
    ],
    [
      'comes to more than it may',
      () => workbook(sheetOf(header), { 'xl/styles.xml': ' '.repeat(17 * 1024 * 1024) }),
      'It is too large once it is unpacked',
    ],
    ['is another zip', () => zipOf({ 'a.csv': 'a' }), 'ZIP'],
    ['is of Word', () => zipOf({ 'word/document.xml': '<a/>' }), 'Word'],
    ['is of Numbers', () => zipOf({ 'Index/Document.iwa': '' }), 'Numbers'],
    ['is a PDF', () => Buffer.from('%PDF-1.7\nxxx'), 'PDF'],
    ['is a web page', () => Buffer.from('<html><table><tr><td>a</td></tr></table>'), 'HTML'],
    ['has a password', () => encrypted(), 'It is protected by a password'],
  ])('that %s is sent back with what to do', async (_what, bytes, message) => {
    const answer = await upload(bytes(), 'customers.xlsx')
    expect(answer.status).toBe(422)
    expect(textOf(load(answer.text), '[role=alert]')).toContain(message)
  })

  /** The compound file that Excel writes around what it encrypts: its header, and a directory. */
  function encrypted(): Buffer {
    const bytes = Buffer.alloc(2048)
    bytes.write('d0cf11e0a1b11ae1', 'hex')
    bytes.writeUInt16LE(9, 30)
    bytes.writeUInt32LE(1, 48)
    bytes.write('EncryptedPackage', 1024, 'utf16le')
    return bytes
  }
})

describe('the sample', () => {
  it.each(['en', 'es', 'zh-Hans'])('in %s is a file that can be imported as it is', async (language) => {
    await lucia.agent
      .post('/language')
      .type('form')
      .send({ _csrf: await token(), language, next: '/' })
    const $ = await lucia.page('/customers/imports')
    const names = textsOf($, '.known-columns dt')
    expect(names.length).toBeGreaterThan(30)
    const sample = await lucia.get('/customers/imports/sample.csv')
    expect(sample.status).toBe(200)
    const rows = await rowsOf(await read(sample.text))
    expect(rows.map((row) => row.outcome)).toEqual(['add', 'add'])
    const header = sample.text
      .split('\r\n')[0]!
      .slice(1)
      .split(language === 'es' ? ';' : ',')
    expect(header).toEqual(names)
    await lucia.agent
      .post('/language')
      .type('form')
      .send({ _csrf: await token(), language: 'en', next: '/' })
  })

  const token = async () => String((await lucia.page('/'))('input[name=_csrf]').first().val())
})

describe('what spreadsheets write', () => {
  const { id } = known.sakura
  const name = 'Sakura, Inc.'
  const line = (separator: string) => [id, separator === ',' ? `"${name}"` : name].join(separator)

  it.each<[string, string]>([
    ['sep=; above it', `sep=;\r\nMicrosoft ID;Company name\r\n${line(';')}\r\n`],
    ['"sep=|" in quotes', `"sep=|"\r\nMicrosoft ID|Company name\r\n${line('|')}\r\n`],
    ['sep= and a tab', `sep=\t\r\nMicrosoft ID\tCompany name\r\n${line('\t')}\r\n`],
    ['sep=^', `sep=^\nMicrosoft ID^Company name\n${line('^')}\n`],
    ['bars', `Microsoft ID|Company name\n${line('|')}`],
    ['tabs', `Microsoft ID\tCompany name\n${line('\t')}`],
    [
      'titles above the header',
      `Customers of Fabrikam\n\nExported on 29 November;;\nMicrosoft ID;Company name\n${line(';')}`,
    ],
    ['a title with commas', `"A, B, C"\nMicrosoft ID;Company name\n${line(';')}`],
    ['empty cells at the end', `Microsoft ID;Company name;;;\n${line(';')};;;\n;;;;\n;;;;\n\n`],
    ['blank lines before and between', `\n\n;;\nMicrosoft ID;Company name\n\n ; \n${line(';')}\n`],
    ['carriage returns alone', `Microsoft ID;Company name\r${line(';')}\r`],
    ['several kinds of line ends', `Title\rMicrosoft ID;Company name\n\r\n${line(';')}\r\n`],
    [
      'a header with a mark, a star and other spaces',
      `\u00A0Microsoft\u00A0ID *:;COMPANY NAME:\n${line(';')}\n`,
    ],
    ['names of a program', `customerId,CompanyName\n${line(',')}\n`],
    ['DOS’s end of the file', `Microsoft ID;Company name\r\n${line(';')}\r\n\u001A`],
    ['fewer cells than headers', `Microsoft ID;Company name;Tags;Email (billing)\n${line(';')}\n`],
    ['250 empty columns', `Microsoft ID;Company name${';'.repeat(250)}\n${line(';')}${';'.repeat(250)}\n`],
  ])('with %s is read', async (_what, text) => {
    const address = await read(text)
    expect((await rowsOf(address)).map((row) => [row.cells, row.outcome])).toEqual([[[id, name], 'change']])
  })

  it('is no line that could be the header: what says the separator', async () => {
    const $ = await lucia.page(await read('sep=;\r\nFirst;Second\r\n1;2\r\n'))
    const lines = textsOf($, 'select[name=header_line] option')
    expect(lines[0]).toContain('First · Second')
    expect(lines.filter((line) => line.includes('sep='))).toEqual([])
  })

  it('keeps the numbers of its lines, past blank ones and line breaks in cells', async () => {
    const text = `Report\n\nMicrosoft ID,Company name,Tags\n\n${id},"Two\nlines",a\n,,\n\n${known.huaju.id},Second,b\n`
    expect((await rowsOf(await read(text))).map((row) => row.line)).toEqual([5, 9])
  })

  it('with a header that is not where it seems is read from the line that somebody chooses', async () => {
    const text = `Alfa;Beta\nGamma;Delta\n${id};Acme\n`
    const address = await read(text)
    const before = await lucia.page(address)
    const lines = before('select[name=header_line] option').toArray()
    expect(lines.map((option) => before(option).text().trim())).toEqual([
      '1: Alfa · Beta',
      '2: Gamma · Delta',
      `3: ${id} · Acme`,
    ])
    const answer = await lucia.post(`${address}/reading`, { encoding: 'utf-8', header_line: '2' })
    const again = String(answer.headers.location)
    expect(textsOf(await lucia.page(again), '.mapping label')).toEqual(['Gamma', 'Delta'])
    expect((await rowsOf(again)).map((row) => row.line)).toEqual([3])
  })

  it('with a header twice is asked which is which', async () => {
    const address = await read(`Microsoft ID;Phone;Phone\n${id};1;2\n`)
    const $ = await lucia.page(address)
    expect(textOf($, '.attention-note')).toContain('“Phone” stands above columns 2 and 3')
    expect(textsOf($, '.mapping label')).toEqual(['Microsoft ID', 'Phone (column 2)', 'Phone (column 3)'])
    const fields = formFields($, 'form[action$="/mapping"]')
    expect(fields).toMatchObject({ column_1: 'company_phone_number', column_2: '' })
    const twice = await lucia.post(`${address}/mapping`, { ...fields, column_2: 'company_phone_number' })
    expect(twice.status).toBe(422)
    const form = load(twice.text)
    expect(textOf(form, '#column_2-error')).toContain('Another column is this already')
    expect(form('.error-summary a').attr('href')).toBe('#column_2')
    expect(formFields(form, 'form[action$="/mapping"]')).toMatchObject({ column_2: 'company_phone_number' })
    const answer = await lucia.post(`${address}/mapping`, { ...fields, column_2: 'billing_phone_number' })
    expect(answer.status).toBe(303)
  })

  it('without a header over a column asks what it is, and what is left out is not asked again', async () => {
    const address = await read(`Microsoft ID;;Nonsense\n${id};note;x\n`)
    const $ = await lucia.page(address)
    expect(textsOf($, '.mapping label')).toEqual(['Microsoft ID', 'Column 2, without a header', 'Nonsense'])
    await lucia.post(`${address}/mapping`, formFields($, 'form[action$="/mapping"]'))
    const again = await read(`Microsoft ID;Nonsense\n${id};x\n`)
    await rowsOf(again)
    expect(await statusOf(again)).toBe('checked')
    const nothing = await read(`Alfa;Beta\na;b\n`)
    const none = await lucia.post(`${nothing}/mapping`, { column_0: '', column_1: '' })
    expect(none.status).toBe(422)
    expect(textOf(load(none.text), '.error-summary')).toContain('at least one column')
  })

  it('whose line has more cells than headers refuses that line, since nobody knows which is which', async () => {
    const address = await read(`Microsoft ID,Company name\n${id},Sakura, Inc.\n${known.huaju.id},Huaju neu\n`)
    const [moved, right] = await rowsOf(address)
    expect([moved?.outcome, right?.outcome]).toEqual(['refused', 'change'])
    expect(textOf(await lucia.page(`${address}?outcome=refused`), '.field-error')).toContain(
      'This line has 3 cells, the headers are 2',
    )
  })

  it('is taken by cells as they stand', async () => {
    expect(await cellsOf(`Microsoft ID;Company name;Tags\n${id};" ""A"" ";0049\n`)).toEqual([
      [id, ' "A" ', '0049'],
    ])
  })
})
