import { describe, expect, test } from 'vitest'
import { may } from '#src/access/permissions.ts'
import {
  demonstrationCustomer,
  demonstrationEdits,
  demonstrationPartners,
  needsAttentionOnPurpose,
} from '#src/demonstration/demonstration.ts'
import {
  accountFields,
  billingFields,
  companyFields,
  type AccountField,
} from '#src/features/customers/customer.ts'
import { wrongFields } from './country-rules.ts'

const edited = demonstrationPartners.flatMap(({ customers, staff }, partner) =>
  Array.from({ length: customers }, (_, n) => ({ partner, n, staff, edits: demonstrationEdits(partner, n) })),
)

function fieldsOf(changes: object): AccountField[] {
  return Object.keys(changes) as AccountField[]
}

test('are the same whenever they are asked for', () => {
  for (const { partner, n, edits } of edited) expect(demonstrationEdits(partner, n)).toEqual(edits)
})

test('about half of the customers have one to four', () => {
  const counts = edited.filter(({ partner }) => partner === 0).map(({ edits }) => edits.length)
  const having = counts.filter((count) => count > 0).length
  expect(having).toBeGreaterThan(225)
  expect(having).toBeLessThan(275)
  expect(Math.max(...counts)).toBe(4)
  expect(counts.slice(0, 8)).not.toContain(0)
})

test('customers that are added later have none', () => {
  expect(demonstrationEdits(0, 500)).toEqual([])
  expect(demonstrationEdits(1, 50)).toEqual([])
})

test('undone one by one, each changes what it names, and what was before is as right as what is now', () => {
  for (const { partner, n, edits } of edited) {
    const account = demonstrationCustomer(partner, n).account
    const wrong = wrongFields(account)
    for (const { changes } of edits.toReversed()) {
      expect(fieldsOf(changes).length).toBeGreaterThan(0)
      for (const field of fieldsOf(changes)) {
        expect(accountFields).toContain(field)
        expect(changes[field], `${partner} ${n} ${field}`).not.toBe(account[field])
      }
      Object.assign(account, changes)
      expect(wrongFields(account), `${partner} ${n} ${JSON.stringify(changes)}`).toEqual(wrong)
    }
  }
})

test('what needs attention was not what somebody submitted', () => {
  for (const { partner, n, edits } of edited) {
    if (!needsAttentionOnPurpose(partner, n)) continue
    const wrong = wrongFields(demonstrationCustomer(partner, n).account)
    for (const { changes } of edits) expect(wrong.filter((field) => field in changes)).toEqual([])
  }
})

test('are made by staff who may', () => {
  for (const { staff, edits } of edited) {
    for (const edit of edits) {
      const roles = [staff[edit.staff]!.role]
      const fields = fieldsOf(edit.changes)
      if (fields.some((field) => (companyFields as readonly string[]).includes(field))) {
        expect(may(roles, 'company_details:edit')).toBe(true)
      }
      if (fields.some((field) => (billingFields as readonly string[]).includes(field))) {
        expect(may(roles, 'billing_information:edit')).toBe(true)
      }
    }
  }
})

test('everyone who may edit has done so, and nobody else', () => {
  const active = new Set(edited.flatMap(({ staff, edits }) => edits.map((edit) => staff[edit.staff]!.email)))
  expect([...active].toSorted()).toEqual([
    'admin.agent@contoso.example',
    'admin.agent@fabrikam.example',
    'global.admin@fabrikam.example',
    'helpdesk.agent@fabrikam.example',
    'sales.agent@fabrikam.example',
  ])
})

test('come oldest first, at whole minutes of the last sixty days', () => {
  for (const { edits } of edited) {
    const minutesAgo = edits.map(({ days_ago, minutes }) => days_ago * 1440 - minutes)
    expect(minutesAgo).toEqual([...new Set(minutesAgo)].toSorted((one, other) => other - one))
    for (const { days_ago, minutes } of edits) {
      expect(Number.isInteger(days_ago) && days_ago >= 1 && days_ago <= 60).toBe(true)
      expect(Number.isInteger(minutes) && minutes >= 0 && minutes < 1440).toBe(true)
    }
  }
})

test('are made between eight and eight, where the person is', () => {
  for (const { staff, edits } of edited) {
    for (const { days_ago, minutes, staff: who } of edits) {
      const at = Date.UTC(2026, 10, 30 - days_ago, 0, minutes)
      const { time_zone } = staff[who]!
      const hour = Number(
        new Intl.DateTimeFormat('en', { timeZone: time_zone, hour: 'numeric', hourCycle: 'h23' }).format(at),
      )
      expect(hour, time_zone).toBeGreaterThanOrEqual(8)
      expect(hour, time_zone).toBeLessThan(20)
    }
  }
})

describe.each([0, 1, 2, 3, 4, 5, 6])('counted back from weekday %i', (today) => {
  test('few are made on Saturdays and Sundays, and the last thirty days have an edit nearly every working day', () => {
    const days = edited.flatMap(({ partner, n }) =>
      demonstrationEdits(partner, n, today).map((edit) => edit.days_ago),
    )
    const weekday = (daysAgo: number) => (today - daysAgo + 70) % 7
    const onWeekends = days.filter((day) => [0, 6].includes(weekday(day)))
    expect(onWeekends.length / days.length).toBeLessThan(0.08)
    const working = Array.from({ length: 30 }, (_, i) => i + 1).filter(
      (day) => ![0, 6].includes(weekday(day)),
    )
    expect(working.filter((day) => days.includes(day)).length).toBeGreaterThanOrEqual(working.length - 1)
  })
})

test('some have a ticket as the reason, some a sentence, some none', () => {
  const reasons = edited.flatMap(({ edits }) => edits.map(({ reason }) => reason))
  const tickets = reasons.filter((reason) => /^Ticket \d{5}$/.test(reason ?? '')).length
  const none = reasons.filter((reason) => reason === undefined).length
  const sentences = reasons.length - tickets - none
  for (const count of [tickets, none, sentences]) expect(count / reasons.length).toBeGreaterThan(0.15)
  expect(reasons).not.toContain('')
})

test('contacts, phones, addresses, e-mails, names and numbers have been changed', () => {
  const changed = new Set(edited.flatMap(({ edits }) => edits.flatMap(({ changes }) => fieldsOf(changes))))
  const expected: AccountField[] = [
    'billing_last_name',
    'company_phone_number',
    'company_address_line_1',
    'company_postal_code',
    'company_email',
    'billing_email',
    'company_name',
    'registration_number',
    'company_address_line_2',
  ]
  expect(expected.filter((field) => !changed.has(field))).toEqual([])
})
