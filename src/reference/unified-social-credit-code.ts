const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

// Registering authority (a digit; A military, N agriculture, Y other), kind of organisation, six digits of
// the administrative division (GB/T 2260), nine characters of the organisation (GB 11714), check character.
const shape = /^[0-9ANY]\d{7}[0-9A-HJ-NP-RTUWXY]{10}$/

/** Whether the text has the shape of a Chinese unified social credit code, as GB 32100-2015 gives it. */
export function isShapedAsCreditCode(text: string): boolean {
  return shape.test(text)
}

/**
 * Whether the check character of a shaped code is right: GB 32100-2015, weights 3^i mod 31.
 * stdnum is not used here: it refuses every code whose weighted sum is divisible by 31, one valid code in 31.
 */
export function hasRightCreditCodeCheck(code: string): boolean {
  let weight = 1
  let sum = 0
  for (const character of code.slice(0, 17)) {
    sum += alphabet.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return alphabet.charAt((31 - (sum % 31)) % 31) === code.charAt(17)
}
