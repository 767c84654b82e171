/** Words as the index has them: each as its pieces in a row, so that any part of a word is found. */

/** Scripts in which a pair of characters tells as much as three letters of an alphabet. */
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** Stands behind the pieces of a word, so that none in a row run on into the next word. It is in no word. */
const wordEnd = '#'

/** Hangul's letters (U+1100) are the first of these scripts. */
export const isWide = (character: string): boolean => character >= '\u1100' && wide.test(character)

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
export const joinedPiece = (piece: string): string => `##${piece}`
export const runningOn = (word: string): string => `###${word}`

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

/** The tokens that a row has one after the other. */
type SearchPhrase = string[]

/** A word that is too short for a piece is a token itself. */
export function phraseOf(word: string): SearchPhrase {
  const pieces = piecesOf([...word])
  return pieces.length > 0 ? pieces : [word]
}

/** Whether a word is long enough to tell something by itself. */
export const isPiece = (word: string): boolean => piecesOf([...word]).length > 0 || isWide(word)
