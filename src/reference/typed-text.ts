import { normalForm } from './normal-form.ts'

/** Text as it arrives from keyboards, input methods, contact cards and spreadsheets, made plain. */

const decimalDigit = /\p{Nd}/gu

/** What is never seen (Unicode's Default_Ignorable_Code_Point), and the anchors of interlinear annotations. */
const invisible = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/u

/**
 * Of those, all that carries no meaning wherever it stands: embeddings, overrides and isolates, spaces of no width, soft
 * hyphens, byte order marks, fillers. The others are joiners, marks of direction, variation selectors and the tags of flags.
 */
const idle =
  /(?!\u061C|[\u180B-\u180F]|[\u200C-\u200F]|[\uFE00-\uFE0F]|[\u{E0020}-\u{E007F}]|[\u{E0100}-\u{E01EF}])[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu

/** Marks that silence an inherent vowel and so join letters (Unicode's Indic_Syllabic_Category, Virama and Invisible_Stacker). */
const virama =
  '[\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D3B\\u0D3C\\u0D4D\\u0DCA\\u0F84\\u1039\\u103A\\u17D2\\u1B44\\u1BAA\\uA9C0]'
const joining =
  '(?=\\p{L})[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Nko}\\p{Script=Mandaic}\\p{Script=Adlam}]'
const picture = '\\p{Extended_Pictographic}'

/** Where the others carry meaning. Joiners: as domains may have them (RFC 5892, A.1 and A.2), and in emoji (UTS 51). */
const meaningful = [
  // Conjuncts and half forms of Indic scripts are asked for beside the virama.
  `(?<=${virama})[\\u200C\\u200D]`,
  `\\u200D(?=${virama})`,
  // Letters that would join and must not (می‌خواهم), and a joined form by itself.
  `(?<=${joining}\\p{M}{0,4})\\u200C(?=${joining})`,
  `(?<=${joining}\\p{M}{0,4})\\u200D`,
  // Emoji of several parts, those shown as pictures or as text, and the flags of England, Scotland and Wales.
  `(?<=${picture}(?:\\uFE0F|\\p{Emoji_Modifier})?)\\u200D(?=${picture})`,
  `(?<=[${picture}\\p{S}])[\\uFE0E\\uFE0F]|(?<=[\\d#*])\\uFE0F(?=\\u20E3)`,
  '(?<=\\u{1F3F4})[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{1,6}\\u{E007F}',
  // The form of an ideograph in a name (葛󠄀), and of Mongolian letters.
  '(?<=\\p{Unified_Ideograph})[\\uFE00-\\uFE02\\u{E0100}-\\u{E01EF}]',
  '(?<=(?=\\p{L})\\p{Script=Mongolian})[\\u180B-\\u180F]',
  // Marks of direction are looked at last.
  '[\\u200E\\u200F\\u061C]',
]
const inContext = new RegExp(`(${meaningful.join('|')})|${invisible.source}`, 'gu')

const writtenRightToLeft =
  /(?=\p{L})[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const directionMark = /[\u200E\u200F\u061C]/g
/** Between letters and at the ends there is nothing whose direction they could decide. */
const idleDirectionMark =
  /(?<=[\p{L}\p{M}])[\u200E\u200F\u061C]+(?=[\p{L}\p{M}])|(?<![\s\u200E\u200F\u061C])[\s\u200E\u200F\u061C]+$|^[\s\u200E\u200F\u061C]+/gu

/**
 * Text without the invisible characters that mean nothing where they stand: contact cards, spreadsheets and web pages leave
 * them around what is copied, and two texts that look the same would differ. A joiner in Hindi or Persian, or in an emoji,
 * stays.
 */
export function withoutIdleMarks(text: string): string {
  if (!invisible.test(text)) return text
  const marked = text.replace(idle, '').replace(inContext, '$1')
  return marked.replace(writtenRightToLeft.test(marked) ? idleDirectionMark : directionMark, '')
}

/** The same without any invisible character: for codes and numbers, in which none has a meaning. */
export function withoutMarks(text: string): string {
  return text.replace(/[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu, '')
}

/**
 * Text as an input method may have produced it, made plain: full-width letters and digits become half-width
 * (Unicode NFKC), the decimal digits of every script (Arabic, Devanagari, …) become 0–9, and what is invisible goes.
 * Takes any text and returns it so; applying it twice changes nothing more.
 */
export function halfWidth(typed: string): string {
  return asciiDigits(normalForm(withoutMarks(typed), 'NFKC'))
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
