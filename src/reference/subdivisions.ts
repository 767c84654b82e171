import { countryRules } from './address-data.ts'
import { isWrittenLargeToSmall } from './address-format.ts'
import { hanStandIn } from './han-variants.ts'
import { normalForm } from './normal-form.ts'
import { remembered } from './remembered.ts'
import { isWrittenAlike } from './romanised.ts'

/**
 * Which state, province … somebody means who writes its code or one of its names: in any of the country's languages or in
 * English, in any case, with or without accents and what kind of thing it is. What may be several is none.
 */

/** A name, folded, and what of it tells: "region de murcia" and "murcia". */
type Name = { plain: string; kernel: string }

type Known = { code: string; plainCode: string; own: Name[]; english: Name[] }

/** The subdivisions of a country that has some. */
const knownIn = remembered((country: string): Known[] =>
  countryRules(country).subdivisions.map(({ code, names, englishName }) => ({
    code,
    plainCode: plain(code),
    own: names.map(nameOf),
    english: englishName === undefined ? [] : [nameOf(englishName)],
  })),
)

/** The code of the subdivision that a country calls so, in any of its languages; never by another code. */
export function subdivisionNamed(country: string, name: string): string | undefined {
  const code = subdivisionCode(country, name)
  const isCode = countryRules(country).subdivisions.some((one) => plain(one.code) === plain(name))
  return isCode ? undefined : code
}

/** The code of the subdivision that a country calls so, or that has this code. */
export function subdivisionCode(country: string, typed: string): string | undefined {
  const { subdivisions } = countryRules(country)
  // Of what is no country, too, which may be any text.
  if (subdivisions.length === 0) return undefined
  // Nearly every address that is checked is a stored one, and has its code already.
  if (subdivisions.some(({ code }) => code === typed)) return typed
  return namedOnce(country, typed) ?? namedTwice(country, typed)
}

function namedOnce(country: string, typed: string): string | undefined {
  const known = knownIn(country)
  // "CA-ON" and "ES-CA" are ISO 3166-2's way of writing a code.
  const wanted = plain(typed).replace(new RegExp(`^${country.toLowerCase()} (?=[a-z0-9]{1,3}$)`), '')
  if (wanted === '') return undefined
  const exact =
    known.find(({ plainCode }) => plainCode === withoutPoints(wanted)) ??
    known.find(({ own }) => own.some((name) => name.plain === wanted))
  return (exact ?? namedAlike(known, nameOf(wanted), isWrittenLargeToSmall(country)))?.code
}

/** What separates two names of one place: "Milano (MI)", "Bolzano/Bozen", "XIV Región de Los Ríos", "CA - California". */
const separators = ['(', ',', '/', ' - ', ' ']

/** The code of what was typed by two of its names. */
function namedTwice(country: string, typed: string): string | undefined {
  const text = typed.trim().replace(/\)$/, '')
  for (const separator of separators) {
    const at = text.indexOf(separator)
    if (at < 0) continue
    const [first, second] = [text.slice(0, at), text.slice(at + separator.length)]
    const code = namedOnce(country, first)
    if (code !== undefined && code === namedOnce(country, second)) return code
  }
  return undefined
}

/** The one whose name differs only in how it is written from what was typed; none when there are several. */
function namedAlike(all: readonly Known[], wanted: Name, isTypeLast: boolean): Known | undefined {
  const { plain: text, kernel } = wanted
  const isAlike = (name: Name) =>
    name.kernel === kernel || (isTypeLast && differOnlyInType(name.plain, kernel))
  const isAlikeInLatin = (name: Name) => isWrittenAlike(name.kernel, kernel)
  const ways: ((one: Known) => boolean)[] = [
    // "Moscow Oblast" is not Moscow.
    ({ english }) => kernel !== text && english.some((name) => name.plain === text),
    ({ own }) => own.some(isAlike),
    ({ english }) => english.some(isAlike),
    ({ own, english }) => [...own, ...english].some(isAlikeInLatin),
  ]
  for (const way of ways) {
    const [one, ...others] = all.filter(way)
    if (one) return others.length === 0 ? one : undefined
  }
  return undefined
}

function nameOf(text: string): Name {
  const folded = plain(text)
  return { plain: folded, kernel: withoutType(folded) }
}

/** "n s w", as N.S.W. is folded, is "nsw". */
const withoutPoints = (folded: string): string =>
  /^[a-z]( [a-z])+$/.test(folded) ? folded.replaceAll(' ', '') : folded

/** What kinds of subdivision are called, in the languages in which addresses are written. */
const typeWords = new Set(
  (
    'province provincia provincie provinz provincial prov state states estado estados etat staat governorate governorates ' +
    'muhafazah region regiao regione regional department departamento departement dept depto prefecture ken fu county ' +
    'district distrito oblast oblys krai kray kraj okrug republic respublika republika autonomous city municipality territory ' +
    'union ut emirate parish canton island islands do si gun sheng shi zizhiqu special capital metropolitan changwat tinh ' +
    'republits chartered principality principado comunidad comunitat foral okres avtonomnaya avtonomnyy avtonomna avtonomnyi ' +
    'teukbyeolsi gwangyeoksi teukbyeoljachido teukbyeoljachisi zhuangzu huizu uygur zhuangzuzizhiqu huizuzizhiqu ' +
    'dto federal persekutuan community islas isla illes ilhas ilha tp استان محافظة محافظه إمارة ' +
    'республика область край автономная автономныи округ город г республіка автономна місто м ' +
    'parroquia thanh pho wilayah daerah negeri propinsi provinsi il judetul judet'
  ).split(' '),
)
const joiningWords = new Set(
  'of the and y e et und de del la las los el do da dos das du des di al'.split(' '),
)

/** A folded name without what kind of thing it names: "region de murcia" is "murcia". Never nothing. */
function withoutType(name: string): string {
  const words = name.split(' ')
  const telling = words.filter((word) => !typeWords.has(word) && !joiningWords.has(word))
  return telling.length === 0 ? name : telling.join(' ')
}

// 广东 is 广东省, 广西壮族自治区 is 广西, Seoul is 서울 or 서울특별시, Guangdong is Guangdong Sheng: in East Asia the word
// for the type of province comes last and is often left out. Two characters at least, and a whole word in
// Latin.
function differOnlyInType(name: string, typed: string): boolean {
  const [shorter, longer] = name.length < typed.length ? [name, typed] : [typed, name]
  if (/^[a-z]/.test(shorter)) return longer.startsWith(`${shorter} `)
  return shorter.length >= 2 && longer.startsWith(shorter)
}

// Turkish ı and Vietnamese đ have no accent to strip. Irish counties are written with and without "County" or
// "Co.", and six Korean provinces in full or by their first and third syllable (경상남도, 경남; Jeonnam).
function plain(text: string): string {
  const bare = normalForm(text, 'NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
  return normalForm(bare, 'NFKC')
    .replace(/\p{Script=Han}/gu, hanStandIn)
    .replace(/^จังหวัด ?/, '')
    .replace(/ı/g, 'i')
    .replace(/đ/g, 'd')
    .replace(/[&+]/g, ' and ')
    .replace(/(?<=(?<!\p{L})[dl])['’]/gu, ' ')
    .replace(/['’‘`ʼʻʹ]/g, '')
    .replace(/[\s.(),/\p{Pd}]+/gu, ' ')
    .trim()
    .replace(/^(co|county) /, '')
    .replace(/\b(?:saint|sainte|ste)\b/g, 'st')
    .replace(/^([경전충])[상라청]([남북])도$/, '$1$2')
    .replace(/^gyeongsang(?=buk|nam)/, 'gyeong')
    .replace(/^chungcheong(?=buk|nam)/, 'chung')
    .replace(/^jeolla(?=buk|nam)/, 'jeon')
}
