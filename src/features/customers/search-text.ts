import traditional from 'opencc-js/dict/TSCharacters'
import { normalForm } from '#src/reference/normal-form.ts'
import { remembered } from '#src/reference/remembered.ts'
import { isPartlyChinese, pinyinKey, spell } from './pinyin.ts'

/**
 * What "the same text" means when people search: any two characters or more, in any script, without regard to case,
 * accents, width or the two ways of writing Chinese; Chinese also by pinyin and its initials. One function folds what is
 * indexed, what is asked for and what is marked.
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

/** Traditional characters and what they are in simplified writing (OpenCC's table: "traditional simplified[ others]|…"). */
const simplified = new Map(
  traditional.split('|').map((entry): [string, string] => {
    const [from = '', to = from] = entry.split(' ')
    return [from, to]
  }),
)

/** How Germans write umlauts where they cannot type them (DIN 5007-2). */
const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' }

/** Text in which nothing is to be folded but capitals: most of it. */
const ascii = /^[\0-\x7F]*$/

/** Text in lower case without accents, full-width forms made ordinary (NFKD, Unicode 15.1 chapter 3.11). */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase()
  return normalForm(text, 'NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðłþıς]/g, (letter) => spelledOut[letter] ?? letter)
    .replace(/\p{Script=Han}/gu, (character) => simplified.get(character) ?? character)
}

/** The same with ä, ö and ü as ae, oe and ue. */
function foldSpellingUmlauts(text: string): string {
  const composed = normalForm(text, 'NFC').toLowerCase()
  return fold(composed.replace(/[äöü]/g, (letter) => umlauts[letter] ?? letter))
}

/**
 * Every way in which people type a text: as it is folded, with its umlauts spelled, and Chinese by pinyin and by initials.
 * Each is a list with a piece for every character of the text.
 */
function spellings(text: string): string[][] {
  const characters = [...text]
  const folded = characters.map(fold)
  const ways = [folded]
  if (/[äöü]/i.test(normalForm(text, 'NFC'))) ways.push(characters.map(foldSpellingUmlauts))
  // Text that folds to more or fewer characters than it has (㍿) has no syllable for each.
  if (isPartlyChinese(text) && folded.every((piece) => [...piece].length === 1))
    ways.push(...(['text', 'name'] as const).flatMap((reading) => pinyinWays(folded.join(''), reading)))
  return ways
}

/** In full, with `lü` as `lv` and as `lu`, and by the initials. */
function pinyinWays(folded: string, reading: 'text' | 'name'): string[][] {
  const spelled = spell(folded, reading)
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

/** The words that a text is found by: its own, in every way in which people type them. */
export function indexedWords(text: string): string[] {
  return [...new Set(spellings(text).flatMap((way) => wordsIn(way.join(''))))]
}

const wordsIn = (folded: string): string[] => folded.match(/[\p{L}\p{N}]+/gu) ?? []

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

/** More words than this narrow nothing down any more. */
const mostWords = 12

/**
 * What somebody asked for, as the phrases that all have to be in a record.
 * @returns for each word its pieces in a row; where a word can be written in two ways ("müller"), either will do
 */
export function searchPhrases(asked: string): SearchPhrase[][] {
  const words = searchWords(asked)
  const spelled = wordsIn(foldSpellingUmlauts(asked))
  const ways = words.map((word, at) => [...new Set([word, spelled[at] ?? word])])
  const distinct = new Map(ways.map((way) => [way.join(' '), way]))
  return [...distinct.values()].slice(0, mostWords).map((way) => way.map(phraseOf))
}

/** The words to mark in what a search found. */
export function wordsToMark(asked: string): string[] {
  return [...new Set([...searchWords(asked), ...wordsIn(foldSpellingUmlauts(asked))])]
}

/** The tokens that a row has one after the other if the word is in it. */
export type SearchPhrase = string[]

/** A word that is too short for a piece is a token itself. */
function phraseOf(word: string): SearchPhrase {
  const pieces = piecesOf([...word])
  return pieces.length > 0 ? pieces : [word]
}

/** A piece of text, and whether it is what was searched for. */
export type Marked = { text: string; match: boolean }

/** A way in which a text is typed: the whole, and the pieces that its characters become. */
type Way = { text: string; pieces: readonly string[] }

/** Remembers, since a page looks at each of its texts several times. */
const waysOf = remembered(
  (text: string): Way[] => spellings(text).map((pieces) => ({ text: pieces.join(''), pieces })),
  1000,
)

/** Whether a text has a word in it, in any way of typing it. */
export function isIn(text: string, word: string): boolean {
  return waysOf(text).some((way) => way.text.includes(word))
}

/** Cuts a text into what matches one of the words, in any way of typing it, and what does not. The pieces joined are the text. */
export function markMatches(text: string, words: readonly string[]): Marked[] {
  if (!words.some((word) => isIn(text, word))) return text === '' ? [] : [{ text, match: false }]
  const hit = matchingCharacters(waysOf(text), words)
  const pieces: Marked[] = []
  for (const [index, character] of [...text].entries()) {
    const match = hit.has(index)
    const last = pieces.at(-1)
    if (last?.match === match) last.text += character
    else pieces.push({ text: character, match })
  }
  return pieces
}

/** Places of the characters that belong to a match, in one of the ways in which the text is typed. */
function matchingCharacters(ways: readonly Way[], words: readonly string[]): Set<number> {
  const hit = new Set<number>()
  for (const { text, pieces } of ways) {
    const found = words.filter((word) => word !== '' && text.includes(word))
    if (found.length === 0) continue
    const owner = pieces.flatMap((piece, index) => Array.from({ length: piece.length }, () => index))
    for (const word of found) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        for (let offset = at; offset < at + word.length; offset += 1) hit.add(owner[offset] ?? 0)
      }
    }
  }
  return hit
}

/** The key that a name sorts by: folded, Chinese by pinyin, without what leads it that is neither letter nor digit. */
export function sortName(name: string): string {
  return pinyinKey(fold(name))
    .replace(/ +/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trimEnd()
}
