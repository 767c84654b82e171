import type { MessageValues } from '#src/i18n/message.ts'
import type { MessageKey } from '#src/i18n/translator.ts'

/** Why no import comes of a file or a selection, in words of the catalogue. */
export class ImportError extends Error {
  readonly key: MessageKey
  readonly values: MessageValues

  constructor(key: MessageKey, values: MessageValues = {}) {
    super(key)
    this.key = key
    this.values = values
  }
}
