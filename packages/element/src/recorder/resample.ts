/**
 * From a microphone's rate to the 16 kHz that are enough for speech, chunk by chunk: each sample is
 * the mean of the time it stands for, so that high tones fade instead of coming back as low ones.
 */

export const SAMPLE_RATE = 16_000

/** Makes what turns samples between -1 and 1, at `fromRate` a second, into 16-bit ones at {@link SAMPLE_RATE}. */
export function createResampler(fromRate: number): (chunk: Float32Array) => Int16Array {
  const step = fromRate / SAMPLE_RATE
  let sum = 0
  let gathered = 0
  return (chunk) => {
    const samples = new Int16Array(Math.ceil((chunk.length + gathered) / step))
    let count = 0
    for (const value of chunk) {
      let rest = 1
      while (gathered + rest >= step) {
        const part = step - gathered
        samples[count++] = toInt16((sum + value * part) / step)
        rest -= part
        sum = gathered = 0
      }
      sum += value * rest
      gathered += rest
    }
    return samples.subarray(0, count)
  }
}

function toInt16(value: number): number {
  return Math.round(Math.max(-1, Math.min(1, value)) * 32_767)
}
