import { describe, expect, it } from 'vitest'
import { addressLines } from '#src/reference/addresses.ts'
import type { Address } from '#src/reference/addresses.ts'

const empty = { address_line_1: '', address_line_2: '', district: '', city: '', state: '', postal_code: '' }

const beijing = {
  ...empty,
  country: 'CN',
  address_line_1: '建国门外大街1号',
  city: '北京市',
  state: '11',
  postal_code: '100004',
  district: '朝阳区',
}

const written = (address: Partial<Address> & { country: string }, countryName?: string) =>
  addressLines({ ...empty, ...address }, countryName === undefined ? {} : { countryName }).join(' / ')

describe('an address is written as in its country', () => {
  it.each([
    [
      {
        country: 'US',
        address_line_1: 'One Microsoft Way',
        city: 'Redmond',
        state: 'WA',
        postal_code: '98052',
      },
      'United States',
      'One Microsoft Way / Redmond, WA 98052 / United States',
    ],
    [
      {
        country: 'ES',
        address_line_1: 'Gran Vía 1',
        address_line_2: '2º B',
        city: 'Getafe',
        state: 'M',
        postal_code: '28901',
      },
      'España',
      'Gran Vía 1 / 2º B / 28901 Getafe / Madrid / España',
    ],
    [
      { country: 'GB', address_line_1: '10 Downing Street', city: 'London', postal_code: 'SW1A 2AA' },
      'United Kingdom',
      '10 Downing Street / London / SW1A 2AA / United Kingdom',
    ],
    [
      {
        country: 'BR',
        address_line_1: 'Av. Paulista 1',
        district: 'Bela Vista',
        city: 'São Paulo',
        state: 'SP',
        postal_code: '01310-100',
      },
      'Brasil',
      'Av. Paulista 1 / Bela Vista / São Paulo-SP / 01310-100 / Brasil',
    ],
    [
      { country: 'IT', address_line_1: 'Via Roma 1', city: 'Sesto', state: 'MI', postal_code: '20099' },
      'Italia',
      'Via Roma 1 / 20099 Sesto MI / Italia',
    ],
    [
      {
        country: 'MX',
        address_line_1: 'Reforma 1',
        district: 'Juárez',
        city: 'Zapopan',
        state: 'JAL',
        postal_code: '45010',
      },
      'México',
      'Reforma 1 / Juárez / 45010 Zapopan, Jalisco / México',
    ],
    [
      { country: 'CH', address_line_1: 'Bahnhofstrasse 1', city: 'Zürich', postal_code: '8001' },
      'Schweiz',
      'Bahnhofstrasse 1 / CH-8001 Zürich / Schweiz',
    ],
    [
      { country: 'JP', address_line_1: '丸の内1-1', city: '千代田区', state: '13', postal_code: '100-0005' },
      '日本',
      '日本 / 〒100-0005 / 東京都千代田区 / 丸の内1-1',
    ],
    [
      {
        country: 'KR',
        address_line_1: '테헤란로 152',
        city: '강남구',
        district: '역삼동',
        state: '11',
        postal_code: '06236',
      },
      '대한민국',
      '대한민국 / 서울 강남구 역삼동 / 테헤란로 152 / 06236',
    ],
    [beijing, '中国', '中国 / 100004 / 北京市朝阳区 / 建国门外大街1号'],
    [
      { ...beijing, city: '深圳市', state: '44', district: '南山区' },
      undefined,
      '100004 / 广东省深圳市南山区 / 建国门外大街1号',
    ],
    [
      { country: 'SG', address_line_1: '1 Raffles Place', city: 'Singapore', postal_code: '048616' },
      'Singapore',
      '1 Raffles Place / SINGAPORE 048616 / Singapore',
    ],
    [
      { country: 'GB', address_line_1: '1 High Street', city: 'Deal', state: 'Kent' },
      'UK',
      '1 High Street / Deal / Kent / UK',
    ],
  ])('%o', (address, countryName, lines) => {
    expect(written(address, countryName)).toBe(lines)
  })

  it('without the separators of empty fields', () => {
    expect(written({ country: 'US', city: 'Redmond', postal_code: '98052' })).toBe('Redmond, 98052')
    expect(written({ country: 'US', state: 'WA', postal_code: '98052' })).toBe('WA 98052')
    expect(written({ country: 'US', city: 'Redmond' })).toBe('Redmond')
    expect(written({ country: 'CH', city: 'Zürich' })).toBe('Zürich')
    expect(written({ country: 'JP', city: '千代田区' })).toBe('千代田区')
    expect(written({ country: 'ZZ' }, '')).toBe('')
  })
})

it('an address in Vietnam, whose own script is Latin, keeps its own names', () => {
  const hanoi = {
    country: 'VN',
    address_line_1: '1 Tràng Tiền',
    city: 'Hoàn Kiếm',
    state: 'HN',
    postal_code: '11000',
  }
  expect(written(hanoi)).toBe('1 Tràng Tiền / Hoàn Kiếm / Hà Nội 11000')
})

describe('an address in China in Latin letters', () => {
  const shenzhen = {
    ...empty,
    country: 'CN',
    address_line_1: '1 Keji Road',
    city: 'Shenzhen',
    state: '44',
    postal_code: '518057',
  }

  it('goes from the small to the large, with the country last', () => {
    expect(written(shenzhen, 'China')).toBe('1 Keji Road / Shenzhen / Guangdong Sheng, 518057 / China')
  })

  it('is so for one in Chinese when asked for, and the local form can be asked for too', () => {
    expect(addressLines(beijing, { latin: true })).toEqual([
      '建国门外大街1号',
      '朝阳区',
      '北京市',
      'Beijing Shi, 100004',
    ])
    expect(addressLines(shenzhen, { latin: false })).toEqual(['518057', '广东省Shenzhen', '1 Keji Road'])
    const twoLatinNames = { ...shenzhen, state: 'Guangdong' }
    expect(addressLines(twoLatinNames, { latin: false })[1]).toBe('Guangdong Shenzhen')
  })
})
