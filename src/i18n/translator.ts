import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { remembered } from '#src/reference/remembered.ts'
import en from './en.json' with { type: 'json' }

export type MessageKey = keyof typeof en
export type MessageValues = Record<string, string | number | Date>
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
  const written = remembered((key: MessageKey) =>
    writerOf(new IntlMessageFormat(messages[key], locale, undefined, { ignoreTag: true })),
  )
  return (key, values) => written(key)(values)
}

type Written = (values?: MessageValues) => string

/** The parser's types of a piece of text in a message, and of a value that stands in it as it is. */
const literal = 0
const argument = 1

/** Most messages are their text, or have a value put in it, and a page has hundreds of them; the others are formatted. */
function writerOf(message: IntlMessageFormat): Written {
  const formatted: Written = (values) => message.format(values) as string
  const parts = message.getAst() as { type: number; value: string }[]
  if (parts.some(({ type }) => type !== literal && type !== argument)) return formatted
  return (values = {}) => {
    let text = ''
    for (const { type, value } of parts) {
      const piece = type === literal ? value : values[value]
      // A value that is missing throws.
      if (piece === undefined) return formatted(values)
      text += String(piece)
    }
    return text
  }
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

export function isLocale(text: string): text is Locale {
  return catalogues.has(text)
}

/** The catalogue of the same language and script, else of the same language: zh-TW is better served by zh-Hans than by en. */
function bestMatch(wanted: string): Locale | undefined {
  if (isLocale(wanted)) return wanted
  if (!/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(wanted)) return undefined
  const { language, script } = maximal(wanted)
  const ofLanguage = locales.filter((locale) => maximal(locale).language === language)
  return ofLanguage.find((locale) => maximal(locale).script === script) ?? ofLanguage[0]
}

const maximal = (tag: string): Intl.Locale => new Intl.Locale(tag).maximize()
