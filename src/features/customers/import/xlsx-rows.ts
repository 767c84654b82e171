import sax from 'sax'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { longestLine, type FileRow } from './file-rows.ts'
import { ImportError } from './import-error.ts'
import { createTextList, type TextList } from './text-list.ts'
import { builtIn, shownNumber } from './xlsx-numbers.ts'

/**
 * Reading a workbook as Excel saves it (Office Open XML, ECMA-376): the rows of its first visible sheet, with what its cells
 * show. The sheet is read as a stream and its texts lie outside of the heap, so that memory does not grow with the file.
 */

/** Parts of a workbook, and the bytes that each may come to: a small file can be written so that it has no end. */
const mostParts = 10_000
const largest = { description: 16, texts: 256, sheet: 1024 }
const MiB = 1024 * 1024

/** @throws ImportError when it is no workbook that can be read */
export async function* rowsOfWorkbook(path: string): AsyncGenerator<FileRow> {
  let zip: ZipFile | undefined
  try {
    zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false })
    const parts = await partsOf(zip)
    refuseOthers(parts)
    yield* rowsIn(await workbookIn(zip, parts))
  } catch (error) {
    throw error instanceof ImportError ? error : new ImportError('import.error.damaged')
  } finally {
    zip?.close()
  }
}

type Parts = ReadonlyMap<string, Entry>

async function partsOf(zip: ZipFile): Promise<Parts> {
  if (zip.entryCount > mostParts) throw new ImportError('import.error.damaged')
  const parts = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) parts.set(entry.fileName, entry)
  return parts
}

/** What else is a zip, by a part that only it has. */
const others: [string, string][] = [
  ['Index/Document.iwa', 'Numbers'],
  ['Index.zip', 'Numbers'],
  ['content.xml', 'OpenDocument (.ods)'],
  ['word/document.xml', 'Word'],
  ['ppt/presentation.xml', 'PowerPoint'],
  ['xl/workbook.bin', 'Excel (.xlsb)'],
]

function refuseOthers(parts: Parts): void {
  const other = others.find(([part]) => parts.has(part))
  if (other) throw new ImportError('import.error.other_format', { kind: other[1] })
  if (!parts.has('[Content_Types].xml')) throw new ImportError('import.error.other_format', { kind: 'ZIP' })
}

type Workbook = {
  sheet: AsyncIterable<string>
  texts: TextList
  /** The number format of each style. */
  formats: string[]
  /** Whether days are counted from 1904, as on old Macs. */
  from1904: boolean
}

async function workbookIn(zip: ZipFile, parts: Parts): Promise<Workbook> {
  const xml = (name: string, size: number) => textOf(zip, parts.get(name), size)
  const top = await relationsOf(xml('_rels/.rels', largest.description), '')
  const main = [...top.values()].find(({ type }) => type === 'officeDocument')?.target
  if (main === undefined) throw new ImportError('import.error.other_format', { kind: 'ZIP' })
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const name = main.slice(folder.length)
  const relations = await relationsOf(xml(`${folder}_rels/${name}.rels`, largest.description), folder)
  const { sheets, from1904 } = await sheetsOf(xml(main, largest.description))
  const sheet = sheets.map((id) => relations.get(id)).find((relation) => relation?.type === 'worksheet')
  if (!sheet) throw new ImportError('import.error.empty')
  const partOf = (kind: string) => [...relations.values()].find(({ type }) => type === kind)?.target ?? ''
  return {
    sheet: xml(sheet.target, largest.sheet),
    texts: await textsOf(xml(partOf('sharedStrings'), largest.texts)),
    formats: await formatsOf(xml(partOf('styles'), largest.description)),
    from1904,
  }
}

/** The text of a part; nothing where there is none. */
async function* textOf(zip: ZipFile, part: Entry | undefined, size: number): AsyncGenerator<string> {
  if (!part) return
  // What a part really comes to is not more than what it says: the reader of the zip sees to that.
  if (part.uncompressedSize > size * MiB) throw new ImportError('import.error.too_much')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of await zip.openReadStreamPromise(part))
    yield decoder.decode(chunk as Buffer, { stream: true })
  yield decoder.decode()
}

type Attributes = Record<string, string>
type Listener = {
  open?: (name: string, attributes: Attributes) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** Hands a part to a listener, element by element, by their names without prefixes. Nothing outside of it is ever looked at. */
async function* parsed(xml: AsyncIterable<string>, listener: Listener): AsyncGenerator<void> {
  const parser = sax.parser(true, { position: false })
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.onerror = (error) => {
    throw error
  }
  // A document type could define what a name stands for; workbooks have none.
  parser.ondoctype = () => {
    throw new ImportError('import.error.damaged')
  }
  parser.onopentag = ({ name, attributes }) => listener.open?.(local(name), attributes as Attributes)
  parser.ontext = (text) => listener.text?.(text)
  parser.oncdata = (text) => listener.text?.(text)
  parser.onclosetag = (name) => listener.close?.(local(name))
  for await (const piece of xml) {
    parser.write(piece)
    yield
  }
  parser.close()
}

async function readThrough(xml: AsyncIterable<string>, listener: Listener): Promise<void> {
  let isEmpty = true
  async function* noted() {
    for await (const piece of xml) {
      if (piece !== '') isEmpty = false
      yield piece
    }
    if (isEmpty) yield '<none/>'
  }
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- each step hands on one piece
  for await (const _ of parsed(noted(), listener));
}

type Relations = Map<string, { type: string; target: string }>

async function relationsOf(xml: AsyncIterable<string>, folder: string): Promise<Relations> {
  const relations: Relations = new Map()
  await readThrough(xml, {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name !== 'Relationship') return
      const target = Target.startsWith('/') ? Target.slice(1) : folder + Target
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target })
    },
  })
  return relations
}

/** The sheets that are shown, in their order. */
async function sheetsOf(xml: AsyncIterable<string>): Promise<{ sheets: string[]; from1904: boolean }> {
  const sheets: string[] = []
  let from1904 = false
  await readThrough(xml, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = isTrue(attributes.date1904)
      if (name !== 'sheet' || (attributes.state ?? 'visible') !== 'visible') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))
      if (id) sheets.push(id[1])
    },
  })
  return { sheets, from1904 }
}

const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true'

/** The texts that cells refer to by number. How Japanese is pronounced (rPh) is said beside, and is no part of it. */
async function textsOf(xml: AsyncIterable<string>): Promise<TextList> {
  const texts = createTextList()
  const reader = textReader()
  await readThrough(xml, {
    open(name) {
      if (name === 'si') reader.begin()
      reader.open(name)
    },
    text(text) {
      reader.text(text)
    },
    close(name) {
      reader.close(name)
      if (name === 'si') texts.add(reader.end(0))
    },
  })
  return texts
}

/** The text of all `t` and, in a cell, of `v`: a text may be in several pieces, each in another font. */
function textReader() {
  let text = ''
  let isText = false
  let beside = 0
  return {
    begin() {
      text = ''
    },
    open(name: string) {
      if (name === 'rPh') beside += 1
      isText = (name === 't' || name === 'v') && beside === 0
    },
    text(piece: string) {
      if (isText && text.length <= longestLine) text += piece
    },
    close(name: string) {
      if (name === 'rPh') beside -= 1
      isText = false
    },
    end(line: number): string {
      if (text.length > longestLine) throw new ImportError('import.error.long_line', { line })
      return text.includes('_x')
        ? text.replace(escaped, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
        : text
    },
  }
}

/** How a workbook writes characters that XML does not have (ECMA-376 part 1, 22.9.2.19). */
const escaped = /_x([\dA-Fa-f]{4})_/g

async function formatsOf(xml: AsyncIterable<string>): Promise<string[]> {
  const own = new Map<number, string>()
  const formats: string[] = []
  let inCells = false
  await readThrough(xml, {
    open(name, attributes) {
      const id = Number(attributes.numFmtId ?? 0)
      if (name === 'numFmt') own.set(id, attributes.formatCode ?? '')
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) formats.push(own.get(id) ?? builtIn[id] ?? '')
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return formats
}

type Cell = { column: number; type: string; style: number }

async function* rowsIn(workbook: Workbook): AsyncGenerator<FileRow> {
  const reader = textReader()
  let rows: FileRow[] = []
  let row: FileRow = { line: 0, cells: [] }
  let cell: Cell | undefined
  let column = 0
  const listener: Listener = {
    open(name, attributes) {
      if (name === 'row') {
        row = { line: Math.max(row.line + 1, Number(attributes.r ?? 0) || 0), cells: [] }
        column = 0
      } else if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1
        cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0) }
        reader.begin()
      }
      reader.open(name)
    },
    text(text) {
      reader.text(text)
    },
    close(name) {
      reader.close(name)
      if (name === 'c' && cell) {
        const shown = shownIn(cell, reader.end(row.line), workbook)
        if (shown !== '') setCell(row.cells, cell.column, shown)
        cell = undefined
      } else if (name === 'row') rows.push(row)
    },
  }
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- each step hands on one piece
  for await (const _ of parsed(workbook.sheet, listener)) {
    yield* rows
    rows = []
  }
  yield* rows
}

/** The columns of a sheet: XFD is the last one. */
const lastColumn = 16_384

/** "AB12" is column 28. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference ?? '')?.[0]
  if (letters === undefined) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

function setCell(cells: string[], column: number, text: string): void {
  if (column > lastColumn) throw new ImportError('import.error.damaged')
  while (cells.length < column - 1) cells.push('')
  cells[column - 1] = text
}

/** What a cell shows. */
function shownIn({ type, style }: Cell, value: string, { texts, formats, from1904 }: Workbook): string {
  if (type === 's') return texts.at(Number(value))
  if (type === 'b') return isTrue(value) ? 'TRUE' : 'FALSE'
  if (type !== 'n' || value === '') return value
  return shownNumber(Number(value), formats[style] ?? '', from1904)
}
