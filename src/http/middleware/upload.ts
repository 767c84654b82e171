import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import type { Request, RequestHandler } from 'express'
import { badRequest, HttpError } from '../errors.ts'

/** Bytes that a file may have. */
const largestFile = 100 * 1024 * 1024
/** Bytes and number of the fields beside it. */
const largestField = 1024
const mostFields = 20

/** A file that came with a form, as long as its request lasts. */
export type Upload = { path: string; name: string }

/** Reads a form with a file (RFC 7578) into `req.body` and a temporary file, which goes when the request ends. */
export const readUpload: RequestHandler = (req, res, next) => {
  if (!req.is('multipart/form-data')) throw new HttpError(415, 'not a form with a file')
  const target = path.join(os.tmpdir(), `partner-desk-upload-${randomUUID()}`)
  res.on('close', () => void rm(target, { force: true }))
  receive(req, target).then(
    () => {
      next()
    },
    (error: unknown) => {
      req.unpipe()
      req.resume()
      next(error)
    },
  )
}

/** The file of the form. @throws HttpError 400 when it has none */
export function uploadOf(req: Request): Upload {
  const { upload } = req as Request & { upload?: Upload }
  if (!upload) throw badRequest('no file')
  return upload
}

async function receive(req: Request, target: string): Promise<void> {
  const fields: Record<string, string> = {}
  let file: Promise<void> | undefined
  let name = ''
  await new Promise<void>((resolve, reject) => {
    const form = new Busboy({
      headers: { ...req.headers, 'content-type': req.headers['content-type'] ?? '' },
      limits: { fileSize: largestFile, files: 1, fields: mostFields, fieldSize: largestField },
    })
    form.on('field', (field, value) => {
      if (field in fields) reject(badRequest('a field was sent twice'))
      fields[field] = value
    })
    form.on('file', (_field, stream, filename) => {
      name = filename
      stream.on('limit', () => {
        reject(new HttpError(413, 'the file is too large'))
      })
      file = pipeline(stream, createWriteStream(target))
      file.catch(reject)
    })
    form.on('finish', resolve)
    form.on('error', () => {
      reject(badRequest('the form cannot be read'))
    })
    req.on('aborted', () => {
      reject(badRequest('the upload was broken off'))
    })
    req.pipe(form)
  })
  await file
  req.body = fields
  if (file && name !== '') Object.assign(req, { upload: { path: target, name } })
}
