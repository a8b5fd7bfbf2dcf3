/** The value in the middle; `undefined` of nothing. */
export function median(values: readonly number[]): number | undefined {
  return quantile(values, 0.5)
}

/** The value that so large a part of all values does not exceed. */
export function quantile(values: readonly number[], part: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
}
