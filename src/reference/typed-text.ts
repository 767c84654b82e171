import { normalForm } from './normal-form.ts'

const decimalDigit = /\p{Nd}/gu

/**
 * Text as an input method may have produced it, made plain: full-width letters and digits become half-width
 * (Unicode NFKC) and the decimal digits of every script (Arabic, Devanagari, …) become 0–9.
 * Takes any text and returns it so; applying it twice changes nothing more.
 */
export function halfWidth(typed: string): string {
  return asciiDigits(normalForm(typed, 'NFKC'))
}

/** Text with the decimal digits of every script as 0–9. */
export function asciiDigits(text: string): string {
  return text.replace(decimalDigit, asciiDigit)
}

// Unicode keeps each script's ten digits together and in order (Unicode Standard 4.6, "Numeric Value"),
// so a digit's value is its distance from the first of the run.
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let first = code
  while (isDecimalDigit(first - 1)) first -= 1
  return String((code - first) % 10)
}

function isDecimalDigit(code: number): boolean {
  return /^\p{Nd}$/u.test(String.fromCodePoint(code))
}
