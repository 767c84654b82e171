import { describe, expect, it } from 'vitest'
import { isRole, may, permissions, roles } from '#src/access/permissions.ts'

/** 21Vianet's matrix of roles, spelled out: what is not here is denied. */
const granted: Record<string, readonly string[]> = {
  global_admin: [
    'own:use',
    'customers:view',
    'company_details:edit',
    'billing_information:edit',
    'activity:view',
  ],
  admin_agent: [
    'own:use',
    'customers:view',
    'company_details:edit',
    'billing_information:edit',
    'activity:view',
  ],
  sales_agent: ['own:use', 'customers:view', 'company_details:edit', 'billing_information:edit'],
  helpdesk_agent: ['own:use', 'customers:view', 'company_details:edit'],
  billing_admin: ['own:use', 'customers:view'],
  user_management_admin: ['own:use', 'customers:view'],
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
