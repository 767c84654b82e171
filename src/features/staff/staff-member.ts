import type { Role } from '#src/access/permissions.ts'

/** A partner's member of staff, as those who manage them see one. */
export type StaffMember = {
  id: number
  name: string
  email: string
  roles: Role[]
  /** When the person lost access; null for those who may sign in. */
  ended_at_ms: number | null
  version: number
}

/** What of a member of staff can be changed. */
export type StaffDetails = Pick<StaffMember, 'name' | 'roles' | 'ended_at_ms'>
