import { describe, expect, test } from 'vitest'
import {
  demonstrationCustomer,
  demonstrationPartners,
  demonstrationPassword,
  needsAttentionOnPurpose,
} from '#src/demonstration/demonstration.ts'
import { placesByCountry } from '#src/demonstration/places.ts'
import { accountFields, relationships } from '#src/features/customers/customer.ts'
import { addressData, wrongFields } from './country-rules.ts'

/** The partner's index and n of every customer of a new database. */
const all = demonstrationPartners.flatMap(({ customers }, partnerIndex) =>
  Array.from({ length: customers }, (_, n) => [partnerIndex, n] as const),
)
const fabrikam = all
  .filter(([partner]) => partner === 0)
  .map(([partner, n]) => demonstrationCustomer(partner, n))

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i)
}

test('the sign-ins are those that the contract names', () => {
  expect(demonstrationPassword).toBe('demonstration-only')
  expect(demonstrationPartners.map(({ name, customers }) => [name, customers])).toEqual([
    ['Fabrikam Cloud', 500],
    ['Contoso', 50],
  ])
  const roleOf = Object.fromEntries(
    demonstrationPartners.flatMap(({ staff }) => staff.map(({ email, role }) => [email, role])),
  )
  expect(roleOf).toEqual({
    'admin.agent@fabrikam.example': 'admin_agent',
    'sales.agent@fabrikam.example': 'sales_agent',
    'helpdesk.agent@fabrikam.example': 'helpdesk_agent',
    'global.admin@fabrikam.example': 'global_admin',
    'billing.admin@fabrikam.example': 'billing_admin',
    'admin.agent@contoso.example': 'admin_agent',
  })
})

test('time zones exist', () => {
  const zones = demonstrationPartners.flatMap(({ time_zone, staff }) => [
    time_zone,
    ...staff.map((person) => person.time_zone),
  ])
  for (const timeZone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow()
})

describe('a customer', () => {
  test('is the same whenever it is asked for, and in whatever order', () => {
    const forwards = range(0, 200).map((n) => JSON.stringify(demonstrationCustomer(0, n)))
    const backwards = range(0, 200)
      .reverse()
      .map((n) => JSON.stringify(demonstrationCustomer(0, n)))
    expect(backwards.reverse()).toEqual(forwards)
    expect(new Set(forwards).size).toBe(200)
  })

  test('does not change with releases, since links and screenshots name it', () => {
    const { id, primary_domain, account } = demonstrationCustomer(0, 100)
    expect([id, primary_domain, account.company_name]).toMatchInlineSnapshot(`
      [
        "34276bd8-3b71-4454-9795-423c7e934df5",
        "falconfordanalytics436.onmicrosoft.com",
        "Falconford Analytics Pty Ltd",
      ]
    `)
  })

  test('can be changed by the caller without changing the next answer', () => {
    demonstrationCustomer(0, 1).account.company_name = 'Changed'
    expect(demonstrationCustomer(0, 1).account.company_name).toBe('Almacenes Quintana, S.A.')
  })

  test('has all fields of an account and no other', () => {
    for (const { account, relationship } of fabrikam) {
      expect(Object.keys(account).toSorted()).toEqual(accountFields.toSorted())
      expect(relationships).toContain(relationship)
    }
  })

  test('is not the one of the other partner', () => {
    const names = range(8, 42).map((n) => demonstrationCustomer(0, n).account.company_name)
    const others = range(8, 42).map((n) => demonstrationCustomer(1, n).account.company_name)
    expect(names.filter((name, i) => name === others[i])).toEqual([])
  })
})

test('the first eight', () => {
  expect(fabrikam.slice(0, 8).map(({ account }) => [account.company_country, account.company_name])).toEqual([
    ['CN', '北京云帆科技有限公司'],
    ['ES', 'Almacenes Quintana, S.A.'],
    ['GB', 'Northwind Traders Ltd'],
    ['DE', 'Müller & Söhne GmbH'],
    ['CN', '上海华聚贸易股份有限公司'],
    ['US', 'Contoso Retail Inc.'],
    ['JP', '株式会社さくら物産'],
    ['BR', 'Padaria São Jorge Ltda'],
  ])
  const wrong = fabrikam.slice(0, 8).map(({ account }) => wrongFields(account))
  expect(wrong).toEqual([
    [],
    [],
    ['company_postal_code', 'billing_postal_code'],
    [],
    ['registration_number'],
    [],
    [],
    [],
  ])
})

test('ids and domains are of the right shape, and no two customers share one', { timeout: 20_000 }, () => {
  const ids = new Set<string>()
  const domains = new Set<string>()
  const misshapen: string[] = []
  let count = 0
  const sample = [...range(0, 100_000), ...range(1_900_000, 50_000)]
  for (const partner of [0, 1]) {
    for (const n of partner === 0 ? sample : range(0, 50_000)) {
      const { id, primary_domain, account } = demonstrationCustomer(partner, n)
      ids.add(id)
      domains.add(primary_domain)
      count++
      const suffix = account.company_country === 'CN' ? 'partner.onmschina.cn' : 'onmicrosoft.com'
      const isDomain =
        /^[a-z0-9]{1,27}$/.test(primary_domain.split('.')[0]!) &&
        primary_domain.slice(primary_domain.indexOf('.') + 1) === suffix &&
        primary_domain.length >= 17 &&
        primary_domain.length <= 43
      const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)
      if (!isDomain || !isId) misshapen.push(`${id} ${primary_domain}`)
    }
  }
  expect(misshapen).toEqual([])
  expect([ids.size, domains.size]).toEqual([count, count])
  expect(count).toBe(200_000)
})

describe('attention', () => {
  test('accounts fail the rules of their countries exactly where they are meant to', () => {
    const fail = all.filter(
      ([partner, n]) => wrongFields(demonstrationCustomer(partner, n).account).length > 0,
    )
    const meant = all.filter(([partner, n]) => needsAttentionOnPurpose(partner, n))
    expect(fail).toEqual(meant)
  })

  test('so it is among the customers that are added later', () => {
    const mistaken = range(500, 3000).filter((n) => {
      const wrong = wrongFields(demonstrationCustomer(0, n).account)
      return wrong.length > 0 !== needsAttentionOnPurpose(0, n)
    })
    expect(mistaken).toEqual([])
  })

  test('about four of a hundred', () => {
    const share = range(0, 20_000).filter((n) => needsAttentionOnPurpose(0, n)).length / 20_000
    expect(share).toBeGreaterThan(0.035)
    expect(share).toBeLessThan(0.045)
    const atFirst = range(0, 500).filter((n) => needsAttentionOnPurpose(0, n)).length
    expect(atFirst).toBeGreaterThanOrEqual(14)
    expect(atFirst).toBeLessThanOrEqual(27)
  })

  test('by postal code, province, registration number and phone', () => {
    const failing = new Set(range(0, 500).flatMap((n) => wrongFields(demonstrationCustomer(0, n).account)))
    for (const field of [
      'company_postal_code',
      'company_state',
      'registration_number',
      'company_phone_number',
    ]) {
      expect(failing).toContain(field)
    }
  })
})

test('countries come in about their shares, and every one of them comes', () => {
  const count: Record<string, number> = {}
  for (const n of range(0, 20_000)) {
    const country = demonstrationCustomer(0, n).account.company_country
    count[country] = (count[country] ?? 0) + 1
  }
  expect(Object.keys(count).toSorted()).toEqual(Object.keys(placesByCountry).toSorted())
  const share = (country: string) => Math.round((count[country]! / 20_000) * 100)
  expect(share('CN')).toBeGreaterThanOrEqual(29)
  expect(share('CN')).toBeLessThanOrEqual(31)
  expect(share('ES')).toBeGreaterThanOrEqual(14)
  expect(share('ES')).toBeLessThanOrEqual(16)
  expect(share('US')).toBeGreaterThanOrEqual(11)
  expect(share('US')).toBeLessThanOrEqual(13)
})

test('there is something to find for those who search', () => {
  const text = fabrikam.map(({ account }) => ({
    person: account.billing_last_name + account.billing_first_name,
    ...account,
  }))
  expect(text.filter(({ person }) => person === '王伟').length).toBeGreaterThanOrEqual(2)
  expect(text.filter(({ company_name }) => company_name.includes('García')).length).toBeGreaterThanOrEqual(3)
  expect(text.filter(({ company_name }) => company_name.includes('Müller')).length).toBeGreaterThanOrEqual(2)
  expect(text.filter(({ company_name }) => company_name.includes('Softworks')).length).toBeGreaterThanOrEqual(
    2,
  )
})

test('names vary: of ten thousand companies most are called like no other', () => {
  const names = new Set(range(0, 10_000).map((n) => demonstrationCustomer(0, n).account.company_name))
  expect(names.size).toBeGreaterThan(7000)
})

describe('places', () => {
  const places = Object.entries(placesByCountry).flatMap(([country, list]) =>
    list.map((place) => ({ country, ...place })),
  )

  test.each(places)('$country $city $district $area $postal_code', (place) => {
    const data = addressData(place.country)
    expect(place.postal_code).toMatch(new RegExp(`^(?:${data.zip})$`))
    const region = data.sub_regions?.find(({ key }) => key === place.state)
    expect(region !== undefined || place.state === '').toBe(true)
    expect(place.phone).toMatch(/^\+\d+#{2,}$/)
    // Of these countries the data also has the cities or districts.
    const cities = region?.sub_regions?.map(({ key }) => key) ?? []
    if (['CN', 'KR', 'BR'].includes(place.country) && cities.length > 0) {
      const isMunicipality = ['11', '12', '31', '50'].includes(place.state) && place.country === 'CN'
      expect(cities).toContain(isMunicipality ? place.district : place.city)
    }
  })
})
