import type { Request, RequestHandler, Response } from 'express'
import type { Clock } from '#src/http/clock.ts'
import { may, type Permission } from '#src/access/permissions.ts'
import { formatFor, type Format } from '#src/i18n/format.ts'
import { initials } from '#src/i18n/initials.ts'
import {
  chooseLocale,
  isMessageKey,
  regionalLocale,
  translator,
  type Locale,
  type MessageKey,
  type Translate,
} from '#src/i18n/translator.ts'
import { countryOfTimeZone } from '#src/reference/time-zones.ts'
import { assetUrls } from '../assets.ts'
import { takeFlash } from '../flash.ts'
import { languageChoices, languageOf, rememberLanguage, type SwitchLanguage } from '../language.ts'
import type { Staff } from '#src/access/staff.ts'
import type { SessionStore } from '../session-store.ts'
import type { NavigationItem, Ui } from '../ui.ts'
import { returnPath, urls } from '../urls.ts'
import { csrfToken } from './csrf.ts'

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    interface Locals {
      ui: Ui
      t: Translate
      format: Format
      /** Where the reader is. */
      country: string
      /** The time of the request, in ms: one for all that a page shows. */
      now: number
      /** When the request was begun with, in ms of `performance.now()`. */
      began: number
    }
  }
}

const menu: { href: string; label: MessageKey; icon: string; access: Permission; key: string }[] = [
  { href: urls.dashboard, label: 'menu.dashboard', icon: 'layout-dashboard', access: 'own:use', key: 'd' },
  { href: urls.customers, label: 'menu.customers', icon: 'building', access: 'customers:view', key: 'c' },
  { href: urls.activity, label: 'menu.activity', icon: 'history', access: 'activity:view', key: 'a' },
  { href: urls.staff, label: 'menu.staff', icon: 'users', access: 'staff:view', key: 's' },
]

/** Settles language, time and what the frame around the page shows. The only writer of `res.locals`. */
export function frame(clock: Clock): RequestHandler {
  return (req, res, next) => {
    res.locals.now = clock()
    res.locals.began = performance.now()
    frameIn(req, res, chooseLocale(staffOf(req)?.locale ?? languageOf(req), acceptedLanguages(req)))
    next()
  }
}

/** Languages that a browser's list is looked at for; people's have a handful. */
const mostLanguages = 20

function acceptedLanguages(req: Request): string[] {
  return req.acceptsLanguages().slice(0, mostLanguages)
}

/** Nobody has a session before signing in; and a request that failed early has none at all. */
function staffOf(req: Request): Staff | undefined {
  return (req.session as typeof req.session | undefined)?.staff
}

function frameIn(req: Request, res: Response, locale: Locale): void {
  const staff = staffOf(req)
  const t = translator(locale)
  const timeZone = staff?.time_zone ?? 'UTC'
  const country = countryOfTimeZone(timeZone)
  res.locals.t = t
  res.locals.format = formatFor(locale, timeZone, regionalLocale(locale, acceptedLanguages(req), country))
  res.locals.country = country
  res.locals.ui = {
    locale,
    theme: staff?.theme ?? 'auto',
    staff: staff && person(staff, t),
    navigation: staff ? navigation(staff, req.path, t) : [],
    csrf: csrfToken(req),
    flash: req.method === 'GET' ? takeFlash(req, res) : undefined,
    languages: languageChoices(locale),
    here: returnPath(req),
    assets: assetUrls,
  }
}

/** Answers from now on in another language: kept in the person's profile, and by the browser for who is not signed in. */
export function languageSwitch(sessions: SessionStore): SwitchLanguage {
  return async (req, res, locale) => {
    const staff = staffOf(req)
    if (staff) await sessions.setLocale(staff.id, locale)
    rememberLanguage(res, locale)
    frameIn(req, res, locale)
  }
}

function person(staff: Staff, t: Translate): Ui['staff'] {
  const keys = staff.roles.map((role) => `role.${role}`).filter(isMessageKey)
  return {
    name: staff.name,
    initials: initials(staff.name),
    partner_name: staff.partner_name,
    role: keys.map((key) => t(key)).join(', '),
    single_keys: staff.single_keys,
  }
}

function navigation(staff: Staff, path: string, t: Translate): NavigationItem[] {
  return menu
    .filter((item) => may(staff.roles, item.access))
    .map((item) => ({
      href: item.href,
      label: t(item.label),
      icon: item.icon,
      key: item.key,
      current: item.href === '/' ? path === '/' : path === item.href || path.startsWith(`${item.href}/`),
    }))
}
