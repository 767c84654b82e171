import type { Wanted } from '#src/database/index-query.ts'
import { withoutVatCode } from '#src/reference/registration-numbers.ts'
import { askedPhone, withoutPhoneExtension } from '#src/reference/phones.ts'
import { isPiece, isWide, joinedPiece, phraseOf, runningOn } from './pieces.ts'
import { distinct, fold, foldSpellingUmlauts, wordsIn } from './search-text.ts'

/** What somebody who searches asks for, and what that asks of the index. */

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

/** A reading over the end of a word: one that was typed as one has to begin with a whole word, "cocacola" but not "sosoft". */
function joinedWays(reading: string, isParted: boolean): Wanted[] {
  const characters = [...reading]
  // No name is so long a number.
  if (characters.length < 2 || characters.length > longestJoined || /^\d{7,}$/.test(reading)) return []
  const phrase = phraseOf(reading).map(joinedPiece)
  return isParted ? [phrase] : [{ all: [{ any: beginnings(characters) }, phrase] }]
}

/** Words up to this length end in so many rows that the next word's first letter is needed to tell those apart. */
const manyRunOnUpTo = 2

/**
 * A whole word at the beginning, if it is short with the pair that it makes with the next. Few rows have them, while all that
 * have the reading in one word have its phrase: the index looks at no more of those than the few. Each thing it is asked for
 * costs it a look, whether or not a row has it.
 */
function beginnings(characters: readonly string[]): Wanted[] {
  return characters.slice(1).map((next, at) => {
    const word = [runningOn(characters.slice(0, at + 1).join(''))]
    if (at + 1 > manyRunOnUpTo) return word
    return { all: [word, [joinedPiece(characters[at]! + next)]] }
  })
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
