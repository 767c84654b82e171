import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { ImportError } from './import-error.ts'

/** A file in the database, for as long as it may have to be read again: in pieces, compressed. */

/** Bytes of a piece before it is compressed. */
const pieceSize = 1024 * 1024

const compress = promisify(gzip)
const expand = promisify(gunzip)

export async function* piecesOf(file: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(file, { highWaterMark: pieceSize }))
    yield await compress(chunk as Buffer)
}

/**
 * Work on a kept file as a file, which goes when it is done.
 * @param target where it stands meanwhile
 * @throws ImportError when it is not kept any more
 */
export async function withKeptFile<Result>(
  pieces: AsyncIterable<Uint8Array>,
  target: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
    if ((await write(target, pieces)) === 0) throw new ImportError('import.error.file_gone')
    return await work()
  } finally {
    await rm(target, { force: true })
  }
}

async function write(target: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(target, 'wx', 0o600)
  let count = 0
  try {
    for await (const piece of pieces) {
      await file.write(await expand(piece, { maxOutputLength: pieceSize }))
      count += 1
    }
  } finally {
    await file.close()
  }
  return count
}
