import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { z } from 'zod'
import { firstOfEach } from '#src/forms/problems.ts'
import { email, line, problemsOf, requiredLine, tidy, tidyEmail } from '#src/forms/text.ts'
import { anyText } from '#test/reference/any-text.ts'

/** The message that a rule has for a text, or undefined where it has none. */
function problemOf(rule: z.ZodType<string, string>, text: string): string | undefined {
  return problemsOf(z.object({ field: rule }).safeParse({ field: text }).error)[0]?.key
}

describe('text is tidied', () => {
  test.each([
    ['white space around it', '  Ana  ', 'Ana'],
    ['wide and no-break spaces', '\u3000Ana\u00A0', 'Ana'],
    ['a tab and a line break at the ends', '\tAna\r\n', 'Ana'],
    ['decomposed letters', 'Jose\u0301', 'José'],
    ['spaces alone', '   ', ''],
    ['a zero-width space alone', '\u200B', ''],
    ['joiners and marks of direction alone', '\u200D\u200E\u2060', ''],
    ['the Hangul filler alone', '\u3164', ''],
    ['a blank Braille pattern alone', '\u2800', ''],
    ['a no-break and an ideographic space within', 'Ana\u00A0Luisa\u3000Ruiz', 'Ana Luisa Ruiz'],
    ['a soft hyphen between a letter and its accent', 'Jose\u00AD\u0301', 'José'],
    ['what makes text run backwards', '\u202Egpj.exe', 'gpj.exe'],
    ['nothing', '', ''],
  ])('%s', (_what, typed, expected) => {
    expect(tidy(typed)).toBe(expected)
  })

  test.each([
    ['two spaces within', 'Ana  Luisa'],
    ['a joiner in Persian', 'می\u200Cخواهم'],
    ['an emoji of several parts', '👩‍💻'],
    ['full-width letters', 'ＡＢＣ'],
    ['a name in Chinese', '北京云帆科技有限公司'],
  ])('and %s stays', (_what, text) => {
    expect(tidy(text)).toBe(text)
  })

  test('once: tidying again changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tidy(tidy(text))).toBe(tidy(text))
        expect(tidy(text)).toBe(tidy(text).normalize('NFC').trim())
        expect(tidy(text)).not.toMatch(/[\u202A-\u202E\u2060-\u206F\u200B\uFEFF\u00AD\u00A0\u3000]/)
      }),
    )
  })
})

describe('a line of text', () => {
  test.each([
    ['NUL', 'a\u0000b'],
    ['a line break', 'a\nb'],
    ['a tab', 'a\tb'],
    ['escape', 'a\u001Bb'],
    ['delete', 'a\u007Fb'],
    ['a line separator', 'a\u2028b'],
    ['half of a surrogate pair', 'a\uD83Db'],
    ['an unassigned code point', 'a\u0378b'],
  ])('does not hold %s', (_what, text) => {
    expect(problemOf(line(200), text)).toBe('problem.characters')
  })

  test.each(["O'Brien & Söhne, S.A.", '王伟', 'مرحبا', '😀', '“quoted” – dash', '<script>', 'a\u00ADb'])(
    'holds %j',
    (text) => {
      expect(problemOf(line(200), text)).toBeUndefined()
    },
  )

  test.each([
    ['letters', 'x'],
    ['Chinese', '云'],
    ['emoji', '😀'],
    ['letters that were typed in two code points', 'e\u0301'],
  ])('holds as many %s as its limit and not one more', (_what, character) => {
    expect(problemOf(line(50), character.repeat(50))).toBeUndefined()
    expect(problemOf(line(50), character.repeat(51))).toBe('problem.too_long')
  })

  test('is not too long by the spaces around it', () => {
    expect(problemOf(line(3), '   abc   ')).toBeUndefined()
  })

  test('says how long it may be', () => {
    const { error } = z.object({ field: line(50) }).safeParse({ field: 'x'.repeat(51) })
    expect(problemsOf(error)).toEqual([{ field: 'field', key: 'problem.too_long', values: { limit: 50 } }])
  })

  test('that has to be there may not be empty, nor show nothing', () => {
    for (const text of ['', '   ', '\u200B', '\u3164'])
      expect(problemOf(requiredLine(50), text)).toBe('problem.required')
    expect(problemOf(requiredLine(50), ' a ')).toBeUndefined()
    expect(problemOf(line(50), '')).toBeUndefined()
  })
})

describe('an e-mail address', () => {
  test.each([
    'ana@quintana.example',
    'josé@españa.es',
    '用户@例子.中国',
    'facturas+2026@quintana.example',
    "o'brien+x@example.co.uk",
    'a.b-c_d@sub.domain.example',
    "!#$%&'*+/=?^_`{|}~-@example.com",
    'ana@münchen.example',
    'a@xn--fsqu00a.xn--0zwm56d',
    'अना@उदाहरण.भारत',
    '1@2.example',
    ' ana@quintana.example ',
    `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.example`,
    '',
  ])('may be %j', (text) => {
    expect(problemOf(email(), text)).toBeUndefined()
  })

  test.each([
    'facturas@quintana',
    'facturas',
    '@quintana.example',
    'facturas@',
    'facturas@.example',
    'facturas@quintana.',
    'facturas@quintana.example.',
    'facturas@quintana..example',
    'a..b@example.com',
    '.a@example.com',
    'a.@example.com',
    'a@-example.com',
    'a@example-.com',
    'a@example.-com',
    'a@exa_mple.com',
    'a@example.c',
    'a@example.123',
    'a@[1.2.3.4]',
    'a@1.2.3.4',
    'a@localhost',
    'a@exa%6Dple.com',
    'a@example.com#b',
    'a@xn--a.com',
    `${'a'.repeat(65)}@example.com`,
    `${'é'.repeat(33)}@example.com`,
    `a@${'b'.repeat(64)}.example`,
    'a b@quintana.example',
    'a,b@quintana.example',
    'a@b@quintana.example',
    'a@x.example, b@y.example',
    'Ana <a@x.example>, Bo <b@y.example>',
    '"a b"@x.example',
    '"a"@x.example',
    'a(b)@x.example',
    'a@x example',
  ])('may not be %j', (text) => {
    expect(problemOf(email(), text)).toBe('problem.email')
  })

  test.each([
    ['Ana Ruiz <ana@x.example>;', 'ana@x.example'],
    ['"Ruiz, Ana" <ana@x.example>', 'ana@x.example'],
    ['<ana@x.example>', 'ana@x.example'],
    ['mailto:ana@x.example', 'ana@x.example'],
    ['MAILTO:ana%2Bx@x.example?subject=Hola&cc=b@y.example', 'ana+x@x.example'],
    ['Ana <mailto:ana@x.example>', 'ana@x.example'],
    ['ana@x.example;', 'ana@x.example'],
    ['ana@x.example , ', 'ana@x.example'],
    ['ａｎａ＠ｘ．ｅｘａｍｐｌｅ', 'ana@x.example'],
    ['用户@例子。中国', '用户@例子.中国'],
    ['\u202Aana@x.example\u202C', 'ana@x.example'],
    ['ana\u200B@x.\u00ADexample', 'ana@x.example'],
    ['mailto:%', 'mailto:%'],
    ['Ana <ana>', 'Ana <ana>'],
  ])('copied as %j is %j', (text, address) => {
    expect(tidyEmail(text)).toBe(address)
  })

  test('has at most 254 characters', () => {
    const address = (length: number) => `a@${'bcd.'.repeat(70)}`.slice(0, length - 7) + 'example'
    expect(problemOf(email(), address(254))).toBeUndefined()
    expect(problemOf(email(), address(255))).toBe('problem.too_long')
    expect(problemOf(email(), `é${address(253)}`)).toBe('problem.email')
  })
})

describe('problems', () => {
  test('come one a field, the first, in the order of the fields', () => {
    const found = firstOfEach(
      ['name', 'email', 'city'],
      [
        { field: 'city', key: 'problem.required' },
        { field: 'name', key: 'problem.too_long' },
        { field: 'city', key: 'problem.characters' },
      ],
    )
    expect(found).toEqual([
      { field: 'name', key: 'problem.too_long' },
      { field: 'city', key: 'problem.required' },
    ])
  })

  test('there are none where nothing is wrong', () => {
    expect(problemsOf(undefined)).toEqual([])
  })
})
