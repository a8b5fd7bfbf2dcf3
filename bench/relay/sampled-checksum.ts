/**
 * A checksum that costs next to nothing: CRC-32 of the first 4 KiB of every 64 KiB. Both ends compute it, so that a
 * relay that drops, doubles or moves a chunk is found out, and the finding out does not take the CPU it is measured on.
 */

import { crc32 } from 'node:zlib'

const WINDOW_BYTES = 64 * 1024
const SAMPLE_BYTES = 4 * 1024

export class SampledChecksum {
  #crc = 0
  #position = 0

  /** How many bytes came so far. */
  get byteLength(): number {
    return this.#position
  }

  update(chunk: Uint8Array): void {
    const start = this.#position
    const end = start + chunk.length
    this.#position = end
    for (let window = start - (start % WINDOW_BYTES); window < end; window += WINDOW_BYTES) {
      const from = Math.max(start, window)
      const to = Math.min(end, window + SAMPLE_BYTES)
      if (from < to) this.#crc = crc32(chunk.subarray(from - start, to - start), this.#crc)
    }
  }

  /** A `media_id` that says what arrived. */
  mediaId(): string {
    return `@bench_${this.#position}_${this.#crc.toString(16).padStart(8, '0')}`
  }
}

/** The `media_id` of a file that arrives unchanged. */
export function mediaIdOf(file: Uint8Array): string {
  const checksum = new SampledChecksum()
  checksum.update(file)
  return checksum.mediaId()
}
