import { z } from 'zod'
import type { MessageKey } from '#src/i18n/translator.ts'
import { hasTooManyMarks, normalForm } from '#src/reference/normal-form.ts'
import type { Problem } from './problems.ts'

/** Single-line text as a person types it: what is tidied silently, and what is sent back with a message. */

/** Control characters, line and paragraph separators, lone surrogates, unassigned code points: nothing that a line of text holds. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Cn}]/u

/** Bidirectional overrides make text read as something else than it is (Unicode UTR 36, 2.1.2). */
const directional = /[\u202A-\u202E\u2066-\u2069]/u

const visible = /[^\p{Cf}\p{Z}\p{Cc}\u115F\u1160\u3164\uFFA0]/u

/** Far more than any field takes, in UTF-16 code units: of a longer text the rules see so much, and that it is too long. */
const longestLooked = 4000

/** Text in composed form (NFC) without white space around it; text that shows nothing at all is empty. */
export function tidy(text: string): string {
  const whole = text.trim()
  if (whole.length > longestLooked) return whole.slice(0, longestLooked)
  const trimmed = normalForm(whole, 'NFC').trim()
  return visible.test(trimmed) || unprintable.test(trimmed) ? trimmed : ''
}

const holdsUnkeepable = (text: string): boolean =>
  unprintable.test(text) || directional.test(text) || hasTooManyMarks(text)

/** Length as people count: code points. */
const lengthOf = (text: string): number => [...text].length

/** An optional line of text of at most `limit` characters. */
export function line(limit: number) {
  return z
    .string()
    .transform(tidy)
    .refine((text) => lengthOf(text) <= limit, { ...says('problem.too_long'), params: { limit } })
    .refine((text) => !holdsUnkeepable(text), says('problem.characters'))
}

/** A line of text that has to be there. */
export function requiredLine(limit: number) {
  return line(limit).refine((text) => text !== '', says('problem.required'))
}

/** A host below a top-level domain: an address without one can only be a slip of the pen here. */
const publicHost = /@(?:[^.@]+\.)+[^.@]+$/

/** What stands around an address, not in it: pasted from `Ana <ana@x.example>;` (specials of RFC 5322, 3.2.3). */
const aroundAddress = /[<>()[\]\\,;:"]/

/** An e-mail address in any script (RFC 6531), or nothing. At most 254 characters (RFC 5321, erratum 1690). */
export function email() {
  const isEmail = (text: string) =>
    z.regexes.unicodeEmail.test(text) && publicHost.test(text) && !aroundAddress.test(text)
  return line(254).refine((text) => text === '' || isEmail(text), says('problem.email'))
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
