import { may, mayGrant, mayManage, roles, type Role } from '#src/access/permissions.ts'
import { plainField, type Field } from '#src/forms/fields.ts'
import { errorAt, errorSummary, type ErrorSummary, type Problem } from '#src/forms/problems.ts'
import type { Staff } from '#src/access/staff.ts'
import type { Reader } from '#src/http/ui.ts'
import { urls } from '#src/http/urls.ts'
import { roleField, type TypedStaff } from './staff.form.ts'
import type { StaffMember } from './staff-member.ts'

export type StaffRow = {
  name: string
  href: string | undefined
  email: string
  roles: string
  ended: string | undefined
  own: boolean
}

export type StaffPage = {
  title: string
  count: string
  notice: string | undefined
  /** Whom the reader may manage, where that is not everybody. */
  reach: string | undefined
  add_href: string | undefined
  rows: StaffRow[]
}

export type RoleChoice = {
  name: string
  label: string
  about: string
  checked: boolean
  locked: boolean
}

export type StaffFormPage = {
  title: string
  form_id: string
  heading: string
  action: string
  cancel_href: string
  /** What the form's button says. */
  submit: string
  version: number | undefined
  email: string | undefined
  summary: ErrorSummary | undefined
  conflict: string | undefined
  fields: Field[]
  roles: { error: string | undefined; locked_reason: string | undefined; choices: RoleChoice[] }
  may_sign_in: { checked: boolean; locked: boolean } | undefined
}

declare module '#src/http/render.ts' {
  interface Views {
    'staff/staff': StaffPage
    'staff/form': StaffFormPage
  }
}

type ListInput = { staff: StaffMember[]; reader: Staff; notice: string | undefined }

export function staffPage({ staff, reader: own, notice }: ListInput, reader: Reader): StaffPage {
  const { t, format } = reader
  const present = staff.filter((member) => member.ended_at_ms === null)
  const order = (one: StaffMember, other: StaffMember) =>
    Number(one.ended_at_ms !== null) - Number(other.ended_at_ms !== null) ||
    format.compare(one.name, other.name)
  return {
    title: t('menu.staff'),
    count: t('staff.count', { count: present.length, partner: own.partner_name }),
    notice,
    reach: may(own.roles, 'staff:manage') && !managesAll(own) ? t('staff.reach') : undefined,
    add_href: may(own.roles, 'staff:manage') ? urls.newStaffMember : undefined,
    rows: staff.toSorted(order).map((member) => ({
      name: member.name,
      href: mayManage(own.roles, member.roles) ? urls.staffMember(member.id) : undefined,
      email: member.email,
      roles: format.list(member.roles.map((role) => t(`role.${role}`))),
      ended:
        member.ended_at_ms === null ? undefined : t('staff.ended', { when: format.date(member.ended_at_ms) }),
      own: member.id === own.id,
    })),
  }
}

const managesAll = (own: Staff): boolean => roles.every((role) => mayGrant(own.roles, role))

type FormInput = {
  /** Undefined for a newcomer. */
  member: StaffMember | undefined
  typed: TypedStaff
  own: Staff
  problems: readonly Problem[]
  conflict?: boolean
}

/** The one builder of the form: for a newcomer and for somebody known, as first opened and after mistakes. */
export function staffFormPage(input: FormInput, reader: Reader): StaffFormPage {
  const { member, typed, own, problems } = input
  const { t } = reader
  const isOwn = member?.id === own.id
  return {
    title: member ? t('staff.edit_title', { name: member.name }) : t('staff.add'),
    form_id: 'staff-form',
    heading: member?.name ?? t('staff.add'),
    action: member ? urls.staffMember(member.id) : urls.staff,
    cancel_href: urls.staff,
    submit: t(member ? 'form.save' : 'new.submit'),
    version: member?.version,
    email: member?.email,
    summary: errorSummary(problems, (field) => t(labels[field as keyof typeof labels]), reader),
    conflict: input.conflict ? t('staff.conflict') : undefined,
    fields: fieldsOf(input, isOwn, reader),
    roles: {
      error: errorAt('roles', problems, reader),
      locked_reason: lockedReason(own, isOwn, reader),
      choices: roles.map((role) => roleChoice(role, input, isOwn, reader)),
    },
    may_sign_in: member && { checked: typed.may_sign_in, locked: isOwn },
  }
}

function lockedReason(own: Staff, isOwn: boolean, { t }: Reader): string | undefined {
  if (isOwn) return t('staff.own_locked')
  return managesAll(own) ? undefined : t('staff.above_locked')
}

function fieldsOf({ member, typed, problems }: FormInput, isOwn: boolean, reader: Reader): Field[] {
  const { t } = reader
  const field = (name: 'name' | 'email' | 'password', more: Partial<Field>): Field => ({
    ...plainField(name, t(labels[name]), name === 'password' ? '' : typed[name]),
    wide: true,
    required: true,
    error: errorAt(name, problems, reader),
    ...more,
  })
  return [
    field('name', {}),
    ...(member ? [] : [field('email', { kind: 'email' })]),
    ...(isOwn
      ? []
      : [
          field('password', {
            kind: 'password',
            autocomplete: 'new-password',
            required: !member,
            label: t(member ? 'staff.new_password' : 'staff.first_password'),
            hint: t(member ? 'staff.new_password_hint' : 'staff.first_password_hint'),
          }),
        ]),
  ]
}

const labels = {
  name: 'staff.name',
  email: 'field.email',
  password: 'staff.new_password',
  roles: 'staff.roles',
} as const

function roleChoice(role: Role, { typed, own }: FormInput, isOwn: boolean, { t }: Reader): RoleChoice {
  return {
    name: roleField(role),
    label: t(`role.${role}`),
    about: t(`role_about.${role}`),
    checked: typed.roles.includes(role),
    locked: isOwn || !mayGrant(own.roles, role),
  }
}
