import { eitherOf } from '#src/i18n/format.ts'
import type { MessageValues } from '#src/i18n/message.ts'
import type { MessageKey, Translate } from '#src/i18n/translator.ts'
import { countryName } from '#src/reference/countries.ts'

/** What is wrong with one field: a message of the catalogue, its values, and names of which one is meant. */
export type Problem<Field extends string = string> = {
  field: Field
  key: MessageKey
  values?: MessageValues
  names?: readonly string[]
}

/** The first problem of each field, in the order of the fields: one thing at a time to mend at each. */
export function firstOfEach<Field extends string>(
  fields: readonly Field[],
  problems: readonly Problem<Field>[],
): Problem<Field>[] {
  return fields.flatMap((field) => problems.find((problem) => problem.field === field) ?? [])
}

/** The language that messages are told in. */
type Words = { t: Translate; locale: string }

/** A problem in the reader's words; a country's code among its values is told by name. */
export function problemText({ key, values = {}, names }: Problem, { t, locale }: Words): string {
  const { country } = values
  return t(key, {
    ...values,
    ...(typeof country === 'string' && { country: countryName(country, locale) }),
    ...(names && { names: eitherOf(names, locale) }),
  })
}

/** What to say at a field, if anything is wrong with it. */
export function errorAt(field: string, problems: readonly Problem[], words: Words): string | undefined {
  const problem = problems.find((candidate) => candidate.field === field)
  return problem && problemText(problem, words)
}

/** An error summary: each message leads to its field. */
export type ErrorSummary = { heading: string; items: { href: string; text: string }[] }

/**
 * What to say of all problems before the form; undefined where there is none.
 * @param label what a problem's field is called
 */
export function errorSummary(
  problems: readonly Problem[],
  label: (field: string) => string,
  words: Words,
): ErrorSummary | undefined {
  if (problems.length === 0) return undefined
  const { t } = words
  return {
    heading: t('form.summary', { count: problems.length }),
    items: problems.map((problem) => ({
      href: `#${problem.field}`,
      text: t('problem.at_field', { label: label(problem.field), text: problemText(problem, words) }),
    })),
  }
}
