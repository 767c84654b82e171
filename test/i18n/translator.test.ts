import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { catalogues, locales, translator, type MessageKey } from '#src/i18n/translator.ts'

/** The names of the values that a message asks for, wherever in it. */
function namesIn(parts: unknown): string[] {
  if (Array.isArray(parts)) return parts.flatMap(namesIn)
  if (typeof parts !== 'object' || parts === null) return []
  const { type, value, options } = parts as { type?: number; value?: unknown; options?: object }
  const own = type !== 0 && typeof value === 'string' ? [value] : []
  return [...own, ...namesIn(Object.values(options ?? {})), ...namesIn(Array.isArray(value) ? value : [])]
}

describe.each(locales)('a message in %s', (locale) => {
  const t = translator(locale)
  const messages = Object.entries(catalogues.get(locale)!) as [MessageKey, string][]

  it('says what the message format makes of it', () => {
    for (const [key, text] of messages) {
      const message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })
      for (const value of [0, 1, 12_345, '<b>{name}</b>']) {
        const values = Object.fromEntries(namesIn(message.getAst()).map((name) => [name, value]))
        expect(t(key, values), key).toBe(message.format(values))
      }
    }
  })

  it('is not written without a value that it names', () => {
    const label = messages.find(([, text]) => /^[^{}]*\{\w+\}[^{}]*$/.test(text))!
    expect(() => t(label[0])).toThrow(/not provided/)
    expect(() => t('list.count_found')).toThrow(/not provided/)
  })
})
