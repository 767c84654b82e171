/**
 * Company numbers of Asia, the Near East and the Pacific. Sources: the countries' registers and tax offices, and the OECD's
 * pages of tax identification numbers. Where nobody publishes a check digit, the shape alone counts.
 */
import {
  after,
  first,
  inFront,
  isDay,
  luhn,
  luhnOfLetters,
  remainder,
  sum,
  twoDigits,
  type Check,
} from './check-digits.ts'
import { kind, zerosTo, type NumberKind } from './number-kind.ts'

const vat = { isVat: true }

const creditCodeCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

// GB 32100-2015: weights 3^i modulo 31, the check character makes the sum a multiple of 31.
const creditCode = remainder(
  [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28],
  '0YXWUTRQPNMLKJHGFEDCBA987654321',
  creditCodeCharacters,
)

// Ministry of Finance, in force since April 2023: the digits of all products add up to a multiple of 5 (of 10 before), where
// a 7 in the seventh place may count for 0 or 1 instead of 10.
const unifiedBusinessNumber: Check = (number) => {
  const weights = [1, 2, 1, 2, 1, 2, 4, 1]
  const total = weights.reduce((all, weight, at) => {
    const product = weight * Number(number[at])
    return all + Math.floor(product / 10) + (product % 10)
  }, 0)
  return total % 5 === 0 || (number[6] === '7' && (total + 1) % 5 === 0)
}

// The ninth digit's product counts with both of its digits.
const koreanBusiness: Check = (number) => {
  const digits = Array.from(number, Number)
  const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5, 1]
  const total = weights.reduce((all, weight, at) => all + weight * (digits[at] ?? 0), 0)
  return (total + Math.floor(((digits[8] ?? 0) * 5) / 10)) % 10 === 0
}

// The tenth digit and 2 are added to each digit before it is weighted.
const iranianCompany: Check = (number) => {
  const digits = Array.from(number, Number)
  const shift = (digits[9] ?? 0) + 2
  const weights = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17]
  const total = weights.reduce((all, weight, at) => all + weight * ((digits[at] ?? 0) + shift), 0)
  return (total % 11) % 10 === digits[10]
}

const iranianPerson: Check = (number) => {
  const total = Array.from(number.slice(0, 9), Number).reduce((all, digit, at) => all + digit * (10 - at), 0)
  const rest = total % 11
  return Number(number.slice(9)) === (rest < 2 ? rest : 11 - rest)
}

const thai = remainder([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2], '10987654321')

// Weights of the first round; of the second where the first leaves 10.
const newZealandTax: Check = (number) => {
  const check = (weights: number[], ten: string) => remainder(weights, `0${ten}987654321`)(number)
  const usual = [3, 2, 7, 6, 5, 4, 3, 2]
  const isTen = sum([...usual, 0], 11, 1)(number)
  return isTen ? check([7, 4, 3, 2, 5, 2, 7, 6], '.') : check(usual, '.')
}

// The kinds of entities in Singapore's numbers that begin with the letter of the century.
const singaporeanEntities =
  'CC|CD|CH|CL|CM|CP|CS|CX|DP|FB|FC|FM|FN|GA|GB|GS|HC|HS|LL|LP|MB|MC|MD|MH|MM|MQ|NB|NR|PA|PB|PF|RF|RP|SM|SS|TC|TU|VC|VH|XL'

const indianStates = '(?:0[1-9]|[12]\\d|3[0-8]|9[79])'
const pan = '[A-Z]{3}[ABCFGHJKLPT][A-Z](?!0000)\\d{4}[A-Z]'

// Province, day (women's plus 40), month, year.
const indonesianPerson: Check = (number) => {
  const day = twoDigits(number, 6) % 40
  return isDay(2000 + twoDigits(number, 10), twoDigits(number, 8), day)
}
const npwp = first(9, luhn)

export const asiaAndPacific: Record<string, readonly NumberKind[]> = {
  AE: [
    kind('TRN', '100057037400003', /^1\d{14}$/, undefined, { ...vat, labels: ['VAT'] }),
    // Of the emirate or the free zone, whose letters may stand before it.
    kind('Trade licence', 'CN1000000', /^[A-Z]{0,6}\d{4,10}$/, undefined, {
      labels: ['LICENCE', 'LICENSE', 'TRADE', 'TRADELICENSE', 'DED'],
    }),
  ],
  AF: [kind('TIN', '9000123456', /^\d{10}$/), kind('Licence', '12345', /^[A-Z]?\d{4,6}$/)],
  AU: [
    kind('ABN', '51824753556', /^\d{11}$/, sum([10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19], 89, 10)),
    kind('ACN', '004085616', /^\d{9}$/, sum([8, 7, 6, 5, 4, 3, 2, 1, 1], 10), { labels: ['ARBN'] }),
  ],
  BD: [
    kind('TIN', '224187378587', /^\d{12}$/, undefined, { labels: ['ETIN'] }),
    // Nine digits and the office.
    kind('BIN', '0000004560203', /^00\d{11}$/),
    kind('RJSC', 'C67890', /^(?:C|CH|TO|P|S)\d{3,12}$/, undefined, {
      labels: ['INCORPORATION'],
    }),
  ],
  BH: [
    kind('CR', '1234501', /^\d{4,8}$/, undefined, { labels: ['COMMERCIAL'] }),
    kind('VAT', '200000000000002', /^2\d{14}$/, undefined, vat),
  ],
  BN: [kind('ROC', 'RC00000123', /^(?:RC|RFC)\/?\d{5,8}$/), kind('ROB', 'P00000123', /^P\d{5,8}$/)],
  CN: [
    // Registering authority (a digit; A military, N agriculture, Y other), kind, division (GB/T 2260), organisation, check.
    kind(
      '统一社会信用代码|USCC',
      '91110000600037341L',
      /^[0-9ANY]\d{7}[0-9A-HJ-NP-RTUWXY]{10}$/,
      creditCode,
      {
        labels: ['社会信用代码', '信用代码', '税号', '纳税人识别号', '统一信用代码'],
      },
    ),
  ],
  HK: [
    // The certificate adds eight digits to it.
    kind('商業登記號碼|BRN', '31130878', /^(\d{8})(?:\d{7}[A-Z\d])?$/, undefined, {
      labels: ['BR', 'UBI', '商業登記證號碼', '商业登记号码'],
    }),
    kind('公司編號|CR No.', '0017409', /^F?\d{7}$/, undefined, {
      labels: ['CR', '公司注册编号', '公司註冊編號'],
    }),
  ],
  ID: [
    // Of nine digits the last is the check digit; the tax office and the branch follow.
    kind('NPWP', '010611739093000', /^\d{15}$/, npwp),
    // Since 2024 with 0 before it, for a branch with six digits behind it.
    kind('NPWP', '0010611739093000', /^0\d{15}(?:\d{6})?$/, after(1, npwp), { labels: ['NITKU'] }),
    kind(
      'NIK',
      '3171011708450001',
      /^(?:1[1-9]|21|[37][1-6]|5[1-3]|6[1-5]|8[12]|9[1-7])\d{14}(?:\d{6})?$/,
      indonesianPerson,
    ),
    kind('NIB', '8120000123456', /^\d{13}$/),
  ],
  IL: [
    kind('ח.פ.|HP', '520013954', /^5\d{8}$/, luhn, { ...vat, labels: ['חברה', 'עמותה', 'מספר', 'עמ'] }),
    // Of persons.
    kind('ע.מ.|Dealer', '039012349', /^[0-3]\d{8}$/, luhn),
  ],
  IN: [
    kind(
      'GSTIN',
      '27AAACR5055K1Z7',
      new RegExp(`^${indianStates}${pan}[1-9A-Z][ZCD][0-9A-Z]$`),
      luhnOfLetters,
      {
        labels: ['GST'],
      },
    ),
    kind('PAN', 'AAACR5055K', new RegExp(`^${pan}$`)),
    kind('CIN', 'L17110MH1973PLC019786', /^[LU]\d{5}[A-Z]{2}(?:18|19|20)\d{2}[A-Z]{3}\d{6}$/),
    kind('Udyam', 'UDYAMMH180000001', /^UDYAM[A-Z]{2}\d{9}$/),
    kind('LLPIN', 'AAA1234', /^[A-Z]{3}\d{4}$/),
    kind('TAN', 'MUMT12345A', /^[A-Z]{4}\d{5}[A-Z]$/),
  ],
  IQ: [
    kind('رقم تسجيل الشركة|Registration No.', '3181302', /^(?:MS|M|S)?\d{3,8}$/, undefined, {
      labels: ['م', 'ش'],
    }),
    kind('الرقم الضريبي|TIN', '100123456', /^\d{9,10}$/),
  ],
  IR: [
    kind('شناسه ملی|National ID', '14002830256', /^\d{11}$/, iranianCompany, { labels: ['شناسهملی', 'ملی'] }),
    kind('کد ملی|National code', '0499370899', /^\d{10}$/, iranianPerson),
    kind('کد اقتصادی|Economic code', '411111111111', /^41\d{10}$/),
  ],
  JO: [
    kind('الرقم الوطني|National No.', '200012345', /^[12]\d{8}$/),
    kind('الرقم الضريبي|TIN', '12345678', /^\d{6,8}$/),
  ],
  JP: [
    kind(
      '法人番号|Corporate Number',
      '1180301018771',
      /^[1-9]\d{12}$/,
      inFront(remainder([2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], '987654321')),
    ),
    // Of a qualified invoice issuer; a person's has no other check digit.
    kind(
      '登録番号|Invoice No.',
      'T1180301018771',
      /^T[1-9]\d{12}$/,
      after(1, inFront(remainder([2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], '987654321'))),
    ),
    // The register's number is the same without the check digit: office, kind of company, number.
    kind('会社法人等番号|Register No.', '180301018771', /^\d{4}0[1-5]\d{6}$/),
  ],
  KH: [kind('TIN', 'K001901234567', /^[A-Z]\d{12}$/), kind('Company No.', '00012345', /^\d{8}$/)],
  KR: [
    kind('사업자등록번호|BRN', '1248100998', /^[1-9]\d{2}(?!00)\d{2}(?!0000)\d{5}$/, koreanBusiness, {
      labels: ['사업자번호'],
    }),
    kind('법인등록번호|CRN', '1301110006246', /^[1-9]\d{12}$/, undefined, { labels: ['법인번호'] }),
  ],
  KW: [
    kind('السجل التجاري|CR', '112345', /^\d{3,7}$/),
    // Century and day of birth, number, check digit (Public Authority for Civil Information); what else it numbers has none.
    kind(
      'الرقم المدني|Civil No.',
      '288020122596',
      /^[23]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{5}$/,
      remainder([2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], '..987654321'),
    ),
    kind('الرقم المدني|Civil No.', '100123456789', /^(?:\d{9,11}|[014-9]\d{11})$/),
  ],
  LA: [
    kind('ເລກປະຈຳຕົວຜູ້ເສຍອາກອນ|TIN', '123456789000', /^\d{9}(?:\d{3})?$/),
    kind('Enterprise No.', '0112345678', /^\d{10}$/),
  ],
  LB: [
    kind('رقم التسجيل المالي|MOF No.', '123456601', /^\d{4,7}(?:601)?$/),
    kind('السجل التجاري|CR', '1012345', /^\d{4,8}$/),
  ],
  LK: [
    kind('TIN', '114012345', /^\d{9}(?:[0-9]{4})?$/, undefined, vat),
    kind('Company No.', 'PV12345', /^(?:PV|PQ|PB|GA|GL|FC|OVS?|N|NPV|NPBS?|PVS|PBS)\d{1,8}(?:PV|PQ|PB)?$/),
  ],
  MM: [
    kind('ကုမ္ပဏီမှတ်ပုံတင်အမှတ်|Registration No.', '123456789', /^\d{9}$/),
    kind('Registration No.', '1234FC20142015', /^\d{1,5}(?:FC)?(?:19|20)\d{2}(?:(?:19|20)?\d{2})?$/),
  ],
  MN: [kind('Регистрийн дугаар|Register No.', '2016656', /^\d{7}$/, undefined, { labels: ['РД', 'ТТД'] })],
  MO: [
    kind('納稅人編號|Taxpayer No.', '81234567', /^\d{8}$/),
    kind('商業登記編號|SO', 'SO12345', /^(?:SO|CO)?\d{3,6}$/),
  ],
  MY: [
    // Since 2019: year, kind of entity, number, often with the one before in brackets: number and a letter.
    kind('SSM', '196001000142', /^((?:18|19|20)\d{2}0[1-6]\d{6})(?:\d{1,7}[ADHKMPTUVWX])?$/, undefined, {
      labels: ['ROC', 'ROB', 'BRN'],
    }),
    kind('SSM', '3813K', /^(?:\d{3,7}|\d{9}|[A-Z]{2}\d{7})[ADHKMPTUVWX]$/),
    kind('LLP', 'LLP0012345LGN', /^LLP\d{7}[A-Z]{3}$/),
    kind('TIN', 'C20880050010', /^(?:C|CS|D|E|F|FA|PT|TA|TC|TN|TR|TP|J|LE|IG|SG|OG|G|N)\d{9,11}$/),
    kind('SST', 'W10180831012345', /^[A-Z]\d{2}\d{4}\d{8}$/),
  ],
  NP: [kind('PAN', '300123456', /^\d{9}$/, undefined, vat)],
  NZ: [
    // A GLN of GS1, whose weights are 1 and 3.
    kind('NZBN', '9429041535110', /^9429\d{9}$/, sum([1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1], 10)),
    kind('Company No.', '1830488', /^\d{5,7}$/),
    kind('IRD', '049091850', /^(?:0[1-9]\d{7}|1[0-4]\d{7})$/, newZealandTax, {
      ...vat,
      fill: zerosTo(9),
      labels: ['GST'],
    }),
  ],
  OM: [
    kind('CR', '1234567', /^\d{5,8}$/),
    kind('VATIN', 'OM1100000001', /^1\d{9}$/, undefined, { prefix: 'OM' }),
  ],
  PG: [kind('IPA', '1123456', /^[1-9]\d{4,6}$/), kind('TIN', '500000123', /^\d{9}$/)],
  PH: [
    // Nine digits, with three or five of the branch.
    kind('TIN', '000000132000', /^\d{9}(?:\d{3}|\d{5})?$/, undefined, vat),
    kind('SEC', 'CS200712345', /^(?:[A-Z]{0,3}\d{5,6}|[A-Z]{1,3}\d{7,12}|(?:19|20)\d{11,13})$/),
  ],
  PK: [
    // Seven characters, and a check digit whose rule is not published.
    kind('NTN', '07107014', /^[A-Z\d]\d{6}\d?$/),
    kind('STRN', '0301999912345', /^\d{13}$/, undefined, { labels: ['CNIC', 'GST'] }),
    kind('CUIN', '0012345', /^\d{7}$/, undefined, { labels: ['SECP'] }),
  ],
  PS: [kind('رقم المشتغل المرخص|Operator No.', '562123456', /^\d{9}$/)],
  QA: [
    kind('السجل التجاري|CR', '12345', /^\d{2,6}$/),
    kind('TIN', '5000012345', /^\d{10}$/),
    kind('QFC', 'QFC00123', /^QFC\d{3,6}$/),
  ],
  SA: [
    kind('السجل التجاري|CR', '2052101150', /^[1-7]\d{9}$/, undefined, {
      labels: ['700', 'UNN', 'COMMERCIAL'],
    }),
    kind('الرقم الضريبي|VAT', '300055184400003', /^3\d{13}3$/, undefined, vat),
  ],
  SG: [
    kind(
      'UEN',
      '196800306E',
      /^(?:18|19|20)\d{7}[A-Z]$/,
      remainder([10, 8, 6, 4, 9, 7, 5, 3, 1], 'ZKCMDNERGWH'),
    ),
    kind('UEN', '00192200M', /^\d{8}[A-Z]$/, remainder([10, 4, 9, 3, 8, 2, 7, 1], 'XMKECAWLJDB')),
    kind(
      'UEN',
      'T01FC6132D',
      new RegExp(`^[RST]\\d{2}(?:${singaporeanEntities})\\d{4}[A-Z]$`),
      remainder([4, 3, 5, 3, 10, 2, 2, 5, 7], 'GHJKLABCDEF', 'ABCDEFGHJKLMNPQRSTUVWX0123456789'),
    ),
    kind('GST', 'M90362193A', /^M[\dR]\d{7}[A-Z\d]$/),
  ],
  SY: [kind('السجل التجاري|CR', '12345', /^\d{3,12}$/)],
  TH: [
    kind('เลขทะเบียนนิติบุคคล|Juristic person number', '0107537000521', /^0\d{12}$/, thai, {
      labels: ['เลขประจำตัวผู้เสียภาษี', 'เลขทะเบียน', 'ทะเบียน', 'เลขที่'],
    }),
    kind('เลขประจำตัวประชาชน|Personal ID', '1234545678781', /^[1-8]\d{12}$/, thai),
  ],
  TW: [
    kind('統一編號|UBN', '22099131', /^\d{8}$/, unifiedBusinessNumber, {
      labels: ['統編', '统编', '统一编号', 'GUI', 'VAT'],
    }),
  ],
  VN: [
    kind(
      'MST',
      '0100233488',
      /^\d{2}(?!0000000)\d{8}(?:(?!000)\d{3})?$/,
      first(10, remainder([31, 29, 23, 19, 17, 13, 7, 5, 3], '.9876543210')),
      { labels: ['MÃSỐTHUẾ', 'MSDN', 'MÃSỐDOANHNGHIỆP'] },
    ),
    // Since July 2025 of persons.
    kind('CCCD', '001085012345', /^0(?:0[1-9]|[1-8]\d|9[0-6])[0-3]\d{8}$/),
  ],
  YE: [kind('السجل التجاري|CR', '12345', /^\d{3,10}$/)],
}
