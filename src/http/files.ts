import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const program = path.join(import.meta.dirname, '../..')

/** A file that pages are made of. */
export type PageFile = {
  /** Where it is. */
  path: string
  /** The same from the folder on, with `/` between folders. */
  name: string
  content: Buffer
}

/**
 * The files of a folder, and of those within it, by name.
 * @param extensions which of them, each with its dot
 */
export function filesIn(folder: 'views' | 'public', extensions: readonly string[]): PageFile[] {
  const within = path.join(program, folder)
  return readdirSync(within, { recursive: true, encoding: 'utf8' })
    .filter((file) => extensions.includes(path.extname(file)))
    .sort()
    .map((file) => ({
      path: path.join(within, file),
      name: file.split(path.sep).join('/'),
      content: readFileSync(path.join(within, file)),
    }))
}
