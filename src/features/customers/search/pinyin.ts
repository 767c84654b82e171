import { pinyin } from 'pinyin-pro'

/** How Chinese is spelled in Latin letters (GB/T 16159): what people type to find it, and what it is sorted by. */

const chinese = /\p{Script=Han}+/gu

/** One character and its syllable, without tone; other characters stand for themselves. `ü` is written `v`, as it is typed. */
export type Spelled = { character: string; syllable: string; isChinese: boolean }

/**
 * The characters of a text with their syllables. A character is read by the word that it stands in.
 * @param reading 'name' where the text may begin with somebody's surname: 曾 is zēng then, and not céng
 */
export function spell(text: string, reading: 'text' | 'name'): Spelled[] {
  const spelled: Spelled[] = []
  let from = 0
  for (const match of text.matchAll(chinese)) {
    spelled.push(...asTheyAre(text.slice(from, match.index)), ...syllablesOf(match[0], reading))
    from = match.index + match[0].length
  }
  return [...spelled, ...asTheyAre(text.slice(from))]
}

export function isPartlyChinese(text: string): boolean {
  return text.search(chinese) >= 0
}

/**
 * What a text sorts by for readers of Chinese: syllable, tone and character of each Chinese one, so that the same
 * characters come together.
 */
export function pinyinKey(text: string): string {
  return text.replace(chinese, (run) => {
    const characters = [...run]
    const syllables = pinyin(run, { type: 'array', toneType: 'num', v: true })
    return characters.map((character, at) => ` ${syllables[at] ?? ''}${character}`).join('') + ' '
  })
}

function syllablesOf(run: string, reading: 'text' | 'name'): Spelled[] {
  const surname = reading === 'name' ? 'head' : 'off'
  const syllables = pinyin(run, { type: 'array', toneType: 'none', v: true, surname })
  return [...run].map((character, at) => ({
    character,
    syllable: syllables[at] ?? character,
    isChinese: true,
  }))
}

const asTheyAre = (text: string): Spelled[] =>
  [...text].map((character) => ({ character, syllable: character, isChinese: false }))
