import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import path from 'node:path'

/** Files that nobody but the program's own user reads, whatever the umask: customers and passwords' hashes are in them. */

/** What others may do, in a file's mode. */
const others = 0o077

/** Makes an empty file, and the folders that lead to it. SQLite gives the files beside it the same mode. */
export function createPrivate(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  closeSync(openSync(file, 'a', 0o600))
}

/**
 * Takes from others what they may do with the files of a database, which an earlier version or a copy left to them; and
 * with its folder, where that is one within the working directory: any other may have other uses.
 */
export function tighten(file: string): void {
  for (const part of ['', '-wal', '-shm']) tightenOne(file + part)
  const folder = path.resolve(path.dirname(file))
  if (folder.startsWith(process.cwd() + path.sep)) tightenOne(folder)
}

function tightenOne(name: string): void {
  const mode = statSync(name, { throwIfNoEntry: false })?.mode ?? 0
  if ((mode & others) === 0) return
  try {
    chmodSync(name, mode & ~others & 0o777)
  } catch {
    // Somebody else's, or on a file system that is read-only or knows no modes: then who runs the portal decided so.
  }
}
