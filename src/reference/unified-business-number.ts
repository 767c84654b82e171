const weights = [1, 2, 1, 2, 1, 2, 4, 1]

/**
 * Whether the eight digits of a Taiwanese unified business number (統一編號) fit each other: the digits of all products
 * with the weights add up to a multiple of 5, where a 7 in the seventh place may count for 0 or 1 instead of 10.
 * Source: Ministry of Finance, rule in force since April 2023; before, it was a multiple of 10.
 */
export function hasRightUnifiedBusinessNumberCheck(number: string): boolean {
  const digits = [...number].map(Number)
  const summands = digits.map((digit, at) => digitSum(digit * (weights[at] ?? 0)))
  const sum = summands.reduce((total, summand) => total + summand, 0)
  return sum % 5 === 0 || (digits[6] === 7 && (sum + 1) % 5 === 0)
}

const digitSum = (product: number): number => Math.floor(product / 10) + (product % 10)
