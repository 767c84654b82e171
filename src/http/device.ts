import { createHash, randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Database } from '#src/database/engine.ts'
import { cookieOf, setCookie } from './cookies.ts'

/** The browser's memory of who signed in with it last, in a signed cookie: it outlives the session. */

const name = 'device'
const yearMs = 365 * 86_400_000

/** A browser is known for as long as the person has the password that was typed in it: another one ends all of them. */
type Remembered = { staff_id: number; device: string; password: string }

export type KnownPerson = { staff_id: number; device: string }

type Person = { id: number; password_hash: string }

export function rememberPerson(res: Response, { id, password_hash }: Person): void {
  const device = randomBytes(16).toString('base64url')
  setCookie(res, name, { staff_id: id, device, password: markOf(password_hash) } satisfies Remembered, yearMs)
}

/** Who signed in with this browser last, if they still may. */
export async function knownPerson(req: Request, database: Database): Promise<KnownPerson | undefined> {
  const known = cookieOf(req, name) as Remembered | undefined
  if (!known) return undefined
  const person = await database
    .selectFrom('staff')
    .select('password_hash')
    .where('id', '=', known.staff_id)
    .where('ended_at_ms', 'is', null)
    .executeTakeFirst()
  return person && markOf(person.password_hash) === known.password ? known : undefined
}

/** Tells one password's hash from another, and nothing of either. */
const markOf = (password_hash: string): string =>
  createHash('sha256').update(password_hash).digest('base64url').slice(0, 16)
