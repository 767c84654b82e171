/**
 * More marks in a row than any writing has (a stream-safe text has 30 at most, UAX #15, 13). Bringing the marks of one letter
 * into order takes time that grows with the square of their number. Japanese half-width sound marks become such marks.
 */
const tooManyMarks = /[\p{M}\uFF9E\uFF9F]{31}/u

/** Whether a letter of the text has more marks than any writing gives to one. */
export function hasTooManyMarks(text: string): boolean {
  return tooManyMarks.test(text)
}

/**
 * A text in one of Unicode's normal forms (UAX #15). The one place that makes them: in time that grows with the length of
 * the text and no faster. A text in which a letter has too many marks stays as it is.
 */
export function normalForm(text: string, form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): string {
  return hasTooManyMarks(text) ? text : text.normalize(form)
}
