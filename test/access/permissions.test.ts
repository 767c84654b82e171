import { describe, expect, it } from 'vitest'
import { isRole, may, mayGrant, mayManage, permissions, roles } from '#src/access/permissions.ts'

/** 21Vianet's matrix of roles, spelled out: what is not here is denied. */
const granted: Record<string, readonly string[]> = {
  global_admin: [
    'own:use',
    'customers:view',
    'company_details:edit',
    'billing_information:edit',
    'customers:manage',
    'activity:view',
    'staff:view',
    'staff:manage',
  ],
  admin_agent: [
    'own:use',
    'customers:view',
    'company_details:edit',
    'billing_information:edit',
    'customers:manage',
    'activity:view',
    'staff:view',
  ],
  sales_agent: [
    'own:use',
    'customers:view',
    'company_details:edit',
    'billing_information:edit',
    'customers:manage',
    'staff:view',
  ],
  helpdesk_agent: ['own:use', 'customers:view', 'company_details:edit', 'staff:view'],
  billing_admin: ['own:use', 'customers:view', 'staff:view'],
  user_management_admin: ['own:use', 'customers:view', 'staff:view', 'staff:manage'],
}

describe.each(roles)('%s', (role) => {
  it.each(permissions)('%s', (permission) => {
    expect(may([role], permission)).toBe(granted[role]?.includes(permission))
  })
})

describe('a person', () => {
  it('of several roles may do what any of them may', () => {
    expect(may(['billing_admin', 'helpdesk_agent'], 'company_details:edit')).toBe(true)
    expect(may(['billing_admin', 'helpdesk_agent'], 'billing_information:edit')).toBe(false)
  })

  it.each([[[]], [['root']], [['__proto__']], [['constructor']], [['Global_Admin']], [['']]])(
    'of the roles %j may do nothing',
    (held) => {
      for (const permission of permissions) expect(may(held, permission)).toBe(false)
    },
  )
})

it('roles are known by their exact names', () => {
  expect(roles.every(isRole)).toBe(true)
  expect(Object.keys(granted).toSorted()).toEqual([...roles].toSorted())
  expect(isRole('toString')).toBe(false)
  expect(isRole('')).toBe(false)
})

describe('roles', () => {
  it.each(roles)(
    '%s is given by a global admin, and by those who manage staff unless it is above them',
    (role) => {
      expect(mayGrant(['global_admin'], role)).toBe(true)
      expect(mayGrant(['user_management_admin'], role)).toBe(role !== 'global_admin')
      expect(mayGrant(['admin_agent', 'sales_agent'], role)).toBe(false)
    },
  )

  it('of a colleague decide who may change them', () => {
    expect(mayManage(['user_management_admin'], ['sales_agent', 'admin_agent'])).toBe(true)
    expect(mayManage(['user_management_admin'], ['sales_agent', 'global_admin'])).toBe(false)
    expect(mayManage(['admin_agent'], [])).toBe(false)
  })
})
