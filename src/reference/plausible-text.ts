import { normalForm } from './normal-form.ts'
import { remembered } from './remembered.ts'
import type { Writing } from './encodings.ts'

/**
 * How likely it is that somebody wrote a text: by the letters of the languages that are written so. What is likely is learnt
 * from the names of countries, languages and currencies that the Unicode CLDR has in each language.
 */

const languagesOf: Partial<Record<Writing, string[]>> = {
  western: ['de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'da', 'nb', 'fi', 'is', 'ca', 'en'],
  central_european: ['cs', 'pl', 'hu', 'sk', 'ro', 'hr', 'sl', 'de'],
  cyrillic: ['ru', 'uk', 'bg', 'sr', 'be'],
  greek: ['el'],
  turkish: ['tr', 'az'],
  baltic: ['lt', 'lv', 'et'],
  hebrew: ['he'],
  arabic: ['ar', 'fa', 'ur'],
  thai: ['th'],
}

/** Natural logarithms of how likely things are. Set by hand, so that the files of the tests come out right. */
const likely = {
  /** Signs that people write beside letters: quotation marks, dashes, currencies. */
  sign: -6,
  /** Other signs, and signs right before a word or in the middle of one. */
  oddSign: -12,
  /** Characters that nobody types. */
  never: -22,
  /** A capital after a small letter, a small letter among capitals. */
  oddCase: -8,
  ideograph: -8.5,
  rareIdeograph: -13,
  syllable: -7,
  kana: -6.5,
  /** A single character of East Asia within a word of other letters. */
  lone: -12,
  /** One capital after another, where capitals alone are rare. */
  capitals: -1,
  /** Kana where nobody writes Japanese. */
  foreign: -8,
}

const signs = new Set('“”„‘’‚«»‹›–—…•·´€£¥§©®™ªº°¿¡№×½¼²³&\u00A0\u00AD、。「」（），：・～－！')
const opening = new Set('“‘„‚«‹¿¡（「')
const withinWords = new Set('’‘·´\u00AD-')
const never = /[\p{Cc}\p{Co}\p{Cn}\p{Cs}\uFFFD]/u
const letter = /[\p{L}\p{M}]/u
const capital = /\p{Lu}/u
const small = /\p{Ll}/u
const han = /\p{Script=Han}/u
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}ー\uFF61-\uFF9F]/u
const hangul = /\p{Script=Hangul}/u

const eastAsian = (character: string) => han.test(character) || kana.test(character) || hangul.test(character)

/** The logarithm of how likely a word is that has letters beyond ASCII, up to a constant that all writings share. */
export function likelihood(word: string, writing: Writing): number {
  const characters = [...normalForm(word, 'NFC')]
  const besides = sum(characters, (at) => ofSign(characters, at, writing))
  const languages = languagesOf[writing]
  if (!languages) return besides
  const letters = languages.map((language) => {
    const model = modelOf(language)
    return sum(characters, (at) => ofLetter(characters, at, model))
  })
  return besides + Math.max(...letters)
}

const sum = (characters: readonly string[], of: (at: number) => number): number =>
  characters.reduce((total, _, at) => total + of(at), 0)

const isAscii = (character: string) => character < '\u0080'

/** Everything but the letters of alphabets. */
function ofSign(characters: readonly string[], at: number, writing: Writing): number {
  const character = characters[at] ?? ''
  if (isAscii(character)) return 0
  if (never.test(character)) return likely.never
  const [before = '', after = ''] = [characters[at - 1], characters[at + 1]]
  if (eastAsian(character)) {
    const alone = !eastAsian(before) && !eastAsian(after) && (letter.test(before) || letter.test(after))
    return ofEastAsian(character, writing) + (alone ? likely.lone : 0)
  }
  if (letter.test(character)) return ofCase(before, character, after)
  if (!signs.has(character)) return likely.oddSign
  const isOdd = letter.test(before)
    ? letter.test(after) && !withinWords.has(character)
    : isOddBefore(character, after)
  return isOdd ? likely.oddSign : likely.sign
}

const isOddBefore = (character: string, after: string): boolean =>
  letter.test(after) && !opening.has(character)

function ofEastAsian(character: string, writing: Writing): number {
  if (kana.test(character)) return likely.kana + (writing === 'japanese' ? 0 : likely.foreign)
  if (hangul.test(character)) return isUsual(character, writing) ? likely.syllable : likely.rareIdeograph
  return isUsual(character, writing) ? likely.ideograph : likely.rareIdeograph
}

function ofCase(before: string, character: string, after: string): number {
  const odd =
    (capital.test(character) && small.test(before)) ||
    (small.test(character) && capital.test(before) && capital.test(after))
  if (odd) return likely.oddCase
  return capital.test(character) && capital.test(before) && !isAscii(before) ? likely.capitals : 0
}

/** A letter after the one before, where one of them is beyond ASCII. */
function ofLetter(characters: readonly string[], at: number, model: Model): number {
  const character = characters[at] ?? ''
  const before = characters[at - 1] ?? ''
  if (isAscii(character) && (before === '' || isAscii(before))) return 0
  if (!letter.test(character) || eastAsian(character)) return 0
  return model(letter.test(before) ? before.toLowerCase() : ' ', character.toLowerCase())
}

type Model = (before: string, character: string) => number

/** How much the letter itself counts beside the one that it follows. */
const smoothing = 3

const modelOf = remembered((language: string): Model => {
  const pairs = new Map<string, number>()
  const first = new Map<string, number>()
  const single = new Map<string, number>()
  let total = 0
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)
  for (const word of wordsIn(language)) {
    let before = ' '
    for (const character of word) {
      count(pairs, before + character)
      count(first, before)
      count(single, character)
      total += 1
      before = character
    }
  }
  return (before, character) => {
    const alone = ((single.get(character) ?? 0) + 0.02) / (total + 3)
    const after = (pairs.get(before + character) ?? 0) + smoothing * alone
    return Math.log(after / ((first.get(before) ?? 0) + smoothing))
  }
})

function wordsIn(language: string): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const two = letters.flatMap((one) => letters.map((other) => one + other))
  const of = (type: 'region' | 'language' | 'currency', codes: string[]) => {
    const names = new Intl.DisplayNames(language, { type, fallback: 'none' })
    return codes.map((code) => names.of(code) ?? '')
  }
  const names = [
    ...of(
      'region',
      two.map((code) => code.toUpperCase()),
    ),
    ...of('language', two),
    ...of('currency', Intl.supportedValuesOf('currency')),
  ]
  const text = normalForm(names.join(' '), 'NFC').toLowerCase()
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? []
  // Each word once: "dollar" is in many names.
  return [...new Set(words)]
}

/** The characters that a character set has in its first plane: those in daily use. */
const usual = remembered((writing: Writing): ReadonlySet<string> => {
  const [label, from, to, trails] = usualBytes[writing] ?? []
  if (label === undefined) return new Set()
  const decoder = new TextDecoder(label)
  const found = new Set<string>()
  for (let lead = from ?? 0; lead <= (to ?? 0); lead += 1)
    for (const [low, high] of trails ?? [])
      for (let trail = low; trail <= high; trail += 1) found.add(decoder.decode(Uint8Array.of(lead, trail)))
  return found
})

type Trails = [number, number][]

/** GB 2312 level 1; Big5 level 1; JIS X 0208 level 1; KS X 1001's syllables. */
const usualBytes: Partial<Record<Writing, [string, number, number, Trails]>> = {
  simplified_chinese: ['gb18030', 0xb0, 0xd7, [[0xa1, 0xfe]]],
  traditional_chinese: [
    'big5',
    0xa4,
    0xc6,
    [
      [0x40, 0x7e],
      [0xa1, 0xfe],
    ],
  ],
  japanese: ['euc-jp', 0xb0, 0xcf, [[0xa1, 0xfe]]],
  korean: ['euc-kr', 0xb0, 0xc8, [[0xa1, 0xfe]]],
}

const isUsual = (character: string, writing: Writing): boolean => usual(writing).has(character)
