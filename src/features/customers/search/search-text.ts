import type { Wanted } from '#src/database/index-query.ts'
import { hanStandIn, simplifiedHan } from '#src/reference/han-variants.ts'
import { withoutVatCode } from '#src/reference/registration-numbers.ts'
import { normalForm } from '#src/reference/normal-form.ts'
import { askedPhone, withoutPhoneExtension } from '#src/reference/phones.ts'
import { remembered } from '#src/reference/remembered.ts'
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
function foldSpellingUmlauts(text: string): string {
  const composed = normalForm(text, 'NFC').toLowerCase()
  return fold(composed.replace(/[äöü]/g, (letter) => umlauts[letter] ?? letter))
}

/** What "&" is called where people write it out: Marks and Spencer, Müller und Söhne, García y Asociados. */
const ampersandWords = ['and', 'und', 'et', 'y', 'e', 'en']

/** Words in a row, as a text has them: a list with a piece for every character of the text. */
type Way = readonly string[]

/**
 * Every way in which people type a text: as it is folded, with its umlauts spelled, and Chinese by pinyin and by initials.
 */
function spellings(text: string): Way[] {
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

const wordsIn = (folded: string): string[] => folded.match(/[\p{L}\p{N}]+/gu) ?? []

/** The words that a text is found by: its own, in every way in which people type them. */
export function indexedWords(text: string): string[] {
  const called = /[&＆]/.test(text) ? ampersandWords : []
  return [...new Set([...spellings(text).flatMap((way) => wordsIn(way.join(''))), ...called])]
}

/** The words of a text that has several, in every way of typing them, for who types them as one. */
export function indexedRuns(text: string): string[][] {
  return distinct(spellings(text).map((way) => wordsIn(way.join('')))).filter((run) => run.length > 1)
}

/** Scripts in which a pair of characters tells as much as three letters of an alphabet. */
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Stands behind the pieces of a word, so that none in a row run on into the next word. It is in no word. */
const wordEnd = '#'

/** Hangul's letters (U+1100) are the first of these scripts. */
const isWide = (character: string): boolean => character >= '\u1100' && wide.test(character)

/** Characters of a piece that begins with this one. */
const pieceLength = (first: string): number => (isWide(first) ? 2 : 3)

/** The pieces of a word: from each character on three letters, or two characters of a wide script, where so many are left. */
function piecesOf(characters: readonly string[]): string[] {
  return characters.flatMap((first, at) => {
    const end = at + pieceLength(first)
    return end > characters.length ? [] : [characters.slice(at, end).join('')]
  })
}

/**
 * The tokens of words for the index: the pieces of each in a row, and then, once, all that is shorter than a piece and may
 * be asked for: single characters, and pairs that begin with a letter.
 */
export function indexTokens(words: Iterable<string>): string[] {
  const inARow: string[] = []
  const short = new Set<string>()
  for (const word of words) {
    const characters = [...word]
    inARow.push(...piecesOf(characters), wordEnd)
    characters.forEach((character, at) => {
      short.add(character)
      const next = characters[at + 1]
      if (next !== undefined && !isWide(character)) short.add(character + next)
    })
  }
  return [...inARow, ...short]
}

/** A piece of words that are written as one, and a word that runs on into the next. No word has a `#`. */
const joinedPiece = (piece: string): string => `##${piece}`
const runningOn = (word: string): string => `###${word}`

/**
 * The tokens of texts of several words for who leaves out what stands between them: the pieces of all in a row, the words
 * that run on into the next, and pairs that are shorter than a piece.
 */
export function joinedTokens(runs: Iterable<readonly string[]>): string[] {
  const inARow: string[] = []
  const once = new Set<string>()
  for (const words of runs) {
    const characters = words.flatMap((word) => [...word])
    inARow.push(...piecesOf(characters).map(joinedPiece), wordEnd)
    let at = 0
    for (const word of words.slice(0, -1)) {
      once.add(runningOn(word))
      at += [...word].length
      const [last, next] = [characters[at - 1]!, characters[at]!]
      if (!isWide(last)) once.add(joinedPiece(last + next))
    }
  }
  return [...inARow, ...once]
}

/** More words than this narrow nothing down any more. */
const mostWords = 12

/** Words that belong together are looked for as one up to this length, in characters; longer ones tell enough apart. */
const longestJoined = 24

/** Something that somebody asked for, all of which has to be in a record. */
export type Wish = {
  /** As one word, in each way of reading it; any will do. */
  readings: readonly string[]
  /** Its words, in each way of spelling them, if they may be anywhere in the record. */
  apart: readonly (readonly string[])[]
  /** Whether it was typed with something between its words: it is known then where one ends. */
  isParted: boolean
}

/** What somebody asked for: words, and what is one though it is typed in several, such as O'Brien, S.A. and a phone number. */
export function wishesIn(asked: string): Wish[] {
  const typed = tidied(asked)
  const folded = partsOf(fold(typed))
  const spelled = partsOf(foldSpellingUmlauts(typed))
  const wishes = folded.flatMap((part, at) => wishesOf(part, spelled[at] ?? part))
  return [...new Map(wishes.map((wish) => [JSON.stringify(wish), wish])).values()].slice(0, mostWords)
}

/** What stands before a number: "tel:", "Phone: ", "电话：". */
const label = /(?<!\p{L})(?:tel\.? ?|\p{L}{1,20}\.? ?[:：] ?)(?=[+＋(（\p{Nd}])/giu

/** What was typed as the words of names stand: without what only surrounds a number, and with "A & B" in one. */
const tidied = (asked: string): string =>
  withoutPhoneExtension(asked.replace(/\s+/gu, ' ').replace(label, ' ')).replaceAll(' & ', '&')

/** Nothing but digits and what people write between those of a phone number. */
const numberPart = /^[\d+()\p{Pd}−.·/]+$/u

/** A letter by itself, as in "A B C". */
const oneLetter = /^\p{L}\.?$/u

/** What is between white space, but the groups of a number together, and letters that stand alone. */
function partsOf(folded: string): string[] {
  const parts: string[] = []
  for (const part of folded.split(/\s+/u).filter((text) => wordsIn(text).length > 0)) {
    const before = parts.at(-1) ?? ''
    const together =
      (numberPart.test(part) && numberPart.test(before.replaceAll(' ', ''))) ||
      (isLoneLetter(part) && before.split(' ').every(isLoneLetter))
    if (together) parts.splice(-1, 1, `${before} ${part}`)
    else parts.push(part)
  }
  return parts
}

const isLoneLetter = (part: string): boolean => oneLetter.test(part) && !isWide(part)

/** Digits in groups that are so many are one number: each group by itself is in thousands of records. */
const phoneFrom = 6

function wishesOf(part: string, spelled: string): Wish[] {
  const words = wordsIn(part)
  const joined = words.join('')
  // A number is kept without the country's code that stands before it for VAT.
  const national = withoutVatCode(joined) ?? []
  const single = (word: string, other = word): Wish => ({
    readings: [...new Set([word, other].concat(national))],
    apart: [],
    isParted: false,
  })
  if (/^\d+$/.test(joined)) {
    const readings = [...new Set([joined, ...askedPhone(part)])]
    const apart = words.length > 1 && joined.length < phoneFrom && words.some(isPiece) ? [words] : []
    return [{ readings, apart, isParted: words.length > 1 }]
  }
  if (words.length === 1) return words.map((word) => single(word, wordsIn(spelled)[0]))
  const ways = distinct([words, wordsIn(spelled)])
  // Words that all tell something are found together or apart; CocaCola has both that are in Coca-Cola.
  const isWhole = part.includes('@') || joined.length > longestJoined || words.every(isPiece)
  const readings = (isWhole ? [] : ways.map((way) => way.join(''))).concat(national)
  return [{ readings, apart: isWhole || words.some(isPiece) ? ways : [], isParted: true }]
}

/** Lists of words without those that are there already. */
const distinct = (lists: readonly string[][]): string[][] => [
  ...new Map(lists.map((list) => [list.join(' '), list])).values(),
]

/** Whether a word is long enough to tell something by itself. */
const isPiece = (word: string): boolean => piecesOf([...word]).length > 0 || isWide(word)

/** The tokens that a row has one after the other. */
type SearchPhrase = string[]

/** What a search asks of a row: of each wish one of its ways. */
export function wantedBy(asked: string): Wanted[] {
  return wishesIn(asked).map(({ readings, apart, isParted }) => ({
    any: [
      ...readings.map(phraseOf),
      ...readings.flatMap((reading) => joinedWays(reading, isParted)),
      ...apart.map((words) => ({ all: words.map(phraseOf) })),
    ],
  }))
}

/** A word that is too short for a piece is a token itself. */
function phraseOf(word: string): SearchPhrase {
  const pieces = piecesOf([...word])
  return pieces.length > 0 ? pieces : [word]
}

/** A reading over the end of a word: one that was typed as one has to begin with a whole word, "cocacola" but not "sosoft". */
function joinedWays(reading: string, isParted: boolean): Wanted[] {
  const characters = [...reading]
  // No name is so long a number.
  if (characters.length < 2 || characters.length > longestJoined || /^\d{7,}$/.test(reading)) return []
  const phrase = phraseOf(reading).map(joinedPiece)
  return isParted ? [phrase] : [{ all: [{ any: beginnings(characters) }, phrase] }]
}

/**
 * A whole word at the beginning, with the pair that it makes with the next. Few rows have both, while all that have the reading
 * in one word have its phrase: the index looks at no more of those than the few.
 */
function beginnings(characters: readonly string[]): Wanted[] {
  return characters.slice(1).map((next, at) => {
    const word = runningOn(characters.slice(0, at + 1).join(''))
    return { all: [[word], [joinedPiece(characters[at]! + next)]] }
  })
}

/** A piece of text, and whether it is what was searched for. */
export type Marked = { text: string; match: boolean }

/** A way in which a text is typed, as it is and without what stands between its words. Places count as JavaScript does. */
type Typed = {
  text: string
  /** For each place of the text, the character of the original that it comes from. */
  owners: readonly number[]
  joined: string
  joinedOwners: readonly number[]
  /** Places of the joined text at which a word begins. */
  starts: ReadonlySet<number>
}

/** Remembers, since a page looks at each of its texts several times. */
const waysOf = remembered((text: string): Typed[] => spellings(text).map(typedAs), 1000)

function typedAs(way: Way): Typed {
  const text = way.join('')
  const owners = way.flatMap((piece, index) => Array.from({ length: piece.length }, () => index))
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
  const starts = new Set<number>()
  let length = 0
  for (const [word] of words) {
    starts.add(length)
    length += word.length
  }
  return {
    text,
    owners,
    joined: words.map(([word]) => word).join(''),
    joinedOwners: words.flatMap(({ 0: word, index }) => owners.slice(index, index + word.length)),
    starts,
  }
}

/** Characters of a text from one to another, both included. */
type Span = { from: number; to: number }

/** Where a text has what was wished for. */
function spansIn({ text, owners, joined, joinedOwners, starts }: Typed, wish: Wish): Span[] {
  const plainly = [...wish.readings, ...wish.apart.flat()].flatMap((word) => placesOf(text, word, owners))
  // A text of one word has nothing to run on into.
  if (joined === text) return plainly
  const over = wish.readings.flatMap((reading) =>
    placesOf(joined, reading, joinedOwners, (at) => wish.isParted || starts.has(at)),
  )
  return [...plainly, ...over]
}

function placesOf(
  text: string,
  word: string,
  owners: readonly number[],
  counts: (at: number) => boolean = () => true,
): Span[] {
  const spans: Span[] = []
  if (word === '') return spans
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (counts(at)) spans.push({ from: owners[at] ?? 0, to: owners[at + word.length - 1] ?? 0 })
  }
  return spans
}

/** The same wishes, but each word for itself where words may be anywhere in a record. */
export function wordByWord(wishes: readonly Wish[]): Wish[] {
  return wishes.flatMap((wish) => {
    const [words = [], ...others] = wish.apart
    if (wish.readings.length > 0) return [wish]
    const readings = words.map((word, at) => [word, ...others.flatMap((way) => way[at] ?? [])])
    return readings.map((ways) => ({ readings: ways, apart: [], isParted: false }))
  })
}

/** Whether a text has what was wished for, in any way of typing it. */
export function isIn(text: string, wish: Wish): boolean {
  return waysOf(text).some((way) => spansIn(way, wish).length > 0)
}

/** Cuts a text into what was wished for, in any way of typing it, and what was not. The pieces joined are the text. */
export function markMatches(text: string, wishes: readonly Wish[]): Marked[] {
  if (text === '') return []
  const spans = wishes.flatMap((wish) => waysOf(text).flatMap((way) => spansIn(way, wish)))
  if (spans.length === 0) return [{ text, match: false }]
  const hit = new Set<number>()
  for (const { from, to } of spans) for (let index = from; index <= to; index += 1) hit.add(index)
  const pieces: Marked[] = []
  for (const [index, character] of [...text].entries()) {
    const match = hit.has(index)
    const last = pieces.at(-1)
    if (last?.match === match) last.text += character
    else pieces.push({ text: character, match })
  }
  return pieces
}

/** The key that a name sorts by: folded, Chinese by pinyin, without what leads it that is neither letter nor digit. */
export function sortName(name: string): string {
  return pinyinKey(foldToSimplified(name))
    .replace(/ +/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trimEnd()
}
