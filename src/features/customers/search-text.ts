/**
 * What "the same text" means when people search: any two characters or more, in any script, without regard to case,
 * accents or width. One function folds what is indexed, what is asked for and what is marked.
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

/** Text in lower case without accents, full-width forms made ordinary (NFKD, Unicode 15.1 chapter 3.11). */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðłþıς]/g, (letter) => spelledOut[letter] ?? letter)
}

/** The words of a text, folded: runs of letters and digits. */
export function searchWords(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/**
 * The tokens of a word for the index: each pair of neighbouring characters, then its last character alone. The last one
 * makes one-character searches find it, and keeps phrases from running over the end of a word.
 */
export function wordTokens(word: string): string[] {
  const characters = [...word]
  return characters.map((character, index) => character + (characters[index + 1] ?? ''))
}

/** More words than this narrow nothing down any more. */
const mostWords = 12

/**
 * What somebody asked for, as the phrases that all have to be in a record.
 * @returns for each word its pairs of characters in a row; for a word of one character a prefix
 */
export function searchPhrases(asked: string): SearchPhrase[] {
  const words = [...new Set(searchWords(asked))].slice(0, mostWords)
  return words.map((word) => {
    const tokens = wordTokens(word)
    return tokens.length === 1 ? { tokens, prefix: true } : { tokens: tokens.slice(0, -1), prefix: false }
  })
}

export type SearchPhrase = { tokens: string[]; prefix: boolean }

/** A piece of text, and whether it is what was searched for. */
export type Marked = { text: string; match: boolean }

/** Cuts a text into what matches one of the words and what does not. The pieces joined are the text. */
export function markMatches(text: string, words: readonly string[]): Marked[] {
  const characters = [...text]
  const folded = characters.map(fold)
  const hit = matchingCharacters(folded, words)
  const pieces: Marked[] = []
  characters.forEach((character, index) => {
    const match = hit[index] ?? false
    const last = pieces.at(-1)
    if (last?.match === match) last.text += character
    else pieces.push({ text: character, match })
  })
  return pieces
}

function matchingCharacters(folded: readonly string[], words: readonly string[]): boolean[] {
  const text = folded.join('')
  const owner = folded.flatMap((piece, index) => Array.from({ length: piece.length }, () => index))
  const hit = folded.map(() => false)
  for (const word of words) {
    for (let at = text.indexOf(word); word !== '' && at >= 0; at = text.indexOf(word, at + 1)) {
      for (let offset = at; offset < at + word.length; offset += 1) hit[owner[offset] ?? 0] = true
    }
  }
  return hit
}

/** The key that a name sorts by: folded, without what leads it that is neither letter nor digit. */
export function sortName(name: string): string {
  return fold(name).replace(/^[^\p{L}\p{N}]+/u, '')
}
