import { randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import { cookieOf, setCookie } from './cookies.ts'

/**
 * What ties a form to its browser where nobody is signed in: the same random text in the form and in a signed cookie
 * (double submit). Nothing of it is in the database.
 */

const name = 'visitor'
const dayMs = 86_400_000

export function visitorToken(req: Request): string | undefined {
  return cookieOf(req, name) as string | undefined
}

export function giveVisitorToken(res: Response): string {
  const token = randomBytes(16).toString('base64url')
  setCookie(res, name, token, dayMs)
  return token
}
