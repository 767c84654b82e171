import { passwordLength } from '#src/access/passwords.ts'
import { plainField, type Field } from '#src/forms/fields.ts'
import { errorAt, type Problem } from '#src/forms/problems.ts'
import type { Staff } from '#src/access/staff.ts'
import type { SessionSummary } from '#src/http/session-store.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { languageNames, locales } from '#src/i18n/translator.ts'
import { browserName } from './browser-name.ts'

export type ProfilePage = {
  title: string
  action: string
  sessions_action: string
  password_action: string
  passwords: Field[]
  name: string
  email: string
  themes: { value: string; label: string; checked: boolean }[]
  languages: { value: string; label: string; selected: boolean }[]
  single_keys: boolean
  shortcuts_href: string
  time_zones: { value: string; label: string; selected: boolean }[]
  notice: string | undefined
  sessions: { id_hash: string; browser: string; used: string; current: boolean }[]
}

declare module '#src/http/render.ts' {
  interface Views {
    'profile/profile': ProfilePage
  }
}

/** What the page says after one of its forms. */
export const notices = ['profile_saved', 'session_ended', 'password_changed'] as const

export const themes = ['auto', 'light', 'dark'] as const

type Input = {
  staff: Staff
  sessions: SessionSummary[]
  currentSession: string
  notice: (typeof notices)[number] | undefined
  problems: readonly Problem[]
}

export function profilePage(
  { staff, sessions, currentSession, notice, problems }: Input,
  reader: Reader,
): ProfilePage {
  const { t, format, now } = reader
  const password = (name: 'current_password' | 'new_password', hint?: string): Field => ({
    ...plainField(name, t(`profile.${name}`), ''),
    kind: 'password',
    autocomplete: name === 'current_password' ? 'current-password' : 'new-password',
    required: true,
    wide: true,
    hint,
    error: errorAt(name, problems, reader),
  })
  return {
    title: t('profile.title'),
    action: urls.profile,
    sessions_action: urls.profileSessions,
    name: staff.name,
    email: staff.email,
    themes: themes.map((theme) => ({
      value: theme,
      label: t(`profile.theme.${theme}`),
      checked: theme === staff.theme,
    })),
    languages: [
      { value: '', label: t('profile.language_of_browser'), selected: staff.locale === null },
      ...locales.map((locale) => ({
        value: locale,
        label: languageNames.get(locale) ?? locale,
        selected: locale === staff.locale,
      })),
    ],
    single_keys: staff.single_keys,
    shortcuts_href: urls.shortcuts,
    time_zones: timeZones(staff.time_zone).map((zone) => ({
      value: zone,
      label: zone.replaceAll('_', ' '),
      selected: zone === staff.time_zone,
    })),
    notice: notice && t(`profile.${notice}`),
    password_action: urls.profilePassword,
    passwords: [
      password('current_password'),
      password('new_password', t('profile.new_password_hint', passwordLength)),
    ],
    sessions: sessions.map((session) => ({
      id_hash: session.id_hash,
      browser: browserName(session.user_agent) ?? t('profile.unknown_browser'),
      used: t('profile.session_used', {
        began: format.ago(session.created_at_ms, now),
        used: format.ago(session.seen_at_ms, now),
      }),
      current: session.id_hash === currentSession,
    })),
  }
}

/**
 * The IANA time zones to choose from. Intl leaves out UTC, and lists each zone under one name only: Asia/Calcutta, and
 * not Asia/Kolkata.
 * @param own the one that is set, to be found under the name that it was set by
 */
export function timeZones(own: string): string[] {
  return [...new Set(['UTC', ...[own, ...Intl.supportedValuesOf('timeZone')].sort()])]
}
