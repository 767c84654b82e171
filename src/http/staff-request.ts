import type { Request } from 'express'
import type { Staff } from '#src/access/staff.ts'

/** A request of a signed-in member of staff. */
export type StaffRequest = Request & { staff: Staff }
