/**
 * Company numbers of the European Union. Formats of VAT numbers: European Commission, VIES, "Structure of VAT numbers";
 * registers: the e-Justice portal's pages of business registers, and the laws named beside.
 */
import {
  after,
  any,
  elevenLess,
  elevenLessButTen,
  every,
  first,
  luhn,
  mod11And10,
  mod97And10,
  ofEleven,
  remainder,
  remainderOf,
  sum,
  twoRounds,
  type Check,
} from './check-digits.ts'
import { germanRegisterNumber } from './german-register.ts'
import { kind, zerosTo, type NumberKind } from './number-kind.ts'
import {
  birthNumber,
  bulgarianPerson,
  italianPerson,
  latvianPerson,
  romanianPerson,
  spanishPerson,
} from './persons.ts'

const vat = { isVat: true }

const elevenTimes = (number: string) => remainderOf(number, 11) === 0

// The companies' NIF: the digit by Luhn, or the letter at that place, whichever the kind of company has.
const spanishCompany: Check = (number) =>
  luhn(number.slice(1).replace(/[A-J]$/, (letter) => String('JABCDEFGHI'.indexOf(letter))))

// Two digits or characters that follow from the SIREN; those with a letter by a rule of their own.
const frenchKeyCharacters = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const frenchVat: Check = (number) => {
  const siren = number.slice(2)
  // Monaco's numbers, which begin with 000, are in no register of France.
  if (!siren.startsWith('000') && !luhn(siren)) return false
  if (/^\d\d/.test(number)) return Number(number.slice(0, 2)) === remainderOf(`${siren}12`, 97)
  const [one = 0, two = 0] = Array.from(number.slice(0, 2), (character) =>
    frenchKeyCharacters.indexOf(character),
  )
  const key = one < 10 ? one * 24 + two - 10 : one * 34 + two - 100
  return (Number(siren) + 1 + Math.floor(key / 11)) % 11 === key % 11
}

// Establishments of La Poste but its seat: their digits add up to a multiple of 5.
const laPoste: Check = (number) =>
  number.startsWith('356000000') &&
  Array.from(number, Number).reduce((total, digit) => total + digit, 0) % 5 === 0

// Luhn's sum, in which the last two digits and 4 count together.
const austrianVat: Check = (number) =>
  luhn(number.slice(0, 6) + String((Number(number[6]) + Number(number[7]) + 4) % 10))

const irishLetters = 'WABCDEFGHIJKLMNOPQRSTUV'
const irishLetter = (digits: string, second = 'W') => {
  const total = Array.from(digits.padStart(7, '0'), Number).reduce(
    (all, digit, at) => all + digit * (8 - at),
    0,
  )
  return irishLetters.charAt((total + 9 * Math.max(irishLetters.indexOf(second), 0)) % 23)
}
const irishTax: Check = (number) => {
  const [, digits = '', letter, second = ''] = /^(\d{7})(.)(.?)$/.exec(number) ?? []
  // T and X once marked a person, and did not count.
  if (digits !== '')
    return irishLetter(digits, second) === letter || (/[TX]/.test(second) && irishLetter(digits) === letter)
  return irishLetter(number.slice(2, 7) + number.charAt(0)) === number.charAt(7)
}

const cyprusValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
const cyprusTax: Check = (number) => {
  const digits = Array.from(number.slice(0, 8), Number)
  const total = digits.reduce(
    (all, digit, at) => all + (at % 2 === 0 ? (cyprusValues[digit] ?? 0) : digit),
    0,
  )
  return String.fromCharCode(65 + (total % 26)) === number.charAt(8)
}

const dutchTax = sum([9, 8, 7, 6, 5, 4, 3, 2, -1], 11)
const polishRegon = first(9, remainder([8, 9, 2, 3, 4, 5, 6, 7], ofEleven))
const baltic = twoRounds([1, 2, 3, 4, 5, 6, 7, 8], [3, 4, 5, 6, 7, 8, 9, 1])
const balticOfTwelve = twoRounds([1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2], [3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4])
const czechId = remainder([8, 7, 6, 5, 4, 3, 2], '10987654321')

const italianProvinces =
  'AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CI CL CN CO CR CS CT CZ EN FC FE FG FI FM FO ' +
  'FR GE GO GR IM IS KR LC LE LI LO LT LU MB MC ME MI MN MO MS MT NA NO NU OG OR OT PA PC PD PE PG PI PN PO PR PS ' +
  'PT PU PV PZ RA RC RE RG RI RM RN RO SA SI SO SP SR SS SU SV TA TE TN TO TP TR TS TV UD VA VB VC VE VI VR VS VT VV'
const rea = new RegExp(`^(?:${italianProvinces.replaceAll(' ', '|')})\\d{4,7}$`)

const frenchTown = 'RCS\\p{L}*'

export const europeanUnion: Record<string, readonly NumberKind[]> = {
  AT: [
    kind('UID', 'ATU13585627', /^\d{8}$/, austrianVat, { prefix: 'ATU', labels: ['U', 'UST'] }),
    // Six digits and a letter for the remainder modulo 17.
    kind(
      'Firmenbuchnummer',
      'FN122119M',
      /^\d{1,6}[A-Z]$/,
      remainder([6, 4, 14, 15, 10, 1], 'ABDFGHIKMPSTVWXYZ'),
      { prefix: 'FN', labels: ['FB'] },
    ),
    kind('ZVR-Zahl', 'ZVR123456789', /^ZVR\d{9,10}$/),
    // Office and tax number.
    kind(
      'Steuernummer',
      '591199013',
      /^(?:0[346-9]|1[02568]|2[239]|3[38]|4[16]|5[1-479]|6[15789]|7[12]|8[1-4]|9[01378])\d{7}$/,
      luhn,
    ),
  ],
  BE: [
    kind(
      'KBO/BCE',
      '0403170701',
      /^(?:RP[RM]\p{L}*)?([01]\d{9})$/u,
      (number) => (Number(number.slice(0, 8)) + Number(number.slice(8))) % 97 === 0,
      {
        ...vat,
        fill: zerosTo(10),
        labels: ['BTW', 'TVA', 'ONDERNEMINGSNUMMER', 'NUMERODENTREPRISE', 'RPR', 'RPM'],
      },
    ),
  ],
  BG: [
    kind('ЕИК|EIK', '175074752', /^\d{9}$/, twoRounds([1, 2, 3, 4, 5, 6, 7, 8], [3, 4, 5, 6, 7, 8, 9, 10]), {
      ...vat,
      labels: ['БУЛСТАТ', 'BULSTAT', 'UIC', 'ДДС', 'ИН'],
    }),
    kind(
      'ЕИК на клон|EIK of a branch',
      '1750747520019',
      /^\d{13}$/,
      every(
        first(9, twoRounds([1, 2, 3, 4, 5, 6, 7, 8], [3, 4, 5, 6, 7, 8, 9, 10])),
        after(8, twoRounds([2, 7, 3, 5], [4, 9, 5, 7])),
      ),
    ),
    // VAT numbers of persons, of foreigners, and others.
    kind(
      'ДДС на физическо лице|VAT of a person',
      '7523169263',
      /^\d{10}$/,
      any(
        bulgarianPerson,
        remainder([21, 19, 17, 13, 11, 9, 7, 3, 1], '0123456789'),
        remainder([4, 3, 2, 7, 6, 5, 4, 3, 2], elevenLessButTen),
      ),
      vat,
    ),
  ],
  CY: [
    kind('ΑΦΜ|TIC', '10259033P', /^(?!12)\d{8}[A-Z]$/, cyprusTax, { ...vat, labels: ['ΦΠΑ', 'ΑΦΤ', 'FPA'] }),
    kind('ΗΕ|HE', 'HE10031', /^(?:HE|ΗΕ|AE|OE)\d{2,6}$/),
  ],
  CZ: [
    kind('IČO', '45274649', /^[0-8]\d{7}$/, czechId, { ...vat, labels: ['IČ', 'DIČ', 'ICO', 'DIC'] }),
    // Of persons: the birth number, or one that begins with 6 instead.
    kind(
      'DIČ',
      'CZ7103192745',
      /^\d{9,10}$/,
      any(
        birthNumber,
        (number) =>
          /^6\d{8}$/.test(number) && after(1, remainder([8, 7, 6, 5, 4, 3, 2], '89012345678'))(number),
      ),
      { prefix: 'CZ' },
    ),
  ],
  DE: [
    kind('USt-IdNr.', 'DE129274202', /^[1-9]\d{8}$/, mod11And10, {
      prefix: 'DE',
      labels: ['USTID', 'UMSATZSTEUERID', 'UMSATZSTEUERIDENTIFIKATIONSNUMMER', 'UST', 'IDNR'],
    }),
    kind('Handelsregisternummer', 'Köln HRB 49263', /^(?!)/, undefined, { read: germanRegisterNumber }),
    kind('W-IdNr.', 'DE12927420200001', /^[1-9]\d{13}$/, first(9, mod11And10), { prefix: 'DE' }),
    // Of ten or eleven digits as its state writes it, or of thirteen for all of Germany. Its check digit is each state's own.
    kind(
      'Steuernummer',
      '18181508155',
      /^(?:\d{10,11}|(?:10|11|2[1-8]|3[0-2]|4[01]|5\d|9\d)\d{2}0\d{8})$/,
      undefined,
      {
        labels: ['STNR', 'ST', 'STEUERNR'],
      },
    ),
  ],
  DK: [
    kind('CVR', '22756214', /^[1-9]\d{7}$/, sum([2, 7, 6, 5, 4, 3, 2, 1], 11), {
      ...vat,
      labels: ['SE', 'MOMS'],
    }),
    kind('P-nummer', '1003388394', /^1\d{9}$/),
  ],
  EE: [
    kind(
      'Registrikood',
      '10137025',
      /^[1789]\d{7}$/,
      twoRounds([1, 2, 3, 4, 5, 6, 7], [3, 4, 5, 6, 7, 8, 9]),
    ),
    kind('KMKR', 'EE100594102', /^\d{9}$/, sum([3, 7, 1, 3, 7, 1, 3, 7, 1], 10), { prefix: 'EE' }),
  ],
  ES: [
    kind('NIF', 'A28015865', /^[A-HJNPQRSUVW]\d{7}[\dA-J]$/, spanishCompany, {
      ...vat,
      labels: ['CIF', 'NIFIVA'],
    }),
    kind('DNI', '12345678Z', /^\d{8}[A-Z]$/, spanishPerson, vat),
    kind('NIE', 'X2482300W', /^[XYZ]\d{7}[A-Z]$/, spanishPerson, vat),
    // Persons who have neither.
    kind('NIF', 'M1234567L', /^[KLM]\d{7}[A-Z]$/, (number) => spanishPerson(number.slice(1)), vat),
  ],
  FI: [
    kind('Y-tunnus', '01120389', /^\d{8}$/, remainder([7, 9, 10, 5, 8, 4, 2], elevenLessButTen), {
      ...vat,
      labels: ['ALV', 'FO', 'BUSINESSID'],
    }),
  ],
  FR: [
    kind('SIREN', '552081317', new RegExp(`^(?:${frenchTown})?(\\d{9})(?:${frenchTown})?$`, 'u'), luhn),
    kind('SIRET', '55208131766522', /^\d{14}$/, every(first(9, luhn), any(luhn, laPoste))),
    kind('TVA', 'FR03552081317', /^[0-9A-HJ-NP-Z]{2}\d{9}$/, frenchVat, {
      prefix: 'FR',
      labels: ['TVAINTRACOMMUNAUTAIRE', 'TVAINTRACOM'],
    }),
    kind('RNA', 'W751004076', /^W[A-Z0-9]\d{8}$/),
  ],
  GR: [
    kind('ΑΦΜ|AFM', '094019245', /^\d{9}$/, remainder([256, 128, 64, 32, 16, 8, 4, 2], ofEleven), {
      ...vat,
      fill: zerosTo(9),
      labels: ['ΦΠΑ', 'FPA'],
    }),
    kind('ΓΕΜΗ|GEMI', '121914222000', /^\d{12}$/, undefined, { labels: ['ΑΡΙΘΜΟΣ', 'ΑΡ'] }),
  ],
  HR: [kind('OIB', '33392005961', /^\d{11}$/, mod11And10, vat), kind('MBS', '080000604', /^0\d{8}$/)],
  HU: [
    kind(
      'Adószám',
      '10625790444',
      /^\d{8}(?:[1-5](?:0[2-9]|[12]\d|3\d|4[0-4]|51))?$/,
      first(8, sum([9, 7, 3, 1, 9, 7, 3, 1], 10)),
      { ...vat, labels: ['KÖZÖSSÉGI', 'ADÓSZÁMA'] },
    ),
    kind('Cégjegyzékszám', '0110041585', /^(?:0[1-9]|1\d|20)(?:0[1-9]|1\d|2[0-3])\d{6}$/, undefined, {
      labels: ['CG'],
    }),
  ],
  IE: [
    kind('CRO', '104547', /^\d{5,6}$/, undefined, { labels: ['CRN'] }),
    kind('VAT', '6388047V', /^\d(?:\d{6}[A-W][A-IWTX]?|[A-Z+*]\d{5}[A-W])$/, irishTax, {
      ...vat,
      labels: ['TRN', 'PPSN'],
    }),
    kind('CHY', 'CHY1234', /^CHY\d{3,6}$/),
  ],
  IT: [
    kind('P. IVA', '00743110157', /^(?!0{7})\d{7}(?:0\d\d|100|12[01]|888|999)\d$/, luhn, {
      ...vat,
      labels: ['PARTITAIVA', 'PI', 'CF', 'CODICEFISCALE'],
    }),
    kind(
      'Codice fiscale',
      'RCCMNL83S18D969H',
      /^[A-Z]{6}[\dLMNP-V]{2}[ABCDEHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/,
      italianPerson,
      { labels: ['CF'] },
    ),
    kind('REA', 'RM756453', rea),
  ],
  LT: [
    kind('Įmonės kodas', '110053842', /^\d{9}$/, baltic, { labels: ['JAR', 'KODAS'] }),
    // Of a company it has 1 as its last digit but one; of all others as well, and twelve digits.
    kind(
      'PVM kodas',
      'LT119511515',
      /^(?:\d{7}1\d|\d{10}1\d)$/,
      (number) => (number.length === 9 ? baltic : balticOfTwelve)(number),
      { prefix: 'LT', labels: ['PVM'] },
    ),
  ],
  LU: [
    kind('RCS', 'B6307', /^[A-HJ-N]\d{2,6}$/, undefined, { labels: ['LUXEMBOURG', 'RCSL'] }),
    kind(
      'TVA',
      'LU15027442',
      /^\d{8}$/,
      (number) => Number(number.slice(0, 6)) % 89 === Number(number.slice(6)),
      {
        prefix: 'LU',
      },
    ),
    kind('Matricule', '19742201070', /^(?:18|19|20)\d{9}(?:\d{2})?$/),
  ],
  LV: [
    kind(
      'Reģistrācijas Nr.',
      '40003521600',
      /^[4-9]\d{10}$/,
      sum([9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1], 11, 3),
      { ...vat, labels: ['PVN', 'REĢ', 'REG'] },
    ),
    kind('Personas kods', '16117519997', /^[0-3]\d{10}$/, latvianPerson, vat),
  ],
  MT: [
    kind('Company No.', 'C22334', /^C\d{2,6}$/),
    kind('VAT', 'MT11679112', /^[1-9]\d{7}$/, sum([3, 4, 6, 7, 8, 9, 10, 1], 37), { prefix: 'MT' }),
  ],
  NL: [
    // Of eight digits without any to check them, as those of an establishment.
    kind('KvK', '33031431', /^\d{8}$/, undefined, { labels: ['KAMERVANKOOPHANDEL', 'COC'] }),
    kind('RSIN', '820646660', /^\d{9}$/, dutchTax),
    kind(
      'btw-id',
      'NL004495445B01',
      /^\d{9}B(?!00)\d{2}$/,
      any(first(9, dutchTax), (number) => mod97And10(`NL${number}`)),
      {
        prefix: 'NL',
        fill: zerosTo(12),
        labels: ['BTW', 'BTWIDENTIFICATIENUMMER'],
      },
    ),
    kind('Vestigingsnummer', '000012345678', /^0{3}\d{9}$/),
  ],
  PL: [
    kind('NIP', '5260250995', /^[1-9]\d{9}$/, remainder([6, 5, 7, 2, 3, 4, 5, 6, 7], '0123456789.'), vat),
    kind('KRS', '0000028860', /^000\d{7}$/),
    kind('REGON', '610188201', /^\d{9}$/, polishRegon),
    kind(
      'REGON',
      '12345678512347',
      /^\d{14}$/,
      every(polishRegon, remainder([2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8], ofEleven)),
    ),
  ],
  PT: [
    kind(
      'NIPC',
      '500100144',
      /^(?:[1235689]\d|45|7[0-24-57-9])\d{7}$/,
      remainder([9, 8, 7, 6, 5, 4, 3, 2], elevenLess),
      {
        ...vat,
        labels: ['NIF', 'CONTRIBUINTE', 'PESSOACOLETIVA'],
      },
    ),
  ],
  RO: [
    kind('CUI', '18547290', /^[1-9]\d{1,9}$/, remainder([7, 5, 3, 2, 1, 7, 5, 3, 2], elevenLess), {
      ...vat,
      labels: ['CIF', 'CODFISCAL', 'CODUNICDEÎNREGISTRARE'],
    }),
    // Until 2024 county, number and year; since then year, number, county and the sum of all, F and so on for its letter.
    kind(
      'Nr. Reg. Com.',
      'J402291990',
      /^[JFC](?:0?[1-9]|[123]\d|40|51|52)\d{1,5}(?:\d{4})?(?:199\d|20[012]\d)$/,
      undefined,
      {
        labels: ['REGCOM', 'ORC', 'J'],
      },
    ),
    kind(
      'Nr. Reg. Com.',
      'J2012000750528',
      /^[JFC](?:199\d|20\d\d)\d{6}(?:[0-3]\d|40|51|52)\d$/,
      (number) => {
        const digits = Array.from(`${number.charCodeAt(0) % 10}${number.slice(1, -1)}`, Number)
        return digits.reduce((total, digit) => total + digit, 0) % 10 === Number(number.slice(-1))
      },
    ),
    kind('CNP', '1630615123457', /^[1-9]\d{12}$/, romanianPerson),
  ],
  SE: [
    kind('Org.nr', '5560360793', /^(?:16|19|20)?(\d{10})$/, luhn, { labels: ['ORGANISATIONSNUMMER', 'ORG'] }),
    kind('Momsreg.nr', '5560360793', /^(\d{10})01$/, luhn, { ...vat, labels: ['VAT', 'MOMS'] }),
  ],
  SI: [
    kind('Davčna številka', '50223054', /^[1-9]\d{7}$/, remainder([8, 7, 6, 5, 4, 3, 2], '.0987654321'), {
      ...vat,
      labels: ['DDV', 'IDZADDV', 'ID'],
    }),
    kind('Matična številka', '9331310', /^(\d{7})(?:000)?$/, remainder([7, 6, 5, 4, 3, 2], '.0987654321')),
    kind(
      'Matična številka',
      '9331310001',
      /^\d{7}[A-Z0-9]\d{2}$/,
      first(7, remainder([7, 6, 5, 4, 3, 2], '.0987654321')),
    ),
  ],
  SK: [
    kind('IČO', '31333532', /^\d{8}$/, czechId, { labels: ['ICO'] }),
    kind('DIČ', '2022749619', /^[1-9]\d[234789]\d{7}$/, elevenTimes, {
      ...vat,
      labels: ['IČDPH', 'ICDPH', 'DIC'],
    }),
    kind('DIČ', '7103192745', /^\d{10}$/, birthNumber, vat),
  ],
}
