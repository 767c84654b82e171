import { may } from '#src/access/permissions.ts'
import { accountFields, type Account } from '#src/features/customers/customer.ts'
import { countryOf, cultureAt } from './countries.ts'
import { demonstrationCustomer, needsAttentionOnPurpose, ordinal } from './customers.ts'
import { demonstrationPartners, type DemonstrationStaff } from './partners.ts'
import { companyOf, mailboxOf, personOf } from './people-and-companies.ts'
import { addressAt, placesByCountry, secondLine, type Address } from './places.ts'
import { mix, Random } from './random.ts'

export interface DemonstrationEdit {
  /** Whole days before today, from 1 to 60. */
  days_ago: number
  /** Minutes after midnight of that day, UTC. */
  minutes: number
  /** Index into the staff of the partner. */
  staff: number
  /** What the fields held before the edit. */
  changes: Partial<Account>
  reason?: string
}

/**
 * The past edits of a customer, oldest first. Undone from the last to the first, they lead from the account of
 * `demonstrationCustomer` to the one before all edits. `weekdayToday` (0 is Sunday) keeps most edits on
 * working days.
 */
export function demonstrationEdits(partnerIndex: number, n: number, weekdayToday = 3): DemonstrationEdit[] {
  const partner = demonstrationPartners[partnerIndex]
  if (!partner || n >= partner.customers) return []
  const random = new Random(mix(ordinal(partnerIndex, n) ^ 0xed17))
  if (n >= 8 && random.chance(0.48)) return []

  const editors = partner.staff.flatMap((person, index) =>
    may([person.role], 'company_details:edit') ? [index] : [],
  )
  const diligence = editors.map((index) => editsOfTen[partner.staff[index]!.role] ?? 1)
  const moments = new Map<number, { days_ago: number; minutes: number; staff: number }>()
  for (let left = 1 + random.weighted([45, 30, 15, 10]); left > 0; left--) {
    const staff = editors[random.weighted(diligence)]!
    const days_ago = workingDay(random, weekdayToday)
    const [opens, closes] = hoursUtc[partner.staff[staff]!.time_zone] ?? [7, 17]
    const someMinute = () => random.between(opens * 60, closes * 60 - 1)
    const minutes = Math.floor((someMinute() + someMinute()) / 2)
    moments.set(days_ago * 1440 - minutes, { days_ago, minutes, staff })
  }

  const account = demonstrationCustomer(partnerIndex, n).account
  const kinds = needsAttentionOnPurpose(partnerIndex, n) ? kindsThatNeedNoAddress : allKinds
  const newestFirst = [...moments].sort(([one], [other]) => one - other).map(([, moment]) => moment)
  return newestFirst
    .flatMap((moment) => {
      const person = partner.staff[moment.staff]!
      const edit = undo(random, kinds, account, person)
      if (!edit) return []
      Object.assign(account, edit.changes)
      return [{ ...moment, ...edit }]
    })
    .reverse()
}

/** Of ten edits, by role. */
const editsOfTen: Readonly<Partial<Record<DemonstrationStaff['role'], number>>> = {
  admin_agent: 3.5,
  sales_agent: 3,
  helpdesk_agent: 3,
  global_admin: 0.5,
}

/** When people work, in hours UTC of the same day. */
const hoursUtc: Readonly<Record<string, readonly [number, number]>> = {
  'Europe/Madrid': [7, 17],
  'Europe/London': [8, 18],
  'Asia/Shanghai': [1, 10],
  'America/Los_Angeles': [16, 24],
}

function workingDay(random: Random, weekdayToday: number): number {
  let days: number
  do days = 1 + Math.floor(60 * random.fraction() ** 1.2)
  while ([0, 6].includes((((weekdayToday - days) % 7) + 7) % 7) && random.chance(0.9))
  return days
}

interface Kind {
  share: number
  /** The values from before such an edit; none where the account shows no trace of one. */
  before: (random: Random, account: Account, mayEditBilling: boolean) => Partial<Account>
  reasons: Readonly<Record<Language, readonly string[]>>
}

type Language = 'en' | 'es' | 'zh'

const languageAt: Readonly<Record<string, Language>> = { 'Europe/Madrid': 'es', 'Asia/Shanghai': 'zh' }

function undo(
  random: Random,
  kinds: readonly Kind[],
  account: Account,
  person: DemonstrationStaff,
): { changes: Partial<Account>; reason?: string } | undefined {
  const mayEditBilling = may([person.role], 'billing_information:edit')
  for (let attempt = 0; attempt < 8; attempt++) {
    const kind = kinds[random.weighted(kinds.map((each) => each.share))]!
    const changes = differing(account, kind.before(random, account, mayEditBilling))
    if (Object.keys(changes).length === 0) continue
    const written = random.weighted([45, 25, 30])
    if (written === 0) return { changes }
    if (written === 1) return { changes, reason: `Ticket ${random.between(41200, 49899)}` }
    return { changes, reason: random.pick(kind.reasons[languageAt[person.time_zone] ?? 'en']) }
  }
  return undefined
}

/** Those of the values that are not what the account holds, in the order of the form. */
function differing(account: Account, before: Partial<Account>): Partial<Account> {
  const changes: Partial<Account> = {}
  for (const field of accountFields) {
    const value = before[field]
    if (value !== undefined && value !== account[field]) changes[field] = value
  }
  return changes
}

const contact: Kind = {
  share: 25,
  before(random, account, mayEditBilling) {
    if (!mayEditBilling) return {}
    const names = cultureOf(random, account)
    const person = personOf(random, names)
    const mail = account.billing_email.slice(account.billing_email.indexOf('@'))
    return {
      billing_first_name: person.first,
      billing_middle_name: person.middle,
      billing_last_name: person.last,
      billing_email: (random.chance(0.8) ? person.mailbox : mailboxOf(random, names)) + mail,
      ...(account.billing_phone_number !== '' &&
        random.chance(0.6) && { billing_phone_number: otherEnding(random, account.billing_phone_number) }),
    }
  },
  reasons: {
    en: [
      'New billing contact',
      'The former contact has left the company',
      'Asked for by the customer in an e-mail',
    ],
    es: [
      'Nuevo contacto de facturación',
      'La persona anterior ya no trabaja allí',
      'Lo pidió el cliente por correo',
    ],
    zh: ['财务联系人变更', '原联系人已离职', '客户邮件要求更改'],
  },
}

const email: Kind = {
  share: 15,
  before(random, account, mayEditBilling) {
    const field = mayEditBilling && random.chance(0.6) ? 'billing_email' : 'company_email'
    return account[field] === '' ? {} : { [field]: misspelt(random, account[field]) }
  },
  reasons: {
    en: ['Invoices bounced', 'Typing mistake in the address', 'Corrected on the phone with the customer'],
    es: [
      'Las facturas venían devueltas',
      'Errata en la dirección de correo',
      'Corregido por teléfono con el cliente',
    ],
    zh: ['邮件被退回，更正邮箱', '邮箱地址输入错误', '与客户电话核对后更正'],
  },
}

const phone: Kind = {
  share: 22,
  before(random, account, mayEditBilling) {
    const number = account.company_phone_number
    if (number === '') return {}
    const isNew = random.chance(0.2) && !countryOf(account.company_country).phoneIsMandatory
    const before = isNew ? '' : otherEnding(random, number)
    const isShared = account.billing_phone_number === number
    return {
      company_phone_number: before,
      ...(isShared && mayEditBilling && { billing_phone_number: before }),
    }
  },
  reasons: {
    en: ['New telephone number', 'The old number is out of service', 'Customer called from the new number'],
    es: [
      'Nuevo número de teléfono',
      'El número anterior ya no funciona',
      'El cliente llamó desde el nuevo número',
    ],
    zh: ['客户来电更正电话', '原号码已停用', '更换总机号码'],
  },
}

const addressParts: readonly (keyof Address)[] = [
  'address_line_1',
  'address_line_2',
  'district',
  'city',
  'state',
  'postal_code',
]

const move: Kind = {
  share: 20,
  before(random, account, mayEditBilling) {
    const places = placesByCountry[account.company_country]!
    const here = places.filter((place) => place.postal_code === account.company_postal_code)
    const isNear = here.length > 0 && random.chance(0.5)
    const before = addressAt(random, account.company_country, random.pick(isNear ? here : places))
    const isShared = addressParts.every((part) => account[`company_${part}`] === account[`billing_${part}`])
    const changes: Partial<Account> = {}
    for (const part of addressParts) {
      changes[`company_${part}`] = before[part]
      if (isShared && mayEditBilling) changes[`billing_${part}`] = before[part]
    }
    return changes
  },
  reasons: {
    en: ['Moved to new offices', 'New registered address', 'The customer has moved; letter of the 1st'],
    es: [
      'El cliente se ha mudado de oficina',
      'Nuevo domicilio social',
      'Traslado comunicado por el cliente',
    ],
    zh: ['公司搬迁', '注册地址变更', '客户办公室搬至新址'],
  },
}

const addressLine2: Kind = {
  share: 8,
  before(random, account, mayEditBilling) {
    const card = mayEditBilling && random.chance(0.5) ? 'billing' : 'company'
    const field = `${card}_address_line_2` as const
    if (account[field] === '') return {}
    return { [field]: random.chance(0.6) ? '' : secondLine(random, account[`${card}_country`]) }
  },
  reasons: {
    en: ['Floor was missing', 'So that letters arrive'],
    es: ['Faltaba la planta', 'Para que llegue el correo postal'],
    zh: ['补充楼层信息', '补充门牌信息'],
  },
}

const registrationNumber: Kind = {
  share: 6,
  before(_random, account) {
    return countryOf(account.company_country).numbered === 1 ? {} : { registration_number: '' }
  },
  reasons: {
    en: ['Number taken from the company register', 'Needed for the invoice'],
    es: ['Número tomado del Registro Mercantil', 'Hace falta para la factura'],
    zh: ['补充统一社会信用代码', '开票需要'],
  },
}

const companyName: Kind = {
  share: 5,
  before(random, account, mayEditBilling) {
    if (mayEditBilling && account.billing_company_name !== account.company_name && random.chance(0.6)) {
      return { billing_company_name: account.company_name }
    }
    const former = companyOf(random, cultureOf(random, account), account.company_city).name
    const isShared = account.billing_company_name === account.company_name
    return { company_name: former, ...(isShared && mayEditBilling && { billing_company_name: former }) }
  },
  reasons: {
    en: ['Renamed; see the register', 'Name as on the invoices'],
    es: ['Cambio de razón social', 'Nombre como en las facturas'],
    zh: ['公司更名', '与发票抬头一致'],
  },
}

const allKinds = [contact, email, phone, move, addressLine2, registrationNumber, companyName]
/** Such an account fails the rules by its number, phone or address: of those there was no edit. */
const kindsThatNeedNoAddress = [contact, email]

function cultureOf(random: Random, account: Account) {
  return cultureAt(random, countryOf(account.company_country), account.company_state).names
}

/** The last two digits differ: every number here may end in any two. */
function otherEnding(random: Random, number: string): string {
  const ending = (Number(number.slice(-2)) + random.between(1, 99)) % 100
  return number.slice(0, -2) + String(ending).padStart(2, '0')
}

/** Two neighbouring letters before the @ change places, or one is missing. */
function misspelt(random: Random, address: string): string {
  const at = address.indexOf('@')
  const i = random.between(1, at - 2)
  const [one, other] = [address[i]!, address[i + 1]!]
  const letters = one === '.' || other === '.' || one === other || i + 1 >= at ? one : other + one
  return address.slice(0, i) + (letters === one ? '' : letters) + address.slice(i + (letters === one ? 1 : 2))
}
