import { z } from 'zod'
import type { MessageKey } from '#src/i18n/translator.ts'
import { emailAddressIn, isEmailAddress } from '#src/reference/email-addresses.ts'
import { hasTooManyMarks, normalForm } from '#src/reference/normal-form.ts'
import { withoutIdleMarks } from '#src/reference/typed-text.ts'
import type { Problem } from './problems.ts'

/** Single-line text as a person types it: what is tidied silently, and what is sent back with a message. */

/** Control characters, line and paragraph separators, lone surrogates, unassigned code points: nothing that a line of text holds. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Cn}]/u

const visible = /[^\p{Cf}\p{Z}\p{Cc}\u115F\u1160\u2800\u3164\uFFA0]/u

/** Far more than any field takes, in UTF-16 code units: of a longer text the rules see so much, and that it is too long. */
const longestLooked = 4000

/**
 * Text in composed form (NFC) without white space around it, every space a plain one, and without invisible marks that
 * carry no meaning; text that shows nothing at all is empty.
 */
export function tidy(text: string): string {
  const whole = text.trim()
  if (whole.length > longestLooked) return whole.slice(0, longestLooked)
  const trimmed = normalForm(withoutIdleMarks(whole.replace(/\p{Zs}/gu, ' ')), 'NFC').trim()
  return visible.test(trimmed) || unprintable.test(trimmed) ? trimmed : ''
}

const holdsUnkeepable = (text: string): boolean => unprintable.test(text) || hasTooManyMarks(text)

/** Length as people count: code points. */
const lengthOf = (text: string): number => [...text].length

/** An optional line of text of at most `limit` characters. */
export function line(limit: number) {
  return lineAs(tidy, limit)
}

/** @param read makes of what was typed what is meant */
function lineAs(read: (typed: string) => string, limit: number) {
  return z
    .string()
    .transform(read)
    .refine((text) => lengthOf(text) <= limit, { ...says('problem.too_long'), params: { limit } })
    .refine((text) => !holdsUnkeepable(text), says('problem.characters'))
}

/** A line of text that has to be there. */
export function requiredLine(limit: number) {
  return line(limit).refine((text) => text !== '', says('problem.required'))
}

/** The e-mail address that a text holds; other text tidied. */
export function tidyEmail(text: string): string {
  return emailAddressIn(tidy(text))
}

/** An e-mail address in any script (RFC 6531), or nothing. At most 254 characters (RFC 5321, erratum 1690). */
export function email() {
  const isRight = (text: string) => text === '' || isEmailAddress(text)
  return lineAs(tidyEmail, 254).refine(isRight, says('problem.email'))
}

/** A version or a number of a row, from untrusted input: at most 15 digits, which a double holds; else undefined. */
export function readPositiveInteger(text: unknown): number | undefined {
  return typeof text === 'string' && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}

/** A message key where zod wants its words. */
const says = (key: MessageKey): { error: MessageKey } => ({ error: key })

/** zod's findings in the portal's terms. Every rule above names its message by `says`. */
export function problemsOf<Field extends string>(error: z.ZodError | undefined): Problem<Field>[] {
  return (error?.issues ?? []).map((issue) => ({
    field: String(issue.path[0]) as Field,
    key: issue.message as MessageKey,
    values: issue.code === 'custom' ? (issue.params as Record<string, number>) : {},
  }))
}
