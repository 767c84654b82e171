/** A member of staff, as everything that is done in somebody's name knows them. */
export type Staff = {
  id: number
  partner_id: number
  partner_name: string
  name: string
  email: string
  roles: string[]
  locale: string | null
  theme: 'light' | 'dark' | 'auto'
  time_zone: string
  /** Whether shortcuts of a single key are on. */
  single_keys: boolean
}
