/**
 * Company numbers of Africa. Sources: the countries' tax offices and registers, and for the seventeen states of OHADA the
 * uniform act on the register of trade and personal property credit (RCCM). Few publish check digits.
 */
import { luhn, remainder, remainderOf, sum, type Check } from './check-digits.ts'
import { kind, type NumberKind } from './number-kind.ts'

const vat = { isVat: true }

// Register, year, section and number; the country may stand before, the form of the company behind the year.
const rccm = kind(
  'RCCM',
  'CIABJ2015B12345',
  /^(?:RC|RCCM)?[A-Z]{2,10}(?:\d{2})?(?:19|20)?\d{2}[A-EM]\d{2,9}$/,
  undefined,
  {
    labels: ['RC'],
  },
)

// The digit sum of weights 1 and 2 alternating, from the right.
const senegalese: Check = (number) =>
  sum([1, 2, 1, 2, 1, 2, 1, 2, 1], 10)(number.slice(0, number.length > 9 ? -3 : undefined))

export const africa: Record<string, readonly NumberKind[]> = {
  AO: [kind('NIF', '5000767115', /^\d{10}$/), kind('NIF', '000238553CA017', /^\d{9}[A-Z]{2}\d{3}$/)],
  BF: [kind('IFU', '00012345A', /^\d{8}[A-Z]$/), rccm],
  BJ: [kind('IFU', '3201200012345', /^\d{13}$/), rccm],
  BW: [kind('TIN', 'C00012345678', /^[A-Z]?\d{10,12}$/), kind('UIN', 'BW00000123456', /^(?:BW|CO)\d{4,12}$/)],
  CD: [
    kind('NIF', 'A1234567X', /^[A-Z]\d{7}[A-Z]$/),
    rccm,
    kind('Id. Nat.', '0183K12345X', /^\d{2}\d{0,4}[A-Z]\d{4,6}[A-Z]$/),
  ],
  CG: [kind('NIU', 'M2012110000123456', /^[MP]\d{15,16}$/), rccm],
  CI: [kind('NCC', '0101234A', /^\d{7}[A-Z]$/), rccm, kind('IDU', 'CI20190012345X', /^CI\d{11}[A-Z]$/)],
  CM: [kind('NIU', 'M012345678901A', /^[MP]\d{12}[A-Z]$/), rccm],
  DZ: [
    kind('NIF', '408020000150039', /^\d{15}(?:\d{5})?$/, undefined, { labels: ['NIS'] }),
    // Place, 00 for a company, number, B and the year.
    kind('RC', '16000012345B99', /^\d{2}[0-9]{2}\d{7}[ABC]\d{2}$/),
  ],
  EG: [
    kind('الرقم الضريبي|Tax No.', '100531385', /^\d{9}$/, undefined, { ...vat, labels: ['TRN'] }),
    kind('السجل التجاري|CR', 'CR12345', /^CR\d{2,7}$/),
  ],
  ET: [
    kind('TIN', '0000012345', /^\d{10}$/),
    kind('Business No.', 'AA01010123456', /^[A-Z]{2,4}[A-Z\d]{0,4}\d{5,12}$/),
  ],
  GA: [kind('NIF', '123456A', /^\d{6}[A-Z]$/), rccm],
  GH: [
    kind('TIN', 'C0000803561', /^[PCGQV]00\d{7}[\dX]$/, (number) =>
      remainder([1, 2, 3, 4, 5, 6, 7, 8, 9], '0123456789X')(number.slice(1)),
    ),
    kind('Company No.', 'CS123456789', /^(?:CS|CG|BN|PL|CA|ET)\d{5,12}$/),
  ],
  GN: [kind('NIFp', '693770885', /^\d{9}$/, luhn), rccm],
  KE: [
    kind('KRA PIN', 'P051365947M', /^[AP]\d{9}[A-Z]$/, undefined, { labels: ['PIN'] }),
    kind(
      'Company No.',
      'CPR2012123456',
      /^(?:CPR\d{5,12}|C\d{3,6}|(?:PVT|BN|CLG|LLP|FC|PLC)(?=[A-Z]*\d)[A-Z\d]{4,9})$/,
    ),
  ],
  LY: [kind('السجل التجاري|CR', '12345', /^\d{4,10}$/)],
  MA: [
    kind('ICE', '001561191000066', /^\d{15}$/, (number) => remainderOf(number, 97) === 0),
    kind('IF', '1084612', /^\d{6,8}$/),
    kind('RC', 'RC28717', /^RC\d{2,6}$/),
  ],
  MG: [kind('NIF', '3000012345', /^\d{10}$/), kind('STAT', '12345112012012345', /^\d{17}$/)],
  ML: [kind('NIF', '081234567A', /^\d{9}[A-Z]$/), rccm],
  MR: [kind('NIF', '12345678', /^\d{8}$/)],
  MU: [kind('BRN', 'C07012345', /^[CPFI]\d{8}$/), kind('VAT', '20123456', /^\d{8}$/, undefined, vat)],
  MZ: [kind('NUIT', '400339910', /^\d{9}$/, remainder([8, 9, 4, 5, 6, 7, 8, 9], '01234567891'))],
  NA: [
    kind('TIN', '12345678', /^\d{7,9}$/),
    kind('Company No.', '20120123', /^(?:CC)?(?:19|20)\d{2}\d{3,5}$/),
  ],
  NE: [kind('NIF', '12345', /^\d{4,6}[A-Z]?$/), rccm],
  NG: [
    kind('RC', 'RC613639', /^(?:RC|BN|IT|LP|LLP)\d{2,8}$/, undefined, { labels: ['CAC'] }),
    kind('TIN', '010123450001', /^\d{8}\d{4}$|^\d{10}$|^\d{13}$/),
    kind('RC', 'RC613639', /^\d{3,7}$/, undefined, { prefix: 'RC' }),
  ],
  RW: [kind('TIN', '101234567', /^\d{9}$/)],
  SD: [kind('TIN', '300012345678', /^\d{12}$/), kind('CR', '12345', /^\d{3,8}$/)],
  SN: [
    // With the code of its tax status behind it.
    kind('NINEA', '3067221', /^(?:\d{7}|\d{9})(?:[012][A-HJ-NP-WZ]\d)?$/, senegalese),
    rccm,
  ],
  SS: [kind('TIN', '100123456', /^\d{9}$/), kind('Company No.', '12345', /^\d{3,7}$/)],
  TD: [kind('NIF', '600012345A', /^\d{7,9}[A-Z]?$/), rccm],
  TG: [kind('NIF', '1000123456', /^\d{10}$/), rccm],
  TN: [
    // Seven digits and a letter, then what kind of taxpayer it is and which establishment. The letter is a key (weights 7 to 1
    // modulo 23), but of 149 numbers that companies publish 4 have another, so that the form counts.
    kind('Matricule fiscal', '1282182W', /^\d{7}[A-HJ-NP-TV-Z](?:[APBDN](?:[MPCN]000|E\d{3}))?$/, undefined, {
      fill: (number) => number.replace(/^\d{3,6}(?=[A-Z])/, (digits) => digits.padStart(7, '0')),
      labels: ['MF', 'RNE', 'IDENTIFIANTUNIQUE'],
    }),
  ],
  TZ: [
    kind('TIN', '101123456', /^\d{9}$/),
    kind('VRN', '40012345X', /^\d{8}[A-Z]$/),
    kind('Company No.', '12345', /^\d{4,6}$/),
  ],
  UG: [
    kind('TIN', '1000012345', /^1\d{9}$/),
    kind('BRN', '80020001234567', /^8\d{13}$/),
    kind('Company No.', '123456', /^\d{4,6}$/),
  ],
  ZA: [
    // Year, number and kind of company.
    kind('CIPC', '197900323106', /^(?:18|19|20)\d{2}\d{6}(?:0[6-9]|1[0-2]|2[0-6]|3[01])$/, undefined, {
      labels: ['REG', 'CK', 'K'],
    }),
    kind('VAT', '4740101508', /^4\d{9}$/, luhn, vat),
    kind('TIN', '0001339050', /^[01239]\d{9}$/, luhn, { labels: ['TAXREF'] }),
  ],
  ZM: [
    kind('TPIN', '1001234567', /^[12]\d{9}$/),
    kind('PACRA', '120200001234', /^[123]\d{11}$/, undefined, { labels: ['COMPANY'] }),
    kind('Company No.', '12345', /^\d{4,6}$/),
  ],
  ZW: [
    kind('TIN', '2000123456', /^2\d{9}$/, undefined, { labels: ['BP'] }),
    kind('VAT', '220123456', /^\d{8,9}$/),
    kind('Company No.', '123452012', /^\d{1,6}(?:19|20)\d{2}$/),
  ],
}
