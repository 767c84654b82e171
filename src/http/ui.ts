import type { Response } from 'express'
import type { Format } from '#src/i18n/format.ts'
import type { Locale, Translate } from '#src/i18n/translator.ts'
import type { Flash } from './flash.ts'
import type { LanguageChoice } from './language.ts'
import type { Staff } from '#src/access/staff.ts'

export type NavigationItem = {
  href: string
  label: string
  icon: string
  current: boolean
  /** The letter that leads there behind "g". */
  key: string
}

/** What the frame around every page needs. */
export type Ui = {
  locale: Locale
  theme: Staff['theme']
  staff:
    { name: string; initials: string; partner_name: string; role: string; single_keys: boolean } | undefined
  navigation: NavigationItem[]
  csrf: string
  flash: Flash | undefined
  languages: LanguageChoice[]
  /** Where the page is, to come back to. */
  here: string
  assets: Readonly<Record<string, string>>
}

/** What the pages of one reader are written with. `now` is in ms and the same for all that a page shows. */
export type Reader = {
  t: Translate
  locale: Locale
  format: Format
  now: number
  /** Where the reader is, by the time zone: ISO 3166-1 alpha-2, or ''. */
  country: string
}

/** The reader that a request is answered for. */
export function readerOf(res: Response): Reader {
  const { t, format, now, ui, country } = res.locals
  return { t, format, now, locale: ui.locale, country }
}
