/**
 * Company numbers of the Americas. Sources: the countries' tax offices, and the OECD's pages of tax identification numbers.
 */
import {
  elevenLess,
  elevenLessButTen,
  every,
  any,
  first,
  luhn,
  ofEleven,
  remainder,
  sum,
  type Check,
} from './check-digits.ts'
import { kind, withoutZeros, zerosTo, type NumberKind } from './number-kind.ts'

const vat = { isVat: true }

// Since July 2026 with letters, whose values go on from the digits' in ASCII (IN RFB 2229/2024).
const asciiFromZero = '0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const cnpj = every(
  first(13, remainder([5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], elevenLess, asciiFromZero)),
  remainder([6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], elevenLess, asciiFromZero),
)
const cpf = every(
  first(10, remainder([10, 9, 8, 7, 6, 5, 4, 3, 2], elevenLess)),
  remainder([11, 10, 9, 8, 7, 6, 5, 4, 3, 2], elevenLess),
)

// The day of birth or foundation.
const rfcDate = '\\d{2}(?!0230|0[2469]31|1131)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])'

// Ecuador: a person's by Luhn, a public body's and a company's by weights; the third digit says which, though not always.
const ecuadorianPerson = first(10, luhn)
const ecuadorianPublic = first(9, sum([3, 2, 7, 6, 5, 4, 3, 2, 1], 11))
const ecuadorianCompany = first(10, sum([4, 3, 2, 7, 6, 5, 4, 3, 2, 1], 11))
const ecuadorianProvince = '(?:0[1-9]|1\\d|2[0-4]|30|50)'

// El Salvador: the older numbers, whose last four begin below 101, have a check digit of their own.
const salvadoran: Check = (number) =>
  number.slice(10, 13) <= '100'
    ? remainder([14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2], ofEleven)(number)
    : remainder([2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], elevenLess)(number)

// The letter counts as a digit: C for the communes as J does.
const venezuelan: Check = (number) =>
  remainder(
    [4, 3, 2, 7, 6, 5, 4, 3, 2],
    elevenLess,
  )(number.replace(/^[VEJCPG]/, (letter) => ({ V: '1', E: '2', P: '4', G: '5' })[letter] ?? '3'))

// Internal Revenue Service: the prefixes that its campuses give.
const ein = /^(?:0[1-6]|1[0-6]|2[0-7]|3\d|4[0-8]|5\d|6[0-8]|7[1-7]|8[0-8]|9[0-58]|99)(?!0{7})\d{7}$/

const colombianWeights = [71, 67, 59, 53, 47, 43, 41, 37, 29, 23, 19, 17, 13, 7, 3]

export const americas: Record<string, readonly NumberKind[]> = {
  AR: [
    kind(
      'CUIT',
      '30500010912',
      /^(?:2[03-7]|3[034]|5[015])\d{9}$/,
      remainder([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], '09987654321'),
      { ...vat, labels: ['CUIL'] },
    ),
  ],
  BO: [kind('NIT', '1020703023', /^\d{7,13}$/)],
  BR: [
    kind('CNPJ', '33000167000101', /^(?!0{12})[A-Z0-9]{12}\d{2}$/, cnpj, vat),
    kind('CPF', '39053344705', /^(?!(\d)\1{10})\d{11}$/, cpf, vat),
  ],
  BZ: [kind('TIN', '000005', /^\d{6}(?:10|13|66)?$/)],
  CA: [
    kind('BN', '123026635', /^\d{9}$/, luhn, { labels: ['GST', 'HST', 'NE'] }),
    // With the account of a programme.
    kind('BN', '123026635RC0001', /^\d{9}R[CDEGMNPRTZ]\d{4}$/, first(9, luhn), {
      labels: ['GST', 'HST', 'NE'],
    }),
    // Of Quebec, of the federal register, of British Columbia.
    kind('NEQ', '1170123456', /^(?:11|22|33|88)\d{8}$/),
    kind('Corporation No.', '1234567', /^\d{6,7}$/),
    kind('Corporation No.', 'BC1234567', /^(?:BC|C|S|A)\d{7}$/),
  ],
  CL: [
    kind('RUT', '760864285', /^\d{7,8}[\dK]$/, remainder([8, 9, 4, 5, 6, 7, 8, 9], '0123456789K'), {
      ...vat,
      labels: ['RUN', 'ROLÚNICOTRIBUTARIO'],
    }),
  ],
  CO: [
    // Company numbers begin with 8 or 9 and have ten digits with the check digit; persons' are as long as their identity's.
    kind('NIT', '8600029644', /^\d{7,11}$/, remainder(colombianWeights, '01987654321'), {
      ...vat,
      labels: ['RUT'],
    }),
  ],
  CR: [
    kind(
      'Cédula jurídica',
      '3101999999',
      /^(?:2[1-4]00|3(?:00[2-9]|01[0-4]|10\d|11\d)|4000|5001)\d{6}$/,
      undefined,
      {
        labels: ['CPJ', 'NITE', 'CEDULAJURIDICA', 'CÉDJURÍDICA'],
      },
    ),
    kind('Cédula física', '0304550175', /^0[1-9]\d{8}$/, undefined, {
      fill: zerosTo(10),
      labels: ['CÉDULA'],
    }),
    kind('DIMEX', '155812994816', /^1\d{10,11}$/),
  ],
  CU: [kind('NIT', '01000012345', /^\d{11}$/), kind('REEUP', '12345', /^\d{5}$/)],
  DO: [
    kind('RNC', '101850043', /^\d{9}$/, remainder([7, 9, 8, 6, 5, 4, 3, 2], '21987654321'), vat),
    kind('Cédula', '00113918205', /^\d{11}$/, luhn),
  ],
  EC: [
    kind('RUC', '1792060346001', new RegExp(`^${ecuadorianProvince}[0-69]\\d{7}(?!000)\\d{3}$`), (number) =>
      number[2] === '9'
        ? any(ecuadorianPublic, ecuadorianCompany)(number)
        : number[2] === '6'
          ? any(ecuadorianPublic, ecuadorianPerson)(number)
          : ecuadorianPerson(number),
    ),
    kind('CI', '1714307103', new RegExp(`^${ecuadorianProvince}[0-6]\\d{7}$`), luhn),
  ],
  GT: [
    kind(
      'NIT',
      '576937K',
      /^[1-9]\d{1,10}[\dK]$|^[1-9][\dK]$/,
      remainder([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2], '0K987654321'),
      {
        ...vat,
        fill: withoutZeros,
      },
    ),
  ],
  HN: [kind('RTN', '08019995123456', /^\d{14}$/)],
  HT: [kind('NIF', '0001234567', /^\d{10}$/)],
  JM: [kind('TRN', '001234567', /^\d{9}(?:\d{4})?$/), kind('Company No.', '12345', /^\d{3,6}$/)],
  MX: [
    // SAT itself gave many whose last character is not the computed one, so that the form and the date count.
    kind('RFC', 'NWM9709244W4', new RegExp(`^[A-ZÑ&]{3}${rfcDate}[A-Z0-9]{3}$`)),
    kind('RFC', 'GODE561231GR8', new RegExp(`^[A-ZÑ&]{4}${rfcDate}(?:[A-Z0-9]{3})?$`)),
  ],
  NI: [kind('RUC', 'J0310000123456', /^[JRE]\d{13}$/), kind('RUC', '0012312550001A', /^\d{13}[A-Z]$/)],
  PA: [
    // Roll, entry and image of the register with two digits to check them, or an identity number.
    kind(
      'RUC',
      '15559671322015',
      /^(?:\d{6,20}|\d{0,2}(?:PE|E|N|AV|PI|NT)\d{4,16})(?:DV\d{1,2})?$/,
      undefined,
      {
        labels: ['NT'],
      },
    ),
  ],
  PE: [
    kind(
      'RUC',
      '20100017491',
      /^(?:1[05-7]|20)\d{9}$/,
      remainder([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], '10987654321'),
      vat,
    ),
  ],
  PR: [kind('EIN', '660123456', ein), kind('Registro', '123456', /^\d{3,7}$/)],
  PY: [kind('RUC', '800280610', /^\d{4,9}$/, remainder([9, 8, 7, 6, 5, 4, 3, 2], elevenLess), vat)],
  SV: [
    kind('NIT', '06140507071048', /^[019]\d{13}$/, salvadoran, vat),
    kind('DUI', '000162975', /^\d{9}$/, sum([9, 8, 7, 6, 5, 4, 3, 2, 1], 10)),
    kind('NRC', '1234567', /^\d{5,7}$/),
  ],
  TT: [kind('BIR', '1000123456', /^\d{6,10}$/), kind('Company No.', 'C123495', /^[A-Z]{1,2}\d{3,9}$/)],
  US: [
    // Not a social security number, which is as long and written 123-45-6789.
    kind('EIN', '911144442', ein, undefined, { labels: ['FEIN', 'TIN'], not: /^\d{3}-\d{2}-\d{4}$/ }),
  ],
  UY: [
    kind(
      'RUT',
      '211003420017',
      /^(?:0[1-9]|1\d|2[0-2])(?!000000)\d{6}001\d$/,
      remainder([4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], elevenLessButTen),
      { ...vat, labels: ['RUC'] },
    ),
  ],
  VE: [kind('RIF', 'J000126518', /^[VEJCPG]\d{9}$/, venezuelan)],
}
