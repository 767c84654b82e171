import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'

/** Uploaded files whose process ended in the middle of it. */

/** After how long no request still needs its file, in ms, whatever process wrote it. */
const longestMs = 3_600_000

/**
 * Takes away what nobody needs any more: files of processes that have ended, of an earlier one of this very number, and
 * old ones. Other processes may use theirs.
 * @param folder where uploads are kept while they are read
 * @param isStart whether this process has not taken any itself
 */
export async function sweepUploads(folder: string, isStart: boolean, now: number): Promise<void> {
  for (const name of await filesOf(folder)) {
    const pid = Number(/^(\d{1,10})-[\da-f-]{36}$/.exec(name)?.[1])
    if (!pid) continue
    const file = path.join(folder, name)
    const isLeft = pid === process.pid ? isStart : !isAlive(pid)
    if (isLeft || (await isOld(file, now))) await rm(file, { force: true })
  }
}

async function filesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function isOld(file: string, now: number): Promise<boolean> {
  const found = await stat(file).catch(() => undefined)
  return found !== undefined && found.mtimeMs < now - longestMs
}
