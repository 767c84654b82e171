import type { RequestHandler } from 'express'
import session from 'express-session'
import type { SessionStore } from '../session-store.ts'

/** Settings of the session's cookie. */
export type SessionSettings = { secrets: string[]; behindTls: boolean; proxied: boolean }

/** `__Host-` ties the cookie to this host and to TLS (RFC 6265bis, 4.1.3.2); plain loopback cannot have that. */
export function sessionCookieName(behindTls: boolean): string {
  return behindTls ? '__Host-sid' : 'sid'
}

/** Finds the session, and with it the person, of a request. Nobody gets a session before signing in. */
export function sessions(store: SessionStore, settings: SessionSettings): RequestHandler {
  return session({
    name: sessionCookieName(settings.behindTls),
    secret: settings.secrets,
    store,
    resave: false,
    saveUninitialized: false,
    proxy: settings.proxied,
    cookie: { httpOnly: true, sameSite: 'lax', path: '/', secure: settings.behindTls },
  })
}
