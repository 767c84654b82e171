import iconv from 'iconv-lite'

/** The ways in which programs have written text as bytes, and whose writing each is for. */

/** Who writes so; the catalogue has a word for each. */
export type Writing =
  | 'unicode'
  | 'western'
  | 'central_european'
  | 'cyrillic'
  | 'greek'
  | 'turkish'
  | 'baltic'
  | 'hebrew'
  | 'arabic'
  | 'thai'
  | 'simplified_chinese'
  | 'traditional_chinese'
  | 'japanese'
  | 'korean'

const encodingList = [
  ['utf-8', 'UTF-8', 'unicode'],
  ['utf-16le', 'UTF-16 LE', 'unicode'],
  ['utf-16be', 'UTF-16 BE', 'unicode'],
  ['windows-1252', 'Windows-1252', 'western'],
  ['iso-8859-15', 'ISO 8859-15', 'western'],
  ['macintosh', 'Mac OS Roman', 'western'],
  ['cp850', 'DOS 850', 'western'],
  ['windows-1250', 'Windows-1250', 'central_european'],
  ['iso-8859-2', 'ISO 8859-2', 'central_european'],
  ['cp852', 'DOS 852', 'central_european'],
  ['windows-1251', 'Windows-1251', 'cyrillic'],
  ['koi8-r', 'KOI8-R', 'cyrillic'],
  ['ibm866', 'DOS 866', 'cyrillic'],
  ['iso-8859-5', 'ISO 8859-5', 'cyrillic'],
  ['x-mac-cyrillic', 'Mac OS Cyrillic', 'cyrillic'],
  ['windows-1253', 'Windows-1253', 'greek'],
  ['windows-1254', 'Windows-1254', 'turkish'],
  ['windows-1257', 'Windows-1257', 'baltic'],
  ['windows-1255', 'Windows-1255', 'hebrew'],
  ['windows-1256', 'Windows-1256', 'arabic'],
  ['windows-874', 'Windows-874', 'thai'],
  ['gb18030', 'GB 18030', 'simplified_chinese'],
  ['big5', 'Big5', 'traditional_chinese'],
  ['shift_jis', 'Shift JIS', 'japanese'],
  ['euc-jp', 'EUC-JP', 'japanese'],
  ['euc-kr', 'EUC-KR', 'korean'],
] as const satisfies readonly (readonly [string, string, Writing])[]

export type Encoding = (typeof encodingList)[number][0]

/** All encodings that text is read in: what each is called everywhere, and whose writing it is for. */
export const encodings: readonly { encoding: Encoding; name: string; writing: Writing }[] = encodingList.map(
  ([encoding, name, writing]) => ({ encoding, name, writing }),
)

/** An encoding from untrusted input. */
export function asEncoding(text: string): Encoding | undefined {
  return encodings.find(({ encoding }) => encoding === text)?.encoding
}

export type Decoder = {
  /** @throws TypeError for bytes that the encoding does not have */
  write: (bytes: Uint8Array) => string
  end: () => string
}

/** Reads bytes piece by piece (WHATWG Encoding Standard; DOS code pages, which it leaves out, by iconv-lite). */
export function decoderOf(encoding: Encoding): Decoder {
  if (encoding === 'cp850' || encoding === 'cp852') {
    const decoder = iconv.getDecoder(encoding)
    return { write: (bytes) => decoder.write(Buffer.from(bytes)), end: () => decoder.end() ?? '' }
  }
  const decoder = new TextDecoder(encoding, { fatal: true })
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
}

/** @returns undefined for bytes that the encoding does not have */
export function decodedWhole(bytes: Uint8Array, encoding: Encoding): string | undefined {
  const { write, end } = decoderOf(encoding)
  try {
    return write(bytes) + end()
  } catch {
    return undefined
  }
}
