/** Merging two edits of one record that began from the same state (three ways). Pure. */

type Values<Field extends string> = Readonly<Record<Field, string>>

export type Merge<Field extends string> = {
  /** Both sides' changes; where they conflict, mine. */
  merged: Record<Field, string>
  /** Fields that both sides changed, differently. */
  conflicts: Field[]
  /** Fields that only they changed, so that their value was kept. */
  kept: Field[]
}

/**
 * Merges my edit into what others saved meanwhile.
 * @param fields the record's fields
 * @param groups fields that depend on each other: when both sides touched one group, all its differing fields conflict
 * @param original what both edits began from
 */
export function mergeEdits<Field extends string>(
  fields: readonly Field[],
  groups: readonly (readonly Field[])[],
  { original, theirs, mine }: { original: Values<Field>; theirs: Values<Field>; mine: Values<Field> },
): Merge<Field> {
  const together = (field: Field) => groups.find((group) => group.includes(field)) ?? [field]
  const touched = (side: Values<Field>, field: Field) =>
    together(field).some((member) => side[member] !== original[member])
  const differ = fields.filter((field) => mine[field] !== theirs[field])
  const conflicts = differ.filter((field) => touched(mine, field) && touched(theirs, field))
  const kept = differ.filter((field) => !touched(mine, field))
  const merged = Object.fromEntries(
    fields.map((field) => [field, kept.includes(field) ? theirs[field] : mine[field]]),
  ) as Record<Field, string>
  return { merged, conflicts, kept }
}
