/**
 * Sources for tests that tell how they were treated.
 */

import type { Bytes } from '../bytes.ts'

/** Bytes in chunks of the given size. */
export async function* inChunks(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
}

/** The bytes of a text, one byte per character. */
export function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

/** A source that gives its chunks, counts what was asked of it, and then ends, fails or falls silent. */
export class SampleSource implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #chunks: Iterator<Uint8Array>
  readonly #then: 'end' | 'silence' | Error
  reads = 0
  returns = 0

  constructor(chunks: Iterable<Uint8Array>, then: 'end' | 'silence' | Error = 'end') {
    this.#chunks = chunks[Symbol.iterator]()
    this.#then = then
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.reads += 1
    const { done, value } = this.#chunks.next()
    if (!done) return { value }
    if (this.#then === 'silence') return new Promise(() => undefined)
    if (this.#then !== 'end') throw this.#then
    return { done: true, value: undefined }
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.returns += 1
    // A generator that waits behaves so, and Node's request does: `return` queues up behind the read.
    return this.#then === 'silence' && this.reads > 0
      ? new Promise(() => undefined)
      : { done: true, value: undefined }
  }
}

/** Everything that was given, and the error it ended with. */
export async function drain(bytes: Bytes): Promise<{ chunks: Uint8Array[]; error?: unknown }> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of bytes) chunks.push(chunk)
    return { chunks }
  } catch (error) {
    return { chunks, error }
  }
}

/** One array out of many. */
export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(chunks.flatMap((chunk) => [...chunk]))
}
