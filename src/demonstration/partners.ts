import type { Role } from '#src/access/permissions.ts'

export const demonstrationPassword = 'demonstration-only'

export interface DemonstrationStaff {
  name: string
  email: string
  role: Role
  time_zone: string
}

export interface DemonstrationPartner {
  name: string
  time_zone: string
  /** How many customers a new database gets. */
  customers: number
  staff: readonly DemonstrationStaff[]
}

export const demonstrationPartners: readonly DemonstrationPartner[] = [
  {
    name: 'Fabrikam Cloud',
    time_zone: 'Europe/Madrid',
    customers: 500,
    staff: [
      {
        name: 'Lucía Moreno',
        email: 'admin.agent@fabrikam.example',
        role: 'admin_agent',
        time_zone: 'Europe/Madrid',
      },
      {
        name: 'Tom Barker',
        email: 'sales.agent@fabrikam.example',
        role: 'sales_agent',
        time_zone: 'Europe/London',
      },
      {
        name: 'Chen Wei',
        email: 'helpdesk.agent@fabrikam.example',
        role: 'helpdesk_agent',
        time_zone: 'Asia/Shanghai',
      },
      {
        name: 'Helena Duarte',
        email: 'global.admin@fabrikam.example',
        role: 'global_admin',
        time_zone: 'Europe/Madrid',
      },
      {
        name: 'Pilar Soto',
        email: 'billing.admin@fabrikam.example',
        role: 'billing_admin',
        time_zone: 'Europe/Madrid',
      },
    ],
  },
  {
    name: 'Contoso',
    time_zone: 'America/Los_Angeles',
    customers: 50,
    staff: [
      {
        name: 'Grace Holloway',
        email: 'admin.agent@contoso.example',
        role: 'admin_agent',
        time_zone: 'America/Los_Angeles',
      },
    ],
  },
]
