import { expect, it } from 'vitest'
import fc from 'fast-check'
import { halfWidth } from '#src/reference/typed-text.ts'
import { anyText } from './any-text.ts'

it.each([
  ['１００００１', '100001'],
  ['ＳＷ１Ａ　１ＡＡ', 'SW1A 1AA'],
  ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
  ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
  ['०१२३४५६७८९', '0123456789'],
  ['𝟘𝟡', '09'],
  ['北京 1号', '北京 1号'],
])('%s becomes %s', (typed, plain) => {
  expect(halfWidth(typed)).toBe(plain)
})

it('changes nothing the second time', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(halfWidth(halfWidth(text))).toBe(halfWidth(text))
    }),
  )
})
