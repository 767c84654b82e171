/** A median with the least and the greatest of the rounds. */
export type Spread = { median: number; min: number; max: number }

export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined
  return { median: quantile(values, 0.5), min: Math.min(...values), max: Math.max(...values) }
}

/** A quantile by linear interpolation between the two nearest values. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort()
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)] ?? NaN
  const above = sorted[Math.ceil(at)] ?? NaN
  return below + (above - below) * (at - Math.floor(at))
}
