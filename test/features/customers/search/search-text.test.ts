import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Wanted } from '#src/database/index-query.ts'
import { findInIndex, indexRow } from '#src/database/search-index.ts'
import { markMatches } from '#src/features/customers/search/marks.ts'
import { indexTokens, joinedTokens } from '#src/features/customers/search/pieces.ts'
import {
  fold,
  indexedRuns,
  indexedWords,
  searchWords,
  sortName,
} from '#src/features/customers/search/search-text.ts'
import { wantedBy, wishesIn } from '#src/features/customers/search/wishes.ts'
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
function phraseIsIn(tokens: readonly string[], phrase: readonly string[]): boolean {
  return tokens.some((_, start) => phrase.every((token, index) => tokens[start + index] === token))
}

/** The tokens of a name. */
const tokensOf = (text: string) => [...indexTokens(indexedWords(text)), ...joinedTokens(indexedRuns(text))]

/** Whether a record of one text is found by what was asked for. */
function finds(text: string, asked: string): boolean {
  return hasAll(tokensOf(text), wantedBy(asked))
}

function hasAll(tokens: readonly string[], wanted: readonly Wanted[]): boolean {
  const has = (one: Wanted): boolean => {
    if ('any' in one) return one.any.some(has)
    return 'all' in one ? one.all.every(has) : phraseIsIn(tokens, one)
  }
  return wanted.length > 0 && wanted.every(has)
}

/** Whether words that are written as one have something that begins with one of the words. */
const beginsAtWord = (runs: string[][], asked: string): boolean =>
  runs.some((words) => words.some((_, at) => words.slice(at).join('').startsWith(asked)))

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
    ['Contoso Softworks Ltd', 'contosos', true],
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
    ['Contoso Softworks Ltd', 'contososoft', true],
    ['Cirros Oftalmología', 'soft', false],
    ['Brien Orange', "o'brien", true],
    ['A.B.C. GmbH', 'bca', false],
    ['Alpha Beta Cola', 'A.B.C.', false],
    ['La Reina 1', 'larei', true],
    ['La Reina 1', 'arei', false],
  ])('%j is found by %j: %s', (text, asked, expected) => {
    expect(finds(text, asked)).toBe(expected)
  })

  test('is each word once, and at most twelve', () => {
    expect(wantedBy('ana Ana ANÁ')).toEqual([
      {
        any: [
          ['ana'],
          { all: [{ any: [{ all: [['###a'], ['##an']] }, { all: [['###an'], ['##na']] }] }, ['##ana']] },
        ],
      },
    ])
    expect(wantedBy('aa bb cc dd ee ff gg hh ii jj kk ll mm nn')).toHaveLength(12)
    expect(wantedBy('*" OR')).toEqual([
      { any: [['or'], { all: [{ any: [{ all: [['###o'], ['##or']] }] }, ['##or']] }] },
    ])
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
        if (wantedBy(piece).length === 0) return
        expect(finds(text, piece)).toBe(true)
      }),
    )
  })

  test('is only found where it is: a phrase does not run over the end of a word', () => {
    fc.assert(
      fc.property(anyText, fc.string({ unit: 'grapheme', maxLength: 4 }), (text, asked) => {
        const words = indexedWords(text)
        const isThere = (word: string) =>
          words.some((other) => other.includes(word)) || beginsAtWord(indexedRuns(text), word)
        const [word, ...others] = searchWords(asked)
        if (word !== undefined && others.length === 0) expect(finds(text, asked)).toBe(isThere(word))
      }),
    )
  })
})

/** Ways of writing one name: each is found by each, and by the beginning of it. */
describe.each([
  [
    "O'Brien",
    'O’Brien',
    'OʼBrien',
    'O`Brien',
    'OBrien',
    'O Brien',
    'o-brien',
    'O‘BRIEN',
    'O´Brien',
    'Oʻbrien',
  ],
  [
    'Coca-Cola',
    'CocaCola',
    'Coca Cola',
    'coca‑cola',
    'COCA–COLA',
    'Coca·Cola',
    'Coca_Cola',
    'Coca\u00ADCola',
    'Coca\u200BCola',
  ],
  ['A.B.C.', 'ABC', 'A B C', 'A. B. C.', 'a-b-c', 'A/B/C', 'Ａ．Ｂ．Ｃ．'],
  ['AT&T', 'AT & T', 'ATT', 'at＆t', 'A.T.T.'],
  ['S.A.', 'SA', 'S. A.', 'S A', 's/a'],
  ['24/7', '24-7', '247', '24 7'],
  ["L'Oréal", 'LOreal', 'L’Oreal', 'l oréal'],
  [
    '🚀Rocket🚀 Lab',
    'Rocket Lab',
    'RocketLab',
    'Rocket ☕️ Lab',
    'Rocket👩‍🚀Lab',
    'Rocket-Lab',
    '1️⃣🚀 Rocket, Lab'.slice(3),
  ],
  ['齋藤', '斎藤', '斉藤', '齊藤'],
  ['渡辺', '渡邊', '渡邉'],
  ['澤田', '沢田', '泽田'],
  ['廣瀬', '広瀬', '廣瀨', '广濑'],
  ['山﨑', '山崎', '山嵜'],
  ['髙橋', '高橋', '高槗', '高桥'],
  ['𠮷野家', '吉野家'],
  ['福\uFA1B', '福\u798F'.slice(0, 1) + '福'],
  ['葛\u{E0100}城', '葛城'],
  ['圖書館', '図書館', '图书馆', '圖書舘'],
  ['さくら', 'サクラ', 'ｻｸﾗ'],
  ['キヤノン', 'キャノン', 'ｷｬﾉﾝ', 'きゃのん'],
  ['ガス', 'ｶﾞｽ', 'がす', 'カ\u3099ス'],
  ['ヱビス', 'エビス', 'えびす'],
  ['コカ・コーラ', 'コカコーラ', 'ｺｶ･ｺｰﾗ', 'こかこーら', 'コカ コーラ', 'コカ･コーラ'],
  ['山田 太郎', '山田太郎', '山田　太郎', '山田・太郎'],
  ['한국', '\u1112\u1161\u11ab\u1100\u116e\u11a8', '한\u1100\u116e\u11a8'],
  ['ｱｲｳ１２', 'アイウ12', 'あいう１２'],
  ['شرکة', 'شركة', 'شـركة'],
  ['می\u200Cخواهم', 'میخواهم', 'مي خواهم'],
  ['٠١٢٣', '0123', '०१२३', '０１２３'],
  ['Łódź', 'Lodz', 'LÓDŹ'],
  ['Contoso™', 'ContosoTM', 'contoso ™'],
])('%s', (...ways) => {
  test.each(ways)('is found however it is written: %s', (text) => {
    for (const asked of ways) {
      expect(finds(text, asked), `${text} by ${asked}`).toBe(true)
      expect(finds(`La ${text} und Co.`, asked), `La ${text} und Co. by ${asked}`).toBe(true)
      expect(markMatches(text, wishesIn(asked)).some((piece) => piece.match)).toBe(true)
    }
  })
})

test.each([
  ['Marks & Spencer', 'marks and spencer'],
  ['Müller & Söhne', 'müller und söhne'],
  ['García & Hijos', 'garcia y hijos'],
  ['Marks and Spencer', 'Marks & Spencer'],
])('%s is found by %s', (text, asked) => {
  expect(finds(text, asked)).toBe(true)
})

test('a text is found as it was typed, and with nothing between its words, from the beginning of any of them', () => {
  fc.assert(
    fc.property(anyText, fc.nat(), fc.integer({ min: 2, max: 12 }), (text, from, length) => {
      const words = searchWords(text)
      const joined = [...words.slice(from % (words.length + 1)).join('')].slice(0, length).join('')
      if ([...joined].length < 2) return
      expect(finds(text, joined)).toBe(true)
    }),
  )
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
    const tokens = texts.map(tokensOf)
    const rows = tokens.map((row, index) => [{ partner_id: 1, row_id: index + 1 }, row] as const)
    // The many go into the index, the few wait.
    for (const some of [rows.slice(40), rows.slice(0, 40)])
      await database.transaction().execute(async (transaction) => {
        for (const [row, found] of some) await indexRow(transaction, row, found)
      })
    const disagreed: string[] = []
    for (const { piece } of samples) {
      const wanted = wantedBy(piece)
      const found = await findInIndex(database, { partner_id: 1, marks: [], wanted }, 1000)
      const expected = tokens.flatMap((row, index) => (hasAll(row, wanted) ? [index + 1] : []))
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
    const wanted = wantedBy('mistak')
    const of = (partner_id: number, limit = 10, beyond = 0) =>
      findInIndex(database, { partner_id, marks: [], wanted }, limit, beyond)
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
    markMatches(text, words.flatMap(wishesIn))
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
    ["Pat O'Brien Ltd", ['obrien'], "Pat [O'Brien] Ltd"],
    ['Coca Cola Company', ['coca-cola'], '[Coca] [Cola] Company'],
    ['Cirros Oftal', ['soft'], 'Cirros Oftal'],
    ['S.A. Sanz', ['sa'], '[S.A]. [Sa]nz'],
    ['+34 914 35 20 24', ['34914352024'], '+[34 914 35 20 24]'],
    ['914 35 20 24', ['914-352-024'], '[914 35 20 24]'],
    ['+34 914 35 20 24', ['0034 914352'], '+[34 914 35 2]0 24'],
    ['齋藤商店', ['斉藤'], '[齋藤]商店'],
    ['nothing here', ['x'], 'nothing here'],
    ['no words', [], 'no words'],
    ['', ['x'], ''],
  ])('in %j by %j', (text, words, expected) => {
    expect(marked(text, ...words)).toBe(expected)
  })

  test('and the pieces joined are the text, whatever was searched for', () => {
    fc.assert(
      fc.property(anyText, fc.array(anyText, { maxLength: 3 }), (text, asked) => {
        const pieces = markMatches(text, asked.flatMap(wishesIn))
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
        expect(pieces.every((piece) => piece.text !== '')).toBe(true)
      }),
    )
  })

  test('wherever a word of it was found', () => {
    fc.assert(
      fc.property(wordAndPiece, ({ word, piece }) => {
        expect(markMatches(word, wishesIn(piece)).some((one) => one.match)).toBe(true)
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
