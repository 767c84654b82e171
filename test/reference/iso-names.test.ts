import { expect, it } from 'vitest'
import { iso31662 } from 'iso-3166'
import { addressFormat, canonicalAddress } from '#src/reference/addresses.ts'

/** Codes and names of ISO 3166-2, which another package keeps than those that the portal's names come from. */

const subdivisions = iso31662.map(({ code, name }) => ({ country: code.slice(0, 2), code, name }))

/** The portal's code for what is typed into the field of a country that has a list; nothing for what is not known. */
function codeOf(country: string, state: string): string | undefined {
  const parts = { address_line_1: 'x', address_line_2: '', district: '', city: 'x', postal_code: '' }
  const { state: code } = canonicalAddress({ country, ...parts, state })
  return addressFormat(country).subdivisions.some((one) => one.code === code) ? code : undefined
}

/** Those on the level that a country's list has: of Spain the provinces, not the communities. */
const listed = subdivisions.flatMap((one) => {
  const ours = codeOf(one.country, one.code)
  return ours === undefined ? [] : [{ ...one, ours }]
})

it('codes lead to every subdivision that a list has, 98 of 100 at least', () => {
  const lists = [...new Set(subdivisions.map(({ country }) => country))].flatMap((country) =>
    addressFormat(country).subdivisions.map(({ code }) => `${country} ${code}`),
  )
  const reached = new Set(listed.map(({ country, ours }) => `${country} ${ours}`))
  const missed = lists.filter((one) => !reached.has(one))
  console.log(`${share(missed, lists)} % of ${String(lists.length)} are reached by a code`, missed)
  expect(lists.length).toBeGreaterThan(1300)
  expect(Number(share(missed, lists))).toBeGreaterThanOrEqual(98)
})

it('names lead to what their codes lead to, 98 of 100 at least', () => {
  const missed = listed.filter(({ country, name, ours }) => codeOf(country, name) !== ours)
  console.log(`${share(missed, listed)} % of ${String(listed.length)} names are known`, missed)
  expect(listed.length).toBeGreaterThan(1300)
  expect(Number(share(missed, listed))).toBeGreaterThanOrEqual(98)
})

const share = (missed: unknown[], all: unknown[]): string =>
  ((1 - missed.length / all.length) * 100).toFixed(2)
