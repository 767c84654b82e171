import { hanStandIn, simplifiedHan } from '#src/reference/han-variants.ts'
import { normalForm } from '#src/reference/normal-form.ts'
import { asciiDigits } from '#src/reference/typed-text.ts'
import { isPartlyChinese, pinyinKey, spell } from './pinyin.ts'

/**
 * What "the same text" means when people search: any two characters or more, in any script, without regard to case,
 * accents, width, what stands between words, or which of its forms a character of East Asia has; Chinese also by pinyin and
 * its initials. One function folds what is indexed, what is asked for and what is marked.
 */

/** Letters that stand for others but that Unicode does not decompose. */
const spelledOut: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  // A capital Σ becomes ς only at the end of a word, which a piece of one need not have.
  ς: 'σ',
}

/** Letters that keyboards of one language have in place of another's, and a stroke that only widens a line. */
const alsoWritten: Record<string, string> = {
  ħ: 'h',
  ŧ: 't',
  ی: 'ي',
  ى: 'ي',
  ک: 'ك',
  ة: 'ه',
  ـ: '',
}

/** Small kana and those of the old spelling: キヤノン is read キャノン, ヱビス エビス. */
const kanaStandIns: Record<string, string> = Object.fromEntries(
  [
    'ァアィイゥウェエォオッツャヤュユョヨヮワヵカヶケ',
    'ㇰクㇱシㇲスㇳトㇴヌㇵハㇶヒㇷフㇸヘㇹホㇺムㇻラㇼリㇽルㇾレㇿロ',
    'ヰイヱエヲオ',
  ]
    .join('')
    .match(/../gu)!
    .map((pair) => [...pair] as [string, string]),
)

/** Apostrophes that Unicode counts among the letters, of Hawaiian, Arabic in Latin letters, Saltillo … */
const letterApostrophes = /[\u02B9-\u02BF\u02C8\u02CA\u02CB\u02EE\uA78B\uA78C]/g

/** How Germans write umlauts where they cannot type them (DIN 5007-2). */
const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' }

/** Text in which nothing is to be folded but capitals: most of it. */
const ascii = /^[\0-\x7F]*$/

/** Text in lower case without accents, full-width forms made ordinary (NFKD, Unicode 15.1 chapter 3.11). */
function plain(text: string): string {
  return normalForm(text, 'NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðłþıς]/g, (letter) => spelledOut[letter] ?? letter)
}

/** The same as people look for it. What shows nothing (soft hyphen, joiners, variation selectors) is not there. */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase()
  return asciiDigits(plain(text))
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(letterApostrophes, "'")
    .replace(/[ħŧیىکةـ]/g, (letter) => alsoWritten[letter] ?? letter)
    .replace(/[\u3041-\u3096\u309D]/g, (kana) => String.fromCodePoint(kana.codePointAt(0)! + 0x60))
    .replace(/[ァィゥェォッャュョヮヵヶㇰ-ㇿヰヱヲ]/g, (kana) => kanaStandIns[kana] ?? kana)
    .replace(/\p{Script=Han}/gu, hanStandIn)
}

/** Text folded no further than to what it is read aloud and sorted by. */
function foldToSimplified(text: string): string {
  return ascii.test(text) ? text.toLowerCase() : plain(text).replace(/\p{Script=Han}/gu, simplifiedHan)
}

/** The same with ä, ö and ü as ae, oe and ue. */
export function foldSpellingUmlauts(text: string): string {
  const composed = normalForm(text, 'NFC').toLowerCase()
  return fold(composed.replace(/[äöü]/g, (letter) => umlauts[letter] ?? letter))
}

/** What "&" is called where people write it out: Marks and Spencer, Müller und Söhne, García y Asociados. */
const ampersandWords = ['and', 'und', 'et', 'y', 'e', 'en']

/** Words in a row, as a text has them: a list with a piece for every character of the text. */
export type Way = readonly string[]

/**
 * Every way in which people type a text: as it is folded, with its umlauts spelled, and Chinese by pinyin and by initials.
 */
export function spellings(text: string): Way[] {
  const characters = [...text]
  const ways: Way[] = [characters.map(fold)]
  if (/[äöü]/i.test(normalForm(text, 'NFC'))) ways.push(characters.map(foldSpellingUmlauts))
  if (!isPartlyChinese(text)) return ways
  const spoken = characters.map(foldToSimplified)
  // Text that folds to more or fewer characters than it has (㍿) has no syllable for each.
  if (spoken.every((piece) => [...piece].length === 1))
    ways.push(...(['text', 'name'] as const).flatMap((reading) => pinyinWays(spoken.join(''), reading)))
  return ways
}

/** In full, with `lü` as `lv` and as `lu`, and by the initials. */
function pinyinWays(simplified: string, reading: 'text' | 'name'): Way[] {
  const spelled = spell(simplified, reading)
  const full = spelled.map(({ syllable }) => syllable)
  return [
    full,
    full.map((syllable) => syllable.replace(/^([ln])v/, '$1u')),
    spelled.map(({ syllable, isChinese }) => (isChinese ? syllable.slice(0, 1) : syllable)),
  ]
}

/** The words of a text, folded: runs of letters and digits. */
export function searchWords(text: string): string[] {
  return wordsIn(fold(text))
}

export const wordsIn = (folded: string): string[] => folded.match(/[\p{L}\p{N}]+/gu) ?? []

/** The words that a text is found by: its own, in every way in which people type them. */
export function indexedWords(text: string): string[] {
  const called = /[&＆]/.test(text) ? ampersandWords : []
  return [...new Set([...spellings(text).flatMap((way) => wordsIn(way.join(''))), ...called])]
}

/** The words of a text that has several, in every way of typing them, for who types them as one. */
export function indexedRuns(text: string): string[][] {
  return distinct(spellings(text).map((way) => wordsIn(way.join('')))).filter((run) => run.length > 1)
}

/** Lists of words without those that are there already. */
export const distinct = (lists: readonly string[][]): string[][] => [
  ...new Map(lists.map((list) => [list.join(' '), list])).values(),
]

/** The key that a name sorts by: folded, Chinese by pinyin, without what leads it that is neither letter nor digit. */
export function sortName(name: string): string {
  return pinyinKey(foldToSimplified(name))
    .replace(/ +/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trimEnd()
}
