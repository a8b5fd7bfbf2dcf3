/** How many tests passed, failed and were skipped; the numbers that a run ends with. */

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** Adds up the tallies of several stages. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  const sum = (name: keyof Tally) => tallies.reduce((total, tally) => total + tally[name], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** `N passed, N failed`, with `, N skipped` where any were. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}
