import express, { type Request, type RequestHandler } from 'express'
import { badRequest } from '#src/access/refusals.ts'
import { HttpError } from '../errors.ts'
import { isCleanEncoding } from './well-formed.ts'

/** Room for every field filled far beyond its limit, so that the form can come back with what was typed. In bytes. */
const limit = 256 * 1024
const parameterLimit = 200

const isForm: RequestHandler = (req, _res, next) => {
  if (!req.is('application/x-www-form-urlencoded')) throw new HttpError(415, 'not a form')
  next()
}

/** Reads a submitted form into `req.body`; anything that is not cleanly one is a 4xx. */
export const readFormBody: readonly RequestHandler[] = [
  isForm,
  express.urlencoded({
    extended: false,
    limit,
    parameterLimit,
    verify: (_req: unknown, _res: unknown, body: Buffer) => {
      assertCleanBody(body)
    },
  }),
]

function assertCleanBody(body: Buffer): void {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw badRequest('the form is not valid UTF-8')
  }
  if (!isCleanEncoding(text)) throw badRequest('the form is not valid UTF-8')
}

/**
 * One submitted field.
 * @returns what was typed, or '' when the form did not have the field
 * @throws HttpError 400 when the form had it twice: no page of the portal sends that
 */
export function formValue(req: Request, name: string): string {
  const body = (req.body ?? {}) as Record<string, unknown>
  const value = Object.hasOwn(body, name) ? body[name] : ''
  if (typeof value !== 'string') throw badRequest('a field was sent twice')
  return value
}

/** Whether the form had a field, be it empty. */
export function hasFormField(req: Request, name: string): boolean {
  return Object.hasOwn((req.body ?? {}) as object, name)
}
