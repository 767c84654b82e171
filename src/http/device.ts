import { randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import { cookieOf, cookieOptions } from './cookies.ts'

/** The browser's memory of who signed in with it last, in a signed cookie: it outlives the session. */

const name = 'device'
const yearMs = 365 * 86_400_000

export type KnownPerson = { staff_id: number; email: string; device: string }

export function rememberPerson(res: Response, person: { staff_id: number; email: string }): void {
  res.cookie(name, { ...person, device: randomBytes(16).toString('base64url') }, cookieOptions(res, yearMs))
}

/** Who signed in with this browser last, by its own signed word. */
export function knownPerson(req: Request): KnownPerson | undefined {
  const known = cookieOf(req, name)
  return typeof known === 'object' && known !== null ? (known as KnownPerson) : undefined
}
