/** What the `field` component draws. */

export type FieldOption = { value: string; label: string }

export type Field = {
  name: string
  label: string
  /** The name that the field has in every country, where `label` is a local one. */
  plain_label: string | undefined
  kind: 'text' | 'email' | 'tel' | 'password' | 'select'
  value: string
  /** What a browser may fill in by itself (HTML, 4.10.18.7); off unless said. */
  autocomplete?: 'current-password' | 'new-password'
  options: FieldOption[]
  /** What a text may be, among others. */
  suggestions: string[]
  /** Where values that are in use are found while one is typed: an address that takes `?q=`. */
  offers?: string
  required: boolean
  wide: boolean
  hint: string | undefined
  error: string | undefined
  /** What today's rules say of the stored value. */
  attention: string | undefined
  /** The label of the button that draws the form's fields anew for this one's value; a script does it without. */
  decides: string | undefined
}

/** An optional line of text, to be made more of. */
export function plainField(name: string, label: string, value: string): Field {
  return {
    name,
    label,
    plain_label: undefined,
    kind: 'text',
    value,
    options: [],
    suggestions: [],
    required: false,
    wide: false,
    hint: undefined,
    error: undefined,
    attention: undefined,
    decides: undefined,
  }
}
