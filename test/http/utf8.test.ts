import fc from 'fast-check'
import { expect, it } from 'vitest'
import { utf8 } from '#src/http/utf8.ts'

it('a text becomes the bytes that Buffer makes of it, also where half of a surrogate pair stands alone', () => {
  const halves = ['\ud83d', 'a\udc00b', '客户\ud800']
  for (const text of ['', 'a', 'Peña', '客户', '😀', ...halves])
    expect(utf8(text), text).toEqual(Buffer.from(text))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(utf8(text).toString('hex')).toBe(Buffer.from(text).toString('hex'))
    }),
  )
})

it('a text keeps its bytes when others are made after it', () => {
  const first = utf8('客户 one')
  utf8('another one, and longer')
  expect(first.toString()).toBe('客户 one')
})
