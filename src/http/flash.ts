import type { Request, Response } from 'express'
import { clearCookie, cookieOf, setCookie } from './cookies.ts'

/**
 * A message for the next page, kept in a signed cookie of a minute: it costs no write to the database, and is gone once
 * shown. It holds ids and numbers only.
 */
export type Flash =
  | { kind: 'saved'; customer_id: string; version: number; filled_from: number }
  | { kind: 'unchanged'; customer_id: string }
  | { kind: 'added'; customer_id: string }
  | { kind: 'nothing_selected' }
  | { kind: 'view_saved' | 'view_conflict' | 'view_deleted' }
  | { kind: 'signed_out' }
  | { kind: 'profile_saved' }
  | { kind: 'session_ended' }
  | { kind: 'password_changed' }
  | { kind: 'staff_added' | 'staff_changed'; staff_id: number }

const name = 'flash'
const aliveMs = 60_000

/** Leaves a message for the page that a redirect leads to. */
export function setFlash(res: Response, flash: Flash): void {
  setCookie(res, name, flash, aliveMs)
}

/** Takes the message that was left for this page, if any. */
export function takeFlash(req: Request, res: Response): Flash | undefined {
  const flash = cookieOf(req, name) as Flash | undefined
  if (flash) clearCookie(res, name)
  return flash
}
