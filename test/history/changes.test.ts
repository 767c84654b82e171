import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { differences, wordChanges } from '#src/history/changes.ts'

const fields = ['name', 'city', 'state', 'phone'] as const
type State = Record<(typeof fields)[number], string>

/** Few values, so that states often agree in a field. */
const value = fc.constantFrom('', 'a', 'b', 'Madrid', '北京市')
const state: fc.Arbitrary<State> = fc.record({ name: value, city: value, state: value, phone: value })

describe('the differences of two states', () => {
  test('are the fields that differ, in the order given, with both values', () => {
    const before = { name: 'A', city: 'Madrid', state: 'M', phone: '' }
    const after = { name: 'A', city: 'Sevilla', state: 'SE', phone: '' }
    expect(differences(fields, before, after)).toEqual([
      { field: 'city', before: 'Madrid', after: 'Sevilla' },
      { field: 'state', before: 'M', after: 'SE' },
    ])
    expect(differences(['state', 'city'], before, after).map((change) => change.field)).toEqual([
      'state',
      'city',
    ])
  })

  test('tell letter case, white space and ways of writing apart', () => {
    expect(differences(['name'], { name: 'Ana' }, { name: 'ANA' })).toHaveLength(1)
    expect(differences(['name'], { name: 'Ana' }, { name: 'Ana ' })).toHaveLength(1)
    expect(differences(['name'], { name: 'José' }, { name: 'José'.normalize('NFD') })).toHaveLength(1)
  })

  test('are none between equal states and never without a difference', () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        const changes = differences(fields, before, after)
        expect(changes.every((change) => change.before !== change.after)).toBe(true)
        expect(differences(fields, before, before)).toEqual([])
      }),
    )
  })
})

describe('what became of a text', () => {
  const before = (pieces: ReturnType<typeof wordChanges>) => joined(pieces.filter((p) => p.kind !== 'added'))
  const after = (pieces: ReturnType<typeof wordChanges>) => joined(pieces.filter((p) => p.kind !== 'struck'))
  const joined = (pieces: ReturnType<typeof wordChanges>) => pieces.map((piece) => piece.text).join('')
  const marked = (old: string, fresh: string) =>
    wordChanges(old, fresh)
      .map(({ text, kind }) => ({ kept: text, struck: `[-${text}-]`, added: `[+${text}+]` })[kind])
      .join('')

  test.each([
    ['Calle de Serrano, 41', 'Calle de Serrano, 43', 'Calle de Serrano, [-41-][+43+]'],
    ['Calle de Serrano', 'Calle de Alcalá', 'Calle de [-Serrano-][+Alcalá+]'],
    ['', 'Floor 2', '[+Floor 2+]'],
    ['Floor 2', '', '[-Floor 2-]'],
    ['same', 'same', 'same'],
    ['', '', ''],
    ['中关村大街27号', '中关村南大街27号', '中关村[+南+]大街27号'],
    ['Müller GmbH', 'Müller & Söhne GmbH', 'Müller [+& Söhne +]GmbH'],
    ['ana@old.example', 'ana@new.example', 'ana@[-old-][+new+].example'],
  ])('%j to %j', (old, fresh, expected) => {
    expect(marked(old, fresh)).toBe(expected)
  })

  test('kept and struck are the text before, kept and added the text after', () => {
    const words = fc
      .array(fc.constantFrom('Calle', 'de', ' ', '  ', '41', ',', '北', '京', '😀', 'é', '\u0301'), {
        maxLength: 12,
      })
      .map((list) => list.join(''))
    const text = fc.oneof(
      words,
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    fc.assert(
      fc.property(text, text, (old, fresh) => {
        const pieces = wordChanges(old, fresh)
        expect(before(pieces)).toBe(old)
        expect(after(pieces)).toBe(fresh)
      }),
      { numRuns: 60 },
    )
  })

  test('an unchanged text is kept whole, and no two pieces of a kind stand side by side', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (old, fresh) => {
        expect(wordChanges(old, old).every((piece) => piece.kind === 'kept')).toBe(true)
        const kinds = wordChanges(old, fresh).map((piece) => piece.kind)
        expect(kinds.some((kind, index) => kind === kinds[index + 1])).toBe(false)
      }),
    )
  })
})
