import { describe, expect, it } from 'vitest'
import { asEncoding, decodedWhole, encodings } from '#src/reference/encodings.ts'
import { likelihood } from '#src/reference/plausible-text.ts'
import type { Writing } from '#src/reference/encodings.ts'

describe('a word', () => {
  it.each<[string, Writing, string, Writing]>([
    ['Müller', 'western', 'M黮ler', 'simplified_chinese'],
    ['España', 'western', 'Espa馻', 'simplified_chinese'],
    ['España', 'western', 'Espańa', 'central_european'],
    ['Dvořák', 'central_european', 'Dvoøák', 'western'],
    ['Jabłoński', 'central_european', 'Jab³oñski', 'western'],
    ['中国', 'simplified_chinese', 'ÖÐ¹ú', 'western'],
    ['Газпром', 'cyrillic', 'Ãàçïðîì', 'western'],
    ['Müller', 'western', 'MŸller', 'western'],
    ['Straße', 'western', 'Stra§e', 'western'],
    ['O’Brien', 'western', 'O\u0092Brien', 'western'],
  ])('is likelier as %s (%s) than as %s (%s)', (right, writing, wrong, other) => {
    expect(likelihood(right, writing)).toBeGreaterThan(likelihood(wrong, other))
  })
})

describe('an encoding', () => {
  it('is one of those that there are', () => {
    expect(asEncoding('windows-1252')).toBe('windows-1252')
    expect(['', 'latin1', '__proto__', 'UTF-8'].map(asEncoding)).toEqual(Array(4).fill(undefined))
  })

  it('reads ASCII as itself, whichever it is, and refuses bytes that it does not have', () => {
    for (const { encoding } of encodings.filter(({ encoding }) => !encoding.startsWith('utf-16')))
      expect(decodedWhole(Buffer.from('Company name;1\r\n'), encoding), encoding).toBe('Company name;1\r\n')
    expect(decodedWhole(Buffer.from([0xff]), 'utf-8')).toBeUndefined()
    expect(decodedWhole(Buffer.from([0x81]), 'gb18030')).toBeUndefined()
    expect(decodedWhole(Buffer.from([0x81]), 'cp850')).toBe('ü')
  })
})
