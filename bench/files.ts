import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'

/** Removes the files of a folder whose names begin so: a database with what SQLite keeps beside it. */
export function removeFiles(folder: string, prefix: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith(prefix)) rmSync(path.join(folder, name))
}
