import { describe, expect, it } from 'vitest'
import { addressFormat, fieldKinds, subdivisionName } from '#src/reference/addresses.ts'
import { countryCodes } from '#src/reference/countries.ts'

const fieldsOf = (country: string) =>
  addressFormat(country)
    .fields.map(({ name, required }) => (required ? `${name}*` : name))
    .join(' ')

describe('the fields of a country', () => {
  it.each([
    ['US', 'address_line_1* address_line_2 city* state* postal_code*'],
    ['ES', 'address_line_1* address_line_2 postal_code* city* state*'],
    ['GB', 'address_line_1* address_line_2 city* postal_code*'],
    ['DE', 'address_line_1* address_line_2 postal_code* city*'],
    ['BR', 'address_line_1* address_line_2 district city* state* postal_code*'],
    ['MX', 'address_line_1* address_line_2 district postal_code* city* state*'],
    ['IE', 'address_line_1* address_line_2 district city* state postal_code'],
    ['CN', 'postal_code* state* city* district address_line_1* address_line_2'],
    ['KR', 'postal_code* state* city* district address_line_1* address_line_2'],
    ['TW', 'postal_code* state* city* address_line_1* address_line_2'],
    ['JP', 'postal_code* state* city address_line_1* address_line_2'],
    ['HK', 'state* city address_line_1* address_line_2'],
    ['SG', 'address_line_1* address_line_2 postal_code* city'],
    ['AG', 'address_line_1* address_line_2 district city state postal_code'],
    ['ZZ', 'address_line_1* address_line_2 district city* state postal_code'],
  ])('%s: %s', (country, fields) => {
    expect(fieldsOf(country)).toBe(fields)
  })

  it('begin or end with both lines of the street, the first required and the second not, everywhere', () => {
    for (const country of countryCodes) {
      const { fields } = addressFormat(country)
      const first = fields.findIndex(({ name }) => name === 'address_line_1')
      expect(fields[first]?.required, country).toBe(true)
      expect(fields[first + 1], country).toEqual({
        name: 'address_line_2',
        required: false,
        kind: 'address_line_2',
      })
      expect(new Set(fields.map(({ name }) => name)).size, country).toBe(fields.length)
    }
  })

  it.each([
    ['US', 'state', 'state'],
    ['US', 'postal_code', 'zip'],
    ['ES', 'state', 'province'],
    ['CA', 'state', 'province'],
    ['CN', 'state', 'province'],
    ['CN', 'district', 'district'],
    ['JP', 'state', 'prefecture'],
    ['KR', 'state', 'do_si'],
    ['GB', 'city', 'post_town'],
    ['AU', 'city', 'suburb'],
    ['AE', 'state', 'emirate'],
    ['IN', 'postal_code', 'pin'],
    ['IE', 'postal_code', 'eircode'],
    ['SV', 'state', 'department'],
    ['ZZ', 'state', 'state_or_province'],
  ])('%s calls its %s %s', (country, field, kind) => {
    expect(addressFormat(country).fields.find(({ name }) => name === field)?.kind).toBe(kind)
  })

  it('have the kinds that are listed, and every listed kind is used', () => {
    const used = [...countryCodes, 'ZZ'].flatMap((country) => addressFormat(country).fields)
    for (const [field, kinds] of Object.entries(fieldKinds)) {
      const kindsUsed = new Set(used.filter(({ name }) => name === field).map(({ kind }) => kind))
      expect([...kindsUsed].sort(), field).toEqual([...kinds].sort())
    }
  })

  it('are computed once per country', () => {
    expect(addressFormat('CN')).toBe(addressFormat('CN'))
  })
})

describe('the subdivisions of a country', () => {
  it('are the 31 of mainland China by their GB/T 2260 codes', () => {
    const chinese =
      '11北京市 12天津市 13河北省 14山西省 15内蒙古 21辽宁省 22吉林省 23黑龙江省 31上海市 32江苏省 33浙江省 34安徽省 35福建省 ' +
      '36江西省 37山东省 41河南省 42湖北省 43湖南省 44广东省 45广西 46海南省 50重庆市 51四川省 52贵州省 53云南省 54西藏 61陕西省 ' +
      '62甘肃省 63青海省 64宁夏 65新疆'
    const inData = addressFormat('CN').subdivisions.map(({ code, name }) => code + name)
    expect(inData.sort()).toEqual(chinese.split(' '))
  })

  it.each([
    ['ES', 52],
    ['US', 62],
    ['CA', 13],
    ['IT', 107],
    ['JP', 47],
    ['GB', 0],
    ['ZZ', 0],
  ])('%s has %i', (country, count) => {
    expect(addressFormat(country).subdivisions).toHaveLength(count)
  })

  it('have one code and a name each', () => {
    for (const country of countryCodes) {
      const { subdivisions } = addressFormat(country)
      expect(new Set(subdivisions.map(({ code }) => code)).size, country).toBe(subdivisions.length)
      expect(
        subdivisions.filter(({ name }) => name === ''),
        country,
      ).toEqual([])
    }
  })

  it('have a name in their own script, and in Latin letters where that is another', () => {
    expect(subdivisionName('CN', '44')).toBe('广东省')
    expect(subdivisionName('CN', '44', true)).toBe('Guangdong Sheng')
    expect(subdivisionName('ES', 'M', true)).toBe('Madrid')
    expect(subdivisionName('HK', 'Kowloon')).toBe('九龍')
    expect(subdivisionName('HK', 'Kowloon', true)).toBe('Kowloon')
    expect(subdivisionName('CN', '71')).toBe('71')
    expect(subdivisionName('ZZ', 'constructor')).toBe('constructor')
  })
})
