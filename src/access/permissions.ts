/** Who may do what. Pure; the only place that knows what a role is. */

/** Partner Center's partner roles, as operated by 21Vianet. */
export const roles = [
  'global_admin',
  'admin_agent',
  'sales_agent',
  'helpdesk_agent',
  'billing_admin',
  'user_management_admin',
] as const
export type Role = (typeof roles)[number]

export const permissions = [
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
] as const
export type Permission = (typeof permissions)[number]

const everyone: Permission[] = ['own:use', 'customers:view', 'staff:view']

const granted: Record<Role, ReadonlySet<Permission>> = {
  global_admin: new Set(permissions),
  admin_agent: new Set([
    ...everyone,
    'company_details:edit',
    'billing_information:edit',
    'customers:manage',
    'shared_views:manage',
    'customers:export',
    'activity:view',
    'activity:export',
  ]),
  sales_agent: new Set([
    ...everyone,
    'company_details:edit',
    'billing_information:edit',
    'customers:manage',
    'customers:export',
  ]),
  // Those who look after one customer at a time take no file of all of them with them.
  helpdesk_agent: new Set([...everyone, 'company_details:edit']),
  billing_admin: new Set(everyone),
  user_management_admin: new Set([...everyone, 'staff:manage']),
}

/** Whether any of a person's roles grants a permission. Unknown roles grant nothing. */
export function may(held: readonly string[], permission: Permission): boolean {
  return held.some((role) => isRole(role) && granted[role].has(permission))
}

/**
 * Whether somebody who manages staff may do so with a colleague who holds these roles: only of those who may do nothing that
 * they may not do themselves. Whoever sets a colleague's password can sign in as them.
 */
export function mayManage(held: readonly string[], others: readonly string[]): boolean {
  return (
    may(held, 'staff:manage') &&
    permissions.every((permission) => may(held, permission) || !may(others, permission))
  )
}

/** Whether somebody may give or take a role: nobody makes others more than they are. */
export function mayGrant(held: readonly string[], role: Role): boolean {
  return mayManage(held, [role])
}

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text)
}
