import { hash, randomBytes } from 'node:crypto'
import { Cookie, Store, type SessionData } from 'express-session'
import type { Staff } from '#src/access/staff.ts'
import { storageFault } from '#src/database/storage-fault.ts'
import type { Database } from '#src/database/engine.ts'
import { prepared, type Given } from '#src/database/prepared.ts'

/** Idle and absolute lifetime of a session, in ms (ASVS 5.0, 7.3). */
const idleMs = 30 * 60_000
const absoluteMs = 12 * 3_600_000
/** How stale the time of the last request may get, in ms: keeps most requests free of a write. */
const touchEveryMs = 60_000

/** A session as its owner sees it. */
export type SessionSummary = {
  id_hash: string
  user_agent: string
  created_at_ms: number
  seen_at_ms: number
}

declare module 'express-session' {
  interface SessionData {
    staff: Staff
    csrf_token: string
    seen_at_ms: number
    /** What of a session is to be saved: nothing, the store keeps it all itself. */
    toJSON: () => null
  }
}

/** express-session writes a session as JSON three times a request, to tell whether it is to be saved. */
const nothingToSave = (): null => null

/** SHA-256 of a session's id: what the database knows it by. */
export function hashSessionId(sid: string): string {
  return hash('sha256', sid, 'base64url')
}

/** A session that has not run out, with its person. */
const openSession = prepared(
  (database, given: Given<{ id_hash: string; seen_after_ms: number; created_after_ms: number }>) =>
    database
      .selectFrom('sessions')
      .innerJoin('staff', 'staff.id', 'sessions.staff_id')
      .innerJoin('partners', 'partners.id', 'staff.partner_id')
      .select([
        'sessions.csrf_token',
        'sessions.seen_at_ms',
        'staff.id',
        'staff.partner_id',
        'partners.name as partner_name',
        'staff.name',
        'staff.email',
        'staff.roles',
        'staff.locale',
        'staff.theme',
        'staff.time_zone',
        'staff.single_keys',
        'partners.time_zone as partner_time_zone',
      ])
      .where('sessions.id_hash', '=', given.id_hash)
      .where('staff.ended_at_ms', 'is', null)
      .where('sessions.seen_at_ms', '>', given.seen_after_ms)
      .where('sessions.created_at_ms', '>', given.created_after_ms),
)

/**
 * Sessions of signed-in staff, one typed row each; person and session come in one query.
 * A row is made by `start` alone: express-session's `set` only renews it, so that a request in flight cannot bring back
 * a session that was ended meanwhile.
 */
export class SessionStore extends Store {
  readonly #database: Database
  readonly #now: () => number
  /** Sessions that are being renewed: each once, however many requests come meanwhile. */
  readonly #renewing = new Set<string>()

  constructor(database: Database, now: () => number = Date.now) {
    super()
    this.#database = database
    this.#now = now
  }

  /** Makes the row of a session that has just been given a new id. */
  async start(sid: string, staffId: number, userAgent: string): Promise<void> {
    const now = this.#now()
    await this.#database
      .insertInto('sessions')
      .values({
        id_hash: hashSessionId(sid),
        staff_id: staffId,
        csrf_token: randomBytes(32).toString('base64url'),
        user_agent: userAgent.slice(0, 300),
        created_at_ms: now,
        seen_at_ms: now,
      })
      .execute()
  }

  /** The open sessions of a person, the latest used first. */
  async list(staffId: number): Promise<SessionSummary[]> {
    return await this.#database
      .selectFrom('sessions')
      .select(['id_hash', 'user_agent', 'created_at_ms', 'seen_at_ms'])
      .where('staff_id', '=', staffId)
      .where('seen_at_ms', '>', this.#now() - idleMs)
      .where('created_at_ms', '>', this.#now() - absoluteMs)
      .orderBy('seen_at_ms', 'desc')
      .execute()
  }

  /** Ends one session of a person; another person's is left alone. */
  async end(staffId: number, idHash: string): Promise<void> {
    await this.#database
      .deleteFrom('sessions')
      .where('staff_id', '=', staffId)
      .where('id_hash', '=', idHash)
      .execute()
  }

  /** Keeps the language that a person reads in. */
  async setLocale(staffId: number, locale: string): Promise<void> {
    await this.#database.updateTable('staff').set({ locale }).where('id', '=', staffId).execute()
  }

  /** Ends every session of a person but one. */
  async endOthers(staffId: number, sid: string): Promise<void> {
    await this.#database
      .deleteFrom('sessions')
      .where('staff_id', '=', staffId)
      .where('id_hash', '<>', hashSessionId(sid))
      .execute()
  }

  /** Removes sessions that have run out. */
  async sweep(): Promise<void> {
    await this.#database
      .deleteFrom('sessions')
      .where('seen_at_ms', '<=', this.#now() - idleMs)
      .execute()
  }

  override get(sid: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    this.#load(sid).then(
      (session) => {
        callback(null, session)
      },
      (error: unknown) => {
        callback(error)
      },
    )
  }

  override set(sid: string, _session: SessionData, callback: (error?: unknown) => void = ignore): void {
    this.#renew(sid).then(
      () => callback(),
      // The answer has been begun: when the session was last used may be lost, the answer may not.
      (error: unknown) => {
        if (storageFault(error)) callback()
        else callback(error)
      },
    )
  }

  override touch(sid: string, session: SessionData, callback?: (error?: unknown) => void): void {
    // Pages stay readable while writes fail, and do not wait for them.
    if (this.#now() - session.seen_at_ms >= touchEveryMs) void this.#renewOnce(sid)
    callback?.()
  }

  override destroy(sid: string, callback: (error?: unknown) => void = ignore): void {
    this.#database
      .deleteFrom('sessions')
      .where('id_hash', '=', hashSessionId(sid))
      .execute()
      .then(() => callback(), callback)
  }

  async #load(sid: string): Promise<SessionData | null> {
    const now = this.#now()
    const [row] = await openSession(this.#database, {
      id_hash: hashSessionId(sid),
      seen_after_ms: now - idleMs,
      created_after_ms: now - absoluteMs,
    })
    if (!row) {
      await this.#forgetExpired(sid)
      return null
    }
    const { csrf_token, seen_at_ms, partner_time_zone, ...person } = row
    const staff: Staff = {
      ...person,
      roles: JSON.parse(row.roles) as string[],
      time_zone: row.time_zone ?? partner_time_zone,
      single_keys: row.single_keys === 1,
    }
    return { cookie: sessionCookie, staff, csrf_token, seen_at_ms, toJSON: nothingToSave }
  }

  /** A session that has run out is gone for good, also when the clock is set back. A failure may not fail the page. */
  async #forgetExpired(sid: string): Promise<void> {
    try {
      await this.#database.deleteFrom('sessions').where('id_hash', '=', hashSessionId(sid)).execute()
    } catch (error) {
      if (!storageFault(error)) throw error
    }
  }

  async #renewOnce(sid: string): Promise<void> {
    if (this.#renewing.has(sid)) return
    this.#renewing.add(sid)
    await this.#renew(sid).catch(ignore)
    this.#renewing.delete(sid)
  }

  async #renew(sid: string): Promise<void> {
    await this.#database
      .updateTable('sessions')
      .set({ seen_at_ms: this.#now() })
      .where('id_hash', '=', hashSessionId(sid))
      .execute()
  }
}

const ignore = (): void => undefined

/** The cookie lives as long as the browser runs; how long the session lives is the server's to say. */
const sessionCookie = Object.assign(new Cookie(), { originalMaxAge: null })
