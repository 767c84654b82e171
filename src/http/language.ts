import type { Request, Response } from 'express'
import { isLocale, languageNames, locales, type Locale } from '#src/i18n/translator.ts'
import { clearCookie, cookieOf, setCookie } from './cookies.ts'

/** The language that a browser was told to use, for as long as nobody has signed in with another one. */

const name = 'language'
const yearMs = 365 * 86_400_000

/** Answers a request in another language from here on, and keeps the choice. */
export type SwitchLanguage = (req: Request, res: Response, locale: Locale) => Promise<void>

export type LanguageChoice = { value: Locale; label: string; current: boolean }

/** @param locale null leaves the language to what the browser asks for */
export function rememberLanguage(res: Response, locale: Locale | null): void {
  if (locale === null) clearCookie(res, name)
  else setCookie(res, name, locale, yearMs)
}

export function languageOf(req: Request): Locale | undefined {
  const locale = cookieOf(req, name)
  return typeof locale === 'string' && isLocale(locale) ? locale : undefined
}

/** Every language by its own name. */
export function languageChoices(current: Locale): LanguageChoice[] {
  return locales.map((locale) => ({
    value: locale,
    label: languageNames.get(locale) ?? locale,
    current: locale === current,
  }))
}
