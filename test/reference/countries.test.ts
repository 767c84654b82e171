import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { countriesInOrder, countryCodes, countryName, inOrder, isCountry } from '#src/reference/countries.ts'
import { anyText } from './any-text.ts'

describe('countries', () => {
  it('are the 249 of ISO 3166-1 and Kosovo, each with a name', () => {
    expect(countryCodes).toHaveLength(250)
    expect(countryCodes).toContain('XK')
    expect(countryCodes).not.toContain('AC')
    expect(countryCodes).not.toContain('TA')
    expect(countryCodes.filter((code) => countryName(code, 'en') === code)).toEqual([])
  })

  it.each([
    ['CN', 'en', 'China'],
    ['CN', 'zh-CN', '中国'],
    ['ES', 'es', 'España'],
    ['DE', 'es', 'Alemania'],
    ['ZZ', 'en', 'ZZ'],
    ['not a code', 'en', 'not a code'],
  ])('%s is called in %s %s', (code, locale, name) => {
    expect(countryName(code, locale)).toBe(name)
  })

  it('are sorted as the locale sorts: Åland with A in English, after Z in Swedish', () => {
    const order = (locale: string) => countriesInOrder(locale).map(({ code }) => code)
    expect(order('en').indexOf('AX')).toBeLessThan(order('en').indexOf('DZ'))
    expect(order('sv').indexOf('AX')).toBeGreaterThan(order('sv').indexOf('ZW'))
    expect(order('zh-CN').slice(0, 2)).toEqual(['AL', 'DZ'])
    expect(countriesInOrder('es')).toBe(countriesInOrder('es'))
  })

  it('are put in that order, and what is no country is left out', () => {
    expect(inOrder(['ZW', '', 'DZ', 'XX', 'AX'], 'en')).toEqual(['AX', 'DZ', 'ZW'])
    expect(inOrder(['AX', 'ZW', 'DZ'], 'sv')).toEqual(['DZ', 'ZW', 'AX'])
  })

  it('are known by their code in capitals only, whatever the text', () => {
    expect(isCountry('ES')).toBe(true)
    expect(['es', '', 'ESP', 'constructor', '__proto__'].filter(isCountry)).toEqual([])
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(!isCountry(text))
        expect(countryName(text, 'en')).toBe(text)
      }),
    )
  })
})
