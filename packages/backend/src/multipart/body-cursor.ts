/**
 * Where we are in a body that is read once, chunk by chunk.
 */

import type { PourableBytes } from '../streams/bytes.ts'
import { type ByteStage, passBytes } from '../streams/pass-bytes.ts'

/**
 * Reads as far as there are bytes, and yields where it needs another chunk: what comes in one chunk,
 * as small forms do, is read without a promise for each step.
 */
export type Reading<T> = Generator<void, T, void>

export class BodyCursor {
  readonly #chunks: AsyncIterator<Uint8Array>
  #ahead: Uint8Array = new Uint8Array(0)
  #ended = false
  #position = 0

  constructor(chunks: AsyncIterator<Uint8Array>) {
    this.#chunks = chunks
  }

  /** How many of the body's bytes lie behind. */
  get position(): number {
    return this.#position
  }

  /** Runs a reading to its end, and gets it the chunks it asks for. */
  async run<T>(reading: Reading<T>): Promise<T> {
    for (;;) {
      const { done, value } = reading.next()
      if (done) return value
      const next = await this.#chunks.next()
      if (next.done) this.#ended = true
      else this.#ahead = next.value
    }
  }

  /** Reads on to where there is something: the unread bytes of the chunk at hand, or `undefined` at the end of the body. */
  *ahead(): Reading<Uint8Array | undefined> {
    while (this.#ahead.length === 0) {
      if (this.#ended) return undefined
      yield
    }
    return this.#ahead
  }

  /** Everything from here on, through a stage; the cursor itself is done then. */
  rest({ pass, end }: ByteStage): PourableBytes {
    return passBytes(this.#chunks, { first: passed(this.#ahead, pass), pass, end })
  }

  /** Goes past bytes of the chunk at hand. */
  skip(count: number): void {
    this.#ahead = this.#ahead.subarray(count)
    this.#position += count
  }
}

/** Lazily, for it may throw: whoever reads on is to hear of that. */
function* passed(chunk: Uint8Array, pass: ByteStage['pass']): Iterable<Uint8Array> {
  const content = pass(chunk)
  if (content) yield content
}
