import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hasTooManyMarks, normalForm } from '#src/reference/normal-form.ts'
import { anyText } from './any-text.ts'

const forms = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const

it.each([
  ['é in two characters', 'cafe\u0301', 'NFC', 'caf\u00E9'],
  ['full-width letters', 'ＡＢ', 'NFKC', 'AB'],
  [
    'as many marks as any writing has',
    `a${'\u0301\u0316'.repeat(15)}`,
    'NFC',
    `\u00E1${'\u0316'.repeat(15)}${'\u0301'.repeat(14)}`,
  ],
] as const)('%s', (_name, text, form, expected) => {
  expect(normalForm(text, form)).toBe(expected)
})

it('one mark more stays as it is', () => {
  const text = `a${'\u0301\u0316'.repeat(15)}\u0301`
  for (const form of forms) expect(normalForm(text, form)).toBe(text)
})

it('is Unicode’s own, of every text that somebody could mean', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(...forms), (text, form) => {
      fc.pre(!hasTooManyMarks(text))
      expect(normalForm(text, form)).toBe(text.normalize(form))
    }),
  )
})

it('no character makes a long run of marks unseen', () => {
  const unseen: string[] = []
  for (let code = 0; code < 0x30000; code += 1) {
    const character = String.fromCodePoint(code)
    if (/\p{Cs}/u.test(character) || !/\p{M}/u.test(character.normalize('NFKD'))) continue
    const text = `${character}\u0301`.repeat(40)
    if (!hasTooManyMarks(text) && /\p{M}{31}/u.test(text.normalize('NFKD'))) unseen.push(code.toString(16))
  }
  expect(unseen).toEqual([])
})
