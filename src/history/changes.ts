/** The difference between two states of a record. Pure. */

export type Change<Field extends string = string> = { field: Field; before: string; after: string }

type Values<Field extends string> = Readonly<Record<Field, string>>

/** The fields in which two states differ, in the order given, with both values. */
export function differences<Field extends string>(
  fields: readonly Field[],
  before: Values<Field>,
  after: Values<Field>,
): Change<Field>[] {
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field], after: after[field] }))
}

/** A piece of a value's text, and what became of it. */
export type WordChange = { text: string; kind: 'kept' | 'struck' | 'added' }

/**
 * What became of a text, word by word (longest common subsequence), so that a reader sees what was struck and what was
 * added. Values are short (at most some hundred words).
 */
export function wordChanges(before: string, after: string): WordChange[] {
  const old = words(before)
  const fresh = words(after)
  const lengths = commonLengths(old, fresh)
  const pieces: WordChange[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      add(pieces, old[i] ?? '', 'kept')
      i += 1
      j += 1
    } else if (j >= fresh.length || (i < old.length && at(lengths, i + 1, j) >= at(lengths, i, j + 1))) {
      add(pieces, old[i] ?? '', 'struck')
      i += 1
    } else {
      add(pieces, fresh[j] ?? '', 'added')
      j += 1
    }
  }
  return pieces
}

/** Words with the white space that follows them; in scripts without spaces each character is one. */
function words(text: string): string[] {
  return (
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}\p{M}]+|\s+|[^\s]/gu) ?? []
  )
}

/** How many words the rests of both texts have in common, for each pair of starting points. */
function commonLengths(old: string[], fresh: string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0))
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      const row = lengths[i]!
      row[j] =
        old[i] === fresh[j]
          ? at(lengths, i + 1, j + 1) + 1
          : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1))
    }
  }
  return lengths
}

const at = (lengths: number[][], i: number, j: number): number => lengths[i]?.[j] ?? 0

function add(pieces: WordChange[], text: string, kind: WordChange['kind']): void {
  const last = pieces.at(-1)
  if (last?.kind === kind) last.text += text
  else pieces.push({ text, kind })
}
