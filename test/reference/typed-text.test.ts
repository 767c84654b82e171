import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { halfWidth, withoutIdleMarks, withoutMarks } from '#src/reference/typed-text.ts'
import { anyText } from './any-text.ts'

it.each([
  ['１００００１', '100001'],
  ['ＳＷ１Ａ　１ＡＡ', 'SW1A 1AA'],
  ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
  ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
  ['०१२३४५६७८९', '0123456789'],
  ['𝟘𝟡', '09'],
  ['北京 1号', '北京 1号'],
  ['\u202A١\u200B٢\u202C', '12'],
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

/** Every mark that is never seen, by what it is for. */
const marks = {
  embeddings: '\u202A\u202B\u202C',
  overrides: '\u202D\u202E\u202C',
  isolates: '\u2066\u2067\u2068\u2069',
  'marks of direction': '\u200E\u200F\u061C',
  'a zero-width space': '\u200B',
  'a word joiner': '\u2060',
  'a byte order mark': '\uFEFF',
  'a soft hyphen': '\u00AD',
  joiners: '\u200C\u200D',
  'invisible operators': '\u2061\u2062\u2063\u2064',
  'deprecated format characters': '\u206A\u206F',
  'variation selectors': '\uFE00\uFE0F\u{E0100}',
  'tags of no flag': '\u{E0001}\u{E0067}\u{E007F}',
  'Hangul fillers': '\u115F\u1160\u3164\uFFA0',
  'a grapheme joiner': '\u034F',
  annotations: '\uFFF9\uFFFA\uFFFB',
  'Mongolian selectors': '\u180B\u180E',
}

describe.each(Object.entries(marks))('%s', (_what, mark) => {
  it('go from Latin, Chinese and digits, wherever they stand', () => {
    for (const text of ['Ana Ruiz', '王 伟', '376 712345', 'Œuvre & Cie.']) {
      const marked = mark + [...text].join(mark) + mark
      // An ideograph may be asked for in one of its forms.
      if (!mark.includes('\uFE00') || text !== '王 伟') expect(withoutIdleMarks(marked)).toBe(text)
      expect(withoutMarks(marked)).toBe(text)
    }
  })
})

describe('a mark that carries meaning', () => {
  it.each([
    ['the non-joiner in Persian', 'می\u200Cخواهم'],
    ['the non-joiner behind a vowel sign', 'مِ\u200Cخ'],
    ['the joiner of a Persian abbreviation', 'ه\u200D.'],
    ['the half form in Hindi', 'क्\u200Dष'],
    ['the full form in Hindi', 'क्\u200Cष'],
    ['the conjunct in Sinhala', 'ශ්\u200Dරී'],
    ['the reph in Bengali', 'র\u200D্যাব'],
    ['the chillu in Malayalam', 'അവന്\u200D'],
    ['an emoji of several', '👩\u200D❤\uFE0F\u200D💋\u200D👩'],
    ['an emoji with a colour of skin', '👩🏽\u200D💻'],
    ['a picture of a sign', '❤\uFE0F'],
    ['a key', '1\uFE0F\u20E3'],
    ['the flag of England', '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
    ['the form of an ideograph', '葛\u{E0100}城市'],
    ['a Mongolian selector', 'ᠮᠣᠩ\u180Bᠭ'],
    ['a mark of direction beside punctuation in Hebrew', 'חברה (C++)\u200E, בע"מ'],
  ])('stays: %s', (_what, text) => {
    expect(withoutIdleMarks(text)).toBe(text)
  })

  it.each([
    ['a joiner between Latin letters', 'a\u200Db', 'ab'],
    ['a non-joiner at the end of a Persian word', 'می\u200C خواهم', 'می خواهم'],
    ['a second joiner', 'क्\u200D\u200Dष', 'क्\u200Dष'],
    ['a joiner behind one emoji', '👩\u200D', '👩'],
    ['a picture of a letter', 'a\uFE0F', 'a'],
    ['a mark of direction between Hebrew letters', 'ש\u200Fל', 'של'],
    ['marks of direction around Arabic', '\u200Fشركة النور \u200F', 'شركة النور'],
  ])('goes where it carries none: %s', (_what, text, kept) => {
    expect(withoutIdleMarks(text)).toBe(kept)
  })

  it('is told once and for all', () => {
    const pieces = [...Object.values(marks).flatMap((mark) => [...mark]), ...'aम्कبה👩❤葛1 .🏴']
    const mixed = fc.array(fc.constantFrom(...pieces)).map((all) => all.join(''))
    fc.assert(
      fc.property(fc.oneof(mixed, anyText), (text) => {
        expect(withoutIdleMarks(withoutIdleMarks(text))).toBe(withoutIdleMarks(text))
      }),
      { numRuns: 1000 },
    )
  })
})
