import { remembered } from '#src/reference/remembered.ts'
import { spellings, type Way } from './search-text.ts'
import type { Wish } from './wishes.ts'

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
