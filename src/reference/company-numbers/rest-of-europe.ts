/**
 * Company numbers of European countries outside of the Union, and of Russia's neighbours. Sources: the countries' registers
 * and tax offices, and the OECD's pages of tax identification numbers.
 */
import {
  elevenLess,
  elevenLessButTen,
  every,
  first,
  inFront,
  isDay,
  mod11And10,
  ofEleven,
  remainder,
  remainderOf,
  sum,
  twoDigits,
  twoRounds,
  type Check,
} from './check-digits.ts'
import { kind, withoutZeros, zerosTo, type NumberKind } from './number-kind.ts'
import { turkishPerson } from './persons.ts'

const vat = { isVat: true }

// Since 2010 there are numbers of a second series, whose sum is 55 more; those below 100 were of the first only.
const britishVat: Check = (number) => {
  const rest = [0, 42, 55].find((one) => sum([8, 7, 6, 5, 4, 3, 2, 10, 1], 97, one)(number.slice(0, 9)))
  return rest === 0 || (rest !== undefined && !number.startsWith('0'))
}

// Registers of England, Scotland (S), Northern Ireland (N) and of kinds of companies; those of societies end in a letter.
const crn = new RegExp(
  '^(?:(?:AC|BR|CE|CN|CS|ES|FC|FE|GE|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NZ|OC|OE|PC|R0|RC|RS|SA|SC|SE|SF|SG|SI|SL|' +
    'SO|SP|SR|SZ|ZC|[01]\\d)\\d{6}|(?:IP|SP|NP|NO|RS)\\d{4,5}[A-Z][A-Z\\d]?)$',
)

// The date of birth or foundation, the day plus 40 of an organisation, a check digit and the century.
const icelandic: Check = every(
  (number) => {
    const day = twoDigits(number, 0)
    const century = number.endsWith('9') ? 1900 : 2000
    return isDay(century + twoDigits(number, 4), twoDigits(number, 2), day > 40 ? day - 40 : day)
  },
  first(9, sum([3, 2, 7, 6, 5, 4, 3, 2, 1], 11)),
)

const bin = twoRounds([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2], '.')

const belarusLetters = 'ABCEHKMOPT'
const belarusian: Check = (number) =>
  remainder(
    [29, 23, 19, 17, 13, 7, 5, 3],
    '0123456789.',
  )(number.replace(/^(.)([A-Z])/, (_, one: string, two: string) => one + String(belarusLetters.indexOf(two))))

// Other weights for the numbers from 30 to 60 million.
const edrpou: Check = (number) =>
  /^[345]/.test(number)
    ? twoRounds([7, 1, 2, 3, 4, 5, 6], [9, 3, 4, 5, 6, 7, 8])(number)
    : twoRounds([1, 2, 3, 4, 5, 6, 7], [3, 4, 5, 6, 7, 8, 9])(number)

const turkishTax: Check = (number) => {
  const digits = Array.from(number, Number)
  const summands = digits.slice(0, 9).map((digit, at) => {
    const shifted = (digit + 9 - at) % 10
    return shifted === 0 ? 0 : (shifted * 2 ** (9 - at)) % 9 || 9
  })
  return (10 - (summands.reduce((total, summand) => total + summand, 0) % 10)) % 10 === digits[9]
}

const inn10 = remainder([2, 4, 10, 3, 5, 9, 4, 6, 8], ofEleven)
const inn12 = every(
  first(11, remainder([7, 2, 4, 10, 3, 5, 9, 4, 6, 8], ofEleven)),
  remainder([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8], ofEleven),
)

/** The remainder of the number in front of the last digit, of which the last digit counts. */
const divided =
  (by: number): Check =>
  (number) =>
    remainderOf(number.slice(0, -1), by) % 10 === Number(number.slice(-1))

export const restOfEurope: Record<string, readonly NumberKind[]> = {
  AD: [kind('NRT', 'U132950X', /^(?:[CDEGOPU]\d|F[0-6]|[AL]7)\d{5}[A-Z]$/, undefined, vat)],
  AL: [kind('NIPT', 'J91402501L', /^[A-M]\d{8}[A-Z]$/, undefined, { ...vat, labels: ['NUIS'] })],
  AM: [
    // Eight digits; ten are those that Partner Center knows beside.
    kind('ՀՎՀՀ|TIN', '02501234', /^\d{8}$/, undefined, { labels: ['HVHH'] }),
    kind('Գրանցման համար|Registration number', '2641103456', /^\d{10}$/),
  ],
  AZ: [
    // Two digits of the region, six, a check digit, and 1 for companies or 2 for persons.
    kind('VÖEN', '1401555071', /^\d{9}[12]$/, first(9, remainder([4, 1, 8, 6, 2, 7, 5, 3], '0123456789.')), {
      fill: zerosTo(10),
    }),
    kind('Qeydiyyat nömrəsi', '1234567', /^\d{7}$/),
  ],
  BA: [
    kind('JIB', '4200344670009', /^4\d{12}$/, undefined, { labels: ['ID'] }),
    kind('PDV', '200344670009', /^\d{12}$/),
  ],
  BY: [
    kind('УНП|UNP', '200988541', /^[1-7]\d{8}$/, belarusian, vat),
    kind('УНП|UNP', 'MA1953684', /^[ABCEHKM][ABCEHKMOPT]\d{7}$/, belarusian, vat),
  ],
  CH: [
    kind(
      'UID',
      'CHE116281710',
      /^(\d{9})(?:MWST|TVA|IVA|TPV|VAT|HR|RC)?$/,
      remainder([5, 4, 3, 2, 7, 6, 5, 4], elevenLessButTen),
      { prefix: 'CHE', labels: ['IDE', 'IDI', 'MWST', 'TVA', 'IVA'] },
    ),
    // Of the commercial register before 2014.
    kind('CH-ID', 'CH02030205450', /^CH\d{11}$/),
  ],
  FO: [kind('V-tal', '623857', /^\d{6}$/, undefined, vat)],
  GB: [
    kind('CRN', '00445790', crn, undefined, { labels: ['COMPANIESHOUSE', 'CHARITY', 'ENGLAND', 'WALES'] }),
    kind('VAT', 'GB220430231', /^\d{9}(?:\d{3})?$/, britishVat, { prefix: 'GB', labels: ['XI'] }),
    // Of government departments and health authorities.
    kind('VAT', 'GBGD001', /^(?:GD[0-4]|HA[5-9])\d{2}$/, undefined, { prefix: 'GB' }),
    kind('UTR', '1955839661', /^\d{10}$/, inFront(remainder([6, 7, 8, 9, 10, 5, 4, 3, 2], '21987654321'))),
  ],
  GE: [
    kind('საიდენტიფიკაციო კოდი|ID code', '204566978', /^[2-4]\d{8}$/, undefined, vat),
    kind('პირადი ნომერი|Personal number', '01008012345', /^\d{11}$/),
  ],
  IS: [
    kind('Kennitala', '4504013150', /^[0-7]\d[01]\d{6}[09]$/, icelandic, { labels: ['KT'] }),
    kind('VSK', '00621', /^\d{5,6}$/, undefined, { ...vat, labels: ['VSKNR', 'VSKNÚMER'] }),
  ],
  KG: [kind('ИНН|INN', '01207199910047', /^\d{14}$/, undefined, { labels: ['СТИ'] })],
  KZ: [
    // Year and month, then 4 to 6 for kinds of companies; of persons the day and the century.
    kind('БИН|BIN', '940740000911', /^\d{2}(?:0[1-9]|1[0-2])[4-6]\d{7}$/, bin, { labels: ['БСН'] }),
    kind('ИИН|IIN', '840101300003', /^\d{2}(?:0[1-9]|1[0-2])[0-3]\d{7}$/, bin, { labels: ['ЖСН'] }),
  ],
  LI: [
    kind('FL-Nummer', 'FL00010000068', /^FL\d{11}$/),
    kind('PEID', '1234567', /^[1-9]\d{3,11}$/, undefined, { fill: withoutZeros }),
  ],
  MC: [
    kind('RCI', '99S03563', /^\d{2}[A-Z]\d{5}$/),
    kind(
      'TVA',
      'FR53000004605',
      /^(\d{2}000\d{6})$/,
      (number) => Number(number.slice(0, 2)) === remainderOf(`${number.slice(2)}12`, 97),
      { prefix: 'FR' },
    ),
  ],
  MD: [
    kind('IDNO', '1008600038413', /^\d{13}$/, remainder([7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1], '0123456789'), {
      labels: ['CODFISCAL'],
    }),
    // Of VAT, and those that Partner Center knows beside.
    kind('Cod TVA', '0200095', /^\d{6,8}$/, undefined, vat),
  ],
  ME: [kind('PIB', '02655284', /^\d{8}$/, remainder([8, 7, 6, 5, 4, 3, 2], elevenLess), vat)],
  MK: [
    kind(
      'ЕДБ|EDB',
      '4030000375897',
      /^\d{13}$/,
      remainder([7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], elevenLess),
      {
        ...vat,
        labels: ['ДДВ', 'DDV'],
      },
    ),
    kind('ЕМБС|EMBS', '5168660', /^\d{7}$/),
  ],
  NO: [
    kind('Org.nr.', '923609016', /^(\d{9})(?:MVA)?$/, sum([3, 2, 7, 6, 5, 4, 3, 2, 1], 11), {
      ...vat,
      labels: ['ORGANISASJONSNUMMER', 'ORG', 'FORETAKSREGISTERET', 'MVA'],
    }),
  ],
  RS: [
    kind('PIB', '101134702', /^\d{9}$/, mod11And10, { ...vat, labels: ['ПИБ'] }),
    kind('Matični broj', '17162543', /^\d{8}$/, undefined, { labels: ['MB', 'МБ'] }),
  ],
  RU: [
    // Often with the KPP behind it.
    kind('ИНН|INN', '7736050003', /^(\d{10})(?:\d{4}[\dA-Z]{2}\d{3})?$/, inn10),
    kind('ИНН|INN', '500100732259', /^\d{12}$/, inn12),
    kind('ОГРН|OGRN', '1027700070518', /^[1-9]\d{12}$/, divided(11)),
    kind('ОГРНИП|OGRNIP', '304500116000157', /^[34]\d{14}$/, divided(13)),
    // Of the tax office with which a company is registered.
    kind('КПП|KPP', '772801001', /^\d{4}[\dA-Z]{2}\d{3}$/),
  ],
  SM: [kind('COE', '24165', /^[1-9]\d{1,4}$/, undefined, { ...vat, fill: withoutZeros })],
  TJ: [
    kind('РМА|INN', '020000459', /^\d{9}$/, undefined, { labels: ['ИНН'] }),
    kind('ЯМР|EIN', '0210020459', /^\d{10}(?:\d{2})?$/, undefined, { labels: ['ЕИН'] }),
  ],
  TM: [kind('Salgyt belgisi', '101231000123', /^\d{12}$/, undefined, { labels: ['ИНН', 'INN'] })],
  TR: [
    kind('VKN', '8790017566', /^\d{10}$/, turkishTax, {
      ...vat,
      labels: ['VERGİ', 'VERGI', 'KİMLİK', 'KIMLIK', 'NUMARASI'],
    }),
    kind('MERSİS', '0879001756600015', /^0\d{15}$/, (number) => turkishTax(number.slice(1, 11)), {
      labels: ['MERSIS'],
    }),
    kind('T.C. Kimlik No.', '10000000146', /^[1-9]\d{10}$/, turkishPerson, vat),
  ],
  UA: [
    kind('ЄДРПОУ|EDRPOU', '20077720', /^\d{8}$/, edrpou, { labels: ['КОД', 'ЕДРПОУ'] }),
    kind('РНОКПП|RNOKPP', '1759013776', /^\d{10}$/, remainder([-1, 5, 7, 9, 4, 6, 10, 5, 7], ofEleven), {
      labels: ['ІПН', 'ИНН'],
    }),
    kind('ІПН|VAT', '200777226658', /^\d{12}$/, undefined, { ...vat, labels: ['ПДВ'] }),
  ],
  UZ: [
    kind('STIR', '201122919', /^\d{9}$/, undefined, { labels: ['ИНН', 'INN', 'СТИР'] }),
    kind('JSHSHIR', '31205850340019', /^\d{14}$/, undefined, { labels: ['ПИНФЛ', 'PINFL'] }),
    kind('QQS', '326010001234', /^3\d{11}$/, undefined, { labels: ['НДС', 'VAT'] }),
  ],
  XK: [
    kind('NUI', '810543215', /^[68]\d{8}$/),
    kind('TVSH', '330123456', /^33\d{7}$/),
    kind('NRB', '70123456', /^7\d{7}$/),
  ],
}
