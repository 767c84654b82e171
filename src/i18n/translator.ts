import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { remembered } from '#src/reference/remembered.ts'
import en from './en.json' with { type: 'json' }
import { compiled, type MessageValues } from './message.ts'

export type MessageKey = keyof typeof en
export type Translate = (key: MessageKey, values?: MessageValues) => string

/** A language of the portal as a BCP 47 tag: the name of its catalogue's file. */
export type Locale = string

/** The words of each language. A file in this folder is a language; the first is the one to fall back on. */
export const catalogues: ReadonlyMap<Locale, Record<MessageKey, string>> = new Map([
  ['en', en],
  ...readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.json') && file !== 'en.json')
    .sort()
    .map((file): [Locale, typeof en] => [path.parse(file).name, readCatalogue(file)]),
])
export const locales: readonly Locale[] = [...catalogues.keys()]

function readCatalogue(file: string): typeof en {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8')) as typeof en
}

/** Tags of browsers that are remembered: far more than there are browsers' languages. */
const rememberedTags = 1000

/** Each language by its own name. */
export const languageNames: ReadonlyMap<Locale, string> = new Map(
  locales.map((locale) => [locale, new Intl.DisplayNames(locale, { type: 'language' }).of(locale) ?? locale]),
)

/**
 * The words of a language. ICU messages are compiled once, when first used.
 * @throws Error when a message is given fewer values than it names
 */
export const translator = remembered((locale: Locale): Translate => createTranslator(locale))

function createTranslator(locale: Locale): Translate {
  const messages = catalogues.get(locale) ?? en
  const written = remembered((key: MessageKey) => compiled(messages[key], locale))
  return (key, values) => written(key)(values)
}

/** Whether the catalogue has a message of that name; for names that are put together from data. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key)
}

/** The language to use: the person's own choice, else the best of what the browser accepts, else the first. */
export function chooseLocale(chosen: string | null | undefined, accepted: readonly string[]): Locale {
  for (const wanted of [chosen, ...accepted]) {
    const match = wanted && bestMatch(wanted)
    if (match) return match
  }
  return locales[0]!
}

/**
 * A page's language as it is written where the reader is, by which a date is 30/11/2026 or 11/30/2026: the region that the
 * browser names with that language, else the reader's own.
 * @param accepted what the browser asks for, as BCP 47 tags
 * @param country where the reader is, as an ISO 3166-1 alpha-2 code, or ''
 * @returns a BCP 47 tag for `Intl`
 */
export function regionalLocale(locale: Locale, accepted: readonly string[], country: string): string {
  const page = maximal(locale)
  const asked = accepted.find((tag) => {
    const { language, script } = maximal(tag) ?? {}
    return language === page?.language && script === page?.script && regionOf(tag) !== undefined
  })
  return inRegion(locale, (asked && regionOf(asked)) ?? country)
}

/** As far as Unicode's CLDR knows the region's way of writing; other English than America's is written as most of the world does. */
const inRegion = remembered((locale: Locale, region: string): string => {
  if (region === '') return locale
  const known = new Intl.DateTimeFormat(`${locale}-${region}`).resolvedOptions().locale
  return known === 'en' ? 'en-001' : known
}, rememberedTags)

export function isLocale(text: string): text is Locale {
  return catalogues.has(text)
}

/** The catalogue of the same language and script, else of the same language: zh-TW is better served by zh-Hans than by en. */
function bestMatch(wanted: string): Locale | undefined {
  if (isLocale(wanted)) return wanted
  const asked = maximal(wanted)
  if (!asked) return undefined
  const ofLanguage = locales.filter((locale) => maximal(locale)?.language === asked.language)
  return ofLanguage.find((locale) => maximal(locale)?.script === asked.script) ?? ofLanguage[0]
}

/** A tag with its likely script and region (UTS 35); undefined for a text that is no tag. */
const maximal = remembered(
  (tag: string): Intl.Locale | undefined => localeOf(tag)?.maximize(),
  rememberedTags,
)

/** The region that a tag itself names. */
const regionOf = (tag: string): string | undefined => localeOf(tag)?.region

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag)
  } catch {
    return undefined
  }
}
