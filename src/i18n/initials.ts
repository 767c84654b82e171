/** Up to two letters that stand for a name: of its first two words; of Chinese, Japanese and Korean the first character. */
export function initials(name: string): string {
  const words = name.split(/[\s.,&-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const letters = words.map((word) => [...word][0] ?? '')
  const first = letters[0] ?? ''
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(first)) return first
  return letters.slice(0, 2).join('').toUpperCase()
}
