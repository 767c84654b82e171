import fc from 'fast-check'

/** Any text: letters and marks of every script, and ASCII with its control characters. */
export const anyText = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary-ascii' }))
