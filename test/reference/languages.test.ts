import { describe, expect, it } from 'vitest'
import { countryCodes } from '#src/reference/countries.ts'
import {
  cultureName,
  cultures,
  culturesInOrder,
  defaultCulture,
  isCulture,
  isLanguage,
  languageCodes,
  languageName,
  languagesInOrder,
} from '#src/reference/languages.ts'

describe('languages', () => {
  it('are the two-letter codes of today, each with a name', () => {
    expect(languageCodes.length).toBeGreaterThan(170)
    expect(
      ['en', 'es', 'zh', 'pt', 'ca', 'eu', 'gl', 'he', 'id', 'nb'].filter((code) => !isLanguage(code)),
    ).toEqual([])
    expect(['iw', 'in', 'ji', 'pi', 'xx', 'EN', '', 'eng'].filter(isLanguage)).toEqual([])
    expect(languageCodes.filter((code) => languageName(code, 'es') === code)).toEqual([])
  })

  it('have names in the reader’s language', () => {
    expect(languageName('es', 'en')).toBe('Spanish')
    expect(languageName('es', 'zh-CN')).toBe('西班牙语')
    expect(languageName('no such', 'en')).toBe('no such')
  })

  it('are sorted as the locale sorts', () => {
    expect(languagesInOrder('en')[0]?.name).toBe('Abkhazian')
    expect(languagesInOrder('es')).toHaveLength(languageCodes.length)
    expect(languagesInOrder('es')).toBe(languagesInOrder('es'))
  })
})

describe('cultures', () => {
  it('are tags of a known language and country, once each, with a name that tells both', () => {
    expect(new Set(cultures).size).toBe(cultures.length)
    for (const culture of cultures) {
      const [language = '', country = ''] = culture.split('-')
      expect([isLanguage(language), countryCodes.includes(country)], culture).toEqual([true, true])
      expect(cultureName(culture, 'en'), culture).toMatch(/^\P{Lu}*\p{Lu}.* \(.+\)$/u)
    }
  })

  it('include those of Partner Center’s own rules and the common second ones', () => {
    const expected =
      'en-US es-US zh-CN es-ES es-MX pt-BR pt-PT en-GB fr-CA en-CA de-CH fr-CH it-CH nl-BE fr-BE ca-ES eu-ES gl-ES'
    const more =
      'zh-TW zh-HK zh-SG en-IN hi-IN ko-KR ja-JP ar-SA en-AE he-IL sr-RS nb-NO nn-NO sv-FI ru-KZ uk-UA en-ZA af-ZA'
    expect(`${expected} ${more}`.split(' ').filter((tag) => !isCulture(tag))).toEqual([])
    expect(['es-CN', 'es', 'zh-cn', '', 'en-XX'].filter(isCulture)).toEqual([])
  })

  it('are named by language and country', () => {
    expect(cultureName('es-ES', 'en')).toBe('Spanish (Spain)')
    expect(cultureName('es-MX', 'en')).toBe('Spanish (Mexico)')
    expect(cultureName('zh-CN', 'es')).toBe('chino (China)')
    expect(cultureName('xx', 'en')).toBe('xx')
  })

  it('are sorted as the locale sorts', () => {
    expect(
      culturesInOrder('en')
        .map(({ name }) => name)
        .slice(0, 2),
    ).toEqual(['Abkhazian (Georgia)', 'Afar (Ethiopia)'])
    expect(culturesInOrder('en')).toBe(culturesInOrder('en'))
  })

  it.each([
    ['CN', 'zh-CN'],
    ['US', 'en-US'],
    ['ES', 'es-ES'],
    ['MX', 'es-MX'],
    ['BR', 'pt-BR'],
    ['CH', 'de-CH'],
    ['IN', 'en-IN'],
    ['PH', 'en-PH'],
    ['TW', 'zh-TW'],
    ['NO', 'nb-NO'],
    ['ZZ', 'en-US'],
    ['not a country', 'en-US'],
  ])('%s begins with %s', (country, culture) => {
    expect(defaultCulture(country)).toBe(culture)
  })

  it('begin with one of the list everywhere', () => {
    expect(countryCodes.filter((code) => !isCulture(defaultCulture(code)))).toEqual([])
  })
})
