/**
 * Bytes that must be in hand as a whole: form fields, header blocks, bodies without a
 * length. Chunks are copied, not kept: a client that sends single bytes would else make
 * us hold a hundred times what it sent.
 */

import type { Bytes } from './bytes.ts'
import { tooLargeError } from './too-large-error.ts'

/** Resolves to all bytes; throws `tooLarge()`, by default `too_large`, as soon as there are more than `maxBytes`. */
export async function collectBytes(
  source: Bytes,
  maxBytes: number,
  tooLarge?: () => Error,
): Promise<Uint8Array> {
  const collector = new ByteCollector(maxBytes, tooLarge)
  for await (const chunk of source) collector.add(chunk)
  return collector.bytes
}

/** The same, for bytes that somebody else reads. */
export class ByteCollector {
  readonly #maxBytes: number
  readonly #tooLarge: () => Error
  #collected: Uint8Array = NOTHING
  #length = 0

  constructor(maxBytes: number, tooLarge: () => Error = () => tooLargeError(maxBytes)) {
    this.#maxBytes = maxBytes
    this.#tooLarge = tooLarge
  }

  /** All that was added. */
  get bytes(): Uint8Array {
    return this.#collected.subarray(0, this.#length)
  }

  /** Copies a chunk; throws when that is too much. */
  add(chunk: Uint8Array): void {
    const end = this.#length + chunk.length
    if (end > this.#maxBytes) throw this.#tooLarge()
    if (end > this.#collected.length) {
      const grown = new Uint8Array(Math.min(this.#maxBytes, Math.max(end, 2 * this.#collected.length)))
      grown.set(this.#collected.subarray(0, this.#length))
      this.#collected = grown
    }
    this.#collected.set(chunk, this.#length)
    this.#length = end
  }
}

const NOTHING = new Uint8Array(0)
