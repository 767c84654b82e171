import { z } from 'zod'
import { passwordLength } from '#src/access/passwords.ts'
import type { MessageKey } from '#src/i18n/translator.ts'
import { normalForm } from '#src/reference/normal-form.ts'

const wrongLength: MessageKey = 'problem.password_length'

/** A password that somebody chooses. Its blanks and its case are its own; only its length is asked for, in code points. */
export function newPassword() {
  const isLong = (text: string) => {
    const length = [...normalForm(text, 'NFC')].length
    return length >= passwordLength.least && length <= passwordLength.most
  }
  return z.string().refine(isLong, { error: wrongLength, params: passwordLength })
}
