import codes from 'i18n-iso-countries/codes.json' with { type: 'json' }
import chineseIso from 'i18n-iso-countries/langs/zh.json' with { type: 'json' }
import englishIso from 'i18n-iso-countries/langs/en.json' with { type: 'json' }
import frenchIso from 'i18n-iso-countries/langs/fr.json' with { type: 'json' }
import germanIso from 'i18n-iso-countries/langs/de.json' with { type: 'json' }
import italianIso from 'i18n-iso-countries/langs/it.json' with { type: 'json' }
import portugueseIso from 'i18n-iso-countries/langs/pt.json' with { type: 'json' }
import spanishIso from 'i18n-iso-countries/langs/es.json' with { type: 'json' }
import { countryCodes, isCountry } from './countries.ts'
import { cultures } from './languages.ts'
import { normalForm } from './normal-form.ts'
import { remembered } from './remembered.ts'

/**
 * What country people mean who write its name, in whatever form: codes of ISO 3166-1, the names of ISO and of the Unicode
 * CLDR in several languages and in the country's own, official forms, and names that are in use beside them.
 */

/** Names in use that neither ISO 3166-1 nor the CLDR has, or that they give to nobody in particular. */
const otherNames: Record<string, string> = {
  AE: 'Emirates|Emiratos|Emiratos Árabes|阿联酋',
  AT: 'Oesterreich',
  BO: 'Plurinational State of Bolivia',
  BQ: 'Bonaire|BES Islands',
  CD: 'DRC|República Democrática del Congo|DR Congo|Congo DR|Congo DRC|Congo Kinshasa|Zaire|RDC|RD Congo|民主刚果|刚果民主共和国',
  CG: 'Congo Brazzaville|Congo Republic',
  CH: 'Swiss Confederation|Confederación Suiza',
  CI: 'Costa Marfil',
  CN: 'PRC|PR China|P R China|China PRC|Mainland China|China Mainland|China Continental|People’s Republic of China|República Popular China|RPC|中华人民共和国|中国大陆|中国内地|大陆|中國大陸',
  CV: 'Cape Verde',
  CZ: 'Česko|Chequia|República Checa|捷克共和国',
  DE: 'Federal Republic of Germany|Bundesrepublik Deutschland|BRD',
  DO: 'Dominican Rep|Rep Dominicana',
  FM: 'Federated States of Micronesia',
  FR: 'French Republic|République française',
  // The European Union's own code for Greece.
  GR: 'EL|Hellenic Republic|Hellas',
  // UK is exceptionally reserved in ISO 3166-1. Its parts are countries to those who live there.
  GB: 'UK|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|United Kingdom of Great Britain and Northern Ireland|Reino Unido de Gran Bretaña e Irlanda del Norte|Gran Bretaña|Inglaterra|Escocia|Gales|Irlanda del Norte|大不列颠|英格兰|苏格兰|威尔士|北爱尔兰',
  HK: 'Hong Kong SAR|Hong Kong China|China Hong Kong|Hong Kong SAR PRC|Hongkong|中国香港',
  IR: 'Persia',
  IE: 'Eire|Irish Republic',
  // Microsoft's own list of countries calls the South by this name.
  KR: 'Korea|South Korea|S Korea|Korea South|Republic of Korea|ROK|Corea|República de Corea|韩国|韓國|南韩|大韩民国',
  KP: 'North Korea|N Korea|Korea North|DPRK|Democratic People’s Republic of Korea|República Popular Democrática de Corea|朝鲜民主主义人民共和国',
  KZ: 'Kazakstan',
  LA: 'Lao|Lao PDR',
  MK: 'Macedonia|FYROM|FYR Macedonia|Former Yugoslav Republic of Macedonia',
  MM: 'Burma|Birmania',
  MO: 'Macau China|China Macao|China Macau|Macau|Macau SAR|中国澳门',
  MX: 'United Mexican States|Estados Unidos Mexicanos|México|Méjico',
  NL: 'Holland|The Netherlands|Holanda',
  PH: 'The Philippines',
  PS: 'Palestine|Palestinian Authority|Occupied Palestinian Territory',
  RU: 'Russian Federation|Federación Rusa|Federación de Rusia|俄国',
  SA: 'KSA|Kingdom of Saudi Arabia|Saudi',
  SK: 'Slovak Republic|República Eslovaca',
  SZ: 'Swaziland|Suazilandia',
  TL: 'East Timor',
  TR: 'Turkey|Turkiye|Turquía',
  TW: 'Taiwan ROC|Taiwan China|China Taiwan|Chinese Taipei|中国台湾|臺灣',
  TZ: 'United Republic of Tanzania',
  US: 'USA|United States|United States of America|The States|US of A|America|EEUU|EE UU|EEUUA|EUA|Estados Unidos|Estados Unidos de América|Estados Unidos de Norteamérica|Norteamérica|美国|美利坚合众国|美利坚',
  VA: 'Vatican|Holy See|Santa Sede|Vaticano',
  VN: 'Viet Nam|Socialist Republic of Vietnam',
  XK: 'XKX|Kosova',
  ZA: 'RSA',
}

/** Names that mean two countries, neither of them much more than the other: whoever writes them is asked. */
const ofSeveral: Record<string, string[]> = {
  Congo: ['CG', 'CD'],
  Kongo: ['CG', 'CD'],
  刚果: ['CG', 'CD'],
  'Republic of China': ['CN', 'TW'],
  'República de China': ['CN', 'TW'],
  中华民国: ['CN', 'TW'],
  'Virgin Islands': ['VG', 'VI'],
  'Islas Vírgenes': ['VG', 'VI'],
}

const isoNames = [chineseIso, englishIso, frenchIso, germanIso, italianIso, portugueseIso, spanishIso]

/** The forms of government that official names have before the usual one: "Kingdom of Spain", "Reino de España". */
const governments = new Set(
  'republic kingdom state commonwealth principality duchy grand federal federative federation islamic sultanate emirate people peoples democratic socialist oriental plurinational bolivarian hashemite independent republica reino estado principado gran ducado federativa democratica popular socialista islamica plurinacional bolivariana oriental cooperativa mancomunidad'.split(
    ' ',
  ),
)

/** Words that are left out of names as one likes, and words that are shortened. */
const small = new Set('the and y e of de del la las los el le les l d du und et der die da do das'.split(' '))
const shortened: Record<string, string> = {
  st: 'saint',
  ste: 'saint',
  sta: 'santa',
  rep: 'republic',
  dem: 'democratic',
  fed: 'federated',
  is: 'islands',
  isl: 'islands',
}

/** Languages that business is written in beside the portal's own: names of all countries are known in them. */
const furtherLanguages = ['zh-Hant', 'fr', 'de', 'it', 'pt']

/**
 * The country that a text means, by ISO 3166-1 alpha-2: 'ES' for "es", "ESP", "724", "Spain", "Reino de España", "西班牙"
 * and "ES - Spain".
 * @param locales the BCP 47 languages of which names are taken beside each country's own
 * @returns the codes of all that it could mean: none, one, or several to choose from
 */
export function countriesCalled(text: string, locales: readonly string[]): readonly string[] {
  const found = calledAsOne(text, locales)
  if (found.length > 0) return found
  // A code with a name, a name with a shorter one: they have to mean the same.
  const [first = [], ...others] = text
    .split(/[-–—()/:,|]/)
    .filter((part) => part.trim() !== '')
    .map((part) => calledAsOne(part, locales))
  return first.length === 1 && others.every((other) => other[0] === first[0] && other.length === 1)
    ? first
    : []
}

function calledAsOne(text: string, locales: readonly string[]): readonly string[] {
  const code = normalForm(text, 'NFKC').trim().toUpperCase()
  if (isCountry(code)) return [code]
  const words = wordsOf(text)
  const { byName, byUsualName } = namesIn(locales.join(' '))
  return byName.get(keyOf(words)) ?? byUsualName.get(keyOf(withoutGovernment(words))) ?? []
}

const namesIn = remembered((locales: string) => {
  const byName = new Map<string, string[]>()
  const name = (text: string, code: string) => {
    const key = keyOf(wordsOf(text))
    const others = byName.get(key) ?? []
    if (key !== '' && !others.includes(code)) byName.set(key, [...others, code])
  }
  for (const locale of [...locales.split(' '), ...furtherLanguages]) nameAll(locale, countryCodes, name)
  for (const [language, countries] of languagesOfCountries()) nameAll(language, countries, name)
  for (const { countries } of isoNames)
    for (const [code, names] of Object.entries(countries))
      if (isCountry(code)) for (const text of [names].flat()) name(text, code)
  for (const [alpha2 = '', ...others] of codes)
    if (isCountry(alpha2)) for (const text of others) name(text, alpha2)
  // What is said here counts, whatever the lists say.
  for (const [code, names] of Object.entries(otherNames))
    for (const text of names.split('|')) byName.set(keyOf(wordsOf(text)), [code])
  for (const [text, several] of Object.entries(ofSeveral)) byName.set(keyOf(wordsOf(text)), several)
  return { byName, byUsualName: new Map([...byName].filter(([, { length }]) => length === 1)) }
})

/** The languages of each country's people, and where they are at home. */
function languagesOfCountries(): Map<string, string[]> {
  const byLanguage = new Map<string, string[]>()
  for (const culture of cultures) {
    const { language, region = '' } = new Intl.Locale(culture)
    byLanguage.set(language, [...(byLanguage.get(language) ?? []), region])
  }
  return byLanguage
}

function nameAll(locale: string, of: readonly string[], name: (text: string, code: string) => void): void {
  for (const style of ['long', 'short'] as const) {
    const names = new Intl.DisplayNames(locale, { type: 'region', style, fallback: 'none' })
    for (const code of of) name(names.of(code) ?? '', code)
  }
}

/** The words of a name without case, accents, dots and apostrophes; letters that stand alone are one word ("U. S. A."). */
function wordsOf(text: string): string[] {
  const plain = normalForm(text, 'NFKD')
    .replace(/[\p{M}.'’‘`´]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/(?<=(?:^| )\p{L}) (?=\p{L}(?: |$))/gu, '')
  return plain.split(' ').map((word) => shortened[word] ?? word)
}

/** A name whatever the order of its words: "Korea, Republic of" is "Republic of Korea". */
function keyOf(words: readonly string[]): string {
  const telling = words.filter((word) => !small.has(word))
  return (telling.length > 0 ? [...telling] : [...words]).sort().join(' ')
}

function withoutGovernment(words: readonly string[]): string[] {
  const rest = words.filter((word) => !governments.has(word) && !small.has(word))
  return rest.length > 0 ? rest : [...words]
}
