import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { addressLines, canonicalAddress, checkAddress, subdivisionNamed } from '#src/reference/addresses.ts'
import type { Address, AddressField } from '#src/reference/addresses.ts'
import { countryCodes } from '#src/reference/countries.ts'
import { anyText } from './any-text.ts'

const empty = { address_line_1: '', address_line_2: '', district: '', city: '', state: '', postal_code: '' }

/** An address in the order street, city, state, postal code, district. */
function address(
  country: string,
  street: string,
  city = '',
  state = '',
  postalCode = '',
  district = '',
): Address {
  return { ...empty, country, address_line_1: street, city, state, postal_code: postalCode, district }
}

const problemsOf = (one: Address) => checkAddress(one).map(({ field, problem }) => `${field} ${problem}`)

describe('a real address', () => {
  it.each([
    address('CN', '建国门外大街1号', '北京市', '11', '100004', '朝阳区'),
    address('CN', '科技园路1号', '深圳市', '44', '518057', '南山区'),
    address('ES', 'Gran Vía 1', 'Madrid', 'M', '28013'),
    address('ES', 'Passeig de Gràcia 1', 'Barcelona', 'B', '08007'),
    address('US', 'One Microsoft Way', 'Redmond', 'WA', '98052'),
    address('US', '350 Fifth Avenue', 'New York', 'NY', '10118-0110'),
    address('GB', '10 Downing Street', 'London', '', 'SW1A 2AA'),
    address('DE', 'Unter den Linden 77', 'Berlin', '', '10117'),
    address('FR', '1 rue de Rivoli', 'Paris', '', '75001'),
    address('JP', '丸の内1-1', '千代田区', '13', '100-0005'),
    address('JP', '千代田区丸の内1-1', '', '13', '100-0005'),
    address('MX', 'Paseo de la Reforma 1', 'Ciudad de México', 'CMX', '06600', 'Juárez'),
    address('BR', 'Av. Paulista 1000', 'São Paulo', 'SP', '01310-100', 'Bela Vista'),
    address('CA', '111 Wellington Street', 'Ottawa', 'ON', 'K1A 0A9'),
    address('AU', '1 Macquarie Street', 'Sydney', 'NSW', '2000'),
    address('AU', '2 Crawford Street', 'Queanbeyan', 'NSW', '2620'),
    address('IT', 'Via del Corso 1', 'Roma', 'RM', '00186'),
    address('NL', 'Dam 1', 'Amsterdam', '', '1012 JS'),
    address('IN', '1 MG Road', 'Bengaluru', 'KA', '560001'),
    address('KR', '테헤란로 152', '강남구', '11', '06236', '역삼동'),
    address('PL', 'ul. Marszałkowska 1', 'Warszawa', '', '00-624'),
    address('CH', 'Bahnhofstrasse 1', 'Zürich', '', '8001'),
    address('SE', 'Drottninggatan 1', 'Stockholm', '', '111 51'),
    address('PT', 'Avenida da Liberdade 1', 'Lisboa', '', '1250-096'),
    address('TW', '信義路五段7號', '信義區', 'TPE', '110'),
    address('TR', 'İstiklal Caddesi 1', 'Beyoğlu', '34', '34430'),
    address('AE', 'Sheikh Zayed Road', 'Dubai', 'DU'),
    address('SG', '1 Raffles Place', 'Singapore', '', '048616'),
    address('IE', '1 Grafton Street', 'Dublin'),
    address('ZW', '1 Samora Machel Avenue', 'Harare'),
  ])('of $country ($city $state $postal_code) is accepted', (one) => {
    expect(checkAddress(one)).toEqual([])
  })
})

describe('a wrong address', () => {
  it.each([
    [address('', 'x'), 'country required'],
    [address('XX', 'x'), 'country unknown_country'],
    [address('es', 'x'), 'country unknown_country'],
    [address('US', ' '), 'city required, postal_code required, state required, address_line_1 required'],
    [address('CN', 'x', 'x', '81', '100004'), 'state not_in_list'],
    [address('CN', 'x', 'x', '', '10000'), 'postal_code postal_code_format, state required'],
    [address('ES', 'x', 'Madrid', 'M', '08001'), 'postal_code postal_code_not_in_state'],
    [address('ES', 'x', 'Madrid', 'M', '2801'), 'postal_code postal_code_format'],
    [address('ES', 'x', 'Madrid', 'XX', '28001'), 'state not_in_list'],
    [address('US', 'x', 'Redmond', 'WA', '10001'), 'postal_code postal_code_not_in_state'],
    [address('US', 'x', 'Redmond', 'WA', '9805'), 'postal_code postal_code_format'],
    [address('GB', 'x', 'London', '', '12345'), 'postal_code postal_code_format'],
    // The pattern of GB is a list of alternatives: without a group, its first and last would match a part.
    [address('GB', 'x', 'London', '', 'XBFPO 61'), 'postal_code postal_code_format'],
    [address('GB', 'x', 'London', '', 'GIR 0AAX'), 'postal_code postal_code_format'],
    [address('GB', 'x', 'London', 'Kent', 'SW1A 2AA'), 'state not_used'],
    [address('DE', 'x', 'Berlin', '', '1011'), 'postal_code postal_code_format'],
    [address('FR', 'x', 'Paris', '', '750001'), 'postal_code postal_code_format'],
    [address('JP', 'x', '', '13', '060-0001'), 'postal_code postal_code_not_in_state'],
    [address('MX', 'x', 'Guadalajara', 'JAL', '06600'), 'postal_code postal_code_not_in_state'],
    [address('BR', 'x', 'São Paulo', 'SP', '20000-000'), 'postal_code postal_code_not_in_state'],
    [address('CA', 'x', 'Ottawa', 'ON', 'V6B 1A1'), 'postal_code postal_code_not_in_state'],
    [address('CA', 'x', 'Ottawa', 'ON', 'D1A 0A9'), 'postal_code postal_code_format'],
    [address('AU', 'x', 'Sydney', 'VIC', '2000'), 'postal_code postal_code_not_in_state'],
    [address('IT', 'x', 'Roma', 'RM', '20121'), 'postal_code postal_code_not_in_state'],
    [address('NL', 'x', 'Amsterdam', '', '1012 SS'), 'postal_code postal_code_format'],
    [address('IN', 'x', 'Bengaluru', 'KA', '110001'), 'postal_code postal_code_not_in_state'],
    [address('KR', 'x', 'x', '11', '48000'), 'postal_code postal_code_not_in_state'],
    [address('PL', 'x', 'Warszawa', '', '0062'), 'postal_code postal_code_format'],
    [address('CH', 'x', 'Zürich', '', '80011'), 'postal_code postal_code_format'],
    [address('SE', 'x', 'Stockholm', '', '1115'), 'postal_code postal_code_format'],
    [address('PT', 'x', 'Lisboa', '', '1250'), 'postal_code postal_code_format'],
    [address('HK', 'x', '', 'Kowloon', '999077'), 'postal_code not_used'],
  ])('%o: %s', (one, problems) => {
    expect(problemsOf(one).join(', ')).toBe(problems)
  })

  it('is told a postal code that would do', () => {
    expect(checkAddress(address('ES', 'x', 'Barcelona', 'B', '28001'))).toEqual([
      { field: 'postal_code', problem: 'postal_code_not_in_state', example: '08001' },
    ])
    expect(checkAddress(address('DE', 'x', 'Berlin', '', '1'))).toEqual([
      { field: 'postal_code', problem: 'postal_code_format', example: '26133' },
    ])
  })
})

describe('a state given by name', () => {
  it.each([
    ['US', 'Washington', 'WA'],
    ['US', 'wa', 'WA'],
    ['US', 'Washington DC', 'DC'],
    ['US', 'US-CA', 'CA'],
    ['CA', 'CA-ON', 'ON'],
    ['ES', 'ES-CA', 'CA'],
    ['ES', 'Provincia de Cádiz', 'CA'],
    ['IN', 'Andaman and Nicobar Islands', 'AN'],
    ['IN', 'Jammu and Kashmir', 'JK'],
    ['IN', 'Orissa', 'OR'],
    ['EG', 'Luxor', 'LX'],
    ['EG', 'Red Sea', 'BA'],
    ['MX', 'Ags.', 'AGU'],
    ['MX', 'Distrito Federal', 'CMX'],
    ['ID', 'South Papua', 'PS'],
    ['PH', 'Compostela Valley', 'COM'],
    ['PH', 'Davao de Oro', 'COM'],
    ['US', 'State of New York', 'NY'],
    ['ES', 'MADRID', 'M'],
    ['ES', 'malaga', 'MA'],
    ['ES', 'Bizkaia', 'BI'],
    ['ES', 'A Coruña', 'C'],
    ['ES', 'Santa', 'Santa'],
    ['CN', '广东省', '44'],
    ['CN', '广东', '44'],
    ['CN', '广西壮族自治区', '45'],
    ['CN', 'guangdong', '44'],
    ['CN', 'Guangd', 'Guangd'],
    ['CN', 'Shaanxi', '61'],
    ['CN', 'Shanxi', '14'],
    ['CN', '台湾', '台湾'],
    ['JP', '東京', '13'],
    ['JP', 'tokyo', '13'],
    ['KR', '서울특별시', '11'],
    ['KR', '경상남도', '48'],
    ['KR', 'Gyeonggi', '41'],
    ['TW', 'Hsinchu', 'Hsinchu'],
    ['CA', 'québec', 'QC'],
    ['BR', 'sao paulo', 'SP'],
    ['TR', 'istanbul', '34'],
    ['TR', 'Diyarbakir', '21'],
    ['VN', 'da nang', 'DN'],
    ['IE', 'County Cork', 'CO'],
    ['DE', 'Bayern', 'Bayern'],
  ])('%s "%s" becomes %s', (country, typed, code) => {
    expect(canonicalAddress({ ...address(country, 'x'), state: typed }).state).toBe(code)
  })

  it('that is any name in the data becomes a code of the list', () => {
    const one = address('RU', 'Тверская улица, 1', 'Москва', 'Москва', '125009')
    expect(canonicalAddress(one).state).toBe('MOW')
    expect(checkAddress(one)).toEqual([])
  })
})

const anyField = fc.oneof(fc.constant(''), anyText, fc.constantFrom('广东', 'wa', 'sw1a1aa', '28001'))
const anyAddress: fc.Arbitrary<Address> = fc.record({
  country: fc.constantFrom(...countryCodes, 'ZZ', '', 'constructor', '(?', '\\\\'),
  address_line_1: anyField,
  address_line_2: anyField,
  district: anyField,
  city: anyField,
  state: anyField,
  postal_code: anyField,
})

describe('any address', () => {
  it('is canonical once and for all, and checked alike before and after', () => {
    fc.assert(
      fc.property(anyAddress, (one) => {
        const canonical = canonicalAddress(one)
        expect(canonicalAddress(canonical)).toEqual(canonical)
        expect(checkAddress(canonical)).toEqual(checkAddress(one))
      }),
      { numRuns: 500 },
    )
  })

  it('is answered fast however long its fields', () => {
    const long = 'A1 -'.repeat(25_000)
    const one = { ...address('GB', long, long, long, long, long), address_line_2: long }
    // In ms: a hundred times of what it takes. A pattern that went back over each start would take minutes.
    const start = performance.now()
    checkAddress(one)
    addressLines(one)
    expect(performance.now() - start).toBeLessThan(5000)
  })

  it('is written with every field that is not empty', () => {
    const words: Record<AddressField, string> = {
      address_line_1: 'first line',
      address_line_2: 'second line',
      district: 'quarter',
      city: 'town',
      state: 'realm',
      postal_code: 'Q0Q',
    }
    for (const country of [...countryCodes, 'ZZ']) {
      const text = addressLines({ ...words, country }, { countryName: 'Country' }).join('\n')
      for (const word of [...Object.values(words), 'Country']) expect(text, country).toContain(word)
    }
  })
})

describe('a subdivision by a name that the kept data does not have', () => {
  it.each([
    ['CL', 'VIII Región', 'BI'],
    ['CL', 'Región XII', 'MA'],
    ['CL', 'Región Metropolitana', 'RM'],
    ['CO', 'Bogotá, D.C.', 'DC'],
    ['MY', 'Penang', '07'],
    ['RU', 'Moscow', 'MOW'],
    // What English calls them.
    ['IT', 'Florence', 'FI'],
    ['ES', 'Seville', 'SE'],
    ['RU', 'Altai Krai', 'ALT'],
    ['RU', 'Altai', 'AL'],
    ['CN', 'Inner Mongolia', '15'],
    // The type with the name, in each script.
    ['RU', 'Moscow Oblast', 'MOS'],
    ['RU', 'Татарстан', 'TA'],
    ['TH', 'จังหวัดเชียงใหม่', '50'],
    ['IR', 'تهران', '23'],
    ['ES', 'Comunidad de Madrid', 'M'],
    ['JM', 'Saint Andrew', '02'],
    // Each way of writing them in Latin letters, and in other Han characters.
    ['EG', 'Al Iskandarīyah', 'ALX'],
    ['IR', 'Khorāsān-e Raẕavī', '09'],
    ['JP', 'Hukuoka', '40'],
    ['UA', 'Vinnytsia Oblast', '05'],
    ['UA', 'Odesa', '51'],
    ['UA', 'Kyivska oblast', '32'],
    ['KR', 'Jeonbuk State', '45'],
    ['KR', 'North Jeolla', '45'],
    ['TW', '臺北市', 'TPE'],
    ['CN', '廣東省', '44'],
    // Two names at once, points in a code.
    ['IT', 'Milano (MI)', 'MI'],
    ['CL', 'XIV Región de Los Ríos', 'LR'],
    ['CA', 'BC - British Columbia', 'BC'],
    // Changed lately, and called as before.
    ['VE', 'La Guaira', 'X'],
    ['VE', 'Vargas', 'X'],
    ['VN', 'Huế', '26'],
    ['VN', 'Thừa Thiên Huế', '26'],
    ['IN', 'Daman and Diu', 'DH'],
    ['IN', 'Ladakh', 'LA'],
    ['KP', 'Nampo', '14'],
    ['IT', 'Ogliastra', 'NU'],
  ])('in %s %s is %s', (country, typed, code) => {
    expect(subdivisionNamed(country, typed)).toBe(code)
  })

  it.each([
    ['TW', 'Chiayi'],
    ['US', 'Main'],
    ['US', 'Washington Oregon'],
    ['JP', 'Hukuo'],
  ])('in %s %s may be several, or none', (country, typed) => {
    expect(subdivisionNamed(country, typed)).toBeUndefined()
  })

  it.each([
    ['CN-BJ', '11'],
    ['IN-OD', 'OR'],
    ['IN-DN', 'DH'],
    ['TW-KIN', '金門縣'],
    ['ES-MD', 'M'],
    ['AU-N.S.W.', 'NSW'],
  ])('%s is a code of %s', (typed, code) => {
    const [country = '', state = ''] = typed.split('-')
    expect(canonicalAddress({ ...address(country, 'x'), state }).state).toBe(code)
  })

  it.each([
    ['KZ', 'Абай облысы'],
    ['KZ', 'Ulytau'],
    ['IQ', 'Halabja'],
  ])('may be any where a country has no list: %s %s', (country, state) => {
    const problems = checkAddress({ ...address(country, 'x', 'x'), state }).map(({ field }) => field)
    expect(problems).not.toContain('state')
  })
})
