import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { indexRow, findInIndex } from '#src/database/search-index.ts'
import {
  fold,
  indexTokens,
  indexedWords,
  markMatches,
  searchPhrases,
  searchWords,
  sortName,
  type SearchPhrase,
} from '#src/features/customers/search-text.ts'
import { openPortal, type Portal } from '#test/support/portal.ts'

/** Text of many scripts, with marks, capitals and letters that fold in their own ways. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .array(fc.constantFrom(...'ΟΔΟΣςσabßẞİıÅéØ각한가王伟京12ＡＢ½ﬁ', '\u0301', ' ', '-', '😀'), {
      maxLength: 12,
    })
    .map((letters) => letters.join('')),
)

/** A word with a piece of it of at least two characters, or of one. */
const wordAndPiece = fc
  .tuple(anyText, fc.nat(), fc.nat())
  .map(([text, at, length]) => ({ words: searchWords(text), at, length }))
  .filter(({ words }) => words.length > 0)
  .map(({ words, at, length }) => {
    const characters = [...words[at % words.length]!]
    const start = at % characters.length
    const end = start + 1 + (length % (characters.length - start))
    return { word: characters.join(''), piece: characters.slice(start, end).join('') }
  })

/** What FTS5 does: all tokens of the phrase in a row. */
function phraseIsIn(tokens: readonly string[], phrase: SearchPhrase): boolean {
  return tokens.some((_, start) => phrase.every((token, index) => tokens[start + index] === token))
}

/** Whether a record of one text is found by what was asked for. */
function finds(text: string, asked: string): boolean {
  const tokens = indexTokens(indexedWords(text))
  const phrases = searchPhrases(asked)
  return phrases.length > 0 && phrases.every((either) => either.some((phrase) => phraseIsIn(tokens, phrase)))
}

describe('text is folded', () => {
  test.each([
    ['García', 'garcia'],
    ['MÜLLER & SÖHNE', 'muller & sohne'],
    ['Straße', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['Łódź', 'lodz'],
    ['Þór Æbler', 'thor aebler'],
    ['İstanbul', 'istanbul'],
    ['ＡＢＣ１２３', 'abc123'],
    ['ﬁnance', 'finance'],
    ['北京', '北京'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδος', 'οδοσ'],
    ['', ''],
  ])('%j to %j', (text, expected) => {
    expect(fold(text)).toBe(expected)
  })

  test('however its letters are composed and written, and only once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })

  test('letter by letter as in one piece', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect([...text].map(fold).join('')).toBe(fold(text))
      }),
    )
  })
})

test('words are runs of letters and digits', () => {
  expect(searchWords("O'Brien & Söhne, S.A. 北京云帆（2026）")).toEqual([
    'o',
    'brien',
    'sohne',
    's',
    'a',
    '北京云帆',
    '2026',
  ])
  expect(searchWords(' … — & ')).toEqual([])
})

test.each([
  [['soft'], ['sof', 'oft', '#', 's', 'so', 'o', 'of', 'f', 'ft', 't']],
  [['王伟'], ['王伟', '#', '王', '伟']],
  [['a'], ['#', 'a']],
  [['𠮷野'], ['𠮷野', '#', '𠮷', '野']],
  [['ab王伟'], ['ab王', 'b王伟', '王伟', '#', 'a', 'ab', 'b', 'b王', '王', '伟']],
  [
    ['ana', 'an'],
    ['ana', '#', '#', 'a', 'an', 'n', 'na'],
  ],
])('the tokens of %j are the pieces of each word in a row, and what is shorter, once', (words, tokens) => {
  expect(indexTokens(words)).toEqual(tokens)
})

describe('what is asked for', () => {
  test.each([
    ['Contoso Softworks Ltd', 'soft', true],
    ['Contoso Softworks Ltd', 'works', true],
    ['Contoso Softworks Ltd', 'WORKS contoso', true],
    ['Contoso Softworks Ltd', 'softwarks', false],
    ['Contoso Softworks Ltd', 'sosoft', false],
    ['Contoso Softworks Ltd', 'contosos', false],
    ['García', 'garcia', true],
    ['Garcia', 'García', true],
    ['ΟΔΟΣΑ', 'ΟΔΟΣ', true],
    ['王伟', '王', true],
    ['王伟', '伟', true],
    ['北京云帆科技有限公司', '云帆', true],
    ['北京云帆科技有限公司', '帆云', false],
    ['Northwind', 'w', true],
    ['Northwind', 'z', false],
    ['Northwind', '…', false],
    ['한국전력', '국전', true],
    ['华为技术有限公司', 'huawei', true],
    ['华为技术有限公司', 'HuaWei JiShu', true],
    ['华为技术有限公司', 'hwjs', true],
    ['华为技术有限公司', 'huaweijishu', true],
    ['华为技术有限公司', 'weihua', false],
    ['重庆长安汽车', 'chongqing', true],
    ['重庆长安汽车', 'zhongqing', false],
    ['曾伟', 'zengwei', true],
    ['女娲绿色', 'lvse', true],
    ['女娲绿色', 'luse', true],
    ['国际贸易', '國際貿易', true],
    ['臺灣國際貿易', '台湾国际', true],
    ['Müller & Söhne', 'muller', true],
    ['Müller & Söhne', 'mueller soehne', true],
    ['Mueller & Soehne', 'Müller Söhne', true],
    ['Peña Nieto', 'pena', true],
    ['Acme 123', 'ＡＣＭＥ　１２３', true],
  ])('%j is found by %j: %s', (text, asked, expected) => {
    expect(finds(text, asked)).toBe(expected)
  })

  test('is each word once, and at most twelve', () => {
    expect(searchPhrases('ana Ana ANÁ')).toEqual([[['ana']]])
    expect(searchPhrases('aa bb cc dd ee ff gg hh ii jj kk ll mm nn')).toHaveLength(12)
    expect(searchPhrases('*" OR')).toEqual([[['or']]])
  })

  test('is found as any piece of a word, in any script', () => {
    fc.assert(
      fc.property(wordAndPiece, ({ word, piece }) => {
        expect(finds(word, piece)).toBe(true)
      }),
    )
  })

  test('is found as it was typed: any piece of a text between two words’ ends', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), (text, from, length) => {
        const characters = [...text]
        const start = from % (characters.length + 1)
        const piece = characters.slice(start, start + (length % 6)).join('')
        if (searchPhrases(piece).length === 0) return
        expect(finds(text, piece)).toBe(true)
      }),
    )
  })

  test('is only found where it is: a phrase does not run over the end of a word', () => {
    fc.assert(
      fc.property(anyText, fc.string({ unit: 'grapheme', maxLength: 4 }), (text, asked) => {
        const words = indexedWords(text)
        const isThere = searchWords(asked).every((word) => words.some((other) => other.includes(word)))
        if (searchWords(asked).length > 0) expect(finds(text, asked)).toBe(isThere)
      }),
    )
  })
})

describe('in the index of the database', () => {
  let portal: Portal
  beforeAll(async () => {
    portal = await openPortal({ empty: true })
  })
  afterAll(() => portal.close())

  test('rows are found exactly as here, by any piece of a word and by nothing that is not in them', async () => {
    const { database } = portal.deps
    const samples = fc.sample(wordAndPiece, { numRuns: 300, seed: 20261124 })
    const texts = samples.map(({ word }) => word)
    for (const [index, text] of texts.entries())
      await indexRow(database, { partner_id: 1, row_id: index + 1 }, indexTokens(indexedWords(text)))
    const disagreed: string[] = []
    for (const { piece } of samples) {
      const query = { partner_id: 1, marks: [], phrases: searchPhrases(piece) }
      const found = await findInIndex(database, query, 1000)
      const expected = texts.flatMap((text, index) => (finds(text, piece) ? [index + 1] : []))
      if (JSON.stringify(found) !== JSON.stringify(expected)) disagreed.push(piece)
    }
    expect(disagreed).toEqual([])
  })

  test('a partner’s rows are not another’s, whatever their numbers', async () => {
    const { database } = portal.deps
    const rows = [
      { partner_id: 2, row_id: 9001 },
      { partner_id: 3, row_id: 1 },
      { partner_id: 3, row_id: 2 ** 32 - 1 },
      { partner_id: 4, row_id: 9001 },
    ]
    for (const row of rows) await indexRow(database, row, indexTokens(['unmistakable']))
    const phrases = searchPhrases('mistak')
    const of = (partner_id: number, limit = 10, beyond = 0) =>
      findInIndex(database, { partner_id, marks: [], phrases }, limit, beyond)
    expect(await of(1)).toEqual([])
    expect(await of(2)).toEqual([9001])
    expect(await of(3)).toEqual([1, 2 ** 32 - 1])
    expect(await of(3, 1)).toEqual([1])
    expect(await of(3, 1, 1)).toEqual([2 ** 32 - 1])
    expect(await of(4)).toEqual([9001])
    expect(await of(5)).toEqual([])
  })
})

describe('what matches is marked', () => {
  const marked = (text: string, ...words: string[]) =>
    markMatches(text, words)
      .map((piece) => (piece.match ? `[${piece.text}]` : piece.text))
      .join('')

  test.each([
    ['García Softworks', ['garcia'], '[García] Softworks'],
    ['García Softworks', ['soft', 'ar'], 'G[ar]cía [Soft]works'],
    ['Straße', ['strasse'], '[Straße]'],
    ['Straße', ['s'], '[S]tra[ß]e'],
    ['北京云帆科技', ['云帆'], '北京[云帆]科技'],
    ['aaaa', ['aa'], '[aaaa]'],
    ['北京云帆科技', ['yunfan'], '北京[云帆]科技'],
    ['北京云帆科技', ['yf'], '北京[云帆]科技'],
    ['國際 Trading', ['国际'], '[國際] Trading'],
    ['Müller', ['mueller'], '[Müller]'],
    ['ＡＢＣ', ['abc'], '[ＡＢＣ]'],
    ['𠮷野', ['野'], '𠮷[野]'],
    ['nothing here', ['x'], 'nothing here'],
    ['no words', [], 'no words'],
    ['', ['x'], ''],
  ])('in %j by %j', (text, words, expected) => {
    expect(marked(text, ...words)).toBe(expected)
  })

  test('and the pieces joined are the text, whatever was searched for', () => {
    fc.assert(
      fc.property(anyText, fc.array(anyText, { maxLength: 3 }), (text, asked) => {
        const pieces = markMatches(text, asked.flatMap(searchWords))
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
        expect(pieces.every((piece) => piece.text !== '')).toBe(true)
      }),
    )
  })

  test('wherever a word of it was found', () => {
    fc.assert(
      fc.property(wordAndPiece, ({ word, piece }) => {
        expect(markMatches(word, [piece]).some((one) => one.match)).toBe(true)
      }),
    )
  })
})

test.each([
  ['«Ágora» S.L.', 'agora» s.l.'],
  ['  (Acme)', 'acme)'],
  ['北京云帆', 'bei3北 jing1京 yun2云 fan1帆'],
  ['北京 Cloud 云', 'bei3北 jing1京 cloud yun2云'],
  ['（重庆）', 'chong2重 qing4庆 )'],
  ['…', ''],
])('%j is sorted as %j', (name, key) => {
  expect(sortName(name)).toBe(key)
})
