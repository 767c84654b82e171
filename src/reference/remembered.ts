/** What a pure function gave, kept for the next time: pages ask for the same few values again and again. */

/**
 * @param make a pure function; of several texts all but the last must be without spaces
 * @param atMost how many values are kept; one more, and they are all forgotten. For what comes from outside
 * @returns the same function, which makes each value once
 */
export function remembered<Input extends readonly (string | number)[], Value>(
  make: (...input: Input) => Value,
  atMost = Infinity,
): (...input: Input) => Value {
  const known = new Map<string | number | undefined, Value>()
  return (...input) => {
    const key = input.length === 1 ? input[0] : input.join(' ')
    const value = known.get(key)
    if (value !== undefined || known.has(key)) return value as Value
    if (known.size >= atMost) known.clear()
    const made = make(...input)
    known.set(key, made)
    return made
  }
}
