import { expect, it } from 'vitest'
import { remembered } from '#src/reference/remembered.ts'

it('makes each value once, undefined ones, too', () => {
  const made: string[] = []
  const value = remembered((country: string, text: string) => {
    made.push(`${country}/${text}`)
    return text === '' ? undefined : text.length
  })
  expect([
    value('ES', 'a b'),
    value('ES', 'a b'),
    value('', 'a b'),
    value('ES', ''),
    value('ES', ''),
  ]).toEqual([3, 3, 3, undefined, undefined])
  expect(made).toEqual(['ES/a b', '/a b', 'ES/'])
})

it('forgets all of them rather than keep more than it may', () => {
  let made = 0
  const value = remembered((number: number) => {
    made += 1
    return number
  }, 2)
  for (const number of [1, 2, 1, 2]) value(number)
  expect(made).toBe(2)
  value(3)
  value(1)
  expect(made).toBe(4)
})
