import { stdnum } from 'stdnum'
import { hasRightUnifiedBusinessNumberCheck } from './unified-business-number.ts'
import { hasRightCreditCodeCheck, isShapedAsCreditCode } from './unified-social-credit-code.ts'

/**
 * One kind of number: the shape of its letters and digits, and whether its check digits are right where it
 * has any.
 */
export type NumberKind = {
  shape: { test: (number: string) => boolean }
  isRight?: (number: string) => boolean
}

/** The kinds of number that companies of a country have. */
export type CountryKinds = {
  /** the country's own short name of the number most asked for, and the same in Latin letters */
  name: string
  latinName?: string
  example?: string
  kinds: NumberKind[]
  /** whether every company there has one of these kinds, so that anything else is a slip */
  isComplete: boolean
}

/**
 * Registration and tax numbers of companies, by country. A country stands here if its numbers are surely
 * known: their check digits are the published ones (stdnum), and what has none is checked by its shape only.
 */
export const registrationNumberKinds: Record<string, CountryKinds> = {
  AM: open('ՀՎՀՀ', 'HVHH', '02501234', []),
  AR: complete('CUIT', '', '30500010912', [kind(/^(\d{11})$/, 'AR', 'cuit')]),
  // UID-Nummer, Firmenbuchnummer and others
  AT: open('UID', '', 'ATU13585627', [kind(/^(ATU\d{8})$/, 'AT', 'uid')]),
  // ABN, ACN or ARBN; associations of a state have numbers of their own
  AU: open('ABN', '', '51824753556', [kind(/^(\d{11})$/, 'AU', 'abn'), kind(/^(\d{9})$/, 'AU', 'acn')]),
  AZ: open('VÖEN', '', '', []),
  BE: complete('KBO/BCE', '', '0403170701', [kind(/^(?:BE)?(0?\d{9}|1\d{9})$/, 'BE', 'vat')]),
  // CNPJ, since July 2026 with letters too (IN RFB 2229/2024), or the CPF of a rural producer
  BR: complete('CNPJ', '', '33000167000101', [
    kind(/^([A-Z0-9]{12}\d{2})$/, 'BR', 'cnpj'),
    kind(/^(\d{11})$/, 'BR', 'cpf'),
  ]),
  BY: open('УНП', 'UNP', '', []),
  // Business Number with its programme account; provinces and the federal register number companies otherwise
  CA: open('BN', '', '123026635RC0001', [kind(/^(\d{9}R[CTPM]\d{4})$/, 'CA', 'bn')]),
  // UID, as VAT number with a suffix, or the number of the commercial register before 2014
  CH: complete('UID', '', 'CHE116281710', [
    kind(/^(CHE\d{9})(?:MWST|TVA|IVA|TPV|VAT|HR)?$/, 'CH', 'uid'),
    kind(/^CH\d{11}$/),
  ]),
  CL: complete('RUT', '', '760864285', [kind(/^(\d{7,8}[\dK])$/, 'CL', 'rut')]),
  CN: {
    name: '统一社会信用代码',
    latinName: 'USCC',
    example: '91110000600037341L',
    kinds: [{ shape: { test: isShapedAsCreditCode }, isRight: hasRightCreditCodeCheck }],
    isComplete: true,
  },
  // NIT of a company with its check digit; that of a person is an identity number beginning with 1, often
  // without it
  CO: open('NIT', '', '8600029644', [kind(/^([89]\d{9})$/, 'CO', 'nit')]),
  CZ: open('IČO', '', '45274649', [kind(/^(\d{8})$/, 'CZ', 'ico')]),
  // USt-IdNr. or Wirtschafts-IdNr.; also the commercial register (HRB 12345) and the tax office's number
  DE: open('USt-IdNr.', '', 'DE129274202', [kind(/^DE(\d{9})(?:\d{5})?$/, 'DE', 'vat')]),
  // CVR number, or the ten digits of a production unit
  DK: complete('CVR', '', '22756214', [kind(/^(?:DK)?(\d{8})$/, 'DK', 'cvr'), kind(/^\d{10}$/)]),
  // NIF of companies (once CIF) and of self-employed people
  ES: complete('NIF', '', 'A28015865', [kind(/^(?:ES)?([A-Z0-9]\d{7}[A-Z0-9])$/, 'ES', 'nif')]),
  FI: complete('Y-tunnus', '', '01120389', [kind(/^(?:FI)?(\d{8})$/, 'FI', 'ytunnus')]),
  // SIREN, SIRET of an establishment, VAT, and the RNA number of an association
  FR: complete('SIREN', '', '552081317', [
    kind(/^(\d{9})$/, 'FR', 'siren'),
    kind(/^(\d{14})$/, 'FR', 'siret'),
    kind(/^FR([A-Z0-9]{2}\d{9})$/, 'FR', 'tva'),
    kind(/^W[A-Z0-9]\d{8}$/),
  ]),
  // Companies House number (eight characters, without check digit), VAT, charities, …
  GB: open('CRN', '', '00445790', [kind(/^(?:GB)?(\d{9}|\d{12})$/, 'GB', 'vat')]),
  GR: open('ΑΦΜ', 'AFM', '094019245', [kind(/^(?:EL|GR)?(\d{9})$/, 'GR', 'vat')]),
  HU: open('Adószám', '', '10625790444', []),
  // NPWP of 15 digits; since 2024 also one of 16
  ID: open('NPWP', '', '010611739093000', [kind(/^(\d{15})$/, 'ID', 'npwp')]),
  IL: open('ח.פ.', 'HP', '520013954', [kind(/^(5\d{8})$/, 'IL', 'hp')]),
  // GSTIN, or PAN, CIN, LLPIN, …
  IN: open('GSTIN', '', '27AAACR5055K1Z7', [kind(/^(\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]{3})$/, 'IN', 'gstin')]),
  // Partita IVA, codice fiscale of a person, or REA number (province and up to seven digits)
  IT: complete('P. IVA', '', '00743110157', [
    kind(/^(?:IT)?(\d{11})$/, 'IT', 'iva'),
    kind(/^([A-Z]{6}[A-Z0-9]{10})$/, 'IT', 'codicefiscale'),
    kind(/^[A-Z]{2}\d{4,7}$/),
  ]),
  // 法人番号 (with T: qualified invoice issuer), or the 12 digits of the register, which are the same without
  // check digit
  JP: complete('法人番号', 'Corporate Number', '1180301018771', [
    kind(/^T?(\d{13})$/, 'JP', 'cn'),
    kind(/^\d{12}$/),
  ]),
  KG: open('ИНН', 'INN', '', []),
  // 사업자등록번호, or the 13 digits of 법인등록번호
  KR: complete('사업자등록번호', 'BRN', '1248100998', [kind(/^(\d{10})$/, 'KR', 'brn'), kind(/^\d{13}$/)]),
  KZ: open('БИН', 'BIN', '', []),
  MD: open('IDNO', '', '', []),
  // RFC: SAT itself has issued many whose last character is not the computed one, so the shape alone counts
  MX: complete('RFC', '', 'NWM9709244W4', [
    kind(/^[A-ZÑ&]{3,4}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[A-Z0-9]{3}$/),
  ]),
  // KvK, RSIN, VAT, or the 12 digits of an establishment
  NL: complete('KvK', '', '33031431', [
    kind(/^\d{8}$/),
    kind(/^(\d{9})$/, 'NL', 'bsn'),
    kind(/^(NL\d{9}B\d{2})$/, 'NL', 'btw'),
    kind(/^\d{12}$/),
  ]),
  NO: complete('Org.nr.', '', '923609016', [kind(/^(?:NO)?(\d{9})(?:MVA)?$/, 'NO', 'orgnr')]),
  PE: complete('RUC', '', '20100017491', [kind(/^(\d{11})$/, 'PE', 'ruc')]),
  // NIP, KRS (ten digits beginning with 0) or REGON
  PL: complete('NIP', '', '5260250995', [
    kind(/^(?:PL)?([1-9]\d{9})$/, 'PL', 'nip'),
    kind(/^0\d{9}$/),
    kind(/^(\d{9}|\d{14})$/, 'PL', 'regon'),
  ]),
  PT: complete('NIF', '', '500100144', [kind(/^(?:PT)?(\d{9})$/, 'PT', 'nif')]),
  // INN of a company or a sole trader; the nine digits of a KPP have no check digit
  RU: open('ИНН', 'INN', '7736050003', [kind(/^(\d{10}|\d{12})$/, 'RU', 'inn')]),
  // organisationsnummer, VAT, or the personal number of a sole trader
  SE: complete('Org.nr', '', '5560360793', [
    kind(/^(\d{10})$/, 'SE', 'orgnr'),
    kind(/^SE(\d{10})\d{2}$/, 'SE', 'orgnr'),
    kind(/^(?:16|19|20)(\d{10})$/, 'SE', 'orgnr'),
  ]),
  SG: open('UEN', '', '196800306E', [kind(/^(\d{8,9}[A-Z]|[RST]\d{2}[A-Z]{2}\d{4}[A-Z])$/, 'SG', 'uen')]),
  TH: open('เลขทะเบียนนิติบุคคล', 'Juristic person number', '0107537000521', [kind(/^(0\d{12})$/, 'TH', 'moa')]),
  TJ: open('РМА', 'INN', '', []),
  TR: open('VKN', '', '8790017566', [kind(/^(\d{10})$/, 'TR', 'vkn'), kind(/^(\d{11})$/, 'TR', 'tckimlik')]),
  TW: complete('統一編號', 'UBN', '22099131', [
    { shape: /^\d{8}$/, isRight: hasRightUnifiedBusinessNumberCheck },
  ]),
  UA: open('ЄДРПОУ', 'EDRPOU', '20077720', []),
  US: open('EIN', '', '911144442', []),
  UZ: open('STIR', '', '', []),
  VN: open('MST', '', '0100233488', [kind(/^(\d{10}|\d{13})$/, 'VN', 'mst')]),
}

// The first group of the shape is what has the check digits.
function kind(shape: RegExp, country?: string, name?: string): NumberKind {
  if (country === undefined || name === undefined) return { shape }
  const validator = stdnum[country]?.[name]
  if (!validator) throw new Error(`stdnum has no ${country}.${name}`)
  return { shape, isRight: (number) => validator.validate(shape.exec(number)?.[1] ?? number).isValid }
}

function complete(name: string, latinName: string, example: string, kinds: NumberKind[]): CountryKinds {
  return { ...open(name, latinName, example, kinds), isComplete: true }
}

function open(name: string, latinName: string, example: string, kinds: NumberKind[]): CountryKinds {
  return {
    name,
    ...(latinName !== '' && { latinName }),
    ...(example !== '' && { example }),
    kinds,
    isComplete: false,
  }
}
