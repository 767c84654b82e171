import fc from 'fast-check'
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
    'shared_views:manage',
    'customers:export',
    'activity:view',
    'activity:export',
    'staff:view',
    'staff:manage',
  ],
  admin_agent: [
    'own:use',
    'customers:view',
    'company_details:edit',
    'billing_information:edit',
    'customers:manage',
    'shared_views:manage',
    'customers:export',
    'activity:view',
    'activity:export',
    'staff:view',
  ],
  sales_agent: [
    'own:use',
    'customers:view',
    'company_details:edit',
    'billing_information:edit',
    'customers:manage',
    'customers:export',
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

/** Every set of roles. */
const roleSets = Array.from({ length: 2 ** roles.length }, (_, bits) =>
  roles.filter((_role, at) => bits & (1 << at)),
)

const powersOf = (held: readonly string[]) => permissions.filter((permission) => may(held, permission))

/** Whether all that some may do is among what others may do. */
const isWithin = (some: readonly string[], others: readonly string[]) =>
  powersOf(some).every((permission) => may(others, permission))

describe('roles', () => {
  it.each(roleSets.map((set) => [set.join(' '), set] as const))(
    '“%s” manage colleagues who may do no more, and no others',
    (_name, set) => {
      const manages = may(set, 'staff:manage')
      for (const others of roleSets) expect(mayManage(set, others)).toBe(manages && isWithin(others, set))
      for (const role of roles) expect(mayGrant(set, role)).toBe(mayManage(set, [role]))
    },
  )

  it('are as many as anybody can come by, whatever is done with them, and with whom', () => {
    const anyRoles = fc.constantFrom(...roleSets)
    const act = fc.record({ by: fc.nat(), of: fc.nat(), wanted: anyRoles })
    fc.assert(
      fc.property(
        anyRoles,
        fc.array(anyRoles, { maxLength: 5 }),
        fc.array(act, { maxLength: 30 }),
        (own, others, acts) => {
          const held = [own, ...others]
          // Those whose password the person has: of colleagues the person sets it, newcomers come with it.
          const taken = [0]
          for (const { by, of, wanted } of acts) {
            const actor = taken[by % taken.length]!
            const colleague = of % (held.length + 1)
            const before = held[colleague] ?? []
            if (colleague === actor || !mayManage(held[actor]!, before)) continue
            taken.push(colleague)
            if (wanted.every((role) => mayGrant(held[actor]!, role))) held[colleague] = wanted
            else held[colleague] ??= []
          }
          for (const one of taken) expect(isWithin(held[one]!, own)).toBe(true)
        },
      ),
    )
  })

  it.each(roles)('%s is given and managed by a global admin', (role) => {
    expect(mayGrant(['global_admin'], role)).toBe(true)
    expect(mayManage(['global_admin'], [role])).toBe(true)
  })

  it('that do not manage staff manage nobody, those without a role included', () => {
    expect(mayManage(['admin_agent'], [])).toBe(false)
    expect(mayManage(['user_management_admin'], [])).toBe(true)
    expect(mayManage(['user_management_admin'], ['billing_admin', 'sales_agent'])).toBe(false)
    expect(mayManage(['user_management_admin', 'sales_agent'], ['helpdesk_agent', 'sales_agent'])).toBe(true)
  })
})
