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
  #chunk: Uint8Array = new Uint8Array(0)
  #at = 0
  #ended = false
  #bytesBefore = 0

  constructor(chunks: AsyncIterator<Uint8Array>) {
    this.#chunks = chunks
  }

  /** The chunk at hand. */
  get chunk(): Uint8Array {
    return this.#chunk
  }

  /** Where in it the first unread byte is. */
  get at(): number {
    return this.#at
  }

  /** How many of the body's bytes lie behind. */
  get position(): number {
    return this.#bytesBefore + this.#at
  }

  /** The chunk at hand is read, and there is another one: `while (cursor.needsChunk) yield`. */
  get needsChunk(): boolean {
    return this.#at === this.#chunk.length && !this.#ended
  }

  /** All of the body is read. */
  get ended(): boolean {
    return this.#at === this.#chunk.length && this.#ended
  }

  /** Runs a reading to its end, and gets it the chunks it asks for. */
  async run<T>(reading: Reading<T>): Promise<T> {
    for (;;) {
      const { done, value } = reading.next()
      if (done) return value
      const next = await this.#chunks.next()
      if (next.done) this.#ended = true
      else this.#begin(next.value)
    }
  }

  #begin(chunk: Uint8Array): void {
    this.#bytesBefore += this.#chunk.length
    this.#chunk = chunk
    this.#at = 0
  }

  /** Everything from here on, through a stage; the cursor itself is done then. */
  rest({ pass, end }: ByteStage): PourableBytes {
    return passBytes(this.#chunks, { first: passed(this.#chunk.subarray(this.#at), pass), pass, end })
  }

  /** Goes on to another place in the chunk at hand. */
  goTo(at: number): void {
    this.#at = at
  }

  /** Takes the next byte; `undefined` where there is none. */
  readByte(): number | undefined {
    const byte = this.#chunk[this.#at]
    if (byte !== undefined) this.#at += 1
    return byte
  }
}

/** Lazily, for it may throw: whoever reads on is to hear of that. */
function* passed(chunk: Uint8Array, pass: ByteStage['pass']): Iterable<Uint8Array> {
  const content = pass(chunk)
  if (content) yield content
}
