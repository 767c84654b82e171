import { open } from 'node:fs/promises'
import { ImportError } from './import-error.ts'

/** What a file is, by what is in it: its name says what somebody called it. */

/** Formats that people take for a table, by how they begin. */
const others: [RegExp, string][] = [
  [/^%PDF-/, 'PDF'],
  [/^\{\\rtf/, 'RTF'],
  [/^\x89PNG|^\xFF\xD8\xFF|^GIF8/, 'PNG, JPEG, GIF'],
  // The first byte of GZIP is a control character.
  [/^\p{Cc}\x8B|^7z\xBC\xAF|^Rar!/u, 'GZIP, 7z, RAR'],
  // Programs write tables of web pages, and Excel 2003 its XML, under the name of a workbook.
  [/^(?:\xEF\xBB\xBF)?\s*<(?:!doctype html|html|table|meta|head|body)\b/i, 'HTML'],
  [/^(?:\xEF\xBB\xBF)?\s*<\?xml\b/i, 'XML'],
  [/^(?:\xEF\xBB\xBF)?\s*[[{]\s*["{]/, 'JSON'],
]

/** @throws ImportError for a file that holds no table that is read here, with what to do */
export async function formatOf(path: string, beginning: Buffer): Promise<'workbook' | 'text'> {
  if (beginning.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') return 'workbook'
  if (beginning.subarray(0, 8).toString('hex') === compoundFile)
    throw new ImportError(
      (await isEncrypted(path, beginning)) ? 'import.error.password' : 'import.error.old_excel',
    )
  const text = beginning.subarray(0, 512).toString('latin1')
  const other = others.find(([form]) => form.test(text))
  if (other) throw new ImportError('import.error.other_format', { kind: other[1] })
  return 'text'
}

/** In which Excel saved until 2003, and saves what has a password ([MS-CFB] 2.2). */
const compoundFile = 'd0cf11e0a1b11ae1'

/** Whether the compound file's directory names what Excel encrypts ([MS-OFFCRYPTO] 2.3.4.4). */
async function isEncrypted(path: string, beginning: Buffer): Promise<boolean> {
  if (beginning.length < 64) return false
  const sector = 2 ** beginning.readUInt16LE(30)
  const directory = (beginning.readUInt32LE(48) + 1) * sector
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, directory)
    return buffer.subarray(0, bytesRead).includes('EncryptedPackage', 0, 'utf16le')
  } finally {
    await file.close()
  }
}
