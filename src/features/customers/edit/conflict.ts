import {
  addressOwners,
  fieldsTogether,
  type Account,
  type AccountField,
  type AddressOwner,
  type Customer,
} from '../customer.ts'
import type { Reader } from '#src/http/ui.ts'
import { fieldLabel, shownValue } from '../field-words.ts'

/** One field that two people changed differently. */
export type Conflict = { field: AccountField; original: string; theirs: string; mine: string }

/** What two people changed differently, to choose from. Fields that depend on each other are one choice. */

export const sides = ['mine', 'theirs', 'original'] as const
export type Side = (typeof sides)[number]

/** Which side was chosen, by the name of the radios. */
export type Choices = Partial<Record<string, Side>>

export type ConflictChoice = {
  /** Name of the radios. */
  name: string
  /** Hidden fields that say what else the choice decides. */
  moved: string[]
  label: string
  sides: { value: Side; label: string; lines: { label: string; value: string }[]; checked: boolean }[]
}

/**
 * The radios' name for a field: one for all fields that depend on it.
 * @param moved the sides whose country is in conflict, and all that is read by it
 */
export function choiceName(field: AccountField, moved: readonly AddressOwner[] = []): string {
  const group = fieldsTogether(moved).find((fields) => fields.includes(field))
  return `choose_${group?.[0] ?? field}`
}

/** The name of the hidden field that says that a side's country is in conflict. */
export const movedField = (owner: AddressOwner) => `moved_${owner}` as const

/** Which side was chosen for a field. */
export function choiceOf(field: AccountField, fields: Readonly<Record<string, string>>): string | undefined {
  return fields[
    choiceName(
      field,
      addressOwners.filter((owner) => fields[movedField(owner)] !== undefined),
    )
  ]
}

export function conflictChoices(
  conflicts: readonly Conflict[],
  customer: Customer,
  chosen: Choices,
  reader: Reader,
): ConflictChoice[] {
  const { t } = reader
  const label = (field: AccountField) => fieldLabel(field, customer, t, 'full')
  // A state is read by the country that the same side chose.
  const accountOn = (side: Side, members: readonly Conflict[]): Account => ({
    ...customer,
    ...Object.fromEntries(members.map((member) => [member.field, member[side]])),
  })
  const moved = addressOwners.filter((owner) => conflicts.some(({ field }) => field === `${owner}_country`))
  const groups = Map.groupBy(conflicts, (conflict) => choiceName(conflict.field, moved))
  return [...groups].map(([name, members]) => ({
    name,
    moved: moved.filter((owner) => name === `choose_${owner}_country`).map(movedField),
    label: reader.format.list(members.map((member) => label(member.field))),
    sides: sides.map((side) => ({
      value: side,
      label: t(`edit.side.${side}`),
      lines: members.map((member) => ({
        label: members.length > 1 ? label(member.field) : '',
        value: shownValue(member.field, member[side], accountOn(side, members), reader),
      })),
      checked: side === (chosen[name] ?? 'mine'),
    })),
  }))
}
