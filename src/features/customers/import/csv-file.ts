import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { MessageKey, MessageValues } from '#src/i18n/translator.ts'

/** Reading a file of customers as spreadsheets and ERPs write it (RFC 4180 and its kin), line by line. */

/** Why no import comes of a file or a selection, in words of the catalogue. */
export class ImportError extends Error {
  readonly key: MessageKey
  readonly values: MessageValues

  constructor(key: MessageKey, values: MessageValues = {}) {
    super(key)
    this.key = key
    this.values = values
  }
}

/** Columns that a file may have; the account has some forty. */
const mostColumns = 150
/** Lines, the header not counted. */
export const mostLines = 200_000
/** Bytes of one line: every field of the account at its longest, quoted. */
const longestLine = 256 * 1024

/** Bytes that are looked at to tell how a file is written. */
const sampleSize = 64 * 1024

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/**
 * The lines of a file, the header first.
 * @throws ImportError when it is no text, or no table of the size that is taken
 */
export async function* readCsvFile(path: string): AsyncGenerator<string[]> {
  const sample = await readSample(path)
  refuseArchives(sample)
  const encoding = await encodingOf(path, sample)
  const beginning = new TextDecoder(encoding).decode(sample)
  const parser = parse({
    delimiter: delimiterOf(beginning),
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestLine,
  })
  const source = createReadStream(path)
  const text = decoded(encoding)
  const fail = (error: Error) => parser.destroy(error)
  source.on('error', fail).pipe(text).on('error', fail).pipe(parser)
  let lines = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (cells.length > mostColumns) throw new ImportError('import.error.columns', { limit: mostColumns })
      if (lines > mostLines) throw new ImportError('import.error.lines', { limit: mostLines })
      lines += 1
      yield cells
    }
  } catch (error) {
    throw readable(error)
  } finally {
    source.destroy()
  }
  // A header alone is no list of customers.
  if (lines < 2) throw new ImportError('import.error.empty')
}

async function readSample(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleSize), 0, sampleSize, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Spreadsheets' own formats: zip (PK) and the older compound file. */
function refuseArchives(sample: Buffer): void {
  const zip = sample.subarray(0, 2).toString('latin1') === 'PK'
  const compound = sample.subarray(0, 4).toString('hex') === 'd0cf11e0'
  if (zip || compound) throw new ImportError('import.error.archive')
}

/** By the byte order mark, by the zeros of UTF-16, or UTF-8 if the whole file is that; else GB 18030, as Chinese Excel writes. */
async function encodingOf(path: string, sample: Buffer): Promise<Encoding> {
  const mark = sample.subarray(0, 3).toString('hex')
  if (mark === 'efbbbf') return 'utf-8'
  if (mark.startsWith('fffe')) return 'utf-16le'
  if (mark.startsWith('feff')) return 'utf-16be'
  const zerosAt = (parity: number) => sample.filter((byte, at) => at % 2 === parity && byte === 0).length
  const most = sample.length / 4
  if (zerosAt(1) > most) return 'utf-16le'
  if (zerosAt(0) > most) return 'utf-16be'
  if (sample.includes(0)) throw new ImportError('import.error.binary')
  return (await isUtf8(path)) ? 'utf-8' : 'gb18030'
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk as Buffer, { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
}

function decoded(encoding: Encoding): Transform {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const clean = (text: string): string => {
    if (text.includes('\0')) throw new ImportError('import.error.binary')
    return text
  }
  return new Transform({
    encoding: 'utf8',
    transform(chunk: Buffer, _encoding, done) {
      try {
        done(null, clean(decoder.decode(chunk, { stream: true })))
      } catch (error) {
        done(encodingError(error))
      }
    },
    flush(done) {
      try {
        done(null, decoder.decode())
      } catch (error) {
        done(encodingError(error))
      }
    },
  })
}

const encodingError = (error: unknown): Error =>
  error instanceof ImportError ? error : new ImportError('import.error.encoding')

/** The separator that the first line has most of, outside of quotes. */
function delimiterOf(beginning: string): string {
  const first = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(beginning)?.[0].replace(/"(?:[^"]|"")*"/g, '') ?? ''
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: first.split(mark).length }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark
}

function readable(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error
  const line = Number(error.lines ?? 0)
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return new ImportError('import.error.quote', { line })
  if (error.code === 'CSV_MAX_RECORD_SIZE') return new ImportError('import.error.long_line', { line })
  return new ImportError('import.error.line', { line })
}
