import { IntlMessageFormat } from 'intl-messageformat'
import en from './en.json' with { type: 'json' }

export type MessageKey = keyof typeof en
export type MessageValues = Record<string, string | number | Date>
export type Translate = (key: MessageKey, values?: MessageValues) => string

/** The languages of the portal, BCP 47; the first is the one to fall back on. */
export const catalogues = { en } satisfies Record<string, Record<MessageKey, string>>
export type Locale = keyof typeof catalogues
export const locales = Object.keys(catalogues) as Locale[]

const translators = new Map<Locale, Translate>()

/**
 * The words of a language. ICU messages are compiled once, when first used.
 * @throws Error when a message is given fewer values than it names
 */
export function translator(locale: Locale): Translate {
  let translate = translators.get(locale)
  if (!translate) {
    translate = createTranslator(locale)
    translators.set(locale, translate)
  }
  return translate
}

function createTranslator(locale: Locale): Translate {
  const messages: Record<MessageKey, string> = catalogues[locale]
  const compiled = new Map<MessageKey, IntlMessageFormat>()
  return (key, values) => {
    let message = compiled.get(key)
    if (!message) {
      message = new IntlMessageFormat(messages[key], locale, undefined, { ignoreTag: true })
      compiled.set(key, message)
    }
    return message.format(values) as string
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

function bestMatch(wanted: string): Locale | undefined {
  if (!/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(wanted)) return undefined
  const maximal = (tag: string) => {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language}-${script}`
  }
  return locales.find((locale) => maximal(locale) === maximal(wanted))
}
