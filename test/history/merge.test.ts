import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { mergeEdits } from '#src/history/merge.ts'

const fields = ['name', 'line', 'country', 'state', 'code'] as const
const address = ['country', 'state', 'code'] as const
const groups = [address]
type Field = (typeof fields)[number]
type State = Record<Field, string>

/** Few values, so that the sides often agree. */
const value = fc.constantFrom('', 'a', 'b', 'c')
const state: fc.Arbitrary<State> = fc.record({
  name: value,
  line: value,
  country: value,
  state: value,
  code: value,
})
const sides = fc.record({ original: state, theirs: state, mine: state })
const merge = (three: { original: State; theirs: State; mine: State }) => mergeEdits(fields, groups, three)
const pick = (from: State, names: readonly Field[]) => names.map((name) => from[name]).join('|')

const base: State = { name: 'A', line: 'Street 1', country: 'ES', state: 'M', code: '28001' }

describe('merging two edits', () => {
  test('keeps both where they touched different fields', () => {
    const { merged, conflicts, kept } = merge({
      original: base,
      theirs: { ...base, name: 'B' },
      mine: { ...base, line: 'Street 2' },
    })
    expect(merged).toEqual({ ...base, name: 'B', line: 'Street 2' })
    expect(conflicts).toEqual([])
    expect(kept).toEqual(['name'])
  })

  test('conflicts where both changed one field to different values', () => {
    const { conflicts, merged } = merge({
      original: base,
      theirs: { ...base, name: 'B' },
      mine: { ...base, name: 'C' },
    })
    expect(conflicts).toEqual(['name'])
    expect(merged.name).toBe('C')
  })

  test('has no conflict where both made the same change', () => {
    const { conflicts, kept, merged } = merge({
      original: base,
      theirs: { ...base, name: 'B' },
      mine: { ...base, name: 'B' },
    })
    expect({ conflicts, kept, name: merged.name }).toEqual({ conflicts: [], kept: [], name: 'B' })
  })

  test('conflicts where one emptied what the other changed', () => {
    const { conflicts } = merge({
      original: base,
      theirs: { ...base, name: '' },
      mine: { ...base, name: 'B' },
    })
    expect(conflicts).toEqual(['name'])
  })

  test('treats country, state and postal code as one', () => {
    const { conflicts } = merge({
      original: base,
      theirs: { ...base, state: 'B', code: '08001' },
      mine: { ...base, code: '28002' },
    })
    expect(conflicts).toEqual(['state', 'code'])
  })

  test('takes a group whole from the one side that touched it', () => {
    const theirs = { ...base, country: 'US', state: 'WA', code: '98052' }
    expect(merge({ original: base, theirs, mine: { ...base, name: 'B' } }).merged).toEqual({
      ...theirs,
      name: 'B',
    })
  })
})

describe('whatever the three states are', () => {
  test('nothing is invented: every value is of one of the two sides', () => {
    fc.assert(
      fc.property(sides, (three) => {
        const { merged } = merge(three)
        for (const field of fields) expect([three.theirs[field], three.mine[field]]).toContain(merged[field])
      }),
    )
  })

  test('nothing that one side alone changed is lost', () => {
    fc.assert(
      fc.property(sides, (three) => {
        const { merged, conflicts } = merge(three)
        for (const field of fields) {
          if (conflicts.includes(field)) continue
          const { original, theirs, mine } = three
          if (mine[field] !== original[field]) expect(merged[field]).toBe(mine[field])
          if (theirs[field] !== original[field]) expect(merged[field]).toBe(theirs[field])
        }
      }),
    )
  })

  test('it does not matter who saved first: the conflicts are the same, and so is the merge without any', () => {
    fc.assert(
      fc.property(sides, ({ original, theirs, mine }) => {
        const one = merge({ original, theirs, mine })
        const other = merge({ original, theirs: mine, mine: theirs })
        expect(other.conflicts).toEqual(one.conflicts)
        if (one.conflicts.length === 0) expect(other.merged).toEqual(one.merged)
      }),
    )
  })

  test('an edit of nothing keeps all of theirs, and theirs of nothing all of mine', () => {
    fc.assert(
      fc.property(state, state, (original, edited) => {
        expect(merge({ original, theirs: edited, mine: original })).toMatchObject({
          merged: edited,
          conflicts: [],
        })
        expect(merge({ original, theirs: original, mine: edited })).toMatchObject({
          merged: edited,
          conflicts: [],
          kept: [],
        })
      }),
    )
  })

  test('the same edit twice is no conflict and changes nothing', () => {
    fc.assert(
      fc.property(state, state, (original, edited) => {
        const { merged, conflicts } = merge({ original, theirs: edited, mine: edited })
        expect({ merged, conflicts }).toEqual({ merged: edited, conflicts: [] })
      }),
    )
  })

  test('no address is mixed: without a conflict a group is one that somebody saw whole', () => {
    fc.assert(
      fc.property(sides, (three) => {
        const { merged, conflicts } = merge(three)
        if (conflicts.some((field) => (address as readonly string[]).includes(field))) return
        const whole = [pick(three.theirs, address), pick(three.mine, address)]
        expect(whole).toContain(pick(merged, address))
      }),
    )
  })
})
