/** Milliseconds on the machine's own clock, the same in every process: times of two of them can be subtracted. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
