import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { countriesCalled } from '#src/reference/country-names.ts'
import { countryCodes, isCountry } from '#src/reference/countries.ts'
import { anyText } from './any-text.ts'

const locales = ['en', 'es', 'zh-Hans']
const called = (text: string) => countriesCalled(text, locales).join(' ')

describe('a country', () => {
  it.each(['en', 'es', 'zh-Hans', 'zh-Hant', 'de', 'fr', 'it', 'pt'])(
    'is known by its names in %s',
    (locale) => {
      for (const style of ['long', 'short'] as const) {
        const names = new Intl.DisplayNames(locale, { type: 'region', style })
        // RU is what the CLDR shortens Reino Unido to: the code comes first.
        const missed = countryCodes.filter((code) => {
          const name = names.of(code)!
          return name !== 'RU' && !countriesCalled(name, locales).includes(code)
        })
        expect(missed, style).toEqual([])
      }
    },
  )

  it('is known by its codes, in capitals or not', () => {
    const wrong = countryCodes.filter((code) => called(code) !== code || called(code.toLowerCase()) !== code)
    expect(wrong).toEqual([])
    expect(['ESP', 'esp', '724', 'XKX', 'GBR', '826', '004'].map(called)).toEqual(
      'ES ES ES XK GB GB AF'.split(' '),
    )
  })

  it.each<[string, string]>([
    [
      'GB',
      'UK; U.K.; Great Britain; England; Scotland; Wales; Reino Unido; 英国; United Kingdom (UK); Inglaterra',
    ],
    [
      'US',
      'USA; U.S.A.; U. S. A.; u.s.; ＵＳＡ; United States of America; EE. UU.; EE.UU.; Estados Unidos de América; 美国',
    ],
    [
      'DE',
      'Deutschland; Alemania; 德国; Federal Republic of Germany; Bundesrepublik Deutschland; DE - Germany',
    ],
    [
      'KR',
      'Korea; South Korea; Korea, Republic of; Republic of Korea; Rep. of Korea; Korea (South); 韩国; 韓國; 대한민국',
    ],
    ['KP', "North Korea; Korea, Democratic People's Republic of"],
    ['CN', "P.R. China; China, People's Republic of; 中国大陆; 中华人民共和国; 中國; Mainland China"],
    ['CD', 'Congo, The Democratic Republic of the; DR Congo; Congo (Kinshasa); Congo (DRC)'],
    ['CG', 'Republic of the Congo; Congo - Brazzaville'],
    ['RU', 'Russian Federation; Россия; Federación de Rusia; 俄罗斯'],
    ['CZ', 'Czechia; Czech Republic; Česko; República Checa; Chequia'],
    ['NL', 'Holland; The Netherlands; Nederland; Países Bajos; Kingdom of the Netherlands'],
    ['CI', "Côte d'Ivoire; Cote d’Ivoire; Ivory Coast; Costa de Marfil"],
    ['HK', 'Hong Kong; Hong Kong SAR; HONG KONG; 香港; 中国香港'],
    ['ES', 'españa; Espana; Kingdom of Spain; Reino de España; Spain (ES)'],
    ['BA', 'Bosnia and Herzegovina; Bosnia & Herzegovina'],
    ['KN', 'St. Kitts & Nevis; Saint Kitts and Nevis'],
    ['VG', 'British Virgin Islands; Virgin Islands, British'],
    ['CH', 'Schweiz; Suisse; Svizzera; Switzerland; Suiza'],
    ['BE', 'België; Belgique; Belgien; Bélgica'],
    ['GR', 'EL; Ελλάδα; Hellas'],
    ['VN', 'Viet Nam; Vietnam; Việt Nam; 越南'],
    ['DO', 'Dominican Republic; República Dominicana'],
    ['DM', 'Dominica'],
    ['IE', 'Republic of Ireland; Éire'],
  ])('%s is meant by %s', (code, names) => {
    for (const name of names.split('; ')) expect([name, called(name)]).toEqual([name, code])
  })

  it.each([
    ['Congo', 'CG CD'],
    ['Virgin Islands', 'VG VI'],
    ['Republic of China', 'CN TW'],
  ])('is asked for where %s means several', (name, codes) => {
    expect(called(name)).toBe(codes)
  })

  it.each([
    '',
    ' ',
    'Atlantis',
    'Yugoslavia',
    'Republic',
    'the',
    'X',
    'Spain (FR)',
    '__proto__',
    'constructor',
    '34',
  ])('is not guessed from "%s"', (name) => {
    expect(called(name)).toBe('')
  })

  it('is one of those that there are, whatever the text, written with whatever case and accents', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(countriesCalled(text, locales).every(isCountry)).toBe(true)
      }),
    )
    const names = countryCodes.map((code) => new Intl.DisplayNames('es', { type: 'region' }).of(code)!)
    fc.assert(
      fc.property(fc.constantFrom(...names), (name) => {
        const bare = name.normalize('NFD').replace(/\p{M}/gu, '')
        expect([called(name.toUpperCase()), called(bare), called(` ${name}  `)]).toEqual(
          Array(3).fill(called(name)),
        )
      }),
    )
  })
})
