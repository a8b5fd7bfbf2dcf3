/**
 * Where we are in a body that is read once, chunk by chunk.
 */

import type { PourableBytes } from '../streams/bytes.ts'
import { passBytes } from '../streams/pass-bytes.ts'

export class BodyCursor {
  readonly #chunks: AsyncIterator<Uint8Array>
  #ahead: Uint8Array = new Uint8Array(0)
  #position = 0

  constructor(chunks: AsyncIterator<Uint8Array>) {
    this.#chunks = chunks
  }

  /** How many of the body's bytes lie behind. */
  get position(): number {
    return this.#position
  }

  /** Resolves to the unread bytes of the chunk at hand, at least one; `undefined` at the end of the body. */
  async ahead(): Promise<Uint8Array | undefined> {
    while (this.#ahead.length === 0) {
      const { done, value } = await this.#chunks.next()
      if (done) return undefined
      this.#ahead = value
    }
    return this.#ahead
  }

  /** Resolves to the next byte and goes past it. */
  async byte(): Promise<number | undefined> {
    const ahead = await this.ahead()
    if (ahead) this.skip(1)
    return ahead?.[0]
  }

  /** Everything from here on; the cursor itself is done then. */
  rest(): PourableBytes {
    return passBytes(this.#chunks, {
      first: [this.#ahead],
      pass: (chunk) => chunk,
    })
  }

  /** Goes past bytes of the chunk at hand. */
  skip(count: number): void {
    this.#ahead = this.#ahead.subarray(count)
    this.#position += count
  }
}
