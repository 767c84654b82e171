import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { readListQuery, writePosition } from '#src/features/customers/list/list-query.ts'

const plain = { q: '', sort: 'name', size: 25 }

describe('the list’s state in the address bar', () => {
  test('is the first page of all customers by name where nothing is said', () => {
    expect(readListQuery({})).toEqual(plain)
    expect(readListQuery(undefined)).toEqual(plain)
  })

  test('is read whole', () => {
    const query = {
      q: ' garcía ',
      country: 'ES',
      relationship: 'advisor',
      attention: 'yes',
      sort: '-changed',
      size: '100',
    }
    expect(readListQuery(query)).toEqual({ ...query, q: 'garcía', size: 100 })
  })

  test.each([
    ['a country that there is not', { country: 'XX' }],
    ['a country in small letters', { country: 'es' }],
    ['an unknown relationship', { relationship: 'friend' }],
    ['another word for attention', { attention: 'no' }],
    ['an unknown order', { sort: 'price' }],
    ['a size that is not offered', { size: '26' }],
    ['a size that is no number', { size: 'all' }],
    ['an empty size', { size: '' }],
    ['a negative size', { size: '-25' }],
    ['an unknown parameter', { admin: 'yes' }],
    ['a place that is not one', { after: 'zzzz' }],
    ['a place of other JSON', { after: Buffer.from('[1]').toString('base64url') }],
    ['a place with a negative row', { before: writePosition({ key: 'a', country: 'ES', row_id: -1 }) }],
    ['a place without a row', { before: Buffer.from('{"key":"a","country":"ES"}').toString('base64url') }],
    ['a place that is too long', { after: 'a'.repeat(2001) }],
    ['a number where names are ordered', { after: writePosition({ key: 5, country: 'ES', row_id: 1 }) }],
  ])('leaves out %s', (_what, query) => {
    expect(readListQuery(query)).toEqual(plain)
  })

  test('leaves out a name where times are ordered', () => {
    const after = writePosition({ key: 'acme', country: 'ES', row_id: 1 })
    expect(readListQuery({ sort: 'changed', after })).toEqual({ ...plain, sort: 'changed' })
  })

  test('takes the first of what is said twice', () => {
    expect(readListQuery({ q: ['a', 'b'], sort: ['-name', 'name'], size: ['50', '100'] })).toEqual({
      q: 'a',
      sort: '-name',
      size: 50,
    })
  })

  test('holds at most 200 characters of a search', () => {
    expect(readListQuery({ q: 'x'.repeat(5000) }).q).toHaveLength(200)
  })

  test('holds a place as it was written', () => {
    const name = fc.record({
      key: fc.string({ unit: 'grapheme' }),
      country: fc.string(),
      row_id: fc.integer({ min: 1 }),
    })
    fc.assert(
      fc.property(name, (place) => {
        expect(readListQuery({ after: writePosition(place) }).after).toEqual(place)
        expect(writePosition(place)).toMatch(/^[\w-]*$/)
      }),
    )
    const time = { key: 1_790_000_000_000, country: 'CN', row_id: 7 }
    expect(readListQuery({ sort: '-changed', before: writePosition(time) }).before).toEqual(time)
  })

  test('is read from anything without failing', () => {
    const value = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined))
    const names = ['q', 'country', 'relationship', 'attention', 'sort', 'size', 'after', 'before']
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (query) => {
        const { size, sort } = readListQuery(query)
        expect([25, 50, 100]).toContain(size)
        expect(sort).toMatch(/^-?(name|country|changed)$/)
      }),
    )
  })
})
