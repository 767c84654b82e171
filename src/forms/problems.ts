import type { MessageKey, MessageValues } from '#src/i18n/translator.ts'

/** What is wrong with one field: a message of the catalogue and its values. */
export type Problem<Field extends string = string> = { field: Field; key: MessageKey; values?: MessageValues }

/** The first problem of each field, in the order of the fields: one thing at a time to mend at each. */
export function firstOfEach<Field extends string>(
  fields: readonly Field[],
  problems: readonly Problem<Field>[],
): Problem<Field>[] {
  return fields.flatMap((field) => problems.find((problem) => problem.field === field) ?? [])
}
