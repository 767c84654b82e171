import { createReadStream } from 'node:fs'
import {
  decodedWhole,
  decoderOf,
  encodings,
  type Decoder,
  type Encoding,
  type Writing,
} from '#src/reference/encodings.ts'
import { likelihood } from '#src/reference/plausible-text.ts'
import { ImportError } from './import-error.ts'

/** In which encoding a file is written, by what the whole of it says. */

/** What speaks for a writing before the file is looked at: BCP 47 languages of the reader, the partner's countries. */
export type Hints = { languages: readonly string[]; countries: readonly string[] }

/** An encoding, and whether the file leaves no doubt of it: what is guessed is shown before it is used. */
export type FoundEncoding = { encoding: Encoding; certain: boolean }

/** @throws ImportError when the file is no text, or of no encoding that makes sense of it */
export async function encodingOf(path: string, beginning: Buffer, hints: Hints): Promise<FoundEncoding> {
  const marked = encodingByMark(beginning) ?? encodingByZeros(beginning)
  if (marked) return { encoding: marked, certain: true }
  if (beginning.includes(0)) throw new ImportError('import.error.binary')
  if (await isUtf8(path)) return { encoding: 'utf-8', certain: true }
  return { encoding: await likeliestEncoding(path, hints), certain: false }
}

/** The byte order mark (Unicode Standard 23.8), and that of GB 18030. */
function encodingByMark(beginning: Buffer): Encoding | undefined {
  const mark = beginning.subarray(0, 4).toString('hex')
  if (mark.startsWith('efbbbf')) return 'utf-8'
  if (mark.startsWith('fffe')) return 'utf-16le'
  if (mark.startsWith('feff')) return 'utf-16be'
  return mark === '84319533' ? 'gb18030' : undefined
}

/** UTF-16 has a zero in each letter of ASCII, and a file has at least separators and line ends: always on the same side. */
function encodingByZeros(beginning: Buffer): Encoding | undefined {
  const zerosAt = (parity: number) => beginning.filter((byte, at) => at % 2 === parity && byte === 0).length
  const [even, odd] = [zerosAt(0), zerosAt(1)]
  const few = beginning.length / 40
  if (odd > few && even * 10 < odd) return 'utf-16le'
  return even > few && odd * 10 < even ? 'utf-16be' : undefined
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

/** How much more often one meets an encoding than another, as natural logarithms. */
const usual: Partial<Record<Encoding, number>> = {
  'windows-1252': 0,
  gb18030: -1,
  big5: -4,
  shift_jis: -4,
  'euc-kr': -4,
  'windows-1251': -4,
  'windows-1253': -4,
  'windows-1255': -4,
  'windows-1256': -4,
  'windows-874': -4,
  'iso-8859-15': -4,
  'euc-jp': -6,
  'koi8-r': -6,
  ibm866: -6,
  macintosh: -6,
  'windows-1254': -6,
  'windows-1250': -7,
  cp850: -7,
  'iso-8859-5': -8,
  'windows-1257': -8,
  'iso-8859-2': -9,
  'x-mac-cyrillic': -9,
  cp852: -11,
}

/** What it counts that the reader, or a customer, is where people write so. */
const hinted = 5

async function likeliestEncoding(path: string, hints: Hints): Promise<Encoding> {
  const legacy = encodings.filter(({ encoding }) => encoding in usual)
  const { words, valid, badUtf8 } = await lookThrough(
    path,
    legacy.map(({ encoding }) => encoding),
  )
  if (badUtf8 !== undefined) throw new ImportError('import.error.mixed', { line: badUtf8 })
  const expected = new Set(
    [...hints.languages, ...hints.countries.map((code) => `und-${code}`)].map(writingOf),
  )
  const scores = legacy
    .filter(({ encoding }) => valid.has(encoding))
    .map(({ encoding, writing }) => ({
      encoding,
      sense: senseOf(words, encoding, writing),
      favour: (usual[encoding] ?? 0) + (expected.has(writing) ? hinted : 0),
    }))
    .sort((a, b) => b.sense + b.favour - a.sense - a.favour)
  const [best] = scores
  if (!best) throw new ImportError('import.error.encoding')
  return best.encoding
}

function senseOf(words: readonly Buffer[], encoding: Encoding, writing: Writing): number {
  return words.reduce((total, word) => {
    const text = decodedWhole(word, encoding)
    return total + (text === undefined ? -Infinity : likelihood(text, writing))
  }, 0)
}

/** Different words that are looked at: what more would say nothing new. */
const mostWords = 3000
/** Bytes of one of them; longer ones are cut. */
const longestWord = 100

/** Words, between bytes that are in no encoding part of a longer character; those with bytes beyond ASCII are looked at. */
const word = /[\x30-\x39\x40-\xff]+/g
const beyondAscii = /[\x80-\xff]/

/** What erased memory is full of, and no text. */
const erased = '\xFF\xFF\xFF'

type Seen = {
  words: Buffer[]
  /** The encodings in which the whole file can be read. */
  valid: ReadonlySet<Encoding>
  /** The first line that is not UTF-8 in a file that mostly is. */
  badUtf8: number | undefined
}

async function lookThrough(path: string, candidates: readonly Encoding[]): Promise<Seen> {
  const decoders = new Map<Encoding, Decoder>(candidates.map((encoding) => [encoding, decoderOf(encoding)]))
  const seen = new Map<string, { isUtf8: boolean; line: number }>()
  let line = 1
  let rest = ''
  for await (const chunk of createReadStream(path)) {
    tryAll(decoders, (decoder) => decoder.write(chunk as Buffer))
    const text = rest + (chunk as Buffer).toString('latin1')
    if (text.includes(erased)) throw new ImportError('import.error.encoding')
    const whole = text.lastIndexOf('\n') + 1
    rest = text.slice(whole).slice(-longestWord * 2)
    line = noteWords(seen, text.slice(0, whole), line)
  }
  noteWords(seen, rest, line)
  tryAll(decoders, (decoder) => decoder.end())
  const bad = [...seen.values()].filter(({ isUtf8 }) => !isUtf8)
  const mostlyUtf8 = seen.size - bad.length >= bad.length
  return {
    words: [...seen.keys()].map((text) => Buffer.from(text, 'latin1')),
    valid: new Set(decoders.keys()),
    badUtf8: mostlyUtf8 ? bad[0]?.line : undefined,
  }
}

/** @returns the line that comes after the text */
function noteWords(
  seen: Map<string, { isUtf8: boolean; line: number }>,
  text: string,
  first: number,
): number {
  let line = first
  for (const part of text.split('\n')) {
    for (const [found] of part.matchAll(word)) {
      if (!beyondAscii.test(found)) continue
      const bytes = found.slice(0, longestWord)
      if (seen.size >= mostWords || seen.has(bytes)) continue
      seen.set(bytes, { isUtf8: decodedWhole(Buffer.from(bytes, 'latin1'), 'utf-8') !== undefined, line })
    }
    line += 1
  }
  return line - 1
}

function tryAll(decoders: Map<Encoding, Decoder>, use: (decoder: Decoder) => unknown): void {
  for (const [encoding, decoder] of decoders) {
    try {
      use(decoder)
    } catch {
      decoders.delete(encoding)
    }
  }
}

/** By the language that is likely there: what most of it is written in, before Unicode. */
function writingOf(locale: string): Writing | undefined {
  // A browser may ask for anything, "*" among it.
  if (!bcp47.test(locale)) return undefined
  const { language, script } = new Intl.Locale(locale).maximize()
  if (language === 'zh') return script === 'Hant' ? 'traditional_chinese' : 'simplified_chinese'
  if (language === 'ja') return 'japanese'
  if (language === 'ko') return 'korean'
  return byScript[script ?? ''] ?? byLanguage[language] ?? 'western'
}

const bcp47 = /^[a-z]{2,3}(-[a-z]{4})?(-[a-z]{2})?$/i

const byScript: Record<string, Writing> = {
  Cyrl: 'cyrillic',
  Grek: 'greek',
  Hebr: 'hebrew',
  Arab: 'arabic',
  Thai: 'thai',
}

const byLanguage: Record<string, Writing> = {
  ...Object.fromEntries(
    ['bs', 'cs', 'hr', 'hu', 'pl', 'ro', 'sk', 'sl', 'sq'].map((language) => [language, 'central_european']),
  ),
  ...Object.fromEntries(['et', 'lt', 'lv'].map((language) => [language, 'baltic'])),
  ...Object.fromEntries(['az', 'tr'].map((language) => [language, 'turkish'])),
}
