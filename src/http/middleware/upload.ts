import { randomUUID } from 'node:crypto'
import { createWriteStream, mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import type { Request, RequestHandler } from 'express'
import { badRequest, forbidden, type Refusal } from '#src/access/refusals.ts'
import { StorageError } from '#src/database/storage-fault.ts'
import { HttpError } from '../errors.ts'
import { isOwnToken } from './csrf.ts'
import { letFileCome } from './slow-bodies.ts'

/** Bytes that a file may have. */
const largestFile = 100 * 1024 * 1024
/** Bytes of what stands before and around it. */
const largestRest = 512 * 1024
/** Bytes and number of the fields. */
const largestField = 1024
const mostFields = 20

/** The fields of the file and of the session's token. */
const fileField = 'file'
const tokenField = '_csrf'

/** A file that came with a form, as long as its request is dealt with. */
export type Upload = { path: string; name: string }

/**
 * Reads a form with a file (RFC 7578) into `req.body` and a file of the portal's own folder, which goes when the request
 * has been dealt with. Nothing of a form without the session's token reaches the disk: the token comes before the file.
 */
export function takingUpload(handler: RequestHandler): RequestHandler {
  return async (req, res, next) => {
    const target = placeForFile(req)
    try {
      await receive(req, target)
      await handler(req, res, next)
    } catch (error) {
      // What is still to come of the form is let pass by, so that its sender reads the answer.
      req.unpipe()
      req.resume()
      throw error
    } finally {
      await rm(target, { force: true }).catch(() => undefined)
    }
  }
}

/** The file of the form. @throws HttpError 400 when it has none */
export function uploadOf(req: Request): Upload {
  const { upload } = req as Request & { upload?: Upload }
  if (!upload) throw badRequest('no file')
  return upload
}

/** Where a file may stand while a request is dealt with: what is left there by a process that ended is swept. */
export const placeForFile = (req: Request): string =>
  path.join(req.app.get('upload folder') as string, `${process.pid}-${randomUUID()}`)

async function receive(req: Request, target: string): Promise<void> {
  const form = formOf(req)
  const fields = new Map<string, string>()
  let file: Promise<void> | undefined
  let name = ''
  const givenUp = new AbortController()
  let bytes = 0
  const read = new Promise<void>((resolve, reject) => {
    const refuse = (error: HttpError | Refusal) => () => {
      reject(error)
    }
    const unreadable = refuse(badRequest('the form cannot be read'))
    form.on('field', (field, value, _nameCut, cut) => {
      if (cut) reject(new HttpError(413, 'a field is too large'))
      else if (fields.has(field)) reject(badRequest('a field was sent twice'))
      else fields.set(field, value)
    })
    form.on('file', (field, stream, filename: string | undefined) => {
      stream.on('error', () => {
        // Of a file that is kept this is told by what keeps it, which knows whether the form or the disk failed.
        if (!file) unreadable()
      })
      stream.on('limit', refuse(new HttpError(413, 'the file is too large')))
      const isTaken = hasToken(req, fields) && field === fileField && filename
      if (isTaken) {
        name = filename
        letFileCome(req)
        file = keep(stream, target, givenUp.signal)
        file.catch(reject)
        return
      }
      stream.resume()
      if (!hasToken(req, fields)) reject(notOfSession())
      // A browser sends an empty file where none was chosen.
      else if (filename) reject(badRequest('a file that was not asked for'))
    })
    form.on('fieldsLimit', refuse(new HttpError(413, 'too many fields')))
    form.on('filesLimit', refuse(badRequest('more than one file')))
    form.on('partsLimit', refuse(new HttpError(413, 'too many parts')))
    form.on('error', unreadable)
    form.on('finish', resolve)
    req.on('aborted', refuse(badRequest('the upload was broken off')))
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > largestRest + (file ? largestFile : 0))
        reject(new HttpError(413, 'too much around the file'))
    })
    req.pipe(form)
  })
  try {
    await read
    await file
  } catch (error) {
    givenUp.abort()
    await Promise.allSettled([file])
    throw error
  }
  if (!hasToken(req, fields)) throw notOfSession()
  req.body = Object.fromEntries(fields)
  if (file) Object.assign(req, { upload: { path: target, name } })
}

const hasToken = (req: Request, fields: ReadonlyMap<string, string>): boolean =>
  isOwnToken(req, fields.get(tokenField) ?? '')

const notOfSession = () => forbidden('the form does not belong to this session')

/** RFC 2046, 5.1.1: what a boundary is made of. */
const boundary = /;\s*boundary=(?:"[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]"|[\w'()+,./:=?-]{1,70})\s*(?:;|$)/i

/** @throws HttpError 415 for anything but a form with a file, 400 for one whose parts cannot be told */
function formOf(req: Request): BusboyInstance {
  const type = req.headers['content-type'] ?? ''
  if (!req.is('multipart/form-data')) throw new HttpError(415, 'not a form with a file')
  if (!boundary.test(type)) throw badRequest('a form without a boundary')
  try {
    return new Busboy({
      headers: { ...req.headers, 'content-type': type },
      limits: {
        fileSize: largestFile,
        files: 1,
        fields: mostFields,
        fieldSize: largestField,
        parts: mostFields + 1,
      },
    })
  } catch {
    throw badRequest('the form cannot be read')
  }
}

/** Errors of a storage that cannot keep the file, rather than of the form or of the program. */
const storageFaults = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EIO',
  'EROFS',
  'EACCES',
  'EPERM',
  'ENOTDIR',
  'EEXIST',
  'EMFILE',
  'ENFILE',
])

/** @throws StorageError when it cannot be kept, HttpError 400 when it does not come whole */
async function keep(stream: Readable, target: string, signal: AbortSignal): Promise<void> {
  try {
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 })
    await pipeline(stream, createWriteStream(target, { flags: 'wx', mode: 0o600 }), { signal })
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    throw storageFaults.has(code)
      ? new StorageError('not_durable', 'failing', code)
      : badRequest('the form cannot be read')
  }
}
